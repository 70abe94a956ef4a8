import type { ConstraintJson } from '../constraint.js';
import type { Job } from '../job.js';

/** What each entry of a queue needs, where the entries themselves do not say. */
export interface EntryNeeds {
  /** Default `{ ncpus: 1 }`. */
  readonly constraints?: ConstraintJson | readonly ConstraintJson[];
  readonly priority?: number;
  /** Each entry runs on so many nodes of one placement group, with `constraints` on each. Default: on one. */
  readonly colocatedNodes?: number;
}

/**
 * `count` entries as one job: they are alike. Of tightly coupled ones each is a job, as each may be in another group.
 * None for an empty queue.
 */
export function entriesJob(name: string, count: number, needs: EntryNeeds): Job[] {
  if (count <= 0) return [];
  const { colocatedNodes: nodeCount } = needs;
  if (nodeCount !== undefined) {
    return Array.from({ length: count }, (_, n) => ({
      ...jobOf(`${name} ${n + 1}`, needs),
      ...{ nodeCount, colocated: true },
    }));
  }
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
