import type {
  ClusterStatus,
  NodearrayBucketStatus,
  NodearrayStatus,
  NodeList,
  NodeRecord,
} from '@pileus/sdk/cyclecloud/wire';
import type { Bucket, Capacity, ExistingNode, Limit } from '../capacity.js';
import { type MachineFacts, machineCatalogue } from '../catalogue.js';
import type { Resources } from '../quantity.js';
import { type DefaultResourceOptions, defaultResources } from '../resources.js';
import { countsAgainstLimits, existingNode } from './nodes.js';
import type { VmSizes } from './vm-sizes.js';

/** A body is not what the two requests answer with. */
export class CycleCloudBodyError extends Error {
  override readonly name = 'CycleCloudBodyError';
}

export interface ReadOptions {
  /** Body of `GET /clusters/{cluster}/status?nodes=true`. */
  readonly status: ClusterStatus;
  /** Body of `GET /clusters/{cluster}/nodes`; without it deallocated nodes are not seen. */
  readonly nodes?: NodeList;
  /** What the bodies do not tell of machine types. Without it the package's own catalogue is asked. */
  readonly vmSizes?: VmSizes;
  readonly defaultResources?: DefaultResourceOptions;
  /** Groups that may be filled, by node array; `default` is for all. */
  readonly placementGroups?: Readonly<Record<string, readonly string[]>>;
  /** US dollars an hour by machine type; before all other prices. */
  readonly prices?: Readonly<
    Record<string, number | { readonly price?: number; readonly spotPrice?: number }>
  >;
  /** Licences and other pools that jobs share: what is left of each. */
  readonly shared?: Readonly<Record<string, number>>;
}

/**
 * Makes buckets, limits and nodes of CycleCloud's bodies, as scalelib does: arrays whose
 * `Configuration.autoscale.enabled` is false are left out; what `Configuration.autoscale.resources` names comes
 * before default resources; nodes that are going still count against their array.
 *
 * @throws CycleCloudBodyError naming what is missing
 * @throws DefaultResourceError
 */
export function readCapacity(options: ReadOptions): Capacity {
  const { status } = options;
  if (!Array.isArray(status?.nodearrays)) {
    throw new CycleCloudBodyError(
      "The status has no 'nodearrays': it must be the body of GET status.",
    );
  }
  if (options.nodes && !Array.isArray(options.nodes.nodes)) {
    throw new CycleCloudBodyError("The nodes have no 'nodes': they must be the body of GET nodes.");
  }
  const records = allRecords(options);
  const limits = new Limits();
  const cores = coresOf(options);
  const inCluster = (status.nodes ?? records).filter(({ Template }) =>
    status.nodearrays.some(({ name }) => name === Template),
  );
  const cluster = clusterLimits(status, usage(inCluster, cores), limits);
  const ranked: { readonly bucket: Bucket; readonly priority: number }[] = [];
  const resourcesOf = defaultResources(options.defaultResources);
  for (const array of status.nodearrays) {
    if (setting(array, 'enabled') === false) continue;
    const own = records.filter(({ Template }) => Template === array.name);
    const ofArray = [...cluster, ...arrayLimits(array, own, cores, limits)];
    (array.buckets ?? []).forEach((body, at) => {
      const facts = bucketOf(array, body, own, ofArray, options, limits);
      ranked.push({
        bucket: { ...facts, resources: resourcesOf(facts) },
        priority: (array.nodearray.Priority ?? 1) * 1000 - at,
      });
    });
  }
  ranked.sort((a, b) => b.priority - a.priority);
  const buckets = ranked.map(({ bucket }) => bucket);
  const known = new Map(buckets.map(({ id }) => [id.toLowerCase(), id]));
  const nodes = records.flatMap((record): ExistingNode[] => {
    const bucket = known.get(bucketId(record.Template, record.MachineType).toLowerCase());
    return bucket === undefined ? [] : [existingNode(record, bucket)];
  });
  return {
    buckets,
    nodes,
    limits: limits.all,
    reservedNames: records.map(({ Name }) => Name),
    ...(options.shared && { shared: options.shared }),
  };
}

const bucketId = (array: string, machineType: string): string => `${array}/${machineType}`;

/** Each node once; the list of nodes knows those that are off too. */
function allRecords({ status, nodes }: ReadOptions): NodeRecord[] {
  const records = new Map<string, NodeRecord>();
  for (const record of [...(status.nodes ?? []), ...(nodes?.nodes ?? [])]) {
    if (typeof record?.Name !== 'string' || typeof record.Template !== 'string') {
      throw new CycleCloudBodyError("A node has no 'Name' or no 'Template'.");
    }
    records.set(record.Name, record);
  }
  return [...records.values()];
}

/** Limits by id; the first that is told holds. */
class Limits {
  readonly all: Limit[] = [];
  readonly #ids = new Set<string>();

