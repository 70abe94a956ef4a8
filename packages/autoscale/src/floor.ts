import type { Bucket, Capacity, ExistingNode } from './capacity.js';
import type { Subject } from './evaluate.js';
import { FreeIndex, marks } from './free-index.js';
import { Ledger } from './ledger.js';
import { Names } from './names.js';
import type { Resources } from './quantity.js';

/** A placement group of one bucket. */
export interface Group {
  readonly name: string;
  readonly bucket: number;
  /** How many more nodes it takes. */
  room: number;
  /** Nodes that jobs may be put on, planned ones included. */
  readonly nodes: number[];
}

export interface FloorOptions {
  readonly scalelibCompatible: boolean;
  /** At most so many placement groups in a bucket. */
  readonly maxPlacementGroups: number;
  /** Whether new nodes may be made in a bucket at all. */
  readonly mayCreate: (bucket: Bucket) => boolean;
}

/**
 * All nodes on which jobs can be put while a plan is made: those that exist and those that are planned. Nodes
 * have numbers; a node's place in its bucket's index is its position.
 */
export class Floor {
  readonly buckets: readonly Bucket[];
  readonly ledger: Ledger;
  /** Grows whenever something is given back: what did not fit before may fit now. */
  revision = 0;
  readonly bucketOf: number[] = [];
  readonly positionOf: number[] = [];
  readonly groupOf: (Group | undefined)[] = [];
  /** The node that exists; undefined for a planned one. */
  readonly source: (ExistingNode | undefined)[] = [];
  /** Of a planned node: the number in its name, 0 once it is given up. */
  readonly ordinal: number[] = [];
  /** How many pieces of jobs are on it. */
  readonly load: number[] = [];
  readonly indexes: FreeIndex[];
  readonly mayCreate: readonly boolean[];
  /** By bucket and position. */
  readonly nodeAt: number[][];
  /** Nodes that can be started again, by bucket. */
  readonly deallocated: ExistingNode[][];
  readonly groups: Map<string, Group>[];
  /** The same, in the order in which they came. */
  readonly groupList: Group[][];
  readonly resources: string[] = [];
  readonly #resourceIndex = new Map<string, number>();
  readonly #names: Names;
  readonly #options: FloorOptions;
  readonly #full: Float64Array[] = [];
  readonly #scratch: number[] = [];
  readonly #bucketIndex: ReadonlyMap<string, number>;
  #lookups: Map<string, Map<string, number[]>> | undefined;

  /** @throws Error for a node of a bucket that is not there */
  constructor(capacity: Capacity, options: FloorOptions) {
    this.buckets = capacity.buckets;
    this.#options = options;
    this.mayCreate = capacity.buckets.map(options.mayCreate);
    this.ledger = new Ledger(capacity.limits, capacity.buckets);
    this.#bucketIndex = new Map(capacity.buckets.map((bucket, at) => [bucket.id, at]));
    if (this.#bucketIndex.size < capacity.buckets.length) {
      throw new Error('Two buckets have the same id.');
    }
    this.indexes = capacity.buckets.map(() => new FreeIndex(0));
    this.nodeAt = capacity.buckets.map(() => []);
    this.deallocated = capacity.buckets.map(() => []);
    this.groups = capacity.buckets.map(
      ({ placementGroups, placementGroup, maxPlacementGroupSize }, bucket) => {
        const known = placementGroups.map(({ name, nodes }) => [name, nodes] as const);
        const all = placementGroup === undefined ? known : [[placementGroup, 0] as const, ...known];
        return new Map(
          all.map(([name, nodes]) => [
            name,
            { name, bucket, room: Math.max(0, maxPlacementGroupSize - nodes), nodes: [] },
          ]),
        );
      },
    );
    this.groupList = this.groups.map((groups) => [...groups.values()]);
    this.#names = new Names(capacity);
    this.#admit(capacity.nodes);
  }

