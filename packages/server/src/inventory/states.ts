/**
 * The states of a machine, an operation and a step, as a table of data that rules, dialects,
 * the documentation and the tests all read.
 */

export const machineStates = [
  'off',
  'queued',
  'allocating',
  'booting',
  'running',
  'restarting',
  'reimaging',
  'stopping',
  'stopped',
  'paused',
  'deallocating',
  'deallocated',
  'deleting',
  'deleted',
  'failed',
  'lost',
] as const;

export type MachineState = (typeof machineStates)[number];

/** What kind of thing a machine is; it decides which dialects list it. */
export type MachineKind = 'guest' | 'metal' | 'host' | 'container';

interface StateFacts {
  /** The machine holds capacity: it counts against every limit until it no longer does. */
  readonly counted: boolean;
  /** No step is working on the machine; it stays so until somebody asks for something. */
  readonly resting: boolean;
  /** A virtual machine exists, or is being made or destroyed. */
  readonly exists: boolean;
}

const facts = (counted: boolean, resting: boolean, exists: boolean): StateFacts => ({
  counted,
  resting,
  exists,
});

/**
 * - A deallocated machine has given its capacity back; a stopped one has not.
 * - A terminating machine counts until it is gone.
 * - A failed machine keeps its place, so that a retry can never exceed a limit.
 */
export const stateFacts: Readonly<Record<MachineState, StateFacts>> = {
  off: facts(false, true, false),
  queued: facts(true, false, false),
  allocating: facts(true, false, true),
  booting: facts(true, false, true),
  running: facts(true, true, true),
  restarting: facts(true, false, true),
  reimaging: facts(true, false, true),
  stopping: facts(true, false, true),
  stopped: facts(true, true, true),
  paused: facts(true, true, true),
  deallocating: facts(true, false, true),
  deallocated: facts(false, true, false),
  deleting: facts(true, false, true),
  deleted: facts(false, true, false),
  failed: facts(true, true, false),
  lost: facts(true, true, true),
};

/** How far an accepted command has come. */
export type OperationState =
  | 'queued'
  | 'running'
  | 'succeeded'
  | 'failed'
  | 'canceling'
  | 'canceled';

export type StepState = 'waiting' | 'running' | 'succeeded' | 'failed' | 'canceled';

export const isFinal = (state: OperationState | StepState): boolean =>
  state === 'succeeded' || state === 'failed' || state === 'canceled';
