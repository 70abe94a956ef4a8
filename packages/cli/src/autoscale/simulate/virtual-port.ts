import type { ReadOptions } from '@pileus/autoscale/cyclecloud';
import {
  type ClusterPort,
  type ClusterReading,
  cycleCloudCluster,
  RefusedError,
} from '@pileus/autoscale/loop';
import type { ClusterStatus } from '@pileus/sdk/cyclecloud/wire';
import { RefusedError as ServerRefusal, type VirtualCluster } from '@pileus/server/simulation';

/** What an array does where capacity was missing ends within so many seconds. */
const longestBackOff = 3600;

/**
 * The port of the scaling loop to a cluster in virtual time: the one for CycleCloud, over the same answers. A reading
 * holds until something is committed.
 */
export function virtualPort(
  cluster: VirtualCluster,
  name: string,
  read: Omit<ReadOptions, 'status' | 'nodes'>,
): ClusterPort {
  const manage = (verb: Parameters<VirtualCluster['manage']>[0]) => {
    return async ({ ids }: { readonly ids: readonly string[] }) => ({
      result: await cluster.manage(verb, ids),
    });
  };
  let status: Promise<ClusterStatus>;
  const calls = {
    getStatus: () => {
      status = cluster.status();
      return status;
    },
    // The status has all that there are.
    listNodes: async ({ requestId }: { readonly requestId?: string }) =>
      requestId === undefined ? { nodes: (await status).nodes ?? [] } : cluster.nodes(requestId),
    createNodes: async (request: Parameters<VirtualCluster['createNodes']>[0]) => ({
      result: await cluster.createNodes(request),
    }),
    startNodes: manage('start'),
    shutdownNodes: manage('shutdown'),
    terminateNodes: manage('terminate'),
    deallocateNodes: manage('deallocate'),
  };
  const client = { clusters: { get: () => calls }, listOperations: async () => [] };
  const port = cycleCloudCluster({ client, cluster: name, read });
  let kept: { readonly revision: number; readonly reading: ClusterReading } | undefined;
  return {
    ...port,
    create: async (request) => {
      try {
        return await port.create(request);
      } catch (error) {
        if (!(error instanceof ServerRefusal)) throw error;
        throw new RefusedError(error.message, { cause: error });
      }
    },
    read: async (signal) => {
      const { revision } = cluster;
      if (kept?.revision !== revision) kept = { revision, reading: await port.read(signal) };
      const { reading } = kept;
      const ages = reading.capacity.buckets.some(
        ({ lastCapacityFailure: since }) => since !== undefined && since < longestBackOff,
      );
      if (ages) kept = undefined;
      return reading;
    },
  };
}
