import { and, eq, isIn } from '../store/predicate.js';
import type { Count, Reader, Tx } from '../store/store.js';
import type { Machine, Row } from '../store/tables.js';

/**
 * Limits and what they leave: one rule for all dialects.
 *
 * A limit caps machines, cores, or both. With `L` cores allowed, `C` in use and `v` cores a
 * machine, `floor(L / v)` machines fit at most and `floor((L - C) / v)` more fit now; use beyond the
 * limit counts as full, and nothing is ever negative (CycleCloud's published arithmetic).
 */
export interface Limit {
  /** Said in refusals: `array "ondemand"`, `quota of family standardFSv2Family in southcentralus`. */
  readonly name: string;
  readonly maxNodes: number | null;
  readonly maxCores: number | null;
  readonly used: Count;
  /** Cores that one machine is charged here. */
  readonly coresEach: number;
}

/** How many machines the limit allows in all. */
export function capacity(limit: Limit): number {
  return Math.min(
    limit.maxNodes ?? Number.POSITIVE_INFINITY,
    limit.maxCores === null
      ? Number.POSITIVE_INFINITY
      : Math.floor(limit.maxCores / limit.coresEach),
  );
}

/** How many more machines fit now. */
export function room(limit: Limit): number {
  const byNodes =
    limit.maxNodes === null ? Number.POSITIVE_INFINITY : limit.maxNodes - limit.used.nodes;
  const byCores =
    limit.maxCores === null
      ? Number.POSITIVE_INFINITY
      : Math.floor((limit.maxCores - limit.used.cores) / limit.coresEach);
  return Math.max(0, Math.min(byNodes, byCores));
}

export interface Admission {
  readonly granted: number;
  /** The tightest limit, when it granted less than was wanted. */
  readonly boundBy?: Limit;
}

/** Grants up to `wanted` machines. */
export function admit(limits: readonly Limit[], wanted: number): Admission {
  let granted = wanted;
  let boundBy: Limit | undefined;
  for (const limit of limits) {
    const left = room(limit);
    if (left < granted) {
      granted = left;
      boundBy = limit;
    }
  }
  return boundBy ? { granted, boundBy } : { granted };
}

/** Why fewer machines than wanted were granted, in one sentence. */
export function explainLimit(limit: Limit): string {
  const caps: string[] = [];
  if (limit.maxNodes !== null) caps.push(`${limit.used.nodes} of ${limit.maxNodes} machines`);
  if (limit.maxCores !== null) caps.push(`${limit.used.cores} of ${limit.maxCores} cores`);
  return `limited by the ${limit.name} (${caps.join(', ')} in use, ${limit.coresEach} cores each)`;
}

/** What of a machine decides which counters it is in. */
export type Counted = Pick<
  Machine,
  | 'accountId'
  | 'locationId'
  | 'clusterId'
  | 'arrayId'
  | 'bucketId'
  | 'placementGroupId'
  | 'family'
  | 'spot'
  | 'kind'
  | 'vcpus'
  | 'quotaVcpus'
>;

export const counterKeys = {
  cluster: (id: number) => `cluster:${id}`,
  array: (id: number) => `array:${id}`,
  bucket: (id: number) => `bucket:${id}`,
  placementGroup: (id: number) => `group:${id}`,
  family: (account: number, location: number, family: string) =>
    `family:${account}:${location}:${family}`,
  region: (account: number, location: number, spot: boolean) =>
    `${spot ? 'spot' : 'region'}:${account}:${location}`,
};

/**
 * The counters that one machine is in, with what it adds to each. Spot machines are in no family
 * counter: only the location's spot quota binds them. Containers run inside counted hosts.
 */
export function countersOf(machine: Counted): [key: string, count: Count][] {
  if (machine.kind === 'container') return [];
  const own = { nodes: 1, cores: machine.vcpus };
  const charged = { nodes: 1, cores: machine.quotaVcpus };
  const keys: [string, Count][] = [];
  if (machine.clusterId !== null) keys.push([counterKeys.cluster(machine.clusterId), own]);
  if (machine.arrayId !== null) keys.push([counterKeys.array(machine.arrayId), own]);
  if (machine.bucketId !== null) keys.push([counterKeys.bucket(machine.bucketId), own]);
  if (machine.placementGroupId !== null) {
    keys.push([counterKeys.placementGroup(machine.placementGroupId), own]);
  }
  const { accountId, locationId } = machine;
  if (!machine.spot) {
    keys.push([counterKeys.family(accountId, locationId, machine.family), charged]);
  }
  keys.push([counterKeys.region(accountId, locationId, machine.spot), charged]);
  return keys;
}

