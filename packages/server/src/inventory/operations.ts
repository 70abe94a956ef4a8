import type { NewEvent, Tx } from '../store/store.js';
import type { Dialect, Insert, Operation } from '../store/tables.js';
import { RefusedError } from './errors.js';

/** What a dialect says of the command that it asks for. */
export interface CommandContext {
  readonly dialect: Dialect;
  /** The account, where the command is the system's own. */
  readonly accountId?: number;
  /** In inventory words: `create`, `stop`, `service.start`, `cluster.start`. */
  readonly action: string;
  readonly locationId?: number | null;
  readonly clusterId?: number | null;
  readonly object?: { readonly kind: string; readonly id: number; readonly uid: string };
  /** The caller's idempotency token: the command is refused when it was used before. */
  readonly requestKey?: string | undefined;
  /** Shown by dialects that keep the request (Tutum): method, path, ip, userAgent, body. */
  readonly request?: Readonly<Record<string, unknown>>;
}

export interface NewOperation {
  readonly id: number;
  readonly uid: string;
}

/**
 * Records an accepted command. `total` steps will follow; an operation without open steps has
 * succeeded at birth.
 *
 * @throws {RefusedError} `duplicate-request` when the request key was used before.
 */
export async function openOperation(
  tx: Tx,
  context: CommandContext,
  steps: Steps,
): Promise<NewOperation> {
  const state = steps.pending === 0 ? 'succeeded' : 'queued';
  const operation = await insertOperation(tx, context, steps, state);
  tx.emit(opened(operation, context, steps.total, state));
  return operation;
}

/**
 * Opens an operation for the steps of several verbs, which join it in this transaction. Events tell of it
 * when it is {@link settleOperation settled}, after the last of them.
 *
 * @throws {RefusedError} as {@link openOperation} does.
 */
export function openJointOperation(tx: Tx, context: CommandContext): Promise<NewOperation> {
  return insertOperation(tx, context, { total: 0, pending: 0 }, 'queued');
}

/** Ends a joint operation that no open step has joined. Answers it as it is now. */
export async function settleOperation(tx: Tx, { id }: NewOperation): Promise<Operation> {
  const operation = (await tx.get('operation', { id }))!;
  const done = operation.pending === 0;
  const end = { state: 'succeeded', startedAt: tx.now, endedAt: tx.now } as const;
  if (done) await tx.update('operation', id, end);
  tx.emit(opened(operation, operation, operation.total, done ? 'succeeded' : 'queued'));
  return done ? { ...operation, ...end } : operation;
}

interface Steps {
  readonly total: number;
  readonly pending: number;
}

async function insertOperation(
  tx: Tx,
  context: CommandContext,
  steps: Steps,
  state: 'queued' | 'succeeded',
): Promise<NewOperation> {
  const { requestKey } = context;
  if (requestKey !== undefined) await refuseDuplicate(tx, context.dialect, requestKey);
  const done = state === 'succeeded';
  const uid = crypto.randomUUID();
  const row: Insert<'operation'> = {
    uid,
    ...(context.accountId !== undefined && { accountId: context.accountId }),
    dialect: context.dialect,
    action: context.action,
    locationId: context.locationId ?? null,
    clusterId: context.clusterId ?? null,
    objectKind: context.object?.kind ?? null,
    objectId: context.object?.id ?? null,
    objectUid: context.object?.uid ?? null,
    state,
    total: steps.total,
    pending: steps.pending,
    failed: 0,
    startedAt: done ? tx.now : null,
    endedAt: done ? tx.now : null,
    requestKey: requestKey ?? null,
    request: context.request ?? null,
  };
  const id = await tx.insert('operation', row);
  if (requestKey !== undefined) {
    await tx.insert('idempotency', {
      dialect: context.dialect,
      key: requestKey,
      operationId: id,
      at: tx.realNow,
    });
  }
  return { id, uid };
}

const opened = (
  { id, uid }: NewOperation,
  { accountId, action }: Pick<CommandContext, 'accountId' | 'action'>,
  total: number,
  state: 'queued' | 'succeeded',
): NewEvent => ({
  ...(accountId !== undefined && { accountId }),
  objectKind: 'operation',
  objectId: id,
  objectUid: uid,
  operationId: id,
  kind: `operation.${state}`,
  data: { action, total },
});

/** Adds steps to an operation that was opened in this transaction. */
export async function addToOperation(tx: Tx, { id }: NewOperation, steps: Steps): Promise<void> {
  const operation = await tx.lock('operation', id);
  if (!operation) return;
  await tx.update('operation', id, {
    total: operation.total + steps.total,
    pending: operation.pending + steps.pending,
  });
}

async function refuseDuplicate(tx: Tx, dialect: Dialect, key: string): Promise<void> {
  const earlier = await tx.get('idempotency', { dialect, key });
  if (!earlier) return;
  throw new RefusedError(
    'duplicate-request',
    `A request with id "${key}" was accepted before; look its operation up by that id.`,
    'requestKey',
  );
}

/** A step of an operation has ended. */
export interface EndedStep {
  readonly operationId: number;
  readonly failed: boolean;
}

/**
 * Counts ended steps into their operations, and ends those operations that have no open step left.
 * Answers the operations that ended.
 */
export async function countEndedSteps(tx: Tx, ended: readonly EndedStep[]): Promise<Operation[]> {
  const sums = new Map<number, { ended: number; failed: number }>();
  for (const step of ended) {
    const sum = sums.get(step.operationId) ?? { ended: 0, failed: 0 };
    sum.ended++;
    if (step.failed) sum.failed++;
    sums.set(step.operationId, sum);
  }
  const finished: Operation[] = [];
  for (const [id, sum] of [...sums].sort(([a], [b]) => a - b)) {
    const operation = await tx.lock('operation', id);
    if (!operation) continue;
    const pending = operation.pending - sum.ended;
    const failed = operation.failed + sum.failed;
    if (pending > 0) {
      await tx.update('operation', id, {
        pending,
        failed,
        state: operation.state === 'queued' ? 'running' : operation.state,
        startedAt: operation.startedAt ?? tx.now,
      });
      continue;
    }
    const state =
      operation.state === 'canceling' ? 'canceled' : failed > 0 ? 'failed' : 'succeeded';
    const startedAt = operation.startedAt ?? tx.now;
    await tx.update('operation', id, { pending, failed, state, startedAt, endedAt: tx.now });
    tx.emit({
      accountId: operation.accountId,
      objectKind: 'operation',
      objectId: id,
      objectUid: operation.uid,
      operationId: id,
      kind: `operation.${state}`,
      data: { action: operation.action, total: operation.total, failed },
    });
    finished.push({ ...operation, pending, failed, state, startedAt, endedAt: tx.now });
  }
  return finished;
}

/** Marks operations whose first step is at work. */
export async function startOperations(tx: Tx, ids: Iterable<number>): Promise<void> {
  const found = await tx.lockMany('operation', [...new Set(ids)], startedColumns);
  const queued = found.filter(({ state }) => state === 'queued');
  await tx.updateMany(
    'operation',
    queued.map(({ id }) => ({ id, state: 'running' as const, startedAt: tx.now })),
  );
  for (const { id, uid, accountId, action, total } of queued) {
    tx.emit({
      accountId,
      objectKind: 'operation',
      objectId: id,
      objectUid: uid,
      operationId: id,
      kind: 'operation.running',
      data: { action, total },
    });
  }
}

const startedColumns = ['id', 'uid', 'accountId', 'action', 'total', 'state'] as const;
