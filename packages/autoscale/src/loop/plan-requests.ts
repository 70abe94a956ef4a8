import { PlanFileError } from '../apply.js';
import type { Capacity, ExistingNode } from '../capacity.js';
import type { PlanFile } from '../document.js';
import type { Sent } from './creations.js';
import type { PlannedSet } from './decide.js';

/** What a plan asks a cluster for. */
export interface PlanRequests {
  readonly requestId: string;
  /** It was carried out before, at least in part. */
  readonly begun: boolean;
  /** Of a plan that has begun: sent again, to learn what it made. */
  readonly create: readonly PlannedSet[];
  /** Deallocated nodes that are to be started again. */
  readonly start: readonly ExistingNode[];
}

/** What became of a plan. */
export interface CarriedOut extends PlanRequests {
  readonly sent: Sent;
}

/** There is nothing to plan for a scheduler that names its nodes by itself. */
export class NoPlanError extends Error {
  override readonly name = 'NoPlanError';

  constructor(queue: string) {
    super(`There is nothing to plan: ${queue} says by name which nodes it wants. See a dry run.`);
  }
}

/** @throws PlanFileError when the plan makes other machines than those of its buckets */
export function assertBuckets({ groups }: PlanFile, { buckets }: Capacity): void {
  const byId = new Map(buckets.map((bucket) => [bucket.id, bucket]));
  for (const [at, group] of groups.entries()) {
    const bucket = byId.get(group.bucket);
    if (!bucket) {
      throw new PlanFileError(`'groups.${at}.bucket': the cluster has no bucket ${group.bucket}`);
    }
    for (const key of ['nodearray', 'machineType'] as const) {
      if (group[key] === bucket[key]) continue;
      const is = `is ${group[key]}, but that of bucket ${bucket.id} is ${bucket[key]}`;
      throw new PlanFileError(`'groups.${at}.${key}' ${is}`);
    }
  }
}
