import type { OperationStatus } from '@pileus/sdk/cyclecloud/wire';
import { RefusedError } from '../../inventory/errors.js';
import type { OperationState } from '../../inventory/states.js';
import { and, eq, isPresent } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Operation } from '../../store/tables.js';
import { wireDate } from './codec.js';

const stateOf: Readonly<Record<OperationState, NonNullable<OperationStatus['state']>>> = {
  queued: 'Running',
  running: 'Running',
  canceling: 'Running',
  succeeded: 'Succeeded',
  failed: 'Failed',
  canceled: 'Failed',
};

/**
 * Actions by the inventory's words, where those differ: clients know one set of words, and wait for what each
 * makes of nodes. What only other APIs can ask of a node is called by what becomes of it.
 */
const actions: Readonly<Record<string, OperationStatus['action']>> = {
  'cluster.start': 'start',
  'cluster.terminate': 'terminate',
  'cluster.remove': 'remove',
  import: 'create',
  retry: 'start',
  resume: 'start',
  reset: 'restart',
  stop: 'deallocate',
  pause: 'deallocate',
  archive: 'deallocate',
  delete: 'remove',
  expire: 'remove',
};

/** `action` and `startTime` are documented; the rest is ours, and clients ignore what they do not know. */
export function operationStatus(
  operation: Operation,
  clusterNames: ReadonlyMap<number, string>,
): OperationStatus {
  const { clusterId, requestKey, total, pending, failed } = operation;
  const cluster = clusterId === null ? undefined : clusterNames.get(clusterId);
  return {
    action: actions[operation.action] ?? operation.action,
    startTime: wireDate(operation.createdAt),
    id: operation.uid,
    ...(requestKey !== null && { requestId: requestKey }),
    ...(cluster !== undefined && { cluster }),
    state: stateOf[operation.state],
    nodeCounts: { total, pending, succeeded: total - pending - failed, failed },
  };
}

/** @throws {RefusedError} `not-found` for an unknown operation. */
export async function findOperation(reader: Reader, uid: string): Promise<Operation> {
  const operation = await reader.get('operation', { uid: uid.toLowerCase() });
  if (operation) return operation;
  throw new RefusedError('not-found', `No operation found with id ${uid}`);
}

/** The first operation that was accepted under a caller's own request id. */
export async function operationOfRequest(
  reader: Reader,
  requestId: string,
): Promise<Operation | undefined> {
  const request = await reader.get('idempotency', { dialect: 'cyclecloud', key: requestId });
  return request?.operationId == null
    ? undefined
    : reader.get('operation', { id: request.operationId });
}

/** Operations on clusters, the newest first. */
export async function recentOperations(reader: Reader): Promise<Operation[]> {
  return reader.select('operation', {
    where: and(eq('dialect', 'cyclecloud'), isPresent('clusterId')),
    orderBy: [{ column: 'id', descending: true }],
    limit: 1000,
  });
}