  add(limit: Limit): string[] {
    if (!Number.isFinite(limit.max)) return [];
    if (!this.#ids.has(limit.id)) {
      this.#ids.add(limit.id);
      this.all.push(limit);
    }
    return [limit.id];
  }
}

/** Cores of a machine of each bucket, by lower-case id. */
function coresOf(options: ReadOptions): Map<string, number> {
  const cores = new Map<string, number>();
  for (const { name, buckets = [], nodearray } of options.status.nodearrays) {
    for (const { definition, virtualMachine } of buckets) {
      const machineType = definition?.machineType ?? '';
      const known = factsOf(machineType, nodearray?.Region ?? '', options);
      const each = nodearray?.CoreCount ?? virtualMachine?.vcpuCount ?? known.vcpuCount ?? 0;
      cores.set(bucketId(name, machineType).toLowerCase(), each);
    }
  }
  return cores;
}

/** Nodes that count, and their cores. */
function usage(records: readonly NodeRecord[], cores: ReadonlyMap<string, number>) {
  const counted = records.filter(countsAgainstLimits);
  const used = counted.reduce(
    (sum, { Template, MachineType }) =>
      sum + (cores.get(bucketId(Template, MachineType).toLowerCase()) ?? 0),
    0,
  );
  return { nodes: counted.length, cores: used };
}

function clusterLimits(
  status: ClusterStatus,
  used: { readonly nodes: number; readonly cores: number },
  limits: Limits,
): string[] {
  const about = { kind: 'cluster', title: 'cluster limit' } as const;
  const { maxCoreCount, maxCount } = status;
  return [
    ...limits.add({
      id: 'cluster/cores',
      ...about,
      unit: 'cores',
      max: maxCoreCount,
      used: used.cores,
    }),
    ...limits.add({
      id: 'cluster/nodes',
      ...about,
      unit: 'nodes',
      max: maxCount,
      used: used.nodes,
    }),
  ];
}

function arrayLimits(
  { name, maxCoreCount, maxCount }: NodearrayStatus,
  records: readonly NodeRecord[],
  cores: ReadonlyMap<string, number>,
  limits: Limits,
): string[] {
  const used = usage(records, cores);
  const about = { kind: 'nodearray', title: `limit of array ${name}` } as const;
  const id = `nodearray/${name}`;
  return [
    ...limits.add({
      id: `${id}/cores`,
      ...about,
      unit: 'cores',
      max: maxCoreCount,
      used: used.cores,
    }),
    ...limits.add({ id: `${id}/nodes`, ...about, unit: 'nodes', max: maxCount, used: used.nodes }),
  ];
}

/** A setting below `Configuration.autoscale`. */
function setting({ nodearray }: NodearrayStatus, name: string): unknown {
  const autoscale = nodearray?.Configuration?.autoscale;
  if (typeof autoscale !== 'object' || autoscale === null) return undefined;
  const value = (autoscale as Record<string, unknown>)[name];
  if (value === 'false') return false;
  return value === 'true' ? true : value;
}

function bucketOf(
  array: NodearrayStatus,
  body: NodearrayBucketStatus,
  records: readonly NodeRecord[],
  ofArray: readonly string[],
  options: ReadOptions,
  limits: Limits,
): Bucket {
  const { nodearray, name } = array;
  const machineType = body.definition?.machineType;
  if (machineType === undefined) {
    throw new CycleCloudBodyError(`A bucket of array '${name}' has no 'definition.machineType'.`);
  }
  const location = nodearray.Region ?? '';
  const spot = nodearray.Interruptible === true;
  const machine = machineOf(machineType, location, body, array, options);
  const id = bucketId(name, machineType);
  const fixed = nodearray.PlacementGroupId || undefined;
  const price = spot ? machine.spotPrice : machine.price;
  const failure = body.lastCapacityFailure;
  return {
    id,
    nodearray: name,
    machineType,
    location,
    ...(nodearray.SubnetId !== undefined && { subnet: nodearray.SubnetId }),
    spot,
    ...machine.size,
    resources: arrayResources(array),
    ...(nodearray.Configuration && { configuration: nodearray.Configuration }),
    valid: body.valid === true,
    ...(body.invalidReason && { invalidReason: body.invalidReason }),
    limits: [
      ...ofArray,
      ...quotaLimits(body, { location, spot, family: machine.size.family }, limits),
      ...limits.add({
        id: `bucket/${id}`,
        kind: 'bucket',
        title: `availability of ${machineType} in array ${name}`,
        unit: 'nodes',
        max: body.activeCount + body.availableCount,
        used: body.activeCount,
      }),
    ],
    ...(fixed !== undefined && { placementGroup: fixed }),
    placementGroups: groupsOf(name, machineType, body, records, options),
    maxPlacementGroupSize: body.maxPlacementGroupSize ?? 0,
    colocation: setting(array, 'is_hpc') !== false,
    ...(failure >= 0 && { lastCapacityFailure: failure }),
    ...(price !== undefined && { price }),
    ...(machine.bootSeconds !== undefined && { bootSeconds: machine.bootSeconds }),
  };
}

