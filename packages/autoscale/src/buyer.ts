import { solveCheapest } from './cheapest.js';
import type { Floor } from './floor.js';
import type { Job } from './job.js';
import type { JobPlacer } from './job-placer.js';
import type { NewNodes } from './new-nodes.js';
import type { Pieces } from './pieces.js';
import type { Placer } from './placer.js';
import { isScattered } from './portions.js';
import type { Shape } from './shape.js';

export interface BuyerParts {
  readonly floor: Floor;
  readonly pieces: Pieces;
  readonly placer: Placer;
  readonly fresh: NewNodes;
  readonly jobPlacer: JobPlacer;
}

/** A job to be placed, by its number. */
export interface Wanted {
  readonly number: number;
  readonly job: Job;
  readonly shape: Shape;
}

/** A node for a job, with the slots on it that are the job's. */
type Share = readonly [node: number, slots: number];

/** More kinds of jobs than this are not weighed against each other. */
const mostShapes = 2000;

/** Plans the new nodes of all simple jobs at once, for the least cost; others one by one. */
export class Buyer {
  readonly #parts: BuyerParts;

  constructor(parts: BuyerParts) {
    this.#parts = parts;
  }

  place(jobs: Iterable<Wanted>): void {
    const { floor, pieces, placer, fresh, jobPlacer } = this.#parts;
    const waiting: Wanted[] = [];
    const shapes = new Map<Shape, number[]>();
    const canStartAgain = floor.deallocated.some((nodes) => nodes.length > 0);
    for (const wanted of jobs) {
      const { number, job, shape } = wanted;
      if (canStartAgain || !isSimple(job, shape)) {
        jobPlacer.place(number, job, shape);
        continue;
      }
      pieces.begin(number);
      pieces.missing[number]! -= placer.onExisting(shape, pieces.missing[number]!, pieces.put);
      pieces.end(number);
      if (pieces.missing[number] === 0) continue;
      waiting.push(wanted);
      const list = shapes.get(shape);
      if (list) list.push(number);
      else shapes.set(shape, [number]);
    }
    const together = shapes.size > 0 && shapes.size <= mostShapes;
    const shares = together ? this.#buy(shapes) : undefined;
    fresh.expectsMore = shapes.size > mostShapes;
    for (const { number, job, shape } of waiting) {
      const bought = shares?.get(number);
      if (bought) this.#putOn(bought, number, shape);
      if (pieces.missing[number]! > 0) jobPlacer.place(number, job, shape);
    }
    fresh.expectsMore = false;
  }

  #putOn(bought: readonly Share[], number: number, shape: Shape): void {
    const { pieces, placer } = this.#parts;
    pieces.begin(number);
    for (const [node, slots] of bought)
      pieces.missing[number]! -= placer.onNode(shape, node, slots, pieces.put);
    pieces.end(number);
  }

  /** @returns what each job is to have of the bought nodes */
  #buy(waiting: ReadonlyMap<Shape, readonly number[]>): Map<number, Share[]> {
    const { floor } = this.#parts;
    const { missing } = this.#parts.pieces;
    const shares = new Map<number, Share[]>();
    const shapes = [...waiting];
    const queues = shapes.map(([, jobs]) => ({ jobs, at: 0, left: missing[jobs[0]!]! }));
    const purchases = solveCheapest(
      floor,
      shapes.map(([shape]) => shape.ways[0]!),
      shapes.map(([, jobs]) => jobs.reduce((sum, job) => sum + missing[job]!, 0)),
    );
    for (const { bucket, contents, times } of purchases) {
      for (let i = 0; i < times; i++) {
        const node = floor.open(bucket, undefined);
        for (const { shape, slots } of contents) {
          const queue = queues[shape]!;
          for (let room = slots; room > 0 && queue.at < queue.jobs.length; ) {
            const job = queue.jobs[queue.at]!;
            const count = Math.min(room, queue.left);
            const list = shares.get(job);
            if (list) list.push([node, count]);
            else shares.set(job, [[node, count]]);
            room -= count;
            queue.left -= count;
            if (queue.left > 0) continue;
            queue.at++;
            queue.left = missing[queue.jobs[queue.at]!] ?? 0;
          }
        }
      }
    }
    return shares;
  }
}

/** Whether only amounts and places matter for a job, so that it can be weighed against others. */
function isSimple(job: Job, { ways }: Shape): boolean {
  const [way] = ways;
  return (
    way !== undefined &&
    ways.length === 1 &&
    !isScattered(job) &&
    job.allOrNothing !== true &&
    job.colocated !== true &&
    way.shared.length === 0 &&
    way.exclusive !== 'job' &&
    way.grouped !== true &&
    !way.profile.pinned &&
    !way.profile.changing
  );
}
