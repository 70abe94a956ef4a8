import type { PlannedSlots } from './capacity.js';
import type { Floor } from './floor.js';
import type { Job } from './job.js';
import type { Pieces, Put } from './pieces.js';
import type { Placer } from './placer.js';
import { type Portions, portionsOf } from './portions.js';
import type { Shape } from './shape.js';

/** Slots of a job that an earlier plan wanted on a node, and of them those that it put there by each way. */
interface Claim {
  readonly node: number;
  slots: number;
  readonly ways: number[];
}

const claimOf = (node: number, planned: PlannedSlots): Claim =>
  typeof planned === 'number'
    ? { node, slots: planned, ways: [planned] }
    : { node, slots: planned.reduce((sum, slots) => sum + slots, 0), ways: [...planned] };

/**
 * Nodes that an earlier plan made or wanted for a job are its first, by the same ways of its constraints: what it
 * leaves free there must not become more, else others would have it and need nodes anew.
 */
export class Claims {
  readonly #floor: Floor;
  readonly #pieces: Pieces;
  readonly #placer: Placer;
  readonly #byJob: ReadonlyMap<string, readonly number[]>;

  constructor(floor: Floor, pieces: Pieces, placer: Placer) {
    this.#floor = floor;
    this.#pieces = pieces;
    this.#placer = placer;
    this.#byJob = floor.nodesByJob(({ plannedFor }) => Object.keys(plannedFor ?? {}));
  }

  get none(): boolean {
    return this.#byJob.size === 0;
  }

  /** Places a job on its nodes, as far as they do. */
  place(number: number, job: Job, shape: Shape, scalelibCompatible: boolean): void {
    const nodes = this.#byJob.get(job.name);
    if (!nodes) return;
    const { source } = this.#floor;
    const claims = nodes.map((node) => claimOf(node, source[node]!.plannedFor![job.name]!));
    const portions = portionsOf(job, scalelibCompatible);
    this.#pieces.begin(number);
    for (let round = 0; round < portions.rounds; round++)
      this.#pieces.missing[number]! -= this.#placeRound(shape, claims, portions);
    this.#pieces.end(number);
  }

  /** Places one portion, and takes it off the claims. @returns how many slots were put */
  #placeRound(shape: Shape, claims: readonly Claim[], portions: Portions): number {
    const { size, each, whole, colocated } = portions;
    const { groupOf } = this.#floor;
    const open = claims.filter(({ slots }) => slots > 0);
    // A round takes one slot a node: where most are left first, so that the next one finds as many nodes.
    if (each === 1) open.sort((a, b) => b.slots - a.slots);
    const places = colocated ? [...new Set(open.map(({ node }) => groupOf[node]))] : [undefined];
    for (const place of places) {
      const there = colocated ? open.filter(({ node }) => place && groupOf[node] === place) : open;
      const taken: { readonly claim: Claim; readonly slots: number; readonly way: number }[] = [];
      let placed = 0;
      for (const claim of there) {
        if (placed >= size) break;
        const note: Put = (_, slots, way) => taken.push({ claim, slots, way });
        const most = Math.min(each, claim.slots, size - placed);
        placed += this.#placer.onNode(shape, claim.node, most, note, claim.ways);
      }
      const enough = placed === size || (!whole && placed > 0);
      for (const { claim, slots, way } of taken) {
        if (enough) {
          this.#pieces.put(claim.node, slots, way);
          claim.slots -= slots;
          claim.ways[way] = Math.max(0, (claim.ways[way] ?? 0) - slots);
        } else this.#placer.takeBack(claim.node, shape.ways[way]!, slots);
      }
      if (enough) return placed;
    }
    return 0;
  }
}
