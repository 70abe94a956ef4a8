import { eq } from '../store/predicate.js';
import type { Count, Reader, Tx } from '../store/store.js';
import type { Ext, Row } from '../store/tables.js';
import {
  admit,
  counterKeys,
  countersOf,
  explainLimit,
  type Limit,
  limitsOn,
  room,
  type Target,
} from './admission.js';
import { defaultGroupId, findMachineType, type MachineType } from './catalogue.js';
import { RefusedError } from './errors.js';
import { createMachines, type MachineDraft } from './machines.js';
import { NodeNames } from './node-names.js';
import type { CommandContext, NewOperation } from './operations.js';

/** A wish for nodes of one array. */
export interface NodeSet {
  readonly array: string;
  readonly count: number;
  /** Name or alias of a machine type of the array; absent: the first bucket that can take the set. */
  readonly machineType?: string | undefined;
  readonly nameFormat?: string | undefined;
  /** First number of a `nameFormat`; default 1. */
  readonly nameOffset?: number | undefined;
  /** Nodes of one group start close together; the group is made when it does not exist. */
  readonly placementGroup?: string | undefined;
  /** False: records only. */
  readonly start: boolean;
  readonly keepAlive?: boolean;
  readonly fixed?: boolean;
  readonly ext?: Ext;
}

/** What `createNodes` and `scaleArray` are told besides. */
export interface NodeContext extends Omit<CommandContext, 'clusterId'> {
  /**
   * Milliseconds for which an array takes no nodes of a machine type that could not be had; default 0.
   */
  readonly backOffMs?: (array: Row<'nodeArray'>) => number;
}

/** Until when a bucket takes no nodes; undefined when it does now. */
export function backsOffUntil(
  { lastCapacityFailureAt }: Row<'bucket'>,
  backOffMs: number,
  now: number,
): number | undefined {
  if (lastCapacityFailureAt === null) return undefined;
  const until = lastCapacityFailureAt + backOffMs;
  return now < until ? until : undefined;
}

/** No limit binds records without a virtual machine, so that one set may not have more. */
const mostRecords = 10_000;

export interface NodeSetResult {
  readonly added: number;
  /** Why fewer nodes than wanted were added. */
  readonly message?: string;
}

export interface CreatedNodes {
  readonly operation: NewOperation;
  /** In the order of the sets. */
  readonly results: readonly NodeSetResult[];
  readonly machineIds: readonly number[];
}

/** A bucket of an array with its machine type. */
export interface ArrayBucket {
  readonly bucket: Row<'bucket'>;
  readonly type: MachineType;
}

/** The buckets of an array, in the order in which they are tried. */
export async function bucketsOf(reader: Reader, arrayId: number): Promise<ArrayBucket[]> {
  const buckets = await reader.select('bucket', {
    where: eq('arrayId', arrayId),
    orderBy: [{ column: 'position' }],
  });
  const list: ArrayBucket[] = [];
  for (const bucket of buckets) {
    const type = await reader.get('machineType', { id: bucket.machineTypeId });
    if (type) list.push({ bucket, type });
  }
  return list;
}

/**
 * Makes nodes in a started cluster. A set that only fits in part is granted in part, with the reason; a set
 * never spreads over several machine types.
 *
 * @throws {RefusedError} when any set is wrong; then nothing is made.
 */
export async function createNodes(
  tx: Tx,
  cluster: Row<'cluster'>,
  sets: readonly NodeSet[],
  context: NodeContext,
): Promise<CreatedNodes> {
  return makeNodes(tx, await holdStarted(tx, cluster), sets, context);
}

async function makeNodes(
  tx: Tx,
  cluster: Row<'cluster'>,
  sets: readonly NodeSet[],
  { backOffMs = () => 0, ...context }: NodeContext,
): Promise<CreatedNodes> {
  const planner = new Planner(tx, cluster, backOffMs);
  const results: NodeSetResult[] = [];
  for (const set of sets) results.push(await planner.plan(set));
  const created = await createMachines(tx, { ...context, clusterId: cluster.id }, planner.drafts);
  for (const [id, freeFrom] of planner.names.hints) await tx.update('nodeArray', id, { freeFrom });
  for (const growth of planner.growths) {
    tx.emit({
      objectKind: 'cluster',
      objectId: cluster.id,
      objectUid: cluster.uid,
      operationId: created.operation.id,
      kind: 'cluster.grown',
      data: growth,
    });
  }
  return { operation: created.operation, results, machineIds: created.machineIds };
}

