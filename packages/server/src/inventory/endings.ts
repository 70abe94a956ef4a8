import { crashPoint } from '../crash-points.js';
import { eq, isIn } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Operation } from '../store/tables.js';

/**
 * What happens to the object of an operation when its last step has ended. It runs in the transaction
 * that ends the operation; operations on plain machines have no such thing.
 */
export async function endOperations(tx: Tx, operations: readonly Operation[]): Promise<void> {
  for (const operation of operations) {
    crashPoint('operation.end');
    await endings[operation.action]?.(tx, operation);
  }
}

type Ending = (tx: Tx, operation: Operation) => Promise<void>;

const endings: Readonly<Record<string, Ending>> = {
  'cluster.start': async (tx, operation) => {
    const cluster = await tx.lock('cluster', operation.objectId!);
    if (cluster?.targetState !== 'Started') return;
    await tx.update('cluster', cluster.id, { state: 'Started' });
    emitObject(tx, operation, 'cluster.started');
  },
  'cluster.terminate': async (tx, operation) => {
    const cluster = await tx.lock('cluster', operation.objectId!);
    if (cluster?.targetState !== 'Terminated') return;
    await tx.update('cluster', cluster.id, { state: 'Terminated' });
    emitObject(tx, operation, 'cluster.terminated');
  },
  'group.delete': async (tx, operation) => {
    const group = await tx.get('machineGroup', { id: operation.objectId! });
    if (!group) return;
    await tx.delete('machineGroup', await subtree(tx, group.id));
    emitObject(tx, operation, 'group.deleted');
  },
  'service.create': serviceStarted,
  'service.start': serviceStarted,
  'service.scale': async (tx, operation) => emitObject(tx, operation, 'service.changed'),
  'service.update': async (tx, operation) => emitObject(tx, operation, 'service.changed'),
  'service.stop': async (tx, operation) => {
    await tx.update('service', operation.objectId!, { stoppedAt: tx.now });
    emitObject(tx, operation, 'service.changed');
  },
  'service.delete': async (tx, operation) => {
    await tx.update('service', operation.objectId!, { deletedAt: tx.now });
    emitObject(tx, operation, 'service.deleted');
  },
};

async function serviceStarted(tx: Tx, operation: Operation): Promise<void> {
  await tx.update('service', operation.objectId!, { startedAt: tx.now, deployedAt: tx.now });
  emitObject(tx, operation, 'service.changed');
}

function emitObject(tx: Tx, operation: Operation, kind: string): void {
  tx.emit({
    accountId: operation.accountId,
    objectKind: operation.objectKind ?? 'operation',
    objectId: operation.objectId,
    objectUid: operation.objectUid,
    operationId: operation.id,
    kind,
    data: { state: operation.state },
  });
}

/** The ids of a group and of all groups below it. */
export async function subtree(tx: Pick<Tx, 'select'>, groupId: number): Promise<number[]> {
  const ids = [groupId];
  for (let level = [groupId]; level.length > 0; ) {
    const children = await tx.select('machineGroup', {
      columns: ['id'],
      where: level.length === 1 ? eq('parentId', level[0]!) : isIn('parentId', level),
    });
    level = children.map((group) => group.id);
    ids.push(...level);
  }
  return ids;
}
