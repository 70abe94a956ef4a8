import type { NodeRecord, OperationStatus } from './wire.js';

/** What an operation does. */
export type Action = OperationStatus['action'];

/** How far one node of an operation is. */
export type NodeOutcome = 'pending' | 'done' | 'failed';

const starting: ReadonlySet<string> = new Set(['create', 'scale', 'start', 'restart', 'reimage']);
const up: ReadonlySet<string> = new Set(['Ready', 'Started']);
const broken: ReadonlySet<string> = new Set(['Failed', 'Unavailable', 'Error']);
const off: ReadonlySet<string> = new Set(['Off', 'Terminated']);

/**
 * Whether a node reached what the operation is for. The documented API says nothing about that: it
 * follows from `TargetState` and `Status`, as the vendor's own callers read them.
 *
 * @param node undefined when the record was there and is gone.
 */
export function outcomeOf(action: Action, node: NodeRecord | undefined): NodeOutcome {
  const starts = starting.has(action);
  if (!node) return starts ? 'failed' : 'done';
  const { Status: status, TargetState: target } = node;
  // A broken node that is being terminated still reads Failed for a moment.
  if (broken.has(status)) return starts || target === 'Started' ? 'failed' : 'pending';
  if (target === 'Started') return starts && up.has(status) ? 'done' : 'pending';
  if (target === 'Terminated' && (off.has(status) || node.State === 'Terminated')) {
    // Created with `StartAutomatically: false`: the node is meant to rest.
    const rests = action === 'create' || action === 'scale' || !starts;
    return rests ? 'done' : 'pending';
  }
  if (target === 'Deallocated') return !starts && status === 'Deallocated' ? 'done' : 'pending';
  return 'pending';
}
