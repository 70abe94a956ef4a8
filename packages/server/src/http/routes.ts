import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from './problem.js';

export type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof methods)[number];

/** Paths with their methods. Parameters are written `:name`. */
export type RouteTable = Readonly<Record<string, Readonly<Partial<Record<Method, Handler>>>>>;

/** Registers a table of routes; other methods of a known path are a `method` problem, not a missing route. */
export function defineRoutes(app: FastifyInstance, table: RouteTable): void {
  for (const [url, handlers] of Object.entries(table)) {
    const allow = methods.filter((method) => handlers[method]);
    for (const method of allow) app.route({ method, url, handler: handlers[method]! });
    app.route({
      method: methods.filter((method) => !handlers[method]),
      url,
      handler: (request) => {
        throw new HttpProblem('method', `${request.method} is not supported here.`, { allow });
      },
    });
  }
}
