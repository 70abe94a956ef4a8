import type { Link, Open } from './shared.js';

/** What can be asked of many servers at once. */
export const powerOperations = [
  'powerOn',
  'powerOff',
  'pause',
  'reboot',
  'reset',
  'shutDown',
  'startMaintenance',
  'stopMaintenance',
] as const;

export type PowerOperation = (typeof powerOperations)[number];

/** The link by which a queued job is watched. Its id is `de1-86050`. */
export interface StatusLink {
  rel: 'status';
  href: string;
  id: string;
}

/**
 * Whether a job was queued for one server. The `server` of a creation is the name as it was asked for, which
 * is how the Python client tells new servers (at most 8 characters) from others.
 */
export type QueuedServer =
  | { server: string; isQueued: true; links: Link[] }
  | { server: string; isQueued: false; errorMessage: string };

/** Clients compare these texts literally. */
export const refusalTexts = {
  noop: 'The server already in desired state.',
  refused:
    'The operation cannot be queued because the server cannot be found or it is not in a valid state.',
} as const;

/** Recorded: `notStarted`, `executing`, `succeeded`, `failed`. Other words confuse one client or another. */
export type OperationWord = Open<
  'notStarted' | 'executing' | 'succeeded' | 'failed' | 'resumed' | 'unknown'
>;

export interface OperationStatus {
  status: OperationWord;
}

/** The answer of the experimental root (recorded of claimed networks). */
export interface ExperimentalStatus {
  requestType: Open<'blueprintOperation'>;
  status: Open<'queued' | 'running' | 'succeeded' | 'failed'>;
  summary: { blueprintId: number; locationId: string; links: Link[] };
  source: { userName: string; requestedAt: string };
}
