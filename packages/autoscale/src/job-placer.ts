import type { Floor } from './floor.js';
import type { Job } from './job.js';
import type { Pieces } from './pieces.js';
import type { Group } from './placement-groups.js';
import type { Placer } from './placer.js';
import { isScattered, type Portions, portionsOf } from './portions.js';
import type { Shape } from './shape.js';
import type { Together } from './together.js';

export interface JobPlacerParts {
  readonly floor: Floor;
  readonly pieces: Pieces;
  readonly placer: Placer;
  readonly together: Together;
  readonly scalelibCompatible: boolean;
}

/** Places jobs in their portions, and remembers what was not to be had. */
export class JobPlacer {
  readonly #floor: Floor;
  readonly #pieces: Pieces;
  readonly #placer: Placer;
  readonly #together: Together;
  readonly #compatible: boolean;

  constructor({ floor, pieces, placer, together, scalelibCompatible }: JobPlacerParts) {
    this.#floor = floor;
    this.#pieces = pieces;
    this.#placer = placer;
    this.#together = together;
    this.#compatible = scalelibCompatible;
  }

  /** Places what the job lacks, as far as there is room. */
  place(number: number, job: Job, shape: Shape): void {
    if (shape.error !== undefined) return;
    const { missing } = this.#pieces;
    this.#pieces.begin(number);
    missing[number] = this.#lacking(number, job, shape, missing[number]!);
    this.#pieces.end(number);
  }

  /** @returns how many slots it still lacks */
  #lacking(number: number, job: Job, shape: Shape, missing: number): number {
    const portions = portionsOf(job, this.#compatible);
    if (portions.whole) return this.#putWhole(shape, portions, missing);
    if (portions.colocated) return this.#putColocated(number, shape, portions, missing);
    if (isScattered(job)) return this.#putScattered(number, shape, portions, missing);
    return this.#putSlots(shape, missing);
  }

  #putWhole(shape: Shape, { size, each, colocated }: Portions, missing: number): number {
    const kind = `${each}${colocated}`;
    let left = missing;
    for (let round = missing; round > 0; round -= size) {
      if (this.#hasFailed(shape, kind, size)) return left;
      if (this.#together.all(shape, { slots: size, each, colocated }, this.#pieces.put))
        left -= size;
      else this.#fail(shape, kind, size);
    }
    return left;
  }

  /** As many slots of each portion as one placement group has room for. */
  #putColocated(
    number: number,
    shape: Shape,
    { size, each, rounds }: Portions,
    missing: number,
  ): number {
    const held = this.#held(number);
    // What is in a group can only grow there.
    if (held.size > 0 && rounds === 1)
      return missing - this.#fillGroup(shape, missing, each, held.keys());
    let left = missing;
    for (let round = this.#begun(held, size); round < rounds; round++)
      left -= this.#fillGroup(shape, size, each, []);
    return left;
  }

  /**
   * Puts as many slots as have room in the group of these nodes, or in any one group: what one way leaves may do for
   * another. @returns how many were put
   */
  #fillGroup(shape: Shape, slots: number, each: number, held: Iterable<number>): number {
    const { node, put } = this.#pieces;
    const there = new Set(held);
    let left = slots;
    while (left > 0) {
      const [first] = there;
      const portion = {
        slots: left,
        each,
        colocated: true,
        within: first === undefined ? undefined : this.#floor.groupOf[first],
        ...(each === 1 && { avoid: there }),
      };
      const from = node.length;
      const placed = this.#together.most(shape, portion, put);
      if (placed === 0) break;
      left -= placed;
      for (const taken of node.slice(from)) there.add(taken);
    }
    return slots - left;
  }

  /** In how many rounds, each in one group, those nodes were given. */
  #begun(held: ReadonlyMap<number, number>, size: number): number {
    const groups = new Map<Group | undefined, { slots: number; most: number }>();
    for (const [node, times] of held) {
      const { slots, most } = groups.get(this.#floor.groupOf[node]) ?? { slots: 0, most: 0 };
      const more = { slots: slots + times, most: Math.max(most, times) };
      groups.set(this.#floor.groupOf[node], more);
    }
    const rounds = [...groups.values()].map(({ slots, most }) =>
      Math.max(most, Math.ceil(slots / size)),
    );
    return rounds.reduce((sum, each) => sum + each, 0);
  }

  /** As many nodes as can be had in all buckets, each at most once a round. */
  #putScattered(number: number, shape: Shape, { size, rounds }: Portions, missing: number): number {
    const { node, put } = this.#pieces;
    const held = this.#held(number);
    let left = missing;
    while (left > 0) {
      const full = [...held].filter(([, times]) => times >= rounds);
      const avoid = new Set(full.map(([taken]) => taken));
      if (avoid.size === 0 && this.#hasFailed(shape, '1false', 1)) break;
      const from = node.length;
      const portion = { slots: Math.min(size, left), each: 1, colocated: false, avoid };
      const placed = this.#together.most(shape, portion, put);
      if (placed === 0) {
        if (avoid.size === 0) this.#fail(shape, '1false', 1);
        break;
      }
      left -= placed;
      for (const taken of node.slice(from)) held.set(taken, (held.get(taken) ?? 0) + 1);
    }
    return left;
  }

  #putSlots(shape: Shape, slots: number): number {
    if (slots === 0 || this.#hasFailed(shape, '', 1)) return slots;
    const { put } = this.#pieces;
    let left = slots;
    if (this.#compatible) {
      left -= this.#placer.byBucket(shape, left, put);
    } else {
      // What one way leaves of a new node may do for another way.
      for (let before = left + 1; left > 0 && left < before; ) {
        before = left;
        left -= this.#placer.onExisting(shape, left, put);
        if (left > 0) left -= this.#placer.onNew(shape, left, put);
        if (shape.ways.length === 1) break;
      }
    }
    if (left > 0) this.#fail(shape, '', 1);
    return left;
  }

  /** The nodes of the job that is being placed, with how many pieces of it are there. */
  #held(number: number): Map<number, number> {
    const { node, start } = this.#pieces;
    const held = new Map<number, number>();
    for (let at = start[number]!; at < node.length; at++)
      held.set(node[at]!, (held.get(node[at]!) ?? 0) + 1);
    return held;
  }

  #hasFailed(shape: Shape, kind: string, size: number): boolean {
    if (!shape.failed || shape.failedRevision !== this.#floor.revision) return false;
    return size >= (shape.failed.get(kind) ?? Number.POSITIVE_INFINITY);
  }

  /** Until something is given back, a shape that found no room finds none. */
  #fail(shape: Shape, kind: string, size: number): void {
    if (shape.ways.some(({ profile }) => profile.changing)) return;
    if (!shape.failed || shape.failedRevision !== this.#floor.revision) shape.failed = new Map();
    shape.failedRevision = this.#floor.revision;
    shape.failed.set(kind, size);
  }
}
