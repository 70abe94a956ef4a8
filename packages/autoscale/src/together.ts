import type { Floor } from './floor.js';
import { groupHint, renewHints, setGroupHint } from './hints.js';
import type { NewNodes } from './new-nodes.js';
import type { Put } from './pieces.js';
import type { Group } from './placement-groups.js';
import type { Placer } from './placer.js';
import type { Policy } from './policy.js';
import type { Shape, Way } from './shape.js';
import type { SharedPools } from './shared-pools.js';

/** Slots that are to be in one bucket, or in one placement group. */
export interface Portion {
  readonly slots: number;
  /** At most so many of them on one node. */
  readonly each: number;
  /** In one placement group. */
  readonly colocated: boolean;
  /** In this one. */
  readonly within?: Group | undefined;
  /** Not on these nodes. */
  readonly avoid?: ReadonlySet<number>;
}

export interface TogetherParts {
  readonly floor: Floor;
  readonly pools: SharedPools;
  readonly fresh: NewNodes;
  readonly placer: Placer;
}

export interface TogetherOptions {
  readonly scalelibCompatible: boolean;
  readonly policy: Policy;
}

/** Finds one bucket, or one placement group, for many slots at once. */
export class Together {
  readonly #floor: Floor;
  readonly #pools: SharedPools;
  readonly #fresh: NewNodes;
  readonly #placer: Placer;
  readonly #options: TogetherOptions;

  constructor({ floor, pools, fresh, placer }: TogetherParts, options: TogetherOptions) {
    this.#floor = floor;
    this.#pools = pools;
    this.#fresh = fresh;
    this.#placer = placer;
    this.#options = options;
  }

