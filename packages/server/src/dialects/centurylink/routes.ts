import type { PowerOperation } from '@pileus/sdk/centurylink/wire';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { runCommand, type WireAnswer } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Metrics } from '../../http/metrics.js';
import { HttpProblem } from '../../http/problem.js';
import { defineRoutes, type Handler, type RouteTable } from '../../http/routes.js';
import type { Principal } from '../../security/authenticator.js';
import { requireRole } from '../../security/roles.js';
import type { Reader, Tx } from '../../store/store.js';
import { accountDetail } from './accounts.js';
import { authenticate, logIn } from './auth.js';
import { deploymentCapabilities } from './capabilities.js';
import { queryFlag, queryText, readBody, sendJson } from './codec.js';
import { createServer } from './create.js';
import { createRequest } from './create-request.js';
import { customFieldDefinitions } from './custom-fields.js';
import {
  computeLimits,
  dataCenters,
  locationOf,
  networkLimits,
  oneDataCenter,
} from './data-centers.js';
import { Fields } from './fields.js';
import { createGroup, deleteGroup, groupRequest } from './group-commands.js';
import { findGroup, groupDefaults, groupTree } from './groups.js';
import { experimentalStatus, findOperation, plainStatus } from './operations.js';
import {
  deleteServer,
  maintenanceOperation,
  powerOperation,
  powerOperationOf,
  serverIds,
} from './power.js';
import { credentialsOf, oneServer, pricingOf } from './servers.js';

/**
 * CenturyLink Cloud's API version 2. Paths are in lower case, as routing leaves them; `:account` is the alias
 * of the account that the caller acts for.
 */
export function register(app: FastifyInstance, context: ServerContext, metrics: Metrics): void {
  app.register(async (open) => {
    defineRoutes(open, {
      '/v2/authentication/login': {
        POST: async (request, reply) => sendJson(reply, await logIn(context, request)),
      },
    });
  });
  app.register(async (guarded) => {
    guarded.addHook('preHandler', authenticate(context));
    defineRoutes(guarded, table(context, metrics));
  });
}

