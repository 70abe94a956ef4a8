import { runCommand, send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { type ContainerVerb, commandContainer } from '../../inventory/containers.js';
import { RefusedError } from '../../inventory/errors.js';
import { isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Machine } from '../../store/tables.js';
import { answer, uidOf } from './codec.js';
import { containerWhere } from './container-filters.js';
import { containerDetail, containerItem, type LoadedContainer } from './container-view.js';
import { listOf, listQueryOf, readPage } from './lists.js';
import { storedRequest } from './requests.js';

export interface ContainerHandlers {
  readonly list: Handler;
  readonly fetch: Handler;
  readonly start: Handler;
  readonly stop: Handler;
  readonly remove: Handler;
}

export const containerHandlers = (context: ServerContext): ContainerHandlers => ({
  start: verb(context, 'start'),
  stop: verb(context, 'stop'),
  remove: verb(context, 'delete'),
  list: async (request, reply) => {
    const principal = principalOf(request);
    const reader = context.store.reader(principal);
    const query = listQueryOf(request);
    const where = await containerWhere(reader, query.filters);
    const { rows, total } = await readPage(reader, 'machine', query, where);
    const loaded = await loadContainers(reader, rows);
    const objects = loaded.map((container) => containerItem(container, principal.username));
    return send(reply, answer(200, listOf(query, total, objects)));
  },
  fetch: async (request, reply) => {
    const principal = principalOf(request);
    const reader = context.store.reader(principal);
    const uid = uidOf(request);
    const machine = await reader.get('machine', { uid, kind: 'container' });
    if (!machine) throw new RefusedError('not-found', `There is no container ${uid}.`);
    const [loaded] = await loadContainers(reader, [machine]);
    return send(reply, answer(200, containerDetail(loaded!, principal.username)));
  },
});

const verb =
  (context: ServerContext, name: ContainerVerb): Handler =>
  (request, reply) =>
    runCommand(context, request, reply, async (tx) => {
      const command = { dialect: 'tutum' as const, request: storedRequest(request) };
      const { container, operation } = await commandContainer(tx, uidOf(request), name, command);
      const [loaded] = await loadContainers(tx, [container]);
      const { username } = principalOf(request);
      return answer(202, containerDetail(loaded!, username), operation.uid);
    });

/** Adds to containers their services and nodes: two queries. */
async function loadContainers(
  reader: Reader,
  machines: readonly Machine[],
): Promise<LoadedContainer[]> {
  if (machines.length === 0) return [];
  const services = await reader.select('service', {
    where: isIn('id', idsIn(machines.map(({ serviceId }) => serviceId))),
  });
  const hosts = await reader.select('machine', {
    columns: ['id', 'uid'],
    where: isIn('id', idsIn(machines.map(({ hostId }) => hostId))),
  });
  const serviceOf = new Map(services.map((service) => [service.id, service]));
  const uidOfHost = new Map(hosts.map((host) => [host.id, host.uid]));
  return machines.map((machine) => ({
    machine,
    service: serviceOf.get(machine.serviceId ?? 0),
    nodeUid: uidOfHost.get(machine.hostId ?? 0) ?? '',
  }));
}

const idsIn = (ids: readonly (number | null)[]): number[] => [
  ...new Set(ids.filter((id): id is number => id !== null)),
];
