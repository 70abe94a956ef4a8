import { and, eq, isIn, isNull, ne } from '../store/predicate.js';
import type { Reader, Tx } from '../store/store.js';
import type { Machine, Operation, Row } from '../store/tables.js';
import { endOperations } from './endings.js';
import { RefusedError } from './errors.js';
import { createMachines } from './machines.js';
import { type CommandContext, type NewOperation, openOperation } from './operations.js';
import { draftContainers } from './placement.js';
import { isFinal } from './states.js';
import { applyVerb } from './steps.js';

export type Service = Row<'service'>;
type ServiceContext = Omit<CommandContext, 'action' | 'object'>;

export interface NewService {
  readonly generation: 1 | 2;
  readonly name: string;
  /** `repository:tag`. */
  readonly image: string;
  readonly targetCount: number;
  /** Everything else that the vendor's definition says. */
  readonly definition: Readonly<Record<string, unknown>>;
  readonly stackId?: number;
  readonly uid?: string;
  /** Refuse the name when a living service of the same stack has it. Default: names may repeat. */
  readonly exclusiveName?: boolean;
}

const about = (service: Pick<Service, 'id' | 'uid'>) => ({
  object: { kind: 'service', id: service.id, uid: service.uid },
});

/** Containers that one service may have. */
export const mostContainers = 1000;

export interface CreatedService {
  readonly service: Service;
  readonly operation: NewOperation;
}

/**
 * Records a service. Nothing runs yet.
 *
 * @throws {RefusedError} `conflict` when the name must be exclusive and is taken.
 */
export async function createService(
  tx: Tx,
  spec: NewService,
  context: ServiceContext,
): Promise<CreatedService> {
  const service = await insertService(tx, spec);
  const operation = await openOperation(
    tx,
    { ...context, action: 'service.create', ...about(service) },
    { total: 0, pending: 0 },
  );
  await remember(tx, service, operation);
  return { service: { ...service, operationId: operation.id }, operation };
}

/** Records a service and starts its containers: one operation, which ends when all of them run. */
export async function launchService(
  tx: Tx,
  spec: NewService,
  context: ServiceContext,
): Promise<CreatedService> {
  const service = await insertService(tx, spec);
  const drafts = await draftContainers(tx, service, [], spec.targetCount);
  const command = { ...context, action: 'service.create', ...about(service) };
  const { operation } = await createMachines(tx, command, drafts);
  await remember(tx, service, operation);
  return { service: { ...service, operationId: operation.id }, operation };
}

async function insertService(tx: Tx, spec: NewService): Promise<Service> {
  refuseTooMany(spec.targetCount);
  // Two services that are made at once must not take one name.
  await tx.lock('account', tx.scope.accountId!);
  const uniqueName = await freeServiceName(tx, spec.name);
  if (spec.exclusiveName) await refuseTakenName(tx, spec);
  const id = await tx.insert('service', {
    uid: spec.uid ?? crypto.randomUUID(),
    generation: spec.generation,
    name: spec.name,
    uniqueName,
    image: spec.image,
    definition: spec.definition,
    targetCount: spec.targetCount,
    synchronized: true,
    stackId: spec.stackId ?? null,
  });
  return (await tx.get('service', { id }))!;
}

function refuseTooMany(targetCount: number): void {
  if (targetCount <= mostContainers) return;
  throw new RefusedError(
    'limit',
    `A service has at most ${mostContainers} containers, not ${targetCount}.`,
    'targetCount',
  );
}

async function refuseTakenName(tx: Tx, { name, stackId }: NewService): Promise<void> {
  const rivals = await tx.count(
    'service',
    and(
      eq('name', name),
      isNull('deletedAt'),
      stackId === undefined ? isNull('stackId') : eq('stackId', stackId),
    ),
  );
  if (rivals === 0) return;
  throw new RefusedError('conflict', `A service named "${name}" exists already.`, 'name');
}

/** A service by its uid, held against other commands. */
export async function lockService(tx: Tx, uid: string): Promise<Service> {
  const found = await tx.get('service', { uid });
  const service = found && (await tx.lock('service', found.id));
  if (!service) throw new RefusedError('not-found', `There is no service ${uid}.`);
  return service;
}