/** A total that an array should hold, the nodes that it has included. */
export type ScaleTarget = { readonly nodes: number } | { readonly cores: number };

/**
 * Adds nodes until the array holds the total; never removes any. Nodes that are terminating count until
 * they are gone. Cores are rounded up to whole nodes of the first bucket with room.
 */
export async function scaleArray(
  tx: Tx,
  cluster: Row<'cluster'>,
  arrayName: string,
  target: ScaleTarget,
  context: NodeContext,
): Promise<CreatedNodes> {
  // Two requests for the same total must not both see what is missing.
  const held = await holdStarted(tx, cluster);
  const array = await findArray(tx, held, arrayName);
  const [has] = await tx.counters([counterKeys.array(array.id)]);
  const count =
    'nodes' in target
      ? target.nodes - has!.nodes
      : Math.ceil(
          (target.cores - has!.cores) /
            (await coresOfNextNode(tx, held, array, context.backOffMs?.(array) ?? 0)),
        );
  const sets: NodeSet[] = count > 0 ? [{ array: arrayName, count, start: true }] : [];
  const created = await makeNodes(tx, held, sets, context);
  return sets.length > 0 ? created : { ...created, results: [{ added: 0 }] };
}

async function coresOfNextNode(
  tx: Tx,
  cluster: Row<'cluster'>,
  array: Row<'nodeArray'>,
  backOffMs: number,
): Promise<number> {
  const buckets = await bucketsOf(tx, array.id);
  for (const { type, bucket } of buckets) {
    if (bucket.disabled || backsOffUntil(bucket, backOffMs, tx.now) !== undefined) continue;
    const limits = await limitsOn(tx, targetOf(cluster, array, type, 'its location'));
    if (limits.every((limit) => room(limit) > 0)) return type.vcpus;
  }
  return buckets[0]?.type.vcpus ?? 1;
}

/** Holds the cluster until the end of the command: its limits are shared by all of its arrays. */
async function holdStarted(tx: Tx, found: Row<'cluster'>): Promise<Row<'cluster'>> {
  const cluster = await tx.lock('cluster', found.id);
  if (!cluster) throw new RefusedError('not-found', `Cluster "${found.name}" has been removed.`);
  if (cluster.targetState === 'Started') return cluster;
  throw new RefusedError(
    'wrong-state',
    `Cluster "${cluster.name}" is ${cluster.state?.toLowerCase() ?? 'not started'}: start it first.`,
    'cluster',
  );
}

/** @throws {RefusedError} `invalid` when the cluster has no such array. */
export async function findArray(
  reader: Reader,
  cluster: Row<'cluster'>,
  name: string,
): Promise<Row<'nodeArray'>> {
  const array = await reader.get('nodeArray', { clusterId: cluster.id, name });
  if (array) return array;
  throw noArray(cluster, name);
}

const noArray = (cluster: Row<'cluster'>, name: string): RefusedError =>
  new RefusedError(
    'invalid',
    `Cluster "${cluster.name}" has no node array named "${name}".`,
    'nodearray',
  );

/** Nodes of one machine type in an array, as limits see them. */
export function targetOf(
  cluster: Row<'cluster'>,
  array: Row<'nodeArray'>,
  type: MachineType,
  locationCode: string,
): Target {
  return {
    accountId: cluster.accountId,
    locationId: array.locationId,
    locationCode,
    placementGroupId: null,
    family: type.family,
    spot: array.spot,
    kind: 'guest',
    vcpus: type.vcpus,
    quotaVcpus: type.quotaVcpus ?? type.vcpus,
    cluster,
    array,
  };
}

interface Choice {
  readonly bucket: Row<'bucket'>;
  readonly type: MachineType;
  readonly group:
    | { readonly id: number | null; readonly name: string; readonly maxSize: number }
    | undefined;
  readonly granted: number;
  /** Why not more. */
  readonly reason: string | undefined;
}

