import type { ActionState, ContainerState, NodeState } from '@pileus/sdk/tutum/wire';
import type { MachineState, OperationState } from '../../inventory/states.js';
import { ge, ne, or, type Predicate } from '../../store/predicate.js';

/** Hosts and guests as nodes; null: not listed (a record without a virtual machine). */
export const nodeStates: Readonly<Record<MachineState, NodeState | null>> = {
  off: null,
  queued: 'Deploying',
  allocating: 'Deploying',
  booting: 'Deploying',
  running: 'Deployed',
  restarting: 'Deployed',
  reimaging: 'Upgrading',
  stopping: 'Unreachable',
  stopped: 'Unreachable',
  paused: 'Unreachable',
  deallocating: 'Unreachable',
  deallocated: 'Unreachable',
  deleting: 'Terminating',
  deleted: 'Terminated',
  failed: 'Unreachable',
  lost: 'Unreachable',
};

/** Containers are never reimaged or deallocated; should one be, it is on its way back, or gone. */
export const containerStates: Readonly<Record<MachineState, ContainerState>> = {
  off: 'Init',
  queued: 'Starting',
  allocating: 'Starting',
  booting: 'Starting',
  running: 'Running',
  restarting: 'Starting',
  reimaging: 'Starting',
  stopping: 'Stopping',
  stopped: 'Stopped',
  paused: 'Stopped',
  deallocating: 'Stopping',
  deallocated: 'Stopped',
  deleting: 'Terminating',
  deleted: 'Terminated',
  failed: 'Stopped',
  lost: 'Running',
};

export const actionStates: Readonly<Record<OperationState, ActionState>> = {
  queued: 'Pending',
  running: 'In progress',
  succeeded: 'Success',
  failed: 'Failed',
  canceling: 'Canceling',
  canceled: 'Canceled',
};

/** The inventory's states that a display text stands for; none for a text that is not in the table. */
export const statesShownAs = <S extends string>(
  table: Readonly<Record<S, string | null>>,
  text: string,
): S[] => (Object.keys(table) as S[]).filter((state) => table[state] === text);

/** How long a deleted object is still listed. Its detail can be read for as long as it is kept. */
export const tombstoneMs = 5 * 60_000;

/** Machines that lists show: what lives, and what went a short while ago. */
export const listedMachines = (now: number): Predicate<'state' | 'deletedAt'> =>
  or<'state' | 'deletedAt'>(ne('state', 'deleted'), ge('deletedAt', now - tombstoneMs));
