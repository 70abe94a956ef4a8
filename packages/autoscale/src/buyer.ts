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

/**
 * Plans the new nodes of all simple jobs at once, for the least cost; others one by one. Nodes that can be started
 * again cost what their bucket costs: they are weighed like new ones, and come before those in their bucket. Where
 * other buckets do for less, they stay off.
 */
export class Buyer {
  readonly #parts: BuyerParts;

  constructor(parts: BuyerParts) {
    this.#parts = parts;
  }

  place(jobs: Iterable<Wanted>): void {
    const { pieces, placer, fresh, jobPlacer } = this.#parts;
    const waiting: Wanted[] = [];
    const shapes = new Map<Shape, number[]>();
    for (const wanted of jobs) {
      const { number, job, shape } = wanted;
      if (!isSimple(job, shape)) {
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
    if (shares) this.#putOn(shares, waiting);
    fresh.expectsMore = shapes.size > mostShapes;
    for (const { number, job, shape } of waiting) {
      if (pieces.missing[number]! > 0) jobPlacer.place(number, job, shape);
    }
    fresh.expectsMore = false;
  }

  #putOn(shares: ReadonlyMap<number, readonly Share[]>, jobs: readonly Wanted[]): void {
    const { floor, pieces, placer } = this.#parts;
    const nodes = new Set<number>();
    for (const { number, shape } of jobs) {
      pieces.begin(number);
      for (const [node, slots] of shares.get(number) ?? []) {
        pieces.missing[number]! -= placer.onNode(shape, node, slots, pieces.put);
        nodes.add(node);
      }
      pieces.end(number);
    }
    // One that is started again may have less room than a new one.
    for (const node of nodes) if (floor.load[node] === 0) floor.close(node);
  }

  /** @returns what each job is to have of the bought nodes */
  #buy(waiting: ReadonlyMap<Shape, readonly number[]>): Map<number, Share[]> {
    const { floor, fresh } = this.#parts;
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
      const ways = contents.map(({ shape }) => shapes[shape]![0].ways[0]!);
      for (let i = 0; i < times; i++) {
        const node = fresh.openForAll(ways, bucket);
        if (node === undefined) break;
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
