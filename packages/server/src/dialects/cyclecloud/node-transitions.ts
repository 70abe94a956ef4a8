import type { MachineState } from '../../inventory/states.js';
import type { Verb } from '../../inventory/verbs.js';
import type { EventRow, Machine, Step } from '../../store/tables.js';

/** A change of a node that CycleCloud tells in an event, when it has come to its end. */
export interface Transition {
  readonly type: 'NodeAdded' | 'NodeCreated' | 'NodeStarted' | 'NodeDeallocated' | 'NodeTerminated';
  readonly status: 'Succeeded' | 'Failed' | 'Canceled';
  /** How often the same was tried before, in vain. */
  readonly retryCount: number;
  /**
   * Seconds by stage (documented: `Create`, `CreateVM`, `Configure` and so on), and for how long the node had been what
   * it was before: `Started`, `Deallocated` or `Terminated`. Absent when a node was only added.
   */
  readonly timing?: Readonly<Record<string, number>>;
}

/** What is known of a node's past. */
export interface NodePast {
  readonly machine: Pick<Machine, 'createdAt' | 'firstReadyAt'>;
  /** Steps that have ended, the oldest first. */
  readonly steps: readonly Pick<
    Step,
    | 'id'
    | 'operationId'
    | 'verb'
    | 'state'
    | 'error'
    | 'attempts'
    | 'createdAt'
    | 'startedAt'
    | 'endedAt'
  >[];
  /** Times from which a virtual machine of it was being set up: it is billed from then on. */
  readonly bootedAt: readonly number[];
}

type Target = 'Started' | 'Deallocated' | 'Terminated';

/** What a verb makes of a node; the others leave it what it is. */
const targetOf: Partial<Record<Verb, Target>> = {
  create: 'Started',
  start: 'Started',
  deallocate: 'Deallocated',
  archive: 'Deallocated',
  terminate: 'Terminated',
  delete: 'Terminated',
};

/** The transition that a row of the event log ends, if it ends one. */
export function transitionOf(
  row: Pick<EventRow, 'at' | 'kind' | 'operationId'>,
  past: NodePast,
): Transition | undefined {
  const state = row.kind.slice('machine.'.length) as MachineState;
  switch (state) {
    case 'queued':
    case 'off':
      if (row.at === past.machine.createdAt && stepOf(row, past)?.verb !== 'terminate')
        return { type: 'NodeAdded', status: 'Succeeded', retryCount: 0 };
      return state === 'off' ? ended(row, past, 'Terminated') : undefined;
    case 'running':
      return ended(row, past, 'Started');
    case 'deallocated':
      return ended(row, past, 'Deallocated');
    case 'deleted':
      return ended(row, past, 'Terminated');
    case 'failed': {
      const step = stepOf(row, past);
      const target = step && targetOf[step.verb];
      return target && told(row.at, past, step, target, 'Failed');
    }
    case 'deleting': {
      // A start that this cuts short ends here.
      const cut = past.steps.find(
        (step) =>
          step.endedAt === row.at &&
          step.error === 'superseded' &&
          targetOf[step.verb] === 'Started',
      );
      return cut && told(row.at, past, cut, 'Started', 'Canceled');
    }
    default:
      return undefined;
  }
}

type PastStep = NodePast['steps'][number];

const stepOf = (row: Pick<EventRow, 'operationId'>, { steps }: NodePast): PastStep | undefined =>
  row.operationId === null ? undefined : steps.find((step) => step.operationId === row.operationId);

function ended(
  row: Pick<EventRow, 'at' | 'operationId'>,
  past: NodePast,
  target: Target,
): Transition | undefined {
  const step = stepOf(row, past);
  // A node that came back by itself, or from a restart, was started all the while.
  if (target === 'Started' && (!step || targetOf[step.verb] !== 'Started')) return undefined;
  return told(row.at, past, step, target, 'Succeeded');
}

/** Without a step it happened by itself, and at once. */
function told(
  at: number,
  past: NodePast,
  step: PastStep | undefined,
  target: Target,
  status: Transition['status'],
): Transition {
  const before = pastOf(past, step, target);
  const { settled } = before;
  const begunAt = Math.max(step?.createdAt ?? at, settled?.at ?? 0);
  const seconds = (from: number, to: number) => Math.max(0, to - from) / 1000;
  const bootedAt = past.bootedAt.findLast((time) => begunAt <= time && time <= at);
  const created = step?.verb === 'create' || !settled || settled.target === 'Terminated';
  const total = seconds(begunAt, at);
  const stages = (): Record<string, number> => {
    if (target === 'Deallocated') return { Deallocate: total, DeallocateVM: total };
    if (target === 'Terminated') return { Terminate: total, DeleteVM: total };
    const made = seconds(begunAt, bootedAt ?? at);
    if (!created) return { Start: total, StartVM: made };
    return {
      Create: total,
      CreateVM: made,
      ...(bootedAt !== undefined && { Configure: seconds(bootedAt, at) }),
    };
  };
  const type =
    target === 'Started' ? (created ? 'NodeCreated' : 'NodeStarted') : (`Node${target}` as const);
  return {
    type,
    status,
    retryCount: before.failures + (step?.attempts ?? 0),
    timing: {
      ...(settled &&
        settled.target !== target && { [settled.target]: seconds(settled.at, begunAt) }),
      ...stages(),
    },
  };
}

/** Where the node had settled before a step, and how often the same had failed since. */
function pastOf({ steps, machine }: NodePast, until: PastStep | undefined, target: Target) {
  let settled: { readonly target: Target; readonly at: number } | undefined;
  let failures = 0;
  for (const step of steps) {
    const reached = targetOf[step.verb];
    // Steps that never began did nothing.
    if (!reached || step.startedAt === null || step.endedAt === null) continue;
    if (until && step.id >= until.id) break;
    if (step.state === 'succeeded') {
      // Who starts what is started, or takes down what is down, does not begin its time anew.
      if (settled?.target !== reached) settled = { target: reached, at: step.endedAt };
      failures = 0;
    } else if (step.error === 'superseded' || reached !== target) failures = 0;
    else failures += 1 + step.attempts;
  }
  // A world may begin with nodes that are ready.
  if (
    !settled &&
    machine.firstReadyAt !== null &&
    (!until || machine.firstReadyAt < until.createdAt)
  )
    settled = { target: 'Started', at: machine.firstReadyAt };
  return { settled, failures };
}
