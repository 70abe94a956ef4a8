import { every } from './evaluate.js';
import type { Floor, Group } from './floor.js';
import { marks } from './free-index.js';
import type { Policy } from './policy.js';
import type { Shape, Way } from './shape.js';
import type { SharedPools } from './shared-pools.js';

/** What becomes of each piece: so many slots of the job on that node, by the shape's way of that number. */
export type Put = (node: number, slots: number, way: number) => void;

export interface PlacerOptions {
  readonly scalelibCompatible: boolean;
  readonly policy: Policy;
}

/** Puts single jobs on the floor: on what is there first, then on nodes that it plans. */
export class Placer {
  /** True: other jobs will fill what one leaves free of a new node. */
  expectsMore = false;
  readonly #floor: Floor;
  readonly #pools: SharedPools;
  readonly #options: PlacerOptions;

  constructor(floor: Floor, pools: SharedPools, options: PlacerOptions) {
    this.#floor = floor;
    this.#pools = pools;
    this.#options = options;
  }

  /** Puts slots on nodes that are there. @returns how many were put */
  onExisting(shape: Shape, slots: number, put: Put): number {
    let placed = 0;
    for (let i = 0; i < shape.ways.length && placed < slots; i++) {
      const way = shape.ways[i]!;
      const most = Math.min(slots - placed, this.#pools.slots(way.shared));
      placed += way.profile.pinned
        ? this.#onPinned(way, i, most, put)
        : this.#inBuckets(way, i, way.profile.usable, most, put);
    }
    return placed;
  }

  /** Puts slots on new nodes. @returns how many were put */
  onNew(shape: Shape, slots: number, put: Put): number {
    let placed = 0;
    for (let i = 0; i < shape.ways.length && placed < slots; i++) {
      const way = shape.ways[i]!;
      let most = Math.min(slots - placed, this.#pools.slots(way.shared));
      let unfit: Set<number> | undefined;
      while (most > 0) {
        const bucket = this.#choose(way, most, unfit);
        if (bucket === undefined) break;
        const node = this.#open(way, bucket);
        if (node === undefined) {
          unfit = (unfit ?? new Set()).add(bucket);
          continue;
        }
        const count = Math.min(most, this.#room(way, node));
        if (count === 0) {
          this.#floor.close(node);
          unfit = (unfit ?? new Set()).add(bucket);
          continue;
        }
        this.#assign(node, way, i, count, put);
        placed += count;
        most -= count;
      }
    }
    return placed;
  }

  /** As scalelib does it: bucket by bucket, what is there and then what can be made. */
  byBucket(shape: Shape, slots: number, put: Put): number {
    let placed = 0;
    for (const [i, way] of shape.ways.entries()) {
      const { profile } = way;
      if (profile.pinned) placed += this.#onPinned(way, i, slots - placed, put);
      for (const bucket of new Set([...profile.creatable, ...profile.usable])) {
        let most = Math.min(slots - placed, this.#pools.slots(way.shared));
        if (most <= 0) break;
        let count = this.#inBuckets(way, i, [bucket], most, put);
        most -= count;
        placed += count;
        while (most > 0 && this.#canOpen(way, bucket)) {
          const node = this.#open(way, bucket);
          if (node === undefined) break;
          count = Math.min(most, this.#room(way, node));
          this.#assign(node, way, i, count, put);
          placed += count;
          most -= count;
        }
      }
    }
    return placed;
  }

  /**
   * Puts all slots in one bucket, with `colocated` in one placement group, or none at all.
   *
   * @param each at most so many slots on one node
   */
  together(shape: Shape, slots: number, each: number, colocated: boolean, put: Put): boolean {
    for (const [i, way] of shape.ways.entries()) {
      if (this.#pools.slots(way.shared) < slots) continue;
      const offer = this.#bestOffer(way, slots, each, colocated);
      if (!offer) continue;
      let left = slots;
      for (let k = 0; k < offer.nodes.length && left > 0; k++) {
        const count = Math.min(left, offer.slots[k]!);
        this.#assign(offer.nodes[k]!, way, i, count, put);
        left -= count;
      }
      const { bucket } = offer;
      const group =
        offer.newGroup === undefined ? offer.group : this.#floor.group(bucket, offer.newGroup);
      while (left > 0) {
        const node = colocated ? this.#openIn(way, bucket, group) : this.#open(way, bucket);
        if (node === undefined) throw new Error(`No node where there was room: ${bucket}.`);
        const count = Math.min(left, each, this.#room(way, node));
        if (count <= 0)
          throw new Error(`A new node of bucket ${bucket} is smaller than it was said to be.`);
        this.#assign(node, way, i, count, put);
        left -= count;
      }
      return true;
    }
    return false;
  }

  /**
   * Puts slots on that node, as many as fit there: first so many by each way as told, the rest in the way that
   * takes least.
   *
   * @returns how many were put
   */
  onNode(
    shape: Shape,
    node: number,
    slots: number,
    put: Put,
    told: readonly number[] = [],
  ): number {
    let placed = 0;
    for (let i = 0; i < told.length && placed < slots; i++) {
      const way = shape.ways[i];
      const most = Math.min(slots - placed, told[i]!);
      if (way && most > 0) placed += this.#byWay(way, i, node, most, put);
    }
    if (placed === slots) return placed;
    const bucket = this.#floor.bucketOf[node]!;
    const share = (way: Way) =>
      way.resources.reduce(
        (sum, each, i) => sum + way.amounts[i]! / this.#floor.full(bucket, each),
        0,
      );
    const ways = [...shape.ways.entries()];
    if (ways.length > 1) ways.sort(([, a], [, b]) => share(a) - share(b));
    for (const [i, way] of ways) {
      if (placed === slots) break;
      placed += this.#byWay(way, i, node, slots - placed, put);
    }
    return placed;
  }

  #byWay(way: Way, number: number, node: number, most: number, put: Put): number {
    const { profile } = way;
    if (!this.#fits(way, node)) return 0;
    if (!profile.pinned && !profile.usable.includes(this.#floor.bucketOf[node]!)) return 0;
    if (!profile.accepts(node)) return 0;
    const slots = Math.min(most, this.#room(way, node), this.#pools.slots(way.shared));
    if (slots > 0) this.#assign(node, way, number, slots, put);
    return slots;
  }

  /** Takes back what was put; the node stays. */
  takeBack(node: number, way: Way, slots: number): void {
    const floor = this.#floor;
    floor.load[node]!--;
    const index = floor.indexes[floor.bucketOf[node]!]!;
    const position = floor.positionOf[node]!;
    const empty = floor.load[node] === 0;
    const marked = empty ? floor.marksWhenEmpty(node) : index.marksOf(position);
    index.take(position, way.resources, way.amounts, -slots, marked);
    this.#pools.take(way.shared, -slots);
    floor.revision++;
  }

  /** Plans a node for slots of the way. */
  #open(way: Way, bucket: number): number | undefined {
    const { profile, grouped } = way;
    const { placementGroup: fixed } = this.#floor.buckets[bucket]!;
    if (fixed === undefined && grouped !== true && profile.acceptsPlain(bucket)) {
      return this.#openIn(way, bucket, undefined);
    }
    const found = this.#groupFor(way, bucket, 1);
    if (!found) return undefined;
    const group = typeof found === 'string' ? this.#floor.group(bucket, found) : found;
    return this.#openIn(way, bucket, group);
  }

  #openIn(way: Way, bucket: number, group: Group | undefined): number | undefined {
    const floor = this.#floor;
    const waiting = floor.deallocated[bucket]!;
    if (waiting.length === 0)
      return floor.mayCreate[bucket] ? floor.open(bucket, group) : undefined;
    const again = waiting.find(
      (node) =>
        node.placementGroup === group?.name &&
        node.resources === undefined &&
        every(way.profile.tests, {
          ...floor.fresh(bucket, group?.name),
          node,
        }) === true,
    );
    if (again) return floor.revive(bucket, again);
    return floor.mayCreate[bucket] ? floor.open(bucket, group) : undefined;
  }

  /** A group with room for so many new nodes, or the name of one to make. */
  #groupFor(way: Way, bucket: number, nodes: number): Group | string | undefined {
    const floor = this.#floor;
    const { placementGroup: fixed } = floor.buckets[bucket]!;
    const list = floor.groupList[bucket]!;
    const key = bucket * 4 + 2;
    for (let at = this.#groupHint(way, key, nodes); at < list.length; at++) {
      const group = list[at]!;
      if (fixed !== undefined && group.name !== fixed) continue;
      if (group.room >= nodes && way.profile.acceptsGroup(bucket, group.name)) {
        this.#setGroupHint(way, key, nodes, at);
        return group;
      }
    }
    return fixed === undefined ? this.#newGroup(way, bucket, nodes) : undefined;
  }

  #newGroup(way: Way, bucket: number, nodes: number): string | undefined {
    const floor = this.#floor;
    const { maxPlacementGroupSize, colocation } = floor.buckets[bucket]!;
    if (nodes > maxPlacementGroupSize) return undefined;
    const { profile } = way;
    const asked = profile.groupNames.find(
      (name) => !floor.groups[bucket]!.has(name) && profile.acceptsGroup(bucket, name),
    );
    if (asked !== undefined) return asked;
    const name = colocation ? floor.freshGroupName(bucket) : undefined;
    return name !== undefined && profile.acceptsGroup(bucket, name) ? name : undefined;
  }

  #groupHint(way: Way, key: number, need: number): number {
    this.#renewHints(way);
    const hint = way.groupHints?.get(key);
    return hint && need >= hint.need ? hint.from : 0;
  }

  #setGroupHint(way: Way, key: number, need: number, from: number): void {
    way.groupHints ??= new Map();
    way.groupHints.set(key, { need, from });
  }

  #renewHints(way: Way): void {
    const { revision } = this.#floor;
    if (way.hintRevision === revision) return;
    way.hintRevision = revision;
    way.hints?.fill(0);
    way.groupHints?.clear();
  }

  #canOpen(way: Way, bucket: number): boolean {
    return this.#freshSlots(way, bucket) > 0 && this.#floor.available(bucket) > 0;
  }

  #freshSlots(way: Way, bucket: number): number {
    const slots = this.#floor.freshSlots(bucket, way.resources, way.amounts);
    return this.#oneEach(way) ? Math.min(1, slots) : slots;
  }

  /** scalelib puts all slots of an exclusive job that fit on the node that it closes. */
  #oneEach(way: Way): boolean {
    return way.exclusive === 'iteration' && !this.#options.scalelibCompatible;
  }

