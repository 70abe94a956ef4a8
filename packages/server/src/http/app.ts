import {
  type FastifyInstance,
  type FastifyReply,
  type FastifyRequest,
  fastify,
  LogController,
} from 'fastify';
import { crashPoint } from '../crash-points.js';
import type { DialectPlugin, ServerContext } from './context.js';
import { KnownPaths } from './known-paths.js';
import { HttpProblem, toProblem } from './problem.js';
import { type Answerer, answererOf, routedUrl } from './routing.js';

export interface AppOptions {
  readonly context: ServerContext;
  readonly dialects: readonly DialectPlugin[];
  readonly logger: boolean | { level: string; stream: { write(line: string): unknown } };
  readonly https?: { readonly key: string; readonly cert: string };
  /** Called once for each answered request. */
  readonly onAnswered?: (request: FastifyRequest, reply: FastifyReply) => void;
  /** Throws an `HttpProblem` for a request that must wait. */
  readonly admit?: (request: FastifyRequest) => void;
}

/** Larger bodies are refused. The largest honest ones are cluster templates and stack files. */
export const bodyLimit = 4 * 1024 * 1024;

/**
 * The HTTP application: every dialect on one port. Bodies reach the dialects as bytes, whatever their
 * Content-Type says; each decodes them itself.
 */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const { context, dialects } = options;
  const byName = new Map<Answerer, DialectPlugin>(dialects.map((plugin) => [plugin.name, plugin]));
  const fail = (error: unknown, request: FastifyRequest, reply: FastifyReply) =>
    byName.get(answererOf(pathOf(request)))!.fail(toProblem(error), request, reply);

  const app = fastify({
    ...(options.https && { https: options.https as never }),
    logger: options.logger as never,
    // The dialects' own log lines are enough; two lines for each request are not wanted.
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit,
    exposeHeadRoutes: false,
    return503OnClosing: false,
    forceCloseConnections: true,
    rewriteUrl: (request) => routedUrl(request.url ?? '/'),
    routerOptions: { maxParamLength: 2048 },
    schemaController: { compilersFactory: withoutSchemas },
    frameworkErrors: (error, request, reply) => {
      // Hooks have not run yet for these.
      fail(error, request as FastifyRequest, reply as FastifyReply);
    },
  }) as unknown as FastifyInstance;

  app.decorate('knownPaths', new KnownPaths());
  app.decorateRequest('principal', null);
  app.decorateRequest('sentType', '');
  app.removeAllContentTypeParsers();
  app.addContentTypeParser('*', { parseAs: 'buffer' }, (_request, body, done) => done(null, body));
  app.addHook('onRequest', async (request) => {
    // A malformed Content-Type would be answered by Fastify itself.
    const { headers } = request;
    request.sentType = headers['content-type'] ?? '';
    if (headers['content-type'] !== undefined) headers['content-type'] = 'application/octet-stream';
    options.admit?.(request);
  });
  if (options.onAnswered) {
    const { onAnswered } = options;
    app.addHook('onResponse', async (request, reply) => {
      onAnswered(request, reply);
      crashPoint('response.after');
    });
  }
  app.setErrorHandler((error, request, reply) => fail(error, request, reply));
  app.setNotFoundHandler((request, reply) => {
    const path = pathOf(request);
    const allow = app.knownPaths.allowed(path);
    const problem = allow
      ? new HttpProblem('method', `${request.method} is not supported here.`, { allow })
      : new HttpProblem('no-route', `There is nothing at ${path}.`);
    return fail(problem, request, reply);
  });
  for (const plugin of dialects) {
    await app.register(async (scope) => plugin.register(scope, context));
  }
  return app;
}

/**
 * No route has a schema that Fastify would have to compile: every dialect reads and writes its own bodies.
 * Without these two, Fastify loads Ajv and its serialiser at each start, which takes 20 ms.
 */
const withoutSchemas = {
  buildValidator: () => unusedCompiler,
  buildSerializer: () => unusedCompiler,
};

const unusedCompiler = (): never => {
  throw new Error('Routes of this application have no schemas.');
};

const pathOf = (request: FastifyRequest): string => routedUrl(request.url).split('?')[0]!;