function admitted(limits: readonly Limit[], count: number) {
  const { granted, boundBy } = admit(limits, count);
  return { granted, reason: boundBy && explainLimit(boundBy) };
}

/** Plans the sets of one request one after another, each seeing what the earlier ones took. */
class Planner {
  readonly drafts: MachineDraft[] = [];
  /** What each set that added nodes made the cluster grow by. */
  readonly growths: Readonly<Record<string, unknown>>[] = [];
  readonly names: NodeNames;
  readonly #tx: Tx;
  readonly #cluster: Row<'cluster'>;
  readonly #backOffMs: NonNullable<NodeContext['backOffMs']>;
  readonly #taken = new Map<string, Count>();

  constructor(tx: Tx, cluster: Row<'cluster'>, backOffMs: NonNullable<NodeContext['backOffMs']>) {
    this.#tx = tx;
    this.#cluster = cluster;
    this.#backOffMs = backOffMs;
    this.names = new NodeNames(tx);
  }

  async plan(set: NodeSet): Promise<NodeSetResult> {
    const tx = this.#tx;
    if (!set.start && set.count > mostRecords) {
      throw new RefusedError(
        'limit',
        `A set may have at most ${mostRecords} nodes that are not started, not ${set.count}.`,
        'count',
      );
    }
    // Held until the end: two requests must not choose the same names.
    const array = await tx.lock('nodeArray', { clusterId: this.#cluster.id, name: set.array });
    if (!array) throw noArray(this.#cluster, set.array);
    const buckets = await this.#candidates(array, set);
    if (!array.activated) {
      return {
        added: 0,
        message: `Node array "${array.name}" is not activated: start the cluster to activate it.`,
      };
    }
    const location = await tx.get('location', { id: array.locationId });
    const code = location?.code ?? '';
    const choice = await this.#choose(array, buckets, set, code);
    if (choice.granted > 0) {
      await this.#draft(array, set, choice);
      this.growths.push({
        requested: set.count,
        added: choice.granted,
        array: array.name,
        location: code,
        machineType: choice.type.name,
        spot: array.spot,
        placementGroup: choice.group?.name ?? null,
      });
    }
    if (choice.granted === set.count) return { added: set.count };
    return {
      added: choice.granted,
      message:
        `Added ${choice.granted} of ${set.count} ${choice.type.name} nodes to "${array.name}": ` +
        `${choice.reason}.`,
    };
  }

  async #candidates(array: Row<'nodeArray'>, set: NodeSet): Promise<ArrayBucket[]> {
    const buckets = await bucketsOf(this.#tx, array.id);
    if (set.machineType === undefined) {
      const usable = buckets.filter(({ bucket }) => !bucket.disabled);
      if (usable.length > 0) return usable;
      throw new RefusedError(
        'invalid',
        `Node array "${array.name}" has no machine type to create nodes of.`,
        'nodearray',
      );
    }
    const wanted = await findMachineType(this.#tx, set.machineType);
    const match = buckets.filter(({ type, bucket }) => type.id === wanted?.id && !bucket.disabled);
    if (match.length > 0) return match;
    throw new RefusedError(
      'invalid',
      wanted
        ? `Machine type "${set.machineType}" is not one of node array "${array.name}".`
        : `Machine type "${set.machineType}" is not recognized.`,
      'definition.machineType',
    );
  }

  /** The first bucket that can take the whole set, else the first that can take some of it. */
  async #choose(
    array: Row<'nodeArray'>,
    buckets: readonly ArrayBucket[],
    set: NodeSet,
    locationCode: string,
  ): Promise<Choice> {
    let best: Choice | undefined;
    for (const { bucket, type } of buckets) {
      const group = await this.#placementGroup(array, bucket, set);
      const limits = await limitsOn(
        this.#reader(),
        {
          ...targetOf(this.#cluster, array, type, locationCode),
          ...(group && { placementGroup: group }),
        },
        this.#tx,
      );
      // Records without a virtual machine take no capacity: only starting them does.
      const { granted, reason } = set.start
        ? (this.#backOff(array, bucket) ?? admitted(limits, set.count))
        : { granted: set.count, reason: undefined };
      const choice = { bucket, type, group, granted, reason };
      if (granted === set.count) return choice;
      if (!best || (best.granted === 0 && granted > 0)) best = choice;
    }
    return best!;
  }

  /** Grants nothing as long as the array waits after a lack of capacity. */
  #backOff(array: Row<'nodeArray'>, bucket: Row<'bucket'>) {
    const { now } = this.#tx;
    const until = backsOffUntil(bucket, this.#backOffMs(array), now);
    if (until === undefined) return undefined;
    const seconds = Math.ceil((until - now) / 1000);
    return { granted: 0, reason: `there was no capacity; it is tried again in ${seconds} s` };
  }

  async #placementGroup(array: Row<'nodeArray'>, bucket: Row<'bucket'>, set: NodeSet) {
    const name = set.placementGroup;
    if (name === undefined) return undefined;
    const group = await this.#tx.get('placementGroup', { bucketId: bucket.id, name });
    return { id: group?.id ?? null, name, maxSize: group?.maxSize ?? array.placementGroupSize };
  }

  async #draft(array: Row<'nodeArray'>, set: NodeSet, choice: Choice): Promise<void> {
    const tx = this.#tx;
    const { bucket, type, granted } = choice;
    const placementGroupId = await this.#ensureGroup(array, bucket, choice);
    const names = set.nameFormat
      ? await this.names.formatted(array, set.nameFormat, set.nameOffset ?? 1, granted)
      : await this.names.standard(array, granted);
    const account = await tx.get('account', { id: this.#cluster.accountId });
    // Drafts are copies of one that has all columns: they are made faster than by adding columns to each.
    const draft = {
      name: '',
      ordinal: null as number | null,
      hostname: '',
      locationId: array.locationId,
      kind: 'guest' as const,
      groupId: await defaultGroupId(tx, array.locationId),
      clusterId: this.#cluster.id,
      arrayId: array.id,
      bucketId: bucket.id,
      placementGroupId,
      domain: account?.domain ?? '',
      machineTypeId: type.id,
      family: type.family,
      vcpus: type.vcpus,
      quotaVcpus: type.quotaVcpus ?? type.vcpus,
      memoryMb: type.memoryMb,
      diskGb: type.diskGb,
      imageId: array.imageId,
      networkId: array.networkId,
      spot: array.spot,
      price: array.spot ? (type.spotPrice ?? type.price) : type.price,
      keepAlive: set.keepAlive ?? false,
      fixed: set.fixed ?? false,
      ext: set.ext ?? {},
      start: set.start,
    };
    for (const { name, ordinal } of names) {
      const copy = { ...draft };
      copy.name = name;
      copy.ordinal = ordinal;
      copy.hostname = name.toLowerCase();
      this.drafts.push(copy);
    }
    if (!set.start) return;
    for (const [key, count] of countersOf({ ...draft, accountId: this.#cluster.accountId })) {
      const sum = this.#taken.get(key) ?? { nodes: 0, cores: 0 };
      this.#taken.set(key, {
        nodes: sum.nodes + count.nodes * granted,
        cores: sum.cores + count.cores * granted,
      });
    }
  }

  async #ensureGroup(
    array: Row<'nodeArray'>,
    bucket: Row<'bucket'>,
    { group }: Choice,
  ): Promise<number | null> {
    if (!group) return null;
    if (group.id !== null) return group.id;
    return this.#tx.insert('placementGroup', {
      name: group.name,
      rule: 'pack',
      bucketId: bucket.id,
      locationId: array.locationId,
      maxSize: group.maxSize,
    });
  }

  /** A reader whose counters include what earlier sets of this request took. */
  #reader(): Reader {
    const tx = this.#tx;
    const taken = this.#taken;
    return {
      scope: tx.scope,
      now: tx.now,
      realNow: tx.realNow,
      get: (table, match) => tx.get(table, match),
      select: (table, query) => tx.select(table, query),
      count: (table, where) => tx.count(table, where),
      counters: async (keys) =>
        (await tx.counters(keys)).map((count, i) => ({
          nodes: count.nodes + (taken.get(keys[i]!)?.nodes ?? 0),
          cores: count.cores + (taken.get(keys[i]!)?.cores ?? 0),
        })),
    };
  }
}
