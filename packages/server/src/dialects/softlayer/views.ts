import type { PowerStateName } from '@pileus/sdk/softlayer/wire';
import { type MachineState, stateFacts } from '../../inventory/states.js';
import type { Step } from '../../store/tables.js';

/** How a state of the inventory looks: `status.keyName` is ACTIVE in all of them. */
export interface StateView {
  /** Null: there is no such object. */
  readonly powerState: PowerStateName | null;
  /** When a machine without an instance is being started, its start is a transaction as a create is. */
  readonly making: boolean;
}

const shown = (powerState: PowerStateName | null, making = false): StateView => ({
  powerState,
  making,
});

export const stateViews: Readonly<Record<MachineState, StateView>> = {
  off: shown('HALTED'),
  queued: shown('HALTED', true),
  allocating: shown('HALTED', true),
  booting: shown('INITIATING', true),
  running: shown('RUNNING'),
  restarting: shown('RUNNING'),
  reimaging: shown('HALTED'),
  stopping: shown('RUNNING'),
  stopped: shown('HALTED'),
  paused: shown('PAUSED'),
  deallocating: shown('RUNNING'),
  deallocated: shown('HALTED'),
  deleting: shown(null),
  deleted: shown(null),
  failed: shown('HALTED'),
  lost: shown('RUNNING'),
};

/** Machines in these states are not found. */
export const hiddenStates = (Object.keys(stateFacts) as MachineState[]).filter(
  (state) => stateViews[state].powerState === null,
);

/** What is shown of a step that is a transaction: names of the kind that the vendor's own have. */
export interface TransactionName {
  readonly name: string;
  readonly friendlyName: string;
}

const named = (name: string, friendlyName: string): TransactionName => ({ name, friendlyName });

const whileMaking: Partial<Record<MachineState, TransactionName>> = {
  queued: named('ASSIGN_HOST', 'Assign Host'),
  allocating: named('ATTACH_PRIMARY_DISK', 'Attach Primary Disk'),
  booting: named('POWER_ON', 'Power On'),
};

/** The status of a transaction, by the verb of its step and the state of its machine. */
export function transactionName(verb: Step['verb'], state: MachineState): TransactionName {
  switch (verb) {
    case 'create':
    case 'start':
      return whileMaking[state] ?? named('PROVISION', 'Provision');
    case 'reimage':
      return named('RELOAD_OPERATING_SYSTEM', 'Reload Operating System');
    case 'resize':
      return named('UPGRADE', 'Upgrade');
    case 'capture':
      return named('CREATE_IMAGE', 'Create Image');
    default:
      return named('CHANGE', 'Change');
  }
}

/** The name of the group of transactions that a verb stands for. */
export const transactionGroups: Partial<Record<Step['verb'], string>> = {
  create: 'Provision',
  start: 'Provision',
  reimage: 'Operating System Reload',
  resize: 'Upgrade',
  capture: 'Create Image',
};
