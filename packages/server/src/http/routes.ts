import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { KnownPaths } from './known-paths.js';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof methods)[number];

/** Paths with their methods. Parameters are written `:name`, and a final `*` is any rest. */
export type RouteTable = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

declare module 'fastify' {
  interface FastifyInstance {
    /** What {@link defineRoutes} has defined, so that other methods of a path can be told from other paths. */
    readonly knownPaths: KnownPaths;
  }
}

/** Registers a table of routes; other methods of a known path are a `method` problem, not a missing route. */
export function defineRoutes(app: FastifyInstance, table: RouteTable): void {
  for (const [url, handlers] of Object.entries(table)) {
    const allow = methods.filter((method) => handlers[method]);
    for (const method of allow) app.route({ method, url, handler: handlers[method]! });
    app.knownPaths.add(url, allow);
  }
}