  #admit(nodes: readonly ExistingNode[]): void {
    const usable: { readonly node: ExistingNode; readonly bucket: number }[] = [];
    for (const node of nodes) {
      const bucket = this.#bucketIndex.get(node.bucket);
      if (bucket === undefined) {
        throw new Error(`Node '${node.name}' names a bucket '${node.bucket}' that is not there.`);
      }
      if (node.phase === 'ready' || node.phase === 'booting') usable.push({ node, bucket });
      else if (node.phase === 'deallocated') this.deallocated[bucket]!.push(node);
    }
    const compatible = this.#options.scalelibCompatible;
    const inOrder = (a: ExistingNode, b: ExistingNode) =>
      (compatible ? 0 : eagerness(a) - eagerness(b)) || byName(a.name, b.name);
    usable.sort((a, b) => a.bucket - b.bucket || inOrder(a.node, b.node));
    for (const list of this.deallocated) list.sort((a, b) => byName(a.name, b.name));
    for (const { node, bucket } of usable) this.#add(bucket, node, this.#groupOf(bucket, node), 0);
  }

  #groupOf(bucket: number, { placementGroup }: ExistingNode): Group | undefined {
    return placementGroup === undefined ? undefined : this.group(bucket, placementGroup);
  }

  /** The group of that name, made when it is not there. */
  group(bucket: number, name: string): Group {
    const groups = this.groups[bucket]!;
    let group = groups.get(name);
    if (!group) {
      const { maxPlacementGroupSize: room } = this.buckets[bucket]!;
      group = { name, bucket, room, nodes: [] };
      groups.set(name, group);
      this.groupList[bucket]!.push(group);
    }
    return group;
  }

  /** A name for a further group, or undefined when there are as many as may be. */
  freshGroupName(bucket: number): string | undefined {
    const groups = this.groups[bucket]!;
    if (groups.size >= this.#options.maxPlacementGroups) return undefined;
    const prefix = this.buckets[bucket]!.machineType.replace(/[^A-Za-z0-9_-]/g, '_');
    for (let i = groups.size; ; i++) {
      const name = `${prefix}_pg${i}`;
      if (!groups.has(name)) return name;
    }
  }

  /** The number of a resource that jobs take, from now on kept for every node. */
  resource(name: string): number {
    const known = this.#resourceIndex.get(name);
    if (known !== undefined) return known;
    const index = this.resources.length;
    this.resources.push(name);
    this.#resourceIndex.set(name, index);
    this.#full.push(Float64Array.from(this.buckets, (bucket) => amountOf(bucket.resources[name])));
    this.indexes.forEach((free, bucket) => {
      free.widen(this.nodeAt[bucket]!.map((node) => this.#amount(node, name)));
    });
    return index;
  }

  #amount(node: number, name: string): number {
    const source = this.source[node];
    const bucket = this.buckets[this.bucketOf[node]!]!;
    const total = amountOf((source?.resources ?? bucket.resources)[name]);
    const left = source?.available?.[name];
    return left === undefined || total < 0 ? total : Math.max(0, Math.min(left, total));
  }

  /** How many slots an empty new node of the bucket has; Infinity when a slot takes nothing. */
  freshSlots(bucket: number, resources: readonly number[], amounts: readonly number[]): number {
    let slots = Number.POSITIVE_INFINITY;
    for (let i = 0; i < resources.length; i++) {
      const full = this.#full[resources[i]!]![bucket]!;
      if (full < 0) return 0;
      if (amounts[i]! <= 0) continue;
      const fit = Math.floor((full + 1e-9) / amounts[i]!);
      if (fit < slots) slots = fit;
    }
    return slots;
  }

  full(bucket: number, resource: number): number {
    return this.#full[resource]![bucket]!;
  }

  /** How many nodes can yet be had in the bucket: made anew or started again. */
  available(bucket: number): number {
    const left = this.ledger.available(bucket);
    return this.mayCreate[bucket] ? left : Math.min(left, this.deallocated[bucket]!.length);
  }

  /** Plans a new node. The caller has seen that there is room for it. */
  open(bucket: number, group: Group | undefined): number {
    this.ledger.take(bucket, 1);
    if (group) group.room--;
    return this.#add(bucket, undefined, group, this.#names.take(this.buckets[bucket]!.nodearray));
  }

  /** Plans to start a deallocated node again. */
  revive(bucket: number, node: ExistingNode): number {
    const list = this.deallocated[bucket]!;
    list.splice(list.indexOf(node), 1);
    this.ledger.take(bucket, 1);
    const group = this.#groupOf(bucket, node);
    if (group) group.room--;
    return this.#add(bucket, node, group, 0);
  }

  /** Gives a planned node up again; nothing may be on it. */
  close(node: number): void {
    const bucket = this.bucketOf[node]!;
    this.ledger.take(bucket, -1);
    const group = this.groupOf[node];
    if (group) {
      group.room++;
      group.nodes.splice(group.nodes.indexOf(node), 1);
    }
    const source = this.source[node];
    if (source) {
      this.deallocated[bucket]!.push(source);
      this.deallocated[bucket]!.sort((a, b) => byName(a.name, b.name));
    } else {
      this.#names.giveBack(this.buckets[bucket]!.nodearray, this.ordinal[node]!);
    }
    this.ordinal[node] = -1;
    this.indexes[bucket]!.mark(this.positionOf[node]!, 0);
    this.revision++;
  }

  /** Whether the node is only planned: new, or to be started again. */
  isPlanned(node: number): boolean {
    const source = this.source[node];
    return this.ordinal[node]! >= 0 && (source === undefined || source.phase === 'deallocated');
  }

  isClosed(node: number): boolean {
    return this.ordinal[node]! < 0;
  }

  nameOf(node: number): string {
    const array = this.buckets[this.bucketOf[node]!]!.nodearray;
    return this.source[node]?.name ?? `${array}-${this.ordinal[node]}`;
  }

  #add(
    bucket: number,
    source: ExistingNode | undefined,
    group: Group | undefined,
    ordinal: number,
  ): number {
    const node = this.bucketOf.length;
    this.bucketOf.push(bucket);
    this.groupOf.push(group);
    this.source.push(source);
    this.ordinal.push(ordinal);
    this.load.push(0);
    const free = this.#scratch;
    for (let i = 0; i < this.resources.length; i++) {
      free[i] = source ? this.#amount(node, this.resources[i]!) : this.#full[i]![bucket]!;
    }
    this.positionOf.push(this.indexes[bucket]!.push(free, this.marksWhenEmpty(node)));
    this.nodeAt[bucket]!.push(node);
    group?.nodes.push(node);
    return node;
  }

  /** The marks of a node on which no job of this plan is. */
  marksWhenEmpty(node: number): number {
    const source = this.source[node];
    if (source?.closed) return 0;
    const busy = (source?.assignments?.length ?? 0) > 0;
    const place = this.groupOf[node] ? marks.grouped : marks.plain;
    return marks.open | (busy ? 0 : marks.empty) | place;
  }

  /** Nodes whose property has that value: `name`, `hostname`, `node_id`, `instance_id`. */
  lookup(property: string, value: string): readonly number[] {
    this.#lookups ??= new Map();
    let byValue = this.#lookups.get(property);
    if (!byValue) {
      byValue = new Map();
      for (let node = 0; node < this.source.length; node++) {
        const source = this.source[node];
        const key = source && identity[property]!(source);
        if (key === undefined) continue;
        const same = byValue.get(key);
        if (same) same.push(node);
        else byValue.set(key, [node]);
      }
      this.#lookups.set(property, byValue);
    }
    return byValue.get(value) ?? [];
  }

  /** The node as constraints see it. */
  subject(node: number): Subject {
    const bucket = this.bucketOf[node]!;
    const source = this.source[node];
    const position = this.positionOf[node]!;
    const resources: Resources = source?.resources ?? this.buckets[bucket]!.resources;
    return {
      bucket: this.buckets[bucket]!,
      node: source,
      placementGroup: this.groupOf[node]?.name,
      resources,
      available: (name) => {
        const index = this.#resourceIndex.get(name);
        const left =
          index === undefined
            ? this.#amount(node, name)
            : this.indexes[bucket]!.free(position, index);
        return left < 0 ? undefined : left;
      },
      assigned: (this.indexes[bucket]!.marksOf(position) & marks.empty) === 0,
    };
  }

  /** A node of the bucket that does not exist yet. */
  fresh(bucket: number, placementGroup: string | undefined): Subject {
    const { resources } = this.buckets[bucket]!;
    return {
      bucket: this.buckets[bucket]!,
      node: undefined,
      placementGroup,
      resources,
      available: (name) => {
        const value = amountOf(resources[name]);
        return value < 0 ? undefined : value;
      },
      assigned: false,
    };
  }
}

/** Properties by which one node is told from all others. */
export const identity: Readonly<Record<string, (node: ExistingNode) => string | undefined>> = {
  name: (node) => node.name,
  hostname: (node) => node.hostname,
  node_id: (node) => node.id,
  instance_id: (node) => node.instanceId,
  private_ip: (node) => node.privateIp,
};

const amountOf = (value: unknown): number => (typeof value === 'number' ? value : -1);

/** Jobs go where jobs are already, so that idle nodes can go; what boots comes after what is up. */
function eagerness(node: ExistingNode): number {
  if ((node.assignments?.length ?? 0) > 0) return 0;
  if (node.keepAlive) return 1;
  return node.phase === 'ready' ? 2 : 3;
}

/** By prefix, then by the number at the end. */
export function byName(a: string, b: string): number {
  const [, prefixA = a, numberA = '0'] = /^(.*?)(\d+)$/.exec(a) ?? [];
  const [, prefixB = b, numberB = '0'] = /^(.*?)(\d+)$/.exec(b) ?? [];
  if (prefixA !== prefixB) return prefixA < prefixB ? -1 : 1;
  return Number(numberA) - Number(numberB);
}
