import type { Action } from '@pileus/sdk/tutum/wire';
import { send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { RefusedError } from '../../inventory/errors.js';
import { isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Operation } from '../../store/tables.js';
import { actionWhere } from './action-filters.js';
import { answer, uidOf } from './codec.js';
import { formatDate } from './dates.js';
import { listOf, listQueryOf, readPage } from './lists.js';
import type { StoredRequest } from './requests.js';
import { uriOf } from './uris.js';
import { actionStates } from './views.js';

export interface ActionHandlers {
  readonly list: Handler;
  readonly fetch: Handler;
}

export const actionHandlers = ({ store }: Pick<ServerContext, 'store'>): ActionHandlers => ({
  list: async (request, reply) => {
    const reader = store.reader(principalOf(request));
    const query = listQueryOf(request);
    const where = await actionWhere(reader, query.filters);
    // The vendor's CLI prints the first page: the newest must be on it.
    const { rows, total } = await readPage(reader, 'operation', query, where, [
      { column: 'id', descending: true },
    ]);
    const objects = await viewsOf(reader, rows);
    return send(reply, answer(200, listOf(query, total, objects)));
  },
  fetch: async (request, reply) => {
    const reader = store.reader(principalOf(request));
    const uid = uidOf(request);
    const operation = await reader.get('operation', { uid });
    const [action] = operation ? await viewsOf(reader, [operation]) : [];
    if (!action) throw new RefusedError('not-found', `There is no action ${uid}.`);
    return send(reply, answer(200, action));
  },
});

/** The verbs that the inventory calls otherwise. */
const verbWords: Readonly<Record<string, string>> = { delete: 'Terminate' };

function verbOf(action: string): string {
  const word = action.split('.').at(-1)!;
  return verbWords[word] ?? word.charAt(0).toUpperCase() + word.slice(1);
}

/** Kind in the action's name, and resource in the object's URI. */
interface Target {
  readonly kind: string;
  readonly resource: string;
}

const targets: Readonly<Record<string, Target>> = {
  stack: { kind: 'Stack', resource: 'stack' },
  nodeArray: { kind: 'Node Cluster', resource: 'nodecluster' },
};
const application: Target = { kind: 'Application', resource: 'application' };
const service: Target = { kind: 'Service', resource: 'service' };
const container: Target = { kind: 'Container', resource: 'container' };
const node: Target = { kind: 'Node', resource: 'node' };

/** Operations as actions; those on things that Tutum has not are left out. At most two queries. */
async function viewsOf(reader: Reader, operations: readonly Operation[]): Promise<Action[]> {
  const idsOf = (kind: string) => [
    ...new Set(operations.flatMap((o) => (o.objectKind === kind ? [o.objectId!] : []))),
  ];
  const serviceIds = idsOf('service');
  const machineIds = idsOf('machine');
  const services =
    serviceIds.length === 0
      ? []
      : await reader.select('service', {
          columns: ['id', 'generation'],
          where: isIn('id', serviceIds),
        });
  const machines =
    machineIds.length === 0
      ? []
      : await reader.select('machine', { columns: ['id', 'kind'], where: isIn('id', machineIds) });
  const generations = new Map(services.map(({ id, generation }) => [id, generation]));
  const kinds = new Map(machines.map(({ id, kind }) => [id, kind]));
  const targetOf = ({ objectKind, objectId }: Operation): Target | undefined => {
    if (objectKind === 'service') return generations.get(objectId!) === 1 ? application : service;
    if (objectKind === 'machine') return kinds.get(objectId!) === 'container' ? container : node;
    return targets[objectKind ?? ''];
  };
  return operations.flatMap((operation) => {
    const target = targetOf(operation);
    return target ? [actionOf(operation, target)] : [];
  });
}

function actionOf(operation: Operation, { kind, resource }: Target): Action {
  const request = (operation.request ?? {}) as Partial<StoredRequest>;
  return {
    uuid: operation.uid,
    resource_uri: uriOf('action', operation.uid),
    action: `${kind} ${verbOf(operation.action)}`,
    object: uriOf(resource, operation.objectUid ?? ''),
    method: request.method ?? '',
    path: request.path ?? '',
    body: request.body ?? '',
    ip: request.ip ?? '',
    location: 'Unknown',
    user_agent: request.userAgent ?? '',
    start_date: formatDate(operation.createdAt),
    end_date: operation.endedAt === null ? null : formatDate(operation.endedAt),
    state: actionStates[operation.state],
    is_user_action: operation.dialect !== 'system',
    // Neither call is served.
    can_be_canceled: false,
    can_be_retried: false,
  };
}