  /** Puts all slots, or none. */
  all(shape: Shape, portion: Portion, put: Put): boolean {
    const unfit = new Map<Way, Set<number>>();
    for (;;) {
      const offer = this.#find(shape, portion, unfit);
      if (!offer) return false;
      if (this.#take(offer, portion, put)) return true;
      unfit.set(offer.way, (unfit.get(offer.way) ?? new Set()).add(offer.bucket));
    }
  }

  /** Puts as many slots as one place has room for. @returns how many */
  most(shape: Shape, portion: Portion, put: Put): number {
    if (this.all(shape, portion, put)) return portion.slots;
    let fits = 0;
    for (let over = portion.slots; over - fits > 1; ) {
      const slots = (fits + over) >> 1;
      if (this.#find(shape, { ...portion, slots }, none)) fits = slots;
      else over = slots;
    }
    // What was found may not do in the end; then there is less.
    while (fits > 0 && !this.all(shape, { ...portion, slots: fits }, put)) fits--;
    return fits;
  }

  #find(shape: Shape, portion: Portion, unfit: Unfit): WayOffer | undefined {
    for (let number = 0; number < shape.ways.length; number++) {
      const way = shape.ways[number]!;
      if (this.#pools.slots(way.shared) < portion.slots) continue;
      const offer = this.#bestOffer(way, portion, unfit.get(way));
      if (offer) return { ...offer, way, number };
    }
    return undefined;
  }

  /** Takes an offer, unless its new nodes are not to be had after all: in groups, or with these tests. */
  #take(offer: WayOffer, { slots, each, colocated }: Portion, put: Put): boolean {
    const { way, number, bucket } = offer;
    const nodes: number[] = [];
    const counts: number[] = [];
    let left = slots;
    const place = (node: number, count: number) => {
      this.#placer.assign(node, way, count);
      nodes.push(node);
      counts.push(count);
      left -= count;
    };
    for (let k = 0; k < offer.nodes.length && left > 0; k++) {
      place(offer.nodes[k]!, Math.min(left, offer.slots[k]!));
    }
    const group =
      offer.newGroup === undefined ? offer.group : this.#floor.groups.make(bucket, offer.newGroup);
    while (left > 0) {
      const node = colocated
        ? this.#fresh.openIn([way], bucket, group)
        : this.#fresh.open(way, bucket);
      const count = node === undefined ? 0 : Math.min(left, each, this.#placer.room(way, node));
      if (count > 0) {
        place(node!, count);
        continue;
      }
      if (node !== undefined) this.#floor.close(node);
      nodes.forEach((taken, k) => {
        this.#placer.takeBack(taken, way, counts[k]!);
        if (this.#floor.load[taken] === 0 && this.#floor.isPlanned(taken)) this.#floor.close(taken);
      });
      return false;
    }
    for (let k = 0; k < nodes.length; k++) put(nodes[k]!, counts[k]!, number);
    return true;
  }

  /** The bucket, or group, that takes all slots: one that has the nodes already, else as the policy has it. */
  #bestOffer(
    way: Way,
    portion: Portion,
    unfit: ReadonlySet<number> | undefined,
  ): Offer | undefined {
    const { profile } = way;
    if (profile.pinned) return this.#offerOfPinned(way, profile.pinned, portion);
    let best: Offer | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of new Set([...profile.creatable, ...profile.usable])) {
      if (unfit?.has(bucket)) continue;
      const offer = portion.colocated
        ? this.#offerOfGroups(way, bucket, portion)
        : this.#offerOfBucket(way, bucket, portion);
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

  #offerOfPinned(way: Way, nodes: readonly number[], portion: Portion): Offer | undefined {
    const { slots, colocated, within } = portion;
    const places = new Map<unknown, Gathered & { bucket: number }>();
    for (const node of nodes) {
      const bucket = this.#floor.bucketOf[node]!;
      const group = this.#floor.groupOf[node];
      const place = colocated ? group : bucket;
      if (place === undefined || (within && group !== within)) continue;
      if (!this.#placer.fits(way, node) || !way.profile.accepts(node)) continue;
      const gathered = places.get(place) ?? { bucket, nodes: [], slots: [], total: 0 };
      places.set(place, gathered);
      this.#gather(gathered, way, node, portion);
      if (gathered.total < slots) continue;
      return { group: undefined, newGroup: undefined, fresh: 0, ...gathered };
    }
    return undefined;
  }

  #offerOfBucket(way: Way, bucket: number, portion: Portion): Offer | undefined {
    const floor = this.#floor;
    const { slots, each } = portion;
    const gathered = { nodes: [] as number[], slots: [] as number[], total: 0 };
    if (way.profile.usable.includes(bucket)) {
      renewHints(way, floor.revision);
      let from = way.hints ? way.hints[bucket]! : 0;
      while (gathered.total < slots) {
        const position = way.profile.find(bucket, way, from);
        if (position < 0) break;
        this.#gather(gathered, way, floor.nodeAt[bucket]![position]!, portion);
        from = position + 1;
      }
    }
    const fresh = this.#freshNodes(way, bucket, slots - gathered.total, each);
    if (fresh > this.#freshLimit(way, bucket)) return undefined;
    return { bucket, group: undefined, newGroup: undefined, fresh, ...gathered };
  }

  #freshLimit(way: Way, bucket: number): number {
    if (!way.profile.creatable.includes(bucket) || !this.#fresh.canOpen(way, bucket)) return 0;
    const available = this.#floor.available(bucket);
    const { placementGroup: fixed } = this.#floor.buckets[bucket]!;
    if (fixed !== undefined) return Math.min(available, this.#floor.groups.get(bucket, fixed).room);
    return available;
  }

  #freshNodes(way: Way, bucket: number, slots: number, each: number): number {
    if (slots <= 0) return 0;
    const onOne = Math.min(each, this.#fresh.slots(way, bucket));
    return onOne > 0 ? Math.max(1, Math.ceil(slots / onOne)) : Number.POSITIVE_INFINITY;
  }

  #gather(gathered: Gathered, way: Way, node: number, { each, avoid }: Portion): void {
    if (avoid?.has(node)) return;
    const count = Math.min(each, this.#placer.room(way, node));
    if (count <= 0) return;
    gathered.nodes.push(node);
    gathered.slots.push(count);
    gathered.total += count;
  }

  /** One group that takes all slots; a later one that needs fewer new nodes is not looked for. */
  #offerOfGroups(way: Way, bucket: number, portion: Portion): Offer | undefined {
    const floor = this.#floor;
    const { profile } = way;
    const { slots, each, within, avoid } = portion;
    if (way.grouped === false || (within && within.bucket !== bucket)) return undefined;
    const { placementGroup: fixed } = floor.buckets[bucket]!;
    const usable = profile.usable.includes(bucket);
    const creatable = profile.creatable.includes(bucket) && this.#fresh.canOpen(way, bucket);
    const list = floor.groups.list[bucket]!;
    const key = bucket * 4 + (each === 1 ? 1 : 0);
    const isPlain = !profile.changing && !within && !avoid;
    for (let at = groupHint(way, floor.revision, key, slots); at < list.length; at++) {
      const group = list[at]!;
      if (fixed !== undefined && group.name !== fixed) continue;
      if (within && group !== within) continue;
      const gathered = { nodes: [] as number[], slots: [] as number[], total: 0 };
      if (usable) {
        for (const node of group.nodes) {
          if (gathered.total >= slots) break;
          if (this.#placer.fits(way, node) && profile.accepts(node))
            this.#gather(gathered, way, node, portion);
        }
      }
      const fresh = this.#freshNodes(way, bucket, slots - gathered.total, each);
      const mayGrow = creatable && profile.acceptsGroup(bucket, group.name);
      if (fresh > 0 && (!mayGrow || fresh > floor.availableIn(group))) continue;
      if (isPlain) setGroupHint(way, key, slots, at);
      return { bucket, group, newGroup: undefined, fresh, ...gathered };
    }
    if (!creatable || fixed !== undefined || within) return undefined;
    const fresh = this.#freshNodes(way, bucket, slots, each);
    if (!floor.mayCreate[bucket] || fresh > floor.available(bucket)) return undefined;
    const newGroup = this.#fresh.newGroup(way, bucket, fresh);
    if (newGroup === undefined) return undefined;
    if (isPlain) setGroupHint(way, key, slots, list.length);
    return { bucket, group: undefined, newGroup, fresh, nodes: [], slots: [], total: 0 };
  }
}

/** Buckets that turned out to have less than they offered, by way. */
type Unfit = ReadonlyMap<Way, ReadonlySet<number>>;
const none: Unfit = new Map();

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

interface WayOffer extends Offer {
  readonly way: Way;
  readonly number: number;
}
