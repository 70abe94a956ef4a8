import type { FastifyInstance } from 'fastify';
import type { ServerContext } from '../../http/context.js';
import { defineRoutes, type RouteTable } from '../../http/routes.js';
import { credential } from './account.js';
import { actionHandlers } from './actions.js';
import { authenticate } from './auth.js';
import { catalogueHandlers } from './catalogue.js';
import { commonHeaders } from './codec.js';
import { containerHandlers } from './containers.js';
import { nodeClusterHandlers } from './node-clusters.js';
import { nodeHandlers } from './nodes.js';
import { applications, type Face, serviceHandlers, services } from './services.js';
import { unservedRoutes, withRoutes } from './unserved.js';

/**
 * The way of a request: slashes are evened out (`http/routing.ts`), the caller is recognised, the handler
 * reads or runs one command, and whatever is thrown becomes `{"error": text}` (`errors.ts`).
 */
export function register(
  app: FastifyInstance,
  context: ServerContext,
  countUnserved: (what: string) => void,
): void {
  app.addHook('preHandler', authenticate(context));
  app.addHook('onSend', async (_request, reply) => {
    // Fastify adds a charset to texts; the vendor's answers have none.
    reply.header('content-type', commonHeaders['content-type']);
  });
  const actions = actionHandlers(context);
  const containers = containerHandlers(context);
  const nodes = nodeHandlers(context);
  const nodeClusters = nodeClusterHandlers(context);
  const { providers, regions, zones, nodeTypes } = catalogueHandlers(context);
  const served: RouteTable = {
    '/api/v1/auth': { GET: credential(context) },
    ...serviceRoutes('/api/v1/application', context, applications),
    ...serviceRoutes('/api/v1/service', context, services),
    '/api/v1/container': { GET: containers.list },
    '/api/v1/container/:uuid': { GET: containers.fetch, DELETE: containers.remove },
    '/api/v1/container/:uuid/start': { POST: containers.start },
    '/api/v1/container/:uuid/stop': { POST: containers.stop },
    '/api/v1/action': { GET: actions.list },
    '/api/v1/action/:uuid': { GET: actions.fetch },
    '/api/v1/node': { GET: nodes.list },
    '/api/v1/node/:uuid': { GET: nodes.fetch },
    '/api/v1/nodecluster': { GET: nodeClusters.list },
    '/api/v1/nodecluster/:uuid': { GET: nodeClusters.fetch },
    '/api/v1/provider': { GET: providers.list },
    '/api/v1/provider/:name': { GET: providers.fetch },
    '/api/v1/region': { GET: regions.list },
    '/api/v1/region/:provider/:name': { GET: regions.fetch },
    '/api/v1/az': { GET: zones.list },
    '/api/v1/nodetype': { GET: nodeTypes.list },
    '/api/v1/nodetype/:provider/:name': { GET: nodeTypes.fetch },
  };
  defineRoutes(app, withRoutes(served, unservedRoutes(countUnserved)));
}

function serviceRoutes(path: string, context: ServerContext, face: Face): RouteTable {
  const handlers = serviceHandlers(context, face);
  return {
    [path]: { GET: handlers.list, POST: handlers.create },
    [`${path}/:uuid`]: { GET: handlers.fetch, PATCH: handlers.change, DELETE: handlers.remove },
    [`${path}/:uuid/start`]: { POST: handlers.start },
    [`${path}/:uuid/stop`]: { POST: handlers.stop },
    // The second generation's alone; the first scales by PATCH.
    ...(face.generation === 2 && { [`${path}/:uuid/scale`]: { POST: handlers.scale } }),
  };
}
