import type { Bucket, Capacity } from '../../capacity.js';

/** A node array as Slurm shall know it: one partition whose nodes are numbered from 1. */
export interface Partition {
  readonly name: string;
  readonly bucket: Bucket;
  readonly default: boolean;
  /** What is written before the number: `htc-`. */
  readonly prefix: string;
  /** How many nodes there may be. */
  readonly count: number;
  /** Nodes of one placement group follow each other, so many at a time; undefined: no groups. */
  readonly groupSize: number | undefined;
}

/** Something of the cluster that Slurm's files leave out, and why. */
export interface Omission {
  readonly what: string;
  readonly why: string;
}

export interface SlurmLayout {
  readonly partitions: readonly Partition[];
  readonly omissions: readonly Omission[];
}

export interface LayoutOptions {
  /** Arrays to be partitions. Default: all whose `Configuration.slurm.autoscale` is not false. */
  readonly nodearrays?: readonly string[];
  /** Machine type of an array that has several. Default its first. */
  readonly machineTypes?: Readonly<Record<string, string>>;
  readonly defaultPartition?: string;
  /** At most so many nodes in a partition. Default 5000: each costs the controller memory. */
  readonly maxNodes?: number;
}

/**
 * How the cluster's node arrays become partitions. The same cluster gives the same names in every run, so that the
 * loop knows what Slurm means by a name, and by which placement group a node is made: `hpc-1` to `hpc-<size>` are in
 * the first, the next ones in the second.
 */
export function slurmLayout(capacity: Capacity, options: LayoutOptions = {}): SlurmLayout {
  const omissions: Omission[] = [];
  const partitions: Partition[] = [];
  const arrays = new Map<string, Bucket[]>();
  for (const bucket of capacity.buckets) {
    const list = arrays.get(bucket.nodearray);
    if (list) list.push(bucket);
    else arrays.set(bucket.nodearray, [bucket]);
  }
  for (const [array, buckets] of arrays) {
    const leaveOut = (why: string, what = `node array ${array}`) => omissions.push({ what, why });
    const settings = slurmSettings(buckets[0]!);
    const wanted = options.nodearrays?.includes(array) ?? settings.autoscale !== false;
    if (!wanted) {
      leaveOut(options.nodearrays ? 'it is not among those asked for' : 'slurm.autoscale is false');
      continue;
    }
    if (!/^[A-Za-z][\w-]*$/.test(array)) {
      leaveOut('Slurm could not read its name');
      continue;
    }
    const bucket = chooseBucket(buckets, options.machineTypes?.[array]);
    if (!bucket) {
      leaveOut('it has no usable machine type');
      continue;
    }
    for (const other of buckets) {
      if (other.machineType === bucket.machineType) continue;
      leaveOut('a partition has one machine type', `machine type ${other.machineType} of ${array}`);
    }
    const most = maxNodesOf(capacity, bucket);
    const count = Math.min(most, options.maxNodes ?? 5000);
    if (count < 1) {
      leaveOut('no limit leaves room for a node');
      continue;
    }
    const prefix = `${text(settings.node_prefix) ?? ''}${array}-`;
    partitions.push({
      name: text(settings.partition) ?? array,
      bucket,
      default: settings.default_partition === true,
      prefix,
      count,
      groupSize: groupsOf(bucket, settings) ? Math.max(1, bucket.maxPlacementGroupSize) : undefined,
    });
  }
  return { partitions: withDefault(partitions, options.defaultPartition), omissions };
}

/** Settings of the array: `slurm.hpc` and so on. */
export function slurmSettings(bucket: Bucket): Readonly<Record<string, unknown>> {
  const settings = bucket.configuration?.slurm;
  return typeof settings === 'object' && settings !== null
    ? (settings as Record<string, unknown>)
    : {};
}

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : undefined;

function chooseBucket(buckets: readonly Bucket[], type: string | undefined): Bucket | undefined {
  const usable = buckets.filter(({ valid }) => valid);
  if (type === undefined) return usable[0];
  return usable.find(({ machineType }) => machineType.toLowerCase() === type.toLowerCase());
}

function groupsOf(bucket: Bucket, settings: Readonly<Record<string, unknown>>): boolean {
  if (typeof settings.hpc === 'boolean') return settings.hpc;
  return bucket.infiniband && bucket.colocation;
}

/**
 * How many nodes the bucket may ever have: the least of its ceilings. Those that tell what is free just now would
 * give other names at each run.
 */
function maxNodesOf(capacity: Capacity, bucket: Bucket): number {
  let least = Number.POSITIVE_INFINITY;
  for (const limit of capacity.limits) {
    if (limit.kind === 'bucket' || !bucket.limits.includes(limit.id)) continue;
    const cores =
      limit.unit === 'cores' ? bucket.vcpuCount : (bucket.quotaCoreCount ?? bucket.vcpuCount);
    least = Math.min(
      least,
      Math.floor(limit.max / (limit.unit === 'nodes' ? 1 : Math.max(1, cores))),
    );
  }
  return Number.isFinite(least) ? least : 0;
}

function withDefault(partitions: readonly Partition[], named: string | undefined): Partition[] {
  const chosen =
    named ?? partitions.find((partition) => partition.default)?.name ?? partitions[0]?.name;
  return partitions.map((partition) => ({ ...partition, default: partition.name === chosen }));
}

export const nodeNames = ({ prefix, count }: Partition, from = 1, to = count): string[] =>
  Array.from({ length: Math.max(0, to - from + 1) }, (_, i) => `${prefix}${from + i}`);

/** Placement group of the node with this number. */
export function groupOf({ bucket, groupSize }: Partition, number: number): string | undefined {
  if (groupSize === undefined) return undefined;
  if (bucket.placementGroup !== undefined) return bucket.placementGroup;
  const plain = bucket.machineType.replaceAll(/[^A-Za-z0-9_-]/g, '_');
  return `${plain}_pg${Math.floor((number - 1) / groupSize)}`;
}

/** Where a node of that name belongs; undefined for a name that is not of the layout. */
export function placeOf(
  layout: SlurmLayout,
  name: string,
): { readonly partition: Partition; readonly number: number } | undefined {
  for (const partition of layout.partitions) {
    if (!name.startsWith(partition.prefix)) continue;
    const digits = name.slice(partition.prefix.length);
    const number = /^[1-9]\d{0,8}$/.test(digits) ? Number(digits) : 0;
    if (number >= 1 && number <= partition.count) return { partition, number };
  }
  return undefined;
}
