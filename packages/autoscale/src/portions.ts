import type { Job } from './job.js';

export const isScattered = (job: Job): boolean =>
  (job.packing ?? ((job.nodeCount ?? 0) > 0 ? 'scatter' : 'pack')) === 'scatter';

/** How many slots, or nodes, a job wants. */
export const slotsOf = (job: Job): number =>
  isScattered(job) ? (job.nodeCount ?? 0) * (job.iterations ?? 1) : (job.iterations ?? 1);

/** In which portions a job is placed: `rounds` times `size` slots, at most `each` of them on one node. */
export interface Portions {
  readonly size: number;
  readonly each: number;
  readonly rounds: number;
  /** A portion gets all of its slots or none. */
  readonly whole: boolean;
  /** A portion is in one placement group. */
  readonly colocated: boolean;
}

export function portionsOf(job: Job, scalelibCompatible: boolean): Portions {
  const scattered = isScattered(job);
  const colocated = job.colocated === true;
  const whole = job.allOrNothing ?? (scattered || colocated);
  if (!scattered) {
    const size = job.iterations ?? 1;
    return { size, each: Number.POSITIVE_INFINITY, rounds: 1, whole, colocated };
  }
  const rounds = scalelibCompatible ? 1 : (job.iterations ?? 1);
  return { size: job.nodeCount ?? 0, each: 1, rounds, whole, colocated };
}
