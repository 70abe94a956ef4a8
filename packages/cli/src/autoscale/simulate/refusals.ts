import {
  type Capacity,
  type Job,
  Planner,
  type PlanOptions,
  planDocument,
} from '@pileus/autoscale';

/** Why a job could never run, not even with the whole cluster to itself; undefined when it could. */
export function refusals(
  capacity: Capacity,
  plan: PlanOptions = {},
): (job: Job) => string | undefined {
  const planner = new Planner(capacity, plan);
  const known = new Map<string, string | undefined>();
  return (job) => {
    const { name: _, priority: __, ...kind } = job;
    const key = JSON.stringify(kind);
    if (!known.has(key)) known.set(key, planDocument(planner.plan([job])).unplaced[0]?.reason);
    return known.get(key);
  };
}
