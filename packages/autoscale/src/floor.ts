import type { Bucket, Capacity, ExistingNode } from './capacity.js';
import { FreeIndex, marks } from './free-index.js';
import { Ledger } from './ledger.js';
import { Names } from './names.js';
import { NodeLookup } from './node-lookup.js';
import { byEagerness, byName } from './node-order.js';
import { type Group, PlacementGroups } from './placement-groups.js';

export interface FloorOptions {
  readonly scalelibCompatible: boolean;
  /** At most so many placement groups in a bucket. */
  readonly maxPlacementGroups: number;
  /** Whether new nodes may be made in a bucket at all. */
  readonly mayCreate: (bucket: Bucket) => boolean;
}

/** What a slot takes of a node. */
interface Taking {
  readonly resources: readonly number[];
  readonly amounts: readonly number[];
  /** Nothing else may be on the node. */
  readonly exclusive: unknown;
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
  /** How many of them let nothing else onto it. */
  readonly #alone: number[] = [];
  readonly indexes: FreeIndex[];
  readonly mayCreate: readonly boolean[];
  /** By bucket and position. */
  readonly nodeAt: number[][];
  /** Nodes that can be started again, by bucket. */
  readonly deallocated: ExistingNode[][];
  readonly groups: PlacementGroups;
  lookup: NodeLookup;
  readonly resources: string[] = [];
  readonly #resourceIndex = new Map<string, number>();
  readonly #names: Names;
  readonly #full: Float64Array[] = [];
  readonly #scratch: number[] = [];
  readonly #bucketIndex: ReadonlyMap<string, number>;

  /** @throws Error for a node of a bucket that is not there */
  constructor(capacity: Capacity, options: FloorOptions) {
    this.buckets = capacity.buckets;
    this.mayCreate = capacity.buckets.map(options.mayCreate);
    this.ledger = new Ledger(capacity.limits, capacity.buckets);
    this.#bucketIndex = new Map(capacity.buckets.map((bucket, at) => [bucket.id, at]));
    if (this.#bucketIndex.size < capacity.buckets.length) {
      throw new Error('Two buckets have the same id.');
    }
    this.indexes = capacity.buckets.map(() => new FreeIndex(0));
    this.nodeAt = capacity.buckets.map(() => []);
    this.deallocated = capacity.buckets.map(() => []);
    this.groups = new PlacementGroups(capacity.buckets, options.maxPlacementGroups);
    this.lookup = new NodeLookup(this.source);
    this.#names = new Names(capacity);
    this.#admit(capacity.nodes, options.scalelibCompatible ? byName : byEagerness);
  }

  #admit(
    nodes: readonly ExistingNode[],
    inOrder: (a: ExistingNode, b: ExistingNode) => number,
  ): void {
    const usable: { readonly node: ExistingNode; readonly bucket: number }[] = [];
    for (const node of nodes) {
      const bucket = this.#bucketIndex.get(node.bucket);
      if (bucket === undefined) {
        throw new Error(`Node '${node.name}' names a bucket '${node.bucket}' that is not there.`);
      }
      if (node.phase === 'ready' || node.phase === 'booting') usable.push({ node, bucket });
      else if (node.phase === 'deallocated') {
        this.deallocated[bucket]!.push(node);
        // Jobs that are to be together find it there.
        this.#groupOf(bucket, node);
      }
    }
    usable.sort((a, b) => a.bucket - b.bucket || inOrder(a.node, b.node));
    for (const list of this.deallocated) list.sort(byName);
    for (const { node, bucket } of usable) this.#add(bucket, node, this.#groupOf(bucket, node), 0);
  }

  /** Takes in a node that has come since. @throws Error for a node of a bucket that is not there */
  admit(node: ExistingNode): number {
    const bucket = this.#bucketIndex.get(node.bucket);
    if (bucket === undefined) throw new Error(`There is no bucket '${node.bucket}'.`);
    this.lookup = new NodeLookup(this.source);
    return this.#add(bucket, node, this.#groupOf(bucket, node), 0);
  }

  /** Lets no further job onto a node that there is. */
  retire(node: number): void {
    this.ordinal[node] = -1;
    const group = this.groupOf[node];
    group?.nodes.splice(group.nodes.indexOf(node), 1);
    this.indexes[this.bucketOf[node]!]!.mark(this.positionOf[node]!, 0);
  }

  #groupOf(bucket: number, { placementGroup }: ExistingNode): Group | undefined {
    return placementGroup === undefined ? undefined : this.groups.get(bucket, placementGroup);
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

  /** What is left of a resource on a node; -1: it does not have it. */
  left(node: number, name: string): number {
    const index = this.#resourceIndex.get(name);
    if (index === undefined) return this.#amount(node, name);
    return this.indexes[this.bucketOf[node]!]!.free(this.positionOf[node]!, index);
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

  /** How many nodes can yet be had in the group. */
  availableIn({ name, bucket, room }: Group): number {
    const left = Math.min(room, this.ledger.available(bucket));
    if (this.mayCreate[bucket]) return left;
    const waiting = this.deallocated[bucket]!.filter((node) => node.placementGroup === name);
    return Math.min(left, waiting.length);
  }

  /** The nodes that exist by the jobs that they name. */
  nodesByJob(names: (node: ExistingNode) => readonly string[] | undefined): Map<string, number[]> {
    const nodes = new Map<string, number[]>();
    for (const [at, node] of this.source.entries()) {
      for (const name of (node && names(node)) ?? []) {
        const list = nodes.get(name);
        if (list) list.push(at);
        else nodes.set(name, [at]);
      }
    }
    return nodes;
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

  /** Puts a piece of a job on a node: so many slots that take of it. */
  put(node: number, { resources, amounts, exclusive }: Taking, slots: number): void {
    const index = this.indexes[this.bucketOf[node]!]!;
    const position = this.positionOf[node]!;
    const marked = exclusive ? 0 : index.marksOf(position) & ~marks.empty;
    index.take(position, resources, amounts, slots, marked);
    this.load[node]!++;
    if (exclusive) this.#alone[node]!++;
  }

  /** Takes a piece off a node, which stays. */
  takeBack(node: number, { resources, amounts, exclusive }: Taking, slots: number): void {
    this.load[node]!--;
    if (exclusive) this.#alone[node]!--;
    const index = this.indexes[this.bucketOf[node]!]!;
    index.take(this.positionOf[node]!, resources, amounts, -slots, this.#marksOf(node));
    this.revision++;
  }

  #marksOf(node: number): number {
    if (this.isClosed(node) || this.#alone[node]! > 0) return 0;
    const marked = this.marksWhenEmpty(node);
    return this.load[node] === 0 ? marked : marked & ~marks.empty;
  }

  /** Gives a planned node up again; nothing may be on it. */
  close(node: number): void {
    const bucket = this.bucketOf[node]!;
    this.ledger.take(bucket, -1);
    const group = this.groupOf[node];
    if (group) {
      group.room++;
      group.nodes.splice(group.nodes.indexOf(node), 1);
      this.groups.giveUp(group);
    }
    const source = this.source[node];
    if (source) {
      this.deallocated[bucket]!.push(source);
      this.deallocated[bucket]!.sort(byName);
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
    this.#alone.push(0);
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
}

export const amountOf = (value: unknown): number => (typeof value === 'number' ? value : -1);
