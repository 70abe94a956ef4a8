import { createHash } from 'node:crypto';
import type { Capacity } from './capacity.js';
import { type Job, jobJson } from './job.js';

/** The state that a plan was made from, as digests: equal ones mean that the plan still holds. */
export interface Fingerprint {
  readonly capacity: string;
  readonly jobs: string;
}

/** Capacity that was missing so many seconds ago is still counted as missing. */
const recent = 300;

/** Time that only passes does not change it: of the last capacity failure it takes only whether it is recent. */
export function fingerprintCapacity(capacity: Capacity): string {
  const hash = createHash('sha256');
  for (const { lastCapacityFailure, ...bucket } of capacity.buckets) {
    const failing = lastCapacityFailure !== undefined && lastCapacityFailure < recent;
    hash.update(JSON.stringify([bucket, failing]));
  }
  hash.update(JSON.stringify([capacity.limits, capacity.shared ?? {}]));
  const nodes = [...capacity.nodes].sort((a, b) => (a.name < b.name ? -1 : 1));
  for (const node of nodes) hash.update(JSON.stringify(node));
  return hash.digest('hex').slice(0, 32);
}

export function fingerprintJobs(jobs: Iterable<Job>): string {
  const hash = createHash('sha256');
  for (const job of jobs) hash.update(JSON.stringify(jobJson(job)));
  return hash.digest('hex').slice(0, 32);
}
