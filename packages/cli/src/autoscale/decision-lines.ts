import type { PassReport } from '@pileus/autoscale/loop';

/** What a pass would do, for scripts. */
export function decisionsOf({ demand, decisions }: PassReport) {
  const leaving = [...decisions.remove, ...decisions.idle];
  return {
    jobs: demand.jobs.length,
    create: decisions.create.map(({ jobs, ...set }) => ({
      ...set,
      jobs: [...new Set(jobs.flatMap((each) => Object.keys(each)))],
    })),
    start: decisions.start.map(({ name }) => name),
    join: decisions.join.map(({ name }) => name),
    delete: leaving.map(({ node, reason }) => ({ node: node.name, reason })),
    unplaced: decisions.unplaced.map(({ job, missing, reason }) => ({ job, missing, reason })),
    ...(decisions.facts && { missing: decisions.facts.missing, kept: decisions.facts.kept }),
  };
}

/** The same for people. */
export function decisionLines(decisions: ReturnType<typeof decisionsOf>): string[] {
  const lines = [
    ...decisions.create.map(({ nodearray, machineType, placementGroup, count, nodeName, jobs }) => {
      const place = placementGroup === undefined ? '' : ` in ${placementGroup}`;
      const whom = jobs.length > 0 ? ` for ${jobs.join(', ')}` : nodeName ? `: ${nodeName}` : '';
      return `create ${count} ${nodearray} ${machineType}${place}${whom}`;
    }),
    ...decisions.start.map((node) => `start ${node}`),
    ...decisions.join.map((node) => `join ${node}`),
    ...decisions.delete.map(({ node, reason }) => `delete ${node}: ${reason}`),
    ...decisions.unplaced.map(({ job, reason }) => `unplaced ${job}: ${reason}`),
    ...(decisions.missing ?? []).map((node) => `missing ${node}`),
    ...(decisions.kept ?? []).map((node) => `kept ${node}`),
  ];
  return lines.length > 0 ? lines : ['Nothing is to be done.'];
}
