import type { Capacity, ExistingNode, PlannedSlots } from './capacity.js';
import type { PlacedNode, PlanDocument } from './document.js';
import { changesBetween, type Fingerprint, fingerprintOf } from './fingerprint.js';
import type { Job } from './job.js';

/** A file holds no plan, or one that was changed by hand. The message names the field. */
export class PlanFileError extends Error {
  override readonly name = 'PlanFileError';
}

/** A plan was made from another state than there is now. Make a new one. */
export class StalePlanError extends Error {
  override readonly name = 'StalePlanError';
  readonly kind = 'stale';
  /** What has changed since, as sentences. */
  readonly changes: readonly string[];

  constructor(changes: readonly string[]) {
    const told = changes.slice(0, 5);
    const rest = changes.length - told.length;
    const all = [...told, ...(rest > 0 ? [`${rest} more changes`] : [])].join('; ');
    super(`The plan is stale: since it was made, ${all}. Plan again.`);
    this.changes = changes;
  }
}

/**
 * Refuses a plan whose state has changed since.
 *
 * @param jobs those of the queue now; without them only the capacity is compared
 * @throws StalePlanError
 */
export function assertFresh(plan: PlanDocument, capacity: Capacity, jobs?: readonly Job[]): void {
  const { fingerprint, options } = plan;
  const now = fingerprintOf(capacity, jobs ?? [], options.capacityBackoff);
  assertSame(
    fingerprint,
    jobs
      ? now
      : { ...now, jobs: fingerprint.jobs, parts: { ...now.parts, jobs: fingerprint.parts.jobs } },
  );
}

/** @throws StalePlanError when the state that a plan was made from is not that of now */
export function assertSame(planned: Fingerprint, now: Fingerprint): void {
  const changes = changesBetween(planned, now);
  if (changes.length > 0) throw new StalePlanError(changes);
}

/**
 * The capacity once the plan is carried out: its nodes boot, and are meant for the jobs that they were planned
 * for. Planning the same jobs on it adds nothing.
 *
 * @throws StalePlanError
 */
export function applyPlan(capacity: Capacity, plan: PlanDocument): Capacity {
  assertFresh(plan, capacity);
  const added = new Map<string, number>();
  const groups = new Map<string, number>();
  const nodes = new Map(capacity.nodes.map((node) => [node.name, node]));
  for (const { name, jobs } of plan.matched) {
    const node = nodes.get(name);
    if (node) nodes.set(name, { ...node, plannedFor: slotsByJob(jobs) });
  }
  for (const group of plan.groups) {
    added.set(group.bucket, (added.get(group.bucket) ?? 0) + group.count);
    if (group.placementGroup !== undefined) {
      const key = JSON.stringify([group.bucket, group.placementGroup]);
      groups.set(key, (groups.get(key) ?? 0) + group.count);
    }
    for (const { name, jobs } of group.nodes) {
      const known = nodes.get(name);
      const node: ExistingNode = {
        ...(known ?? { name, id: `planned-${name}`, bucket: group.bucket }),
        ...(group.placementGroup !== undefined && { placementGroup: group.placementGroup }),
        phase: 'booting',
        state: 'Allocating',
        plannedFor: slotsByJob(jobs),
      };
      nodes.set(name, node);
    }
  }
  return { ...capacity, nodes: [...nodes.values()], ...raised(capacity, added, groups) };
}

function raised(
  capacity: Capacity,
  added: ReadonlyMap<string, number>,
  groups: ReadonlyMap<string, number>,
): Pick<Capacity, 'limits' | 'buckets'> {
  const limits = capacity.limits.map((limit) => {
    let more = 0;
    for (const bucket of capacity.buckets) {
      const count = added.get(bucket.id) ?? 0;
      if (count === 0 || !bucket.limits.includes(limit.id)) continue;
      const quota = bucket.quotaCoreCount ?? bucket.vcpuCount;
      more += { nodes: 1, cores: bucket.vcpuCount, quotaCores: quota }[limit.unit] * count;
    }
    return more === 0 ? limit : { ...limit, used: Math.min(limit.max, limit.used) + more };
  });
  const buckets = capacity.buckets.map((bucket) => {
    const known = new Map(bucket.placementGroups.map(({ name, nodes }) => [name, nodes]));
    for (const [key, count] of groups) {
      const [id, name] = JSON.parse(key) as [string, string];
      if (id === bucket.id) known.set(name, (known.get(name) ?? 0) + count);
    }
    return { ...bucket, placementGroups: [...known].map(([name, nodes]) => ({ name, nodes })) };
  });
  return { limits, buckets };
}

/** What a node is planned for, by job. */
export const slotsByJob = (jobs: PlacedNode['jobs']): Record<string, PlannedSlots> =>
  Object.fromEntries(jobs.map(({ name, slots, ways }) => [name, ways ?? slots]));
