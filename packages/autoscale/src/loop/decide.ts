import type { Capacity, ExistingNode } from '../capacity.js';
import type { PlanDocument, UnplacedJob } from '../document.js';
import type { NodeFacts } from '../queues/queue.js';
import type { CreateSet } from './cluster-port.js';
import { type Decided, timeoutOf } from './settings.js';
import type { LoopState, NodeHistory, Slots } from './state.js';

/** What one pass is going to do: plain data, made without asking or telling anybody. */
export interface Decisions {
  readonly create: readonly PlannedSet[];
  readonly start: readonly ExistingNode[];
  readonly join: readonly ExistingNode[];
  /** May go once the scheduler says that they have no job. */
  readonly idle: readonly Leaving[];
  /** Go whatever the scheduler says. */
  readonly remove: readonly Leaving[];
  readonly unplaced: readonly UnplacedJob[];
  /** Why so; undefined for a scheduler that names its nodes. */
  readonly plan: PlanDocument | undefined;
  /** For a scheduler that names its nodes. */
  readonly facts: NodeFacts | undefined;
}

export interface PlannedSet extends CreateSet {
  /** For each node the jobs that it is for. */
  readonly jobs: readonly Slots[];
}

export interface Leaving {
  readonly node: ExistingNode;
  readonly reason: string;
  /** `terminate`: a node that is broken is of no use when it is only stopped. */
  readonly way: 'fit' | 'terminate';
}

export interface Situation {
  readonly capacity: Capacity;
  readonly state: LoopState;
  readonly settings: Decided;
  readonly now: number;
}

/** Whether the loop may stop the node. */
export const mayStop = (node: ExistingNode, history: NodeHistory, { manage }: Decided): boolean =>
  node.keepAlive !== true && (manage === 'all' || history.own === true);

/** Nodes that are to go whoever needs them: doomed, failed, or booting for too long. */
export function broken({ capacity, state, settings, now }: Situation): Leaving[] {
  return capacity.nodes.flatMap((node): Leaving[] => {
    const history = state.nodes[node.id];
    if (!history || node.phase === 'ending' || node.phase === 'deallocated') return [];
    const { doomed } = history;
    if (doomed && node.keepAlive !== true)
      return [{ node, reason: doomed.reason, way: doomed.way }];
    if (!mayStop(node, history, settings)) return [];
    if (node.phase === 'failed' && settings.failedNodes === 'replace') {
      return [{ node, reason: `it is ${node.state}`, way: 'terminate' }];
    }
    const patience = timeoutOf(settings.bootTimeout, history.nodearray, 1800);
    const since = now - history.since;
    if (node.phase !== 'booting' || history.readyAt !== undefined || since < patience) return [];
    const reason = `it is not ready after ${Math.round(since / 1000)} s`;
    return [{ node, reason, way: 'terminate' }];
  });
}

/** Ready nodes that the scheduler has not been told of. */
export const joining = (
  { capacity, state }: Situation,
  leaving: ReadonlySet<string>,
): ExistingNode[] =>
  capacity.nodes.filter(
    (node) => node.phase === 'ready' && !state.nodes[node.id]?.joined && !leaving.has(node.id),
  );
