import type { ConstraintJson } from '../constraint.js';
import type { Job } from '../job.js';

/** What each entry of a queue needs, where the entries themselves do not say. */
export interface EntryNeeds {
  /** Default `{ ncpus: 1 }`. */
  readonly constraints?: ConstraintJson | readonly ConstraintJson[];
  readonly priority?: number;
}

/** `count` entries as one job: they are alike. None for an empty queue. */
export function entriesJob(name: string, count: number, needs: EntryNeeds): Job[] {
  if (count <= 0) return [];
  return [{ ...jobOf(name, needs), iterations: count }];
}

/** Entries that a known host works on: they stay there, and the host with them. */
export const runningJob = (name: string, host: string, count: number, needs: EntryNeeds): Job => ({
  ...jobOf(name, needs),
  iterations: count,
  executingHostnames: [host],
});

const jobOf = (name: string, { constraints = { ncpus: 1 }, priority }: EntryNeeds): Job => ({
  name,
  constraints,
  ...(priority !== undefined && { priority }),
});
