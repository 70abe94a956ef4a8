import type { VmSizes } from '@pileus/autoscale/cyclecloud';
import {
  readWorld,
  type VirtualClusterOptions,
  type World,
  WorldError,
} from '@pileus/server/simulation';
import { UsageError } from '../../failure.js';

export interface SimulatedCluster {
  readonly world: World;
  readonly name: string;
  /** Prices and families of its machine types. */
  readonly vmSizes: VmSizes;
  readonly times: NonNullable<VirtualClusterOptions['times']>;
}

/** How long real machines take, for what a world does not tell: the server's own times are for those who watch. */
const usualTimes: SimulatedCluster['times'] = {
  allocate: { min: 15, max: 60 },
  boot: { median: 120, p95: 240 },
  stop: { min: 20, max: 60 },
  delete: { min: 20, max: 60 },
};

/**
 * A cluster of a world file or a built-in world, started.
 *
 * @param name may be left out where there is one cluster only
 * @throws UsageError
 */
export async function chooseCluster(file: string, name?: string): Promise<SimulatedCluster> {
  const world = await readWorld(file).catch((error: unknown) => {
    if (error instanceof WorldError) throw new UsageError(error.message, { cause: error });
    throw error;
  });
  const names = world.clusters.map((cluster) => cluster.name);
  const chosen = name ?? (names.length === 1 ? names[0] : undefined);
  if (chosen === undefined || !names.includes(chosen)) {
    const there = names.length > 0 ? `it has ${names.join(', ')}` : 'it has none';
    const what =
      name === undefined ? 'say which cluster by --cluster-name' : `no cluster '${name}'`;
    throw new UsageError(`${file}: ${what}; ${there}.`);
  }
  return {
    world: {
      ...world,
      clusters: world.clusters.map((cluster) =>
        cluster.name === chosen ? { ...cluster, state: 'Started' } : cluster,
      ),
    },
    name: chosen,
    vmSizes: new Map([
      ['', new Map(world.machineTypes.map((type) => [type.name.toLowerCase(), factsOf(type)]))],
    ]),
    times: usualTimes,
  };
}

const factsOf = ({ family, price, spotPrice }: World['machineTypes'][number]) => ({
  family,
  price,
  ...(spotPrice !== undefined && { spotPrice }),
});
