import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DialectPlugin, ServerContext } from '../http/context.js';
import type { Metrics } from '../http/metrics.js';
import { HttpProblem } from '../http/problem.js';
import { AuthenticationError, type Principal } from '../security/authenticator.js';
import { parseAuthorization } from '../security/basic.js';
import { requireRole } from '../security/roles.js';
import { doctorRoutes } from './doctor.js';
import { fail } from './errors.js';
import { eventRoutes } from './events.js';
import { registerHealth } from './health.js';
import { limitRoutes } from './limits.js';
import { machineRoutes } from './machines.js';
import { openApiDocument } from './openapi.js';
import { clusterRoutes, operationRoutes } from './operations.js';
import { type AdminContext, type AdminRoute, validated } from './route.js';
import { userRoutes } from './users.js';
import { webhookRoutes } from './webhooks.js';
import { worldRoutes } from './world.js';

/** Every route of `/pileus/v1`. Fixed paths stand before those with a verb as parameter. */
export const adminRoutes: readonly AdminRoute[] = [
  ...worldRoutes,
  ...machineRoutes,
  ...operationRoutes,
  ...clusterRoutes,
  ...userRoutes,
  ...limitRoutes,
  ...eventRoutes,
  ...webhookRoutes,
  ...doctorRoutes,
];

/** The server's own API, and what watches over a server: health, readiness, metrics. */
export const admin = (metrics: Metrics): DialectPlugin => ({
  name: 'admin',
  fail,
  register(app: FastifyInstance, serverContext: ServerContext): void {
    const context: AdminContext = { ...serverContext, metrics };
    registerHealth(app, context);
    let document: Promise<object> | undefined;
    app.get('/pileus/v1/openapi.json', async (_request, reply) => {
      document ??= openApiDocument(adminRoutes);
      return reply.type('application/json; charset=utf-8').send(JSON.stringify(await document));
    });
    for (const route of adminRoutes) {
      app.route({
        method: route.method,
        url: `/pileus/v1${route.path}`,
        handler: async (request, reply) => {
          const principal = await authenticate(context, request);
          requireRole(principal, route.role);
          const answer = await route.handle({
            context,
            principal,
            params: validated(route.params, request.params, 'path') as never,
            query: validated(route.query, request.query, 'query') as never,
            body: validated(route.body, route.body && jsonOf(request), 'body') as never,
            request,
            reply,
          });
          if (answer === reply) return reply;
          if (answer === undefined) return reply.code(204).send();
          return reply.type('application/json; charset=utf-8').send(JSON.stringify(answer));
        },
      });
    }
  },
});

/** HTTP Basic with password or API key, or an API key as bearer token. */
function authenticate(
  { authenticator }: AdminContext,
  request: FastifyRequest,
): Promise<Principal> {
  const given = parseAuthorization(request.headers.authorization);
  if (!given) {
    throw new AuthenticationError('missing', 'Authentication is required: send HTTP Basic.');
  }
  const credentials =
    given.scheme === 'bearer'
      ? { username: undefined, secret: given.token }
      : { username: given.username, secret: given.secret };
  return authenticator.verify(credentials, request.ip);
}

function jsonOf(request: FastifyRequest): unknown {
  if (!Buffer.isBuffer(request.body)) return {};
  try {
    return JSON.parse(request.body.toString('utf8'));
  } catch (error) {
    throw new HttpProblem('malformed', `The request body is not JSON: ${(error as Error).message}`);
  }
}
