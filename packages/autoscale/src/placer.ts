import type { Floor } from './floor.js';
import { renewHints } from './hints.js';
import type { NewNodes } from './new-nodes.js';
import type { Put } from './pieces.js';
import type { Shape, Way } from './shape.js';
import type { SharedPools } from './shared-pools.js';

/** Puts slots on the floor one node after the other: on what is there first, then on nodes that it plans. */
export class Placer {
  readonly #floor: Floor;
  readonly #pools: SharedPools;
  readonly #fresh: NewNodes;

  constructor(floor: Floor, pools: SharedPools, fresh: NewNodes) {
    this.#floor = floor;
    this.#pools = pools;
    this.#fresh = fresh;
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
        const bucket = this.#fresh.choose(way, most, unfit);
        if (bucket === undefined) break;
        const node = this.#fresh.open(way, bucket);
        if (node === undefined) {
          unfit = (unfit ?? new Set()).add(bucket);
          continue;
        }
        const count = Math.min(most, this.room(way, node));
        if (count === 0) {
          this.#floor.close(node);
          unfit = (unfit ?? new Set()).add(bucket);
          continue;
        }
        this.#put(node, way, i, count, put);
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
        while (most > 0 && this.#fresh.canOpen(way, bucket)) {
          const node = this.#fresh.open(way, bucket);
          if (node === undefined) break;
          count = Math.min(most, this.room(way, node));
          if (count === 0) {
            this.#floor.close(node);
            break;
          }
          this.#put(node, way, i, count, put);
          placed += count;
          most -= count;
        }
      }
    }
    return placed;
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
    if (!this.fits(way, node)) return 0;
    if (!profile.pinned && !profile.usable.includes(this.#floor.bucketOf[node]!)) return 0;
    if (!profile.accepts(node)) return 0;
    const slots = Math.min(most, this.room(way, node), this.#pools.slots(way.shared));
    if (slots > 0) this.#put(node, way, number, slots, put);
    return slots;
  }

  /** Takes back what was put; the node stays. */
  takeBack(node: number, way: Way, slots: number): void {
    this.#floor.takeBack(node, way, slots);
    this.#pools.take(way.shared, -slots);
  }

  /** Whether a slot has room on the node, as far as amounts and marks go. */
  fits(way: Way, node: number): boolean {
    const index = this.#floor.indexes[this.#floor.bucketOf[node]!]!;
    const position = this.#floor.positionOf[node]!;
    if ((index.marksOf(position) & way.marked) !== way.marked) return false;
    return index.slots(position, way.resources, way.amounts) > 0;
  }

  /** How many slots have room on the node. */
  room(way: Way, node: number): number {
    if (this.#fresh.oneEach(way)) return 1;
    const index = this.#floor.indexes[this.#floor.bucketOf[node]!]!;
    return index.slots(this.#floor.positionOf[node]!, way.resources, way.amounts);
  }

  /** Takes the room of so many slots. */
  assign(node: number, way: Way, slots: number): void {
    this.#floor.put(node, way, slots);
    if (way.shared.length > 0) this.#pools.take(way.shared, slots);
  }

  #put(node: number, way: Way, number: number, slots: number, put: Put): void {
    this.assign(node, way, slots);
    put(node, slots, number);
  }

  #onPinned(way: Way, number: number, slots: number, put: Put): number {
    let placed = 0;
    for (const node of way.profile.pinned!) {
      if (placed >= slots) break;
      while (placed < slots && this.fits(way, node) && way.profile.accepts(node)) {
        const count = Math.min(slots - placed, this.room(way, node));
        this.#put(node, way, number, count, put);
        placed += count;
      }
    }
    return placed;
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
    renewHints(way, floor.revision);
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
        const count = Math.min(slots - placed, this.room(way, node));
        this.#put(node, way, number, count, put);
        placed += count;
      }
      if (way.hints) way.hints[bucket] = profile.changing ? 0 : from;
    }
    return placed;
  }
}