interface Machine {
  readonly size: Pick<
    Bucket,
    'vcpuCount' | 'pcpuCount' | 'gpuCount' | 'memoryGb' | 'infiniband' | 'family' | 'quotaCoreCount'
  >;
  readonly price: number | undefined;
  readonly spotPrice: number | undefined;
  readonly bootSeconds: number | undefined;
}

/** What the given table tells of a machine type, and the catalogue where the table does not. */
function factsOf(machineType: string, location: string, { vmSizes }: ReadOptions): MachineFacts {
  const key = machineType.toLowerCase();
  const given = vmSizes?.get(location.toLowerCase())?.get(key) ?? vmSizes?.get('')?.get(key);
  return { ...machineCatalogue.get(key), ...given };
}

/** The server's word goes first. */
function machineOf(
  machineType: string,
  location: string,
  body: NodearrayBucketStatus,
  { nodearray }: NodearrayStatus,
  options: ReadOptions,
): Machine {
  const { prices } = options;
  const facts = factsOf(machineType, location, options);
  const told: Partial<NodearrayBucketStatus['virtualMachine']> = body.virtualMachine ?? {};
  const vcpuCount = nodearray.CoreCount ?? told.vcpuCount ?? facts.vcpuCount;
  const memoryGb = nodearray.Memory ?? told.memory ?? facts.memoryGb;
  if (vcpuCount === undefined || memoryGb === undefined) {
    throw new CycleCloudBodyError(
      `Nothing tells the cores and memory of '${machineType}': give a table of machine types.`,
    );
  }
  const quotaCoreCount = told.vcpuQuotaCount ?? facts.quotaCoreCount;
  const priced = prices?.[machineType];
  const price = typeof priced === 'number' ? { price: priced, spotPrice: priced } : priced;
  return {
    size: {
      vcpuCount,
      pcpuCount: told.pcpuCount || facts.pcpuCount || vcpuCount,
      gpuCount: told.gpuCount || facts.gpuCount || 0,
      memoryGb,
      infiniband: told.infiniband ?? facts.infiniband ?? false,
      family: facts.family ?? machineType,
      ...(quotaCoreCount !== undefined && { quotaCoreCount }),
    },
    price: price?.price ?? facts.price,
    spotPrice: price?.spotPrice ?? facts.spotPrice,
    bootSeconds: facts.bootSeconds,
  };
}

function arrayResources(array: NodearrayStatus): Resources {
  const given = setting(array, 'resources');
  if (typeof given !== 'object' || given === null) return {};
  const plain = Object.entries(given).filter(
    ([, value]) => value === null || ['number', 'string', 'boolean'].includes(typeof value),
  );
  return Object.fromEntries(plain) as Resources;
}

function quotaLimits(
  body: NodearrayBucketStatus,
  place: { readonly location: string; readonly spot: boolean; readonly family: string },
  limits: Limits,
): string[] {
  const { location, spot, family } = place;
  const { regionalQuotaCoreCount: regional, regionalConsumedCoreCount: inRegion } = body;
  const { familyQuotaCoreCount: ofFamily, familyConsumedCoreCount: inFamily } = body;
  const ids: string[] = [];
  if (regional !== undefined) {
    const title = `${spot ? 'spot ' : ''}quota of region ${location}`;
    const id = `region/${location}${spot ? '/spot' : ''}`;
    const used = inRegion ?? 0;
    ids.push(...limits.add({ id, kind: 'region', title, unit: 'quotaCores', max: regional, used }));
  }
  // Spot capacity is not counted by family: its buckets say 0.
  if (ofFamily !== undefined && !spot) {
    const title = `quota of family ${family} in ${location}`;
    const id = `family/${location}/${family}`;
    const used = inFamily ?? 0;
    ids.push(...limits.add({ id, kind: 'family', title, unit: 'quotaCores', max: ofFamily, used }));
  }
  return ids;
}

function groupsOf(
  array: string,
  machineType: string,
  body: NodearrayBucketStatus,
  records: readonly NodeRecord[],
  { placementGroups }: ReadOptions,
): Bucket['placementGroups'] {
  const counts = new Map<string, number>();
  for (const record of records) {
    const { PlacementGroupId: group, MachineType } = record;
    if (!group || MachineType.toLowerCase() !== machineType.toLowerCase()) continue;
    if (countsAgainstLimits(record)) counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  for (const { name, activeCount } of body.placementGroups ?? []) {
    counts.set(name, Math.max(activeCount, counts.get(name) ?? 0));
  }
  const configured = [...(placementGroups?.[array] ?? []), ...(placementGroups?.default ?? [])];
  for (const name of configured) if (!counts.has(name)) counts.set(name, 0);
  return [...counts].map(([name, nodes]) => ({ name, nodes }));
}
