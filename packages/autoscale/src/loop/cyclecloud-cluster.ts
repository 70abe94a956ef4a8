import { CycleCloudConflictError } from '@pileus/sdk/cyclecloud';
import type {
  ClusterStatus,
  NodeCreationRequest,
  NodeCreationResult,
  NodeCreationSet,
  NodeList,
  NodeManagementResult,
  NodeRecord,
} from '@pileus/sdk/cyclecloud/wire';
import { type ReadOptions, readCapacity } from '../cyclecloud/read.js';
import {
  type ClusterPort,
  type ClusterReading,
  type CreatedSet,
  type CreateRequest,
  type CreateSet,
  RefusedError,
  type RemoveWay,
} from './cluster-port.js';

/** What the loop asks of CycleCloud's API: the SDK's `Client` does it, and so does whatever answers alike. */
export interface CycleCloudCalls {
  readonly clusters: { get(name: string): ClusterCalls };
  listOperations(query: { readonly requestId: string }): PromiseLike<readonly unknown[]>;
}

/** The part of the SDK's `Cluster` that the loop calls. */
export interface ClusterCalls {
  getStatus(options: {
    readonly nodes: true;
    readonly signal: AbortSignal;
  }): PromiseLike<ClusterStatus>;
  listNodes(options: {
    readonly requestId?: string;
    readonly signal?: AbortSignal;
  }): PromiseLike<NodeList>;
  createNodes(
    request: NodeCreationRequest,
  ): PromiseLike<{ readonly result: Pick<NodeCreationResult, 'sets'> }>;
  startNodes(nodes: NodeIds): PromiseLike<unknown>;
  shutdownNodes(nodes: NodeIds): PromiseLike<ManagementAnswer>;
  terminateNodes(nodes: NodeIds): PromiseLike<ManagementAnswer>;
  deallocateNodes(nodes: NodeIds): PromiseLike<ManagementAnswer>;
}

interface NodeIds {
  readonly ids: readonly string[];
}

interface ManagementAnswer {
  readonly result: Pick<NodeManagementResult, 'nodes'>;
}

export interface CycleCloudClusterOptions {
  readonly client: CycleCloudCalls;
  readonly cluster: string;
  /** How bodies are read. */
  readonly read?: Omit<ReadOptions, 'status' | 'nodes'>;
}

/** A cluster of CycleCloud, or of anything that speaks its API. */
export function cycleCloudCluster({
  client,
  cluster: name,
  read,
}: CycleCloudClusterOptions): ClusterPort {
  const cluster = client.clusters.get(name);
  return {
    name,
    async read(signal) {
      const [status, nodes] = await Promise.all([
        cluster.getStatus({ nodes: true, signal }),
        cluster.listNodes({ signal }),
      ]);
      return readingOf(readCapacity({ ...read, status, nodes }), nodes.nodes);
    },
    create: ({ requestId, sets }) => create(client, cluster, { requestId, sets }),
    async start(ids) {
      await cluster.startNodes({ ids });
    },
    remove: (ids, way) => remove(cluster, ids, way),
  };
}

function readingOf(
  capacity: ClusterReading['capacity'],
  records: readonly NodeRecord[],
): ClusterReading {
  const requests = records.flatMap(({ NodeId, RequestId }): [string, string][] =>
    RequestId ? [[NodeId, RequestId]] : [],
  );
  return { capacity, requests: new Map(requests) };
}

async function create(
  client: CycleCloudCalls,
  cluster: ClusterCalls,
  { requestId, sets }: CreateRequest,
): Promise<readonly CreatedSet[]> {
  let messages: readonly (string | undefined)[] = [];
  try {
    const { result } = await cluster.createNodes({ requestId, sets: sets.map(wireSet) });
    messages = result.sets.map(({ message }) => message);
  } catch (error) {
    if (!(error instanceof CycleCloudConflictError)) throw error;
    // An earlier call with this id may have been accepted: then the conflict is its echo.
    const [known] = await client.listOperations({ requestId });
    if (!known) throw new RefusedError(error.message, { cause: error });
  }
  const { nodes } = await cluster.listNodes({ requestId });
  return share(sets, nodes, messages);
}

const wireSet = (set: CreateSet): NodeCreationSet => ({
  nodearray: set.nodearray,
  count: set.count,
  definition: { machineType: set.machineType },
  ...(set.placementGroup !== undefined && { placementGroupId: set.placementGroup }),
  ...(set.nodeName !== undefined && { nameFormat: set.nodeName }),
});

/** Each node belongs to the first set that it fits and that is not full. */
function share(
  sets: readonly CreateSet[],
  records: readonly NodeRecord[],
  messages: readonly (string | undefined)[],
): CreatedSet[] {
  const made = sets.map((): { id: string; name: string }[] => []);
  for (const { NodeId: id, Name: name, ...record } of records) {
    const at = sets.findIndex(
      (set, i) =>
        made[i]!.length < set.count &&
        set.nodearray === record.Template &&
        set.machineType.toLowerCase() === record.MachineType.toLowerCase() &&
        (set.placementGroup ?? '') === (record.PlacementGroupId ?? '') &&
        (set.nodeName === undefined || set.nodeName === name),
    );
    if (at >= 0) made[at]!.push({ id, name });
  }
  return made.map((nodes, i) => {
    const message = messages[i];
    return { nodes, ...(message !== undefined && { message }) };
  });
}

async function remove(
  cluster: ClusterCalls,
  ids: readonly string[],
  way: RemoveWay,
): Promise<ReadonlyMap<string, string>> {
  const verbs = {
    shutdown: () => cluster.shutdownNodes({ ids }),
    terminate: () => cluster.terminateNodes({ ids }),
    deallocate: () => cluster.deallocateNodes({ ids }),
  };
  const { result } = await verbs[way]();
  return new Map(
    result.nodes.flatMap((node): [string, string][] =>
      node.status === 'Error' ? [[node.id, node.error ?? 'The cluster does not say why.']] : [],
    ),
  );
}
