import type { Capacity } from './capacity.js';
import { finalDocument, type PlanDocument } from './document.js';
import type { Job } from './job.js';
import { Planner, type PlanOptions } from './planner.js';

/**
 * The plan for a queue: which nodes to make, which existing ones the jobs use, and for each job that gets nothing
 * the reason. Changes nothing. For plans that follow each other closely use a `Planner`.
 *
 * @throws Error for a capacity that contradicts itself
 */
export const planDemand = (
  capacity: Capacity,
  jobs: readonly Job[],
  options: PlanOptions = {},
): PlanDocument => finalDocument(new Planner(capacity, options).plan(jobs));