/** The name, or the name with `-2`, `-3` and so on when a living service has it. */
export async function freeServiceName(tx: Tx, name: string): Promise<string> {
  const rows = await tx.select('service', {
    columns: ['uniqueName'],
    where: and({ op: 'starts', field: 'uniqueName', value: name }, isNull('deletedAt')),
  });
  const taken = new Set(rows.map((row) => row.uniqueName));
  let candidate = name;
  for (let n = 2; taken.has(candidate); n++) candidate = `${name}-${n}`;
  return candidate;
}

/** The containers of services, the deleted ones left out, in order of their numbers. */
export async function containersOf(
  reader: Reader,
  serviceIds: readonly number[],
): Promise<Map<number, Machine[]>> {
  const byService = new Map<number, Machine[]>(serviceIds.map((id) => [id, []]));
  if (serviceIds.length === 0) return byService;
  const rows = await reader.select('machine', {
    where: and(isIn('serviceId', serviceIds), ne('state', 'deleted')),
    orderBy: [{ column: 'ordinal' }],
  });
  for (const row of rows) byService.get(row.serviceId!)?.push(row);
  return byService;
}

export type ServiceState =
  | 'Not running'
  | 'Starting'
  | 'Running'
  | 'Partly running'
  | 'Scaling'
  | 'Redeploying'
  | 'Stopping'
  | 'Stopped'
  | 'Terminating'
  | 'Terminated';

const whileWorking: Readonly<Record<string, ServiceState>> = {
  // Only a service that is launched as it is made has a create operation that lasts.
  'service.create': 'Starting',
  'service.start': 'Starting',
  'service.stop': 'Stopping',
  'service.scale': 'Scaling',
  // A change lasts only when it scales.
  'service.update': 'Scaling',
  'service.redeploy': 'Redeploying',
  'service.delete': 'Terminating',
};

/** A service's state: what is being done to it, else what its containers are. */
export function serviceState(
  service: Service,
  containers: readonly Pick<Machine, 'state'>[],
  operation: Pick<Operation, 'action' | 'state'> | undefined,
): ServiceState {
  if (service.deletedAt !== null) return 'Terminated';
  if (operation && !isFinal(operation.state)) {
    const state = whileWorking[operation.action];
    if (state) return state;
  }
  const running = containers.filter(({ state }) => state === 'running').length;
  if (running > 0) return running === containers.length ? 'Running' : 'Partly running';
  const begun = containers.some(({ state }) => state !== 'off');
  return begun ? 'Stopped' : 'Not running';
}

/** Starts what is stopped and deploys what is missing. */
export async function startService(
  tx: Tx,
  service: Service,
  context: ServiceContext,
): Promise<NewOperation> {
  await refuseWhileBusy(tx, service);
  const containers = (await containersOf(tx, [service.id])).get(service.id)!;
  const command = { ...context, action: 'service.start', ...about(service) };
  const missing = service.targetCount - containers.length;
  const asleep = containers.filter(({ state }) => state !== 'running');
  if (missing <= 0 && asleep.length === 0) {
    throw new RefusedError('wrong-state', `Service "${service.name}" is running already.`);
  }
  let operation: NewOperation | undefined;
  if (missing > 0) {
    const drafts = await draftContainers(tx, service, containers, missing);
    ({ operation } = await createMachines(tx, command, drafts));
  }
  if (asleep.length > 0) {
    const answer = await applyVerb(tx, {
      ...command,
      verb: 'start',
      machines: asleep,
      ...(operation && { joins: operation }),
    });
    operation ??= answer.operations[0]!;
  }
  return remember(tx, service, operation!);
}

export async function stopService(
  tx: Tx,
  service: Service,
  context: ServiceContext,
): Promise<NewOperation> {
  await refuseWhileBusy(tx, service);
  const containers = (await containersOf(tx, [service.id])).get(service.id)!;
  const running = containers.filter(({ state }) => state === 'running');
  if (running.length === 0) {
    throw new RefusedError('wrong-state', `Service "${service.name}" is not running.`);
  }
  const { operations } = await applyVerb(tx, {
    ...context,
    action: 'service.stop',
    ...about(service),
    verb: 'stop',
    machines: running,
  });
  return remember(tx, service, operations[0]!);
}

