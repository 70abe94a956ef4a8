import type { FastifyReply, FastifyRequest } from 'fastify';
import { parseJson } from '../http/json.js';
import { HttpProblem } from '../http/problem.js';
import { AuthenticationError, type Principal } from '../security/authenticator.js';
import { parseAuthorization } from '../security/basic.js';
import { requireRole } from '../security/roles.js';
import { openApiDocument } from './openapi.js';
import { type AdminContext, type AdminRoute, validated } from './route.js';
import { adminRoutes } from './routes.js';

const json = 'application/json; charset=utf-8';

const patterns = adminRoutes.map((route) => ({
  route,
  names: [...route.path.matchAll(/:(\w+)/g)].map(([, name]) => name!),
  pattern: new RegExp(`^/pileus/v1${route.path.replace(/:\w+/g, '([^/]+)')}$`),
}));

let document: Promise<object> | undefined;

/** Answers a request below `/pileus/v1`. */
export async function answerAdmin(
  context: AdminContext,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const [path = ''] = request.url.split('?');
  if (path === '/pileus/v1/openapi.json' && request.method === 'GET') {
    document ??= openApiDocument(adminRoutes);
    return reply.type(json).send(JSON.stringify(await document));
  }
  const { route, params } = routeOf(request.method, path);
  const principal = await authenticate(context, request);
  requireRole(principal, route.role);
  const answer = await route.handle({
    context,
    principal,
    params: validated(route.params, params, 'path') as never,
    query: validated(route.query, request.query, 'query') as never,
    body: validated(route.body, route.body && jsonOf(request), 'body') as never,
    request,
    reply,
  });
  if (answer === reply) return reply;
  if (answer === undefined) return reply.code(204).send();
  return reply.type(json).send(JSON.stringify(answer));
}

/** @throws {HttpProblem} `no-route`, or `method` when the path has other methods. */
function routeOf(
  method: string,
  path: string,
): { route: AdminRoute; params: Record<string, string> } {
  const allow: string[] = [];
  for (const { route, names, pattern } of patterns) {
    const match = pattern.exec(path);
    if (!match) continue;
    if (route.method !== method) {
      allow.push(route.method);
      continue;
    }
    const params = names.map((name, i) => [name, decoded(match[i + 1]!)] as const);
    return { route, params: Object.fromEntries(params) };
  }
  if (allow.length === 0) throw new HttpProblem('no-route', `There is nothing at ${path}.`);
  throw new HttpProblem('method', `${method} is not supported here.`, { allow });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new HttpProblem('bad-url', 'The URL cannot be decoded.');
  }
}

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
    return parseJson(request.body.toString('utf8'));
  } catch (error) {
    throw new HttpProblem('malformed', `The request body is not JSON: ${(error as Error).message}`);
  }
}