function table(context: ServerContext, metrics: Metrics): RouteTable {
  /** Answers what a function reads. */
  const reads =
    (read: (request: FastifyRequest, reader: Reader, principal: Principal) => unknown): Handler =>
    async (request, reply) => {
      const principal = principalOf(request);
      return sendJson(reply, await read(request, context.store.reader(principal), principal));
    };
  /** Runs a command; `prepare` reads the request before the transaction begins. */
  const writes =
    <T>(
      prepare: (request: FastifyRequest) => T,
      command: (tx: Tx, prepared: T, alias: string) => Promise<WireAnswer>,
    ): Handler =>
    (request, reply) => {
      const prepared = prepare(request);
      const { alias } = principalOf(request);
      return runCommand(context, request, reply, (tx) => command(tx, prepared, alias));
    };
  const operationStatus = (root: string): Record<string, { GET: Handler }> => ({
    [`${root}/operations/:account/status/:id`]: {
      GET: reads(async (request, reader) => {
        const { operation, locationCode } = await findOperation(reader, param(request, 'id'));
        return root === '/v2'
          ? plainStatus(operation)
          : experimentalStatus(operation, locationCode);
      }),
    },
  });

  return {
    '/v2/accounts/:account': { GET: reads((_request, reader) => accountDetail(reader)) },
    '/v2/accounts/:account/customfields': {
      GET: reads((_request, reader) => customFieldDefinitions(reader)),
    },
    '/v2/datacenters/:account': {
      GET: reads((request, _reader, principal) =>
        dataCenters(context, principal, queryFlag(request, 'groupLinks')),
      ),
    },
    '/v2/datacenters/:account/:dc': {
      GET: reads((request, _reader, principal) =>
        oneDataCenter(context, principal, param(request, 'dc'), queryFlag(request, 'groupLinks')),
      ),
    },
    '/v2/datacenters/:account/:dc/deploymentcapabilities': {
      GET: reads(async (request, reader, { alias }) =>
        deploymentCapabilities(reader, await locationOf(reader, param(request, 'dc')), alias),
      ),
    },
    '/v2/datacenters/:account/:dc/computelimits': {
      GET: reads(async (request, reader) =>
        computeLimits(reader, await locationOf(reader, param(request, 'dc'))),
      ),
    },
    '/v2/datacenters/:account/:dc/networklimits': {
      GET: reads(async (request, reader) => {
        await locationOf(reader, param(request, 'dc'));
        return networkLimits;
      }),
    },
    '/v2/groups/:account': {
      POST: writes((request) => groupRequest(readBody(request)), createGroup),
    },
    '/v2/groups/:account/:group': {
      GET: reads((request, _reader, principal) => {
        const detailed = queryText(request, 'serverDetail')?.toLowerCase() === 'detailed';
        return groupTree(context, principal, param(request, 'group'), detailed);
      }),
      DELETE: writes((request) => param(request, 'group'), deleteGroup),
    },
    '/v2/groups/:account/:group/defaults': {
      GET: reads(async (request, reader) => {
        await findGroup(reader, param(request, 'group'));
        return groupDefaults;
      }),
    },
    '/v2/servers/:account': {
      POST: writes(
        (request) => ({ body: readBody(request), typedAlias: typedAlias(request) }),
        (tx, { body, typedAlias }, alias) =>
          createServer(tx, context.vault, createRequest(body, alias, tx.now), {
            alias,
            typedAlias,
          }),
      ),
    },
    '/v2/servers/:account/:server': {
      GET: reads((request, _reader, principal) =>
        oneServer(context, principal, param(request, 'server'), queryFlag(request, 'uuid')),
      ),
      DELETE: writes((request) => param(request, 'server'), deleteServer),
    },
    '/v2/servers/:account/:server/credentials': {
      GET: reads((request, reader, principal) => {
        // Who may only look must not get in.
        requireRole(principal, 'operator');
        return credentialsOf(reader, context.vault, param(request, 'server'), principal.alias);
      }),
    },
    '/v2/billing/:account/serverpricing/:server': {
      GET: reads((request, reader, { alias }) =>
        pricingOf(reader, param(request, 'server'), alias),
      ),
    },
    '/v2/operations/:account/servers/setmaintenance': {
      POST: writes((request) => maintenanceMarks(readBody(request)), maintenanceOperation),
    },
    '/v2/operations/:account/servers/:operation': {
      POST: writes(
        (request) => ({
          name: powerOperationIn(request, metrics),
          ids: serverIds(readBody(request)),
        }),
        (tx, { name, ids }, alias) => powerOperation(tx, name, ids, alias),
      ),
    },
    ...operationStatus('/v2'),
    ...operationStatus('/v2-experimental'),
  };
}

const param = (request: FastifyRequest, name: string): string =>
  (request.params as Record<string, string>)[name]!;

/** The alias in the case in which it was sent. */
function typedAlias(request: FastifyRequest): string {
  const path = request.originalUrl.split('?')[0]!;
  return path.split('/').filter(Boolean)[2]!;
}

/** Operations on servers that the vendor has and this server lacks; unknown paths are counted elsewhere. */
const unservedOperations = new Set(['archive', 'createsnapshot', 'executepackage']);

function powerOperationIn(request: FastifyRequest, metrics: Metrics): PowerOperation {
  const asked = param(request, 'operation');
  const name = powerOperationOf(asked);
  if (name) return name;
  if (unservedOperations.has(asked)) metrics.unserved('centurylink', `operations ${asked}`);
  throw new HttpProblem('no-route', 'There is no such operation.');
}

/** `{servers: [{id, inMaintenanceMode}]}`. */
function maintenanceMarks(body: unknown): Map<string, boolean> {
  const fields = new Fields(body);
  const marks = fields
    .objects('servers')
    .map((server) => [server.requiredText('id'), server.flag('inMaintenanceMode')] as const);
  fields.check();
  return new Map(marks);
}