/** Deletes a service with its containers, whatever is being done to them. */
export async function deleteService(
  tx: Tx,
  service: Service,
  context: ServiceContext,
): Promise<NewOperation> {
  const current = service.operationId && (await tx.get('operation', { id: service.operationId }));
  const leaving = current && current.action === 'service.delete' && !isFinal(current.state);
  if (service.deletedAt !== null || leaving) {
    throw new RefusedError('gone', `Service "${service.name}" is terminated or terminating.`);
  }
  const containers = (await containersOf(tx, [service.id])).get(service.id)!;
  const { operations } = await applyVerb(tx, {
    ...context,
    action: 'service.delete',
    ...about(service),
    verb: 'delete',
    machines: containers,
  });
  const operation = await remember(tx, service, operations[0]!);
  const row = await tx.get('operation', { id: operation.id });
  if (row && isFinal(row.state)) await endOperations(tx, [row]);
  return operation;
}

/** What of a service may be changed after its creation; absent: it stays as it is. */
export interface ServiceChange {
  readonly image?: string;
  readonly definition?: Readonly<Record<string, unknown>>;
  readonly targetCount?: number;
}

/**
 * Changes a service. Its containers stay as they are, and it is not synchronized until they are replaced;
 * a new target, though, is brought about at once where there are containers.
 */
export async function changeService(
  tx: Tx,
  service: Service,
  change: ServiceChange,
  context: ServiceContext,
): Promise<NewOperation> {
  const { targetCount = service.targetCount, ...redefined } = change;
  refuseTooMany(targetCount);
  const containers = (await containersOf(tx, [service.id])).get(service.id)!;
  const synchronized =
    service.synchronized && (Object.keys(redefined).length === 0 || containers.length === 0);
  const scales = targetCount !== service.targetCount && containers.length > 0;
  if (scales) await refuseWhileBusy(tx, service);
  else refuseGone(service);
  await tx.update('service', service.id, { ...redefined, targetCount, synchronized });
  const command = { ...context, action: 'service.update', ...about(service) };
  if (scales) return bringToTarget(tx, { ...service, targetCount }, containers, command);
  const operation = await openOperation(tx, command, { total: 0, pending: 0 });
  emitChanged(tx, service, operation);
  return operation;
}

/** Brings a service to its target: makes what is missing, deletes the highest numbers of what is too much. */
export async function scaleService(
  tx: Tx,
  service: Service,
  context: ServiceContext,
): Promise<NewOperation> {
  await refuseWhileBusy(tx, service);
  const containers = (await containersOf(tx, [service.id])).get(service.id)!;
  const command = { ...context, action: 'service.scale', ...about(service) };
  return bringToTarget(tx, service, containers, command);
}

async function bringToTarget(
  tx: Tx,
  service: Service,
  containers: readonly Machine[],
  command: CommandContext,
): Promise<NewOperation> {
  const missing = service.targetCount - containers.length;
  if (missing > 0) {
    const drafts = await draftContainers(tx, service, containers, missing);
    const { operation } = await createMachines(tx, command, drafts);
    return remember(tx, service, operation);
  }
  const machines = containers.slice(service.targetCount);
  const { operations } = await applyVerb(tx, { ...command, verb: 'delete', machines });
  return remember(tx, service, operations[0]!);
}

async function remember(tx: Tx, service: Service, operation: NewOperation): Promise<NewOperation> {
  await tx.update('service', service.id, { operationId: operation.id });
  emitChanged(tx, service, operation);
  return operation;
}

function emitChanged(tx: Tx, service: Service, operation: NewOperation): void {
  tx.emit({
    accountId: service.accountId,
    objectKind: 'service',
    objectId: service.id,
    objectUid: service.uid,
    operationId: operation.id,
    kind: 'service.changed',
    data: null,
  });
}

function refuseGone(service: Service): void {
  if (service.deletedAt === null) return;
  throw new RefusedError('gone', `Service "${service.name}" is terminated.`);
}

/** @throws {RefusedError} `busy` while another command works on the service, `gone` afterwards. */
async function refuseWhileBusy(tx: Tx, service: Service): Promise<void> {
  refuseGone(service);
  const current =
    service.operationId === null
      ? undefined
      : await tx.get('operation', { id: service.operationId });
  if (current && !isFinal(current.state)) {
    throw new RefusedError(
      'busy',
      `Service "${service.name}" is busy: ${current.action.replace('service.', '')} is under way.`,
    );
  }
}
