import { slotsByJob } from '../apply.js';
import type { Capacity, ExistingNode } from '../capacity.js';
import type { PlanDocument } from '../document.js';
import { planDemand } from '../plan-demand.js';
import type { Host, JobDemand } from '../queues/queue.js';
import {
  broken,
  type Decisions,
  joining,
  type Leaving,
  mayStop,
  type PlannedSet,
  type Situation,
} from './decide.js';
import { timeoutOf } from './settings.js';
import type { LoopState } from './state.js';

/**
 * Decides for a queue of jobs. Notes in the history which nodes the jobs need: the plan of the next pass then finds
 * them where they are.
 */
export function decideForJobs(situation: Situation, demand: JobDemand): Decisions {
  const { state, settings, now } = situation;
  const remove = broken(situation);
  const leaving = new Set(remove.map(({ node }) => node.id));
  const capacity = plannable(situation, demand, leaving);
  const plan = planDemand(capacity, demand.jobs, settings.plan);
  const needed = noteNeeded(plan, situation.capacity, state, now);
  return {
    create: newSets(plan),
    start: startsOf(plan, situation.capacity),
    join: joining(situation, leaving),
    idle: idleNodes(situation, needed, leaving),
    remove,
    unplaced: plan.unplaced,
    plan,
    facts: undefined,
  };
}

/** Notes which nodes a plan's jobs need. @returns the ids of those */
export function noteNeeded(
  { matched }: PlanDocument,
  { nodes }: Capacity,
  state: LoopState,
  now: number,
): ReadonlySet<string> {
  const needed = new Set<string>();
  const jobsOn = new Map(matched.map(({ name, jobs }) => [name, jobs]));
  for (const { id, name } of nodes) {
    const history = state.nodes[id];
    if (!history) continue;
    // A job that is placed elsewhere now leaves no claim behind.
    delete history.jobs;
    const jobs = jobsOn.get(name);
    if (!jobs) continue;
    needed.add(id);
    history.lastNeeded = now;
    history.jobs = slotsByJob(jobs);
  }
  return needed;
}

/** The capacity as the planner may use it. */
function plannable(
  { capacity, state, settings }: Situation,
  { jobs, hosts = [] }: JobDemand,
  leaving: ReadonlySet<string>,
): Capacity {
  const names = new Set(jobs.map(({ name }) => name));
  const hostOf = indexHosts(hosts);
  const nodes = capacity.nodes.map((node): ExistingNode => {
    const history = state.nodes[node.id];
    if (leaving.has(node.id)) return { ...node, phase: 'ending' };
    // A node that somebody else stopped stays stopped.
    const foreign = !history || !mayStop(node, history, settings);
    if (node.phase === 'deallocated' && foreign) return { ...node, phase: 'ending' };
    const host = hostOf(node);
    const meant = Object.entries(history?.jobs ?? {}).filter(([job]) => names.has(job));
    const loaded = host ? { ...node, ...loadOf(host) } : node;
    return meant.length > 0 ? { ...loaded, plannedFor: Object.fromEntries(meant) } : loaded;
  });
  return { ...capacity, nodes };
}

const loadOf = ({ jobs, available, closed }: Host): Partial<ExistingNode> => ({
  assignments: jobs,
  ...(available && { available }),
  ...(closed && { closed }),
});

function indexHosts(hosts: readonly Host[]): (node: ExistingNode) => Host | undefined {
  const known = new Map<string, Host>();
  for (const host of hosts) {
    known.set(host.hostname, host);
    known.set(host.hostname.split('.')[0]!, host);
  }
  return ({ name, hostname, privateIp }) =>
    known.get(name) ??
    (hostname === undefined
      ? undefined
      : (known.get(hostname) ?? known.get(hostname.split('.')[0]!))) ??
    (privateIp === undefined ? undefined : known.get(privateIp));
}

/** Nodes that are there and that the plan starts again. */
export function startsOf(plan: PlanDocument, { nodes }: Capacity): ExistingNode[] {
  const named = plan.groups.filter(({ start }) => start).flatMap((group) => group.nodes);
  const names = new Set(named.map(({ name }) => name));
  return nodes.filter(({ name }) => names.has(name));
}

/** Nodes that the plan makes, as the cluster is asked for them. */
export const newSets = (plan: PlanDocument): PlannedSet[] =>
  plan.groups
    .filter(({ start }) => !start)
    .map(({ nodearray, machineType, count, placementGroup, nodes }) => ({
      nodearray,
      machineType,
      count,
      ...(placementGroup !== undefined && { placementGroup }),
      jobs: nodes.map(({ jobs }) => slotsByJob(jobs)),
    }));

function idleNodes(
  { capacity, state, settings, now }: Situation,
  needed: ReadonlySet<string>,
  leaving: ReadonlySet<string>,
): Leaving[] {
  return capacity.nodes.flatMap((node): Leaving[] => {
    const history = state.nodes[node.id];
    if (!history || node.phase !== 'ready' || needed.has(node.id) || leaving.has(node.id))
      return [];
    if (!mayStop(node, history, settings)) return [];
    const since = now - history.lastNeeded;
    if (since < timeoutOf(settings.idleTimeout, history.nodearray, 300)) return [];
    return [{ node, reason: `it had no job for ${Math.round(since / 1000)} s`, way: 'fit' }];
  });
}
