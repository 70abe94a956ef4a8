import type { FastifyRequest } from 'fastify';
import { runCommand, send, type WireAnswer } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { RefusedError } from '../../inventory/errors.js';
import {
  deleteService,
  lockService,
  type Service,
  scaleService,
  startService,
  stopService,
} from '../../inventory/services.js';
import type { Reader, Tx } from '../../store/store.js';
import { answer, objectIn, uidOf } from './codec.js';
import { listOf, listQueryOf } from './lists.js';
import { storedRequest } from './requests.js';
import { carryOut, carryOutChange, readChange, readCreation } from './service-creation.js';
import { pageOfServices } from './service-filters.js';
import { linksTo, loadServices } from './service-reads.js';
import {
  applicationDetail,
  applicationItem,
  type IncomingLink,
  type LoadedService,
  serviceDetail,
  serviceItem,
} from './service-view.js';

/** One generation's view of the services. Both show all of them. */
export interface Face {
  readonly generation: 1 | 2;
  readonly item: (loaded: LoadedService, namespace: string) => object;
  readonly detail: (
    loaded: LoadedService,
    incoming: readonly IncomingLink[],
    namespace: string,
  ) => object;
}

export const applications: Face = {
  generation: 1,
  item: applicationItem,
  detail: applicationDetail,
};
export const services: Face = { generation: 2, item: serviceItem, detail: serviceDetail };

/** What can be asked of one service. */
const verbs = {
  start: startService,
  stop: stopService,
  scale: scaleService,
  remove: deleteService,
};

export interface ServiceHandlers {
  readonly list: Handler;
  readonly create: Handler;
  readonly fetch: Handler;
  readonly change: Handler;
  readonly start: Handler;
  readonly stop: Handler;
  readonly scale: Handler;
  readonly remove: Handler;
}

export function serviceHandlers(context: ServerContext, face: Face): ServiceHandlers {
  const commandOf = (request: FastifyRequest) => ({
    dialect: 'tutum' as const,
    request: storedRequest(request),
  });

  const verb =
    (name: keyof typeof verbs): Handler =>
    (request, reply) =>
      runCommand(context, request, reply, async (tx) => {
        const service = await lockService(tx, uidOf(request));
        const operation = await verbs[name](tx, service, commandOf(request));
        return shown(tx, request, 202, service.uid, operation.uid);
      });

  async function shown(
    tx: Tx,
    request: FastifyRequest,
    status: number,
    uid: string,
    action: string,
  ): Promise<WireAnswer> {
    const detail = await detailOf(tx, face, await find(tx, uid), principalOf(request).username);
    return answer(status, detail, action);
  }

  return {
    list: async (request, reply) => {
      const principal = principalOf(request);
      const query = listQueryOf(request);
      const found = await pageOfServices(context.store.reader(principal), query);
      const objects = found.services.map((loaded) => face.item(loaded, principal.username));
      return send(reply, answer(200, listOf(query, found.total, objects)));
    },
    create: (request, reply) => {
      const creation = readCreation(objectIn(request));
      return runCommand(context, request, reply, async (tx) => {
        const made = await carryOut(tx, creation, face.generation, commandOf(request));
        return shown(tx, request, 201, made.service.uid, made.operation.uid);
      });
    },
    fetch: async (request, reply) => {
      const principal = principalOf(request);
      const reader = context.store.reader(principal);
      const service = await find(reader, uidOf(request));
      return send(reply, answer(200, await detailOf(reader, face, service, principal.username)));
    },
    change: (request, reply) => {
      const change = readChange(objectIn(request));
      return runCommand(context, request, reply, async (tx) => {
        const service = await lockService(tx, uidOf(request));
        const operation = await carryOutChange(tx, service, change, commandOf(request));
        return shown(tx, request, 202, service.uid, operation.uid);
      });
    },
    start: verb('start'),
    stop: verb('stop'),
    scale: verb('scale'),
    remove: verb('remove'),
  };
}

async function find(reader: Reader, uid: string): Promise<Service> {
  const service = await reader.get('service', { uid });
  if (service) return service;
  throw new RefusedError('not-found', `There is no service ${uid.slice(0, 64)}.`);
}

async function detailOf(
  reader: Reader,
  face: Face,
  service: Service,
  namespace: string,
): Promise<object> {
  const [loaded] = await loadServices(reader, [service]);
  return face.detail(loaded!, await linksTo(reader, service.uid), namespace);
}
