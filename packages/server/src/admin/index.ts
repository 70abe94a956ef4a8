import type { FastifyInstance } from 'fastify';
import type { DialectPlugin, ServerContext } from '../http/context.js';
import type { Metrics } from '../http/metrics.js';
import { fail } from './errors.js';
import { registerHealth } from './health.js';
import type { AdminContext } from './route.js';

/** The server's own API, and what watches over a server: health, readiness, metrics. */
export const admin = (metrics: Metrics): DialectPlugin => ({
  name: 'admin',
  fail,
  register(app: FastifyInstance, serverContext: ServerContext): void {
    const context: AdminContext = { ...serverContext, metrics };
    registerHealth(app, context);
    // The schemas of this API cost more to load than everything else that a server starts with.
    let api: Promise<typeof import('./api.js')> | undefined;
    app.all('/pileus/v1/*', async (request, reply) => {
      api ??= import('./api.js');
      return (await api).answerAdmin(context, request, reply);
    });
  },
});