  #choose(way: Way, slots: number, unfit: ReadonlySet<number> | undefined): number | undefined {
    const { creatable } = way.profile;
    if (this.#options.policy !== 'cheapest') {
      return creatable.find((bucket) => !unfit?.has(bucket) && this.#canOpen(way, bucket));
    }
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of creatable) {
      if (unfit?.has(bucket) || !this.#canOpen(way, bucket)) continue;
      const price = this.#floor.buckets[bucket]!.price ?? Number.MAX_VALUE;
      const fits = this.#freshSlots(way, bucket);
      const cost = price / (this.expectsMore ? fits : Math.min(slots, fits));
      if (cost < least) {
        best = bucket;
        least = cost;
      }
    }
    return best;
  }

  #onPinned(way: Way, number: number, slots: number, put: Put): number {
    let placed = 0;
    for (const node of way.profile.pinned!) {
      if (placed >= slots) break;
      while (placed < slots && this.#fits(way, node) && way.profile.accepts(node)) {
        const count = Math.min(slots - placed, this.#room(way, node));
        this.#assign(node, way, number, count, put);
        placed += count;
      }
    }
    return placed;
  }

  #fits(way: Way, node: number): boolean {
    const index = this.#floor.indexes[this.#floor.bucketOf[node]!]!;
    const position = this.#floor.positionOf[node]!;
    if ((index.marksOf(position) & way.marked) !== way.marked) return false;
    return index.slots(position, way.resources, way.amounts) > 0;
  }

  #room(way: Way, node: number): number {
    if (this.#oneEach(way)) return 1;
    const index = this.#floor.indexes[this.#floor.bucketOf[node]!]!;
    return index.slots(this.#floor.positionOf[node]!, way.resources, way.amounts);
  }

  #inBuckets(
    way: Way,
    number: number,
    buckets: readonly number[],
    slots: number,
    put: Put,
  ): number {
    const floor = this.#floor;
    const { profile } = way;
    this.#renewHints(way);
    let placed = 0;
    for (let b = 0; b < buckets.length && placed < slots; b++) {
      const bucket = buckets[b]!;
      const index = floor.indexes[bucket]!;
      if (index.length === 0) continue;
      let from = way.hints ? way.hints[bucket]! : 0;
      while (placed < slots) {
        const position = profile.find(bucket, way, from);
        from = position < 0 ? index.length : position;
        if (position < 0) break;
        const node = floor.nodeAt[bucket]![position]!;
        const count = Math.min(slots - placed, this.#room(way, node));
        this.#assign(node, way, number, count, put);
        placed += count;
      }
      if (way.hints) way.hints[bucket] = profile.changing ? 0 : from;
    }
    return placed;
  }

  #assign(node: number, way: Way, number: number, slots: number, put: Put): void {
    const floor = this.#floor;
    const index = floor.indexes[floor.bucketOf[node]!]!;
    const position = floor.positionOf[node]!;
    const marked = way.exclusive ? 0 : index.marksOf(position) & ~marks.empty;
    index.take(position, way.resources, way.amounts, slots, marked);
    floor.load[node]!++;
    if (way.shared.length > 0) this.#pools.take(way.shared, slots);
    put(node, slots, number);
  }

  /** The bucket, or group, that takes all slots: one that has the nodes already, else as the policy has it. */
  #bestOffer(way: Way, slots: number, each: number, colocated: boolean): Offer | undefined {
    const { profile } = way;
    if (profile.pinned) return this.#offerOfPinned(way, profile.pinned, slots, each, colocated);
    const buckets = new Set([...profile.creatable, ...profile.usable]);
    let best: Offer | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of buckets) {
      const offer = colocated
        ? this.#offerOfGroups(way, bucket, slots, each)
        : this.#offerOfBucket(way, bucket, slots, each);
      if (!offer) continue;
      if (offer.fresh === 0) return offer;
      const price = this.#floor.buckets[bucket]!.price ?? Number.MAX_VALUE;
      const cost = this.#options.policy === 'cheapest' ? price * offer.fresh : 0;
      if (!best || cost < least) {
        best = offer;
        least = cost;
      }
      if (this.#options.scalelibCompatible) return best;
    }
    return best;
  }

  #offerOfPinned(
    way: Way,
    nodes: readonly number[],
    slots: number,
    each: number,
    colocated: boolean,
  ): Offer | undefined {
    const places = new Map<unknown, Gathered & { bucket: number }>();
    for (const node of nodes) {
      const bucket = this.#floor.bucketOf[node]!;
      const place = colocated ? this.#floor.groupOf[node] : bucket;
      if (place === undefined || !this.#fits(way, node) || !way.profile.accepts(node)) continue;
      const gathered = places.get(place) ?? { bucket, nodes: [], slots: [], total: 0 };
      places.set(place, gathered);
      this.#gather(gathered, way, node, each);
      if (gathered.total < slots) continue;
      return { group: undefined, newGroup: undefined, fresh: 0, ...gathered };
    }
    return undefined;
  }

  #offerOfBucket(way: Way, bucket: number, slots: number, each: number): Offer | undefined {
    const floor = this.#floor;
    const gathered = { nodes: [] as number[], slots: [] as number[], total: 0 };
    if (way.profile.usable.includes(bucket)) {
      this.#renewHints(way);
      let from = way.hints ? way.hints[bucket]! : 0;
      while (gathered.total < slots) {
        const position = way.profile.find(bucket, way, from);
        if (position < 0) break;
        this.#gather(gathered, way, floor.nodeAt[bucket]![position]!, each);
        from = position + 1;
      }
    }
    const fresh = this.#freshNodes(way, bucket, slots - gathered.total, each);
    if (fresh > this.#freshLimit(way, bucket)) return undefined;
    return { bucket, group: undefined, newGroup: undefined, fresh, ...gathered };
  }

  #freshLimit(way: Way, bucket: number): number {
    if (!way.profile.creatable.includes(bucket) || !this.#canOpen(way, bucket)) return 0;
    const available = this.#floor.available(bucket);
    const { placementGroup: fixed } = this.#floor.buckets[bucket]!;
    if (fixed !== undefined) return Math.min(available, this.#floor.group(bucket, fixed).room);
    return available;
  }

  #freshNodes(way: Way, bucket: number, slots: number, each: number): number {
    if (slots <= 0) return 0;
    const onOne = Math.min(each, this.#freshSlots(way, bucket));
    return onOne > 0 ? Math.max(1, Math.ceil(slots / onOne)) : Number.POSITIVE_INFINITY;
  }

  #gather(gathered: Gathered, way: Way, node: number, each: number): void {
    const count = Math.min(each, this.#room(way, node));
    if (count <= 0) return;
    gathered.nodes.push(node);
    gathered.slots.push(count);
    gathered.total += count;
  }

  /** One group that takes all slots; a later one that needs fewer new nodes is not looked for. */
  #offerOfGroups(way: Way, bucket: number, slots: number, each: number): Offer | undefined {
    const floor = this.#floor;
    const { profile } = way;
    if (way.grouped === false) return undefined;
    const { placementGroup: fixed } = floor.buckets[bucket]!;
    const usable = profile.usable.includes(bucket);
    const creatable = profile.creatable.includes(bucket) && this.#canOpen(way, bucket);
    const available = creatable ? floor.available(bucket) : 0;
    const list = floor.groupList[bucket]!;
    const key = bucket * 4 + (each === 1 ? 1 : 0);
    for (let at = this.#groupHint(way, key, slots); at < list.length; at++) {
      const group = list[at]!;
      if (fixed !== undefined && group.name !== fixed) continue;
      const gathered = { nodes: [] as number[], slots: [] as number[], total: 0 };
      if (usable) {
        for (const node of group.nodes) {
          if (gathered.total >= slots) break;
          if (this.#fits(way, node) && profile.accepts(node))
            this.#gather(gathered, way, node, each);
        }
      }
      const fresh = this.#freshNodes(way, bucket, slots - gathered.total, each);
      const mayGrow = creatable && profile.acceptsGroup(bucket, group.name);
      if (fresh > 0 && (!mayGrow || fresh > Math.min(group.room, available))) continue;
      if (!profile.changing) this.#setGroupHint(way, key, slots, at);
      return { bucket, group, newGroup: undefined, fresh, ...gathered };
    }
    if (!creatable || fixed !== undefined) return undefined;
    const fresh = this.#freshNodes(way, bucket, slots, each);
    if (fresh > available) return undefined;
    const newGroup = this.#newGroup(way, bucket, fresh);
    if (newGroup === undefined) return undefined;
    if (!profile.changing) this.#setGroupHint(way, key, slots, list.length);
    return { bucket, group: undefined, newGroup, fresh, nodes: [], slots: [], total: 0 };
  }
}

interface Gathered {
  readonly nodes: number[];
  readonly slots: number[];
  total: number;
}

interface Offer extends Readonly<Gathered> {
  readonly bucket: number;
  readonly group: Group | undefined;
  /** A group to be made. */
  readonly newGroup: string | undefined;
  /** How many nodes have to be made. */
  readonly fresh: number;
}
