import type { ExistingNode } from '../capacity.js';
import type { NamedNode, NodeDemand } from '../queues/queue.js';
import {
  broken,
  type Decisions,
  joining,
  type Leaving,
  type PlannedSet,
  type Situation,
} from './decide.js';

/** Decides for a scheduler that says by name which nodes it wants: the cluster is made to agree with it, both ways. */
export function decideForNodes(situation: Situation, demand: NodeDemand): Decisions {
  const { capacity, state, settings } = situation;
  const ofScheduler = new Set(demand.nodes.map(({ name }) => name));
  const managed: Situation = {
    ...situation,
    // The scheduler owns its names, whoever made the nodes.
    settings: { ...settings, manage: 'all' },
    capacity: { ...capacity, nodes: capacity.nodes.filter(({ name }) => ofScheduler.has(name)) },
  };
  const remove = broken(managed);
  const leaving = new Set(remove.map(({ node }) => node.id));
  const leave = (node: ExistingNode, reason: string) => {
    if (leaving.has(node.id)) return;
    leaving.add(node.id);
    remove.push({ node, reason, way: 'fit' } satisfies Leaving);
  };
  const byName = new Map(managed.capacity.nodes.map((node) => [node.name, node]));
  const blocked = backingOff(situation);
  const create: PlannedSet[] = [];
  const start: ExistingNode[] = [];
  const missing: string[] = [];
  const kept: string[] = [];
  for (const wanted of demand.nodes) {
    const node = byName.get(wanted.name);
    if (!node) {
      if (wanted.want !== 'up') continue;
      if (wanted.inService) missing.push(wanted.name);
      else if (!blocked(wanted)) create.push(setOf(wanted));
      continue;
    }
    const stopped = node.phase === 'ending' || node.phase === 'deallocated';
    const old = wanted.discard && (state.nodes[node.id]?.since ?? 0) < wanted.discard.before;
    if (old && !stopped && !node.keepAlive) leave(node, wanted.discard!.reason);
    if (wanted.want === 'up') {
      if (node.phase === 'deallocated' && wanted.inService) missing.push(wanted.name);
      else if (node.phase === 'deallocated') start.push(node);
    }
    if (wanted.want === 'down' && !stopped) {
      if (node.keepAlive) kept.push(wanted.name);
      else leave(node, 'the scheduler does not want it');
    }
  }
  const wantedUp = new Set(
    demand.nodes.filter(({ want }) => want === 'up').map(({ name }) => name),
  );
  return {
    create,
    start,
    join: joining(managed, leaving).filter(({ name }) => wantedUp.has(name)),
    idle: [],
    remove,
    unplaced: [],
    plan: undefined,
    facts: { missing, kept },
  };
}

const setOf = ({ name, nodearray, machineType, placementGroup }: NamedNode): PlannedSet => ({
  nodearray,
  machineType,
  count: 1,
  ...(placementGroup !== undefined && { placementGroup }),
  nodeName: name,
  jobs: [{}],
});

/** Where capacity was missing a moment ago, asking again at once is of no use. */
function backingOff({ capacity, settings }: Situation): (node: NamedNode) => boolean {
  const patience = settings.plan?.capacityBackoff ?? 300;
  const blocked = new Set(
    capacity.buckets
      .filter(({ lastCapacityFailure: since }) => since !== undefined && since < patience)
      .map(({ nodearray, machineType }) => `${nodearray}/${machineType}`),
  );
  return ({ nodearray, machineType }) => blocked.has(`${nodearray}/${machineType}`);
}