/** Sums of counter changes, to be written at the end of a command. */
export class CounterChanges {
  readonly #sums = new Map<string, { nodes: number; cores: number }>();

  add(machine: Counted, sign: 1 | -1, times = 1): void {
    for (const [key, count] of countersOf(machine)) {
      const sum = this.#sums.get(key) ?? { nodes: 0, cores: 0 };
      sum.nodes += sign * times * count.nodes;
      sum.cores += sign * times * count.cores;
      this.#sums.set(key, sum);
    }
  }

  /** Writes the sums and forgets them. */
  async write(tx: Tx): Promise<void> {
    const changed = [...this.#sums].filter(([, sum]) => sum.nodes !== 0 || sum.cores !== 0);
    if (changed.length === 0) return;
    changed.sort(([a], [b]) => (a < b ? -1 : 1));
    this.#sums.clear();
    await tx.addToCounters(new Map(changed));
  }
}

/** Where machines are wanted: enough to know every limit in force. */
export interface Target extends Omit<Counted, 'clusterId' | 'arrayId' | 'bucketId'> {
  readonly locationCode: string;
  readonly cluster?: Row<'cluster'>;
  readonly array?: Row<'nodeArray'>;
  readonly placementGroup?: {
    readonly id: number | null;
    readonly name: string;
    readonly maxSize: number;
  };
}

/**
 * The limits on a target, in the order in which refusals name them: array, cluster, family quota,
 * location quota, placement group.
 *
 * Whoever decides by them gives its transaction as `hold`: the quotas are held until its end, so that
 * two commands never grant the same room. Array and cluster are the caller's to lock, before.
 */
export async function limitsOn(reader: Reader, target: Target, hold?: Tx): Promise<Limit[]> {
  const { accountId, locationId, family, spot, array, cluster, placementGroup } = target;
  const keys = [
    array ? counterKeys.array(array.id) : '',
    cluster ? counterKeys.cluster(cluster.id) : '',
    counterKeys.family(accountId, locationId, family),
    counterKeys.region(accountId, locationId, spot),
    placementGroup?.id ? counterKeys.placementGroup(placementGroup.id) : '',
  ];
  const inForce = and(
    eq('accountId', accountId),
    eq('locationId', locationId),
    eq('spot', spot),
    isIn('family', spot ? ['*'] : ['*', family]),
  );
  const quotas = await (hold
    ? hold.lockMany('quota', inForce)
    : reader.select('quota', { where: inForce }));
  const familyQuota = quotas.find((quota) => quota.family === family);
  const regionQuota = quotas.find((quota) => quota.family === '*');
  // Read after the quotas are held: what others took meanwhile is in it.
  const [inArray, inCluster, inFamily, inRegion, inGroup] = await reader.counters(keys);

  const limits: Limit[] = [];
  if (array && (array.maxCount !== null || array.maxCoreCount !== null)) {
    limits.push({
      name: `array "${array.name}"`,
      maxNodes: array.maxCount,
      maxCores: array.maxCoreCount,
      used: inArray!,
      coresEach: target.vcpus,
    });
  }
  if (cluster) {
    limits.push({
      name: `cluster "${cluster.name}"`,
      maxNodes: cluster.maxCount,
      maxCores: cluster.maxCoreCount,
      used: inCluster!,
      coresEach: target.vcpus,
    });
  }
  if (familyQuota) {
    limits.push({
      name: `quota of family ${family} in ${target.locationCode}`,
      maxNodes: familyQuota.nodes,
      maxCores: familyQuota.cores,
      used: inFamily!,
      coresEach: target.quotaVcpus,
    });
  }
  if (regionQuota) {
    limits.push({
      name: `${spot ? 'spot ' : ''}quota of ${target.locationCode}`,
      maxNodes: regionQuota.nodes,
      maxCores: regionQuota.cores,
      used: inRegion!,
      coresEach: target.quotaVcpus,
    });
  }
  if (placementGroup) {
    limits.push({
      name: `placement group "${placementGroup.name}"`,
      maxNodes: placementGroup.maxSize,
      maxCores: null,
      used: inGroup!,
      coresEach: target.vcpus,
    });
  }
  return limits;
}
