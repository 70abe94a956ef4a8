import type { PowerState, ServerStatus } from '@pileus/sdk/centurylink/wire';
import type { MachineState, OperationState } from '../../inventory/states.js';
import type { Ext, Machine } from '../../store/tables.js';

/** How CenturyLink words a machine's state. */
export interface StateWords {
  /** Until the machine has run for the first time. */
  readonly building: ServerStatus;
  readonly status: ServerStatus;
  readonly powerState: PowerState;
}

const words = (
  powerState: PowerState,
  status: ServerStatus = 'active',
  building: ServerStatus = status,
): StateWords => ({ building, status, powerState });

/** Deleted machines are not found, so their words are never said. */
export const stateWords: Readonly<Record<MachineState, StateWords>> = {
  off: words('stopped'),
  queued: words('stopped', 'active', 'underConstruction'),
  allocating: words('stopped', 'active', 'underConstruction'),
  booting: words('stopped', 'active', 'underConstruction'),
  running: words('started'),
  restarting: words('started'),
  reimaging: words('stopped'),
  stopping: words('started'),
  stopped: words('stopped'),
  paused: words('paused'),
  deallocating: words('started'),
  deallocated: words('stopped'),
  deleting: words('stopped', 'queuedForDelete'),
  deleted: words('stopped', 'queuedForDelete'),
  failed: words('stopped', 'active', 'underConstruction'),
  lost: words('started'),
};

/** What decides a server's status. */
export type StatusRow = Pick<
  Machine,
  'state' | 'firstReadyAt' | 'archivedAt' | 'openSteps' | 'template'
>;

export function statusOf(machine: StatusRow): ServerStatus {
  const { building, status } = stateWords[machine.state];
  if (status === 'queuedForDelete') return status;
  if (machine.archivedAt !== null) return machine.openSteps > 0 ? 'queuedForRestore' : 'archived';
  if (machine.template) return 'template';
  return machine.firstReadyAt === null ? building : status;
}

/** How the two status roots word an operation. */
export const operationWords: Readonly<
  Record<OperationState, { readonly plain: string; readonly experimental: string }>
> = {
  queued: { plain: 'notStarted', experimental: 'queued' },
  running: { plain: 'executing', experimental: 'running' },
  canceling: { plain: 'executing', experimental: 'running' },
  succeeded: { plain: 'succeeded', experimental: 'succeeded' },
  failed: { plain: 'failed', experimental: 'failed' },
  canceled: { plain: 'failed', experimental: 'failed' },
};

/** What only CenturyLink keeps of a server. */
export interface ServerExt {
  readonly description?: string;
  readonly type?: 'standard' | 'hyperscale';
  readonly storageType?: 'standard' | 'premium' | 'hyperscale';
  readonly isManagedOS?: boolean;
  readonly isManagedBackup?: boolean;
  readonly primaryDns?: string;
  readonly secondaryDns?: string;
}

export const serverExt = (ext: Ext): ServerExt => (ext.centurylink ?? {}) as ServerExt;
