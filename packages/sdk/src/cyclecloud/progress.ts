import { type Action, outcomeOf } from './targets.js';
import type { NodeList, NodeManagementResultNode, NodeRecord, OperationStatus } from './wire.js';

/** A node that an operation could not bring to its target. */
export interface NodeFailure {
  /** Undefined for a node that vanished before it was ever seen. */
  readonly name: string | undefined;
  /** `StatusMessage`, the server's refusal, or what was observed. */
  readonly reason: string;
}

/** How far an operation is. */
export interface Progress {
  /** Nodes of the operation, refused ones included. */
  readonly total: number;
  readonly done: number;
  readonly failed: number;
  /** How many nodes show which `Status` now. */
  readonly byStatus: Readonly<Record<string, number>>;
  /** The records as last listed; terminated nodes are not among them. */
  readonly nodes: readonly NodeRecord[];
  readonly failures: readonly NodeFailure[];
  /** Every node is done or failed. */
  readonly finished: boolean;
}

/** What the answer to the operation's request promised. */
export interface Expectation {
  /** Nodes that the server took on; 0 when unknown. */
  readonly count: number;
  /** Nodes that it refused. */
  readonly refused: readonly NodeManagementResultNode[];
}

/** Follows the nodes of one operation from list to list. */
export class ProgressTracker {
  readonly #expected: Expectation;
  readonly #names = new Map<string, string>();

  constructor(expected: Expectation) {
    this.#expected = expected;
  }

  /**
   * Takes in one list. Where the server tells the operation's own state, that decides when the
   * operation is over; else it is over when no node is on its way any more.
   */
  observe(action: Action, list: NodeList, state: OperationStatus['state']): Progress {
    const refused = new Set(this.#expected.refused.map((node) => node.id));
    const nodes = list.nodes.filter((node) => !refused.has(node.NodeId));
    const present = new Map(nodes.map((node) => [node.NodeId, node]));
    for (const node of nodes) this.#names.set(node.NodeId, node.Name);
    const unseen = Math.max(0, this.#expected.count - this.#names.size);
    const total = refused.size + this.#names.size + unseen;

    const failures = this.#expected.refused.map(refusal);
    let done = 0;
    const count = (name: string | undefined, node: NodeRecord | undefined): void => {
      const outcome = outcomeOf(action, node);
      if (outcome === 'done') done += 1;
      if (outcome === 'failed') failures.push({ name, reason: reasonOf(node) });
    };
    if (state === 'Succeeded') {
      done = total - refused.size;
    } else {
      for (const [id, name] of this.#names) count(name, present.get(id));
      if (state !== 'Running') for (let i = 0; i < unseen; i++) count(undefined, undefined);
    }
    if (state === 'Failed' && failures.length === 0) {
      failures.push({ name: undefined, reason: 'the server reports the operation as failed' });
    }
    const allFinal = done + failures.length >= total;
    const finished = state === undefined ? allFinal : state !== 'Running';
    const byStatus = countByStatus(nodes);
    return { total, done, failed: failures.length, byStatus, nodes, failures, finished };
  }
}

function refusal(node: NodeManagementResultNode): NodeFailure {
  return { name: node.name, reason: node.error ?? 'refused by the server' };
}

function reasonOf(node: NodeRecord | undefined): string {
  if (!node) return 'gone before it was ready';
  return node.StatusMessage || `${node.Status}, without a StatusMessage`;
}

function countByStatus(nodes: readonly NodeRecord[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { Status } of nodes) counts[Status] = (counts[Status] ?? 0) + 1;
  return counts;
}
