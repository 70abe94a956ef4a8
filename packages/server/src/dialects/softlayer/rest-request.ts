import type { FastifyRequest } from 'fastify';
import { parseJson } from '../../http/json.js';
import { type Call, isId, type Limit, noLimit } from './call.js';
import { badRequest, unknownService } from './faults.js';
import { maskOf } from './masks.js';
import { extensionOf } from './rest-codec.js';
import { propertyGot, typeOf } from './schema/types.js';
import { fullName, methodNamed } from './services/index.js';

/** The method of a path that names none, by verb (documented). */
const impliedMethods: Readonly<Record<string, string>> = {
  GET: 'getObject',
  POST: 'createObject',
  PUT: 'editObject',
  DELETE: 'deleteObject',
};

/**
 * The call that a REST request means:
 * `/{service}[/{id}][/{method or property}][/{trail or arguments}…][.json|.xml|.txt]`.
 *
 * @throws {Fault} for a body or query that cannot be read.
 */
export function restCall(request: FastifyRequest): Call {
  const { path, args } = pathOf(request);
  const query = request.query as Record<string, unknown>;
  const text = (name: string) => {
    const value = query[name];
    return typeof value === 'string' && value !== '' ? value : undefined;
  };
  return {
    ...path,
    args: [...args, ...bodyParameters(request)],
    mask: maskOf(text('objectMask')),
    filter: filterOf(text('objectFilter')),
    limit: limitOf(text('resultLimit')),
  };
}

function pathOf(request: FastifyRequest) {
  const rest = (request.params as { '*': string })['*'];
  const extension = new RegExp(`\\.${extensionOf(rest)}$`, 'i');
  const [first = '', ...segments] = rest.replace(extension, '').split('/');
  if (first === '') throw unknownService();
  const service = fullName(first);
  const implied = impliedMethods[request.method] ?? 'getObject';
  const id = segments[0] !== undefined && isId(segments[0]) ? segments.shift() : undefined;
  const named = segments.shift();
  if (named === undefined) {
    return { path: { service, method: implied, id, trail: [], implied }, args: [] };
  }
  const method = methodNamed(service, named);
  const type = typeOf(service);
  // What follows a getter goes on from what it gets; what follows another method are its arguments.
  const isGetter = type !== undefined && propertyGot(type, method) !== undefined;
  return {
    path: { service, method, id, trail: isGetter ? segments : [], implied },
    args: isGetter ? [] : segments,
  };
}

/** The `parameters` of the body; a GET has none. */
function bodyParameters(request: FastifyRequest): readonly unknown[] {
  const { body } = request;
  if (request.method === 'GET' || !Buffer.isBuffer(body) || body.length === 0) return [];
  let value: unknown;
  try {
    value = parseJson(body.toString('utf8'));
  } catch {
    throw badRequest();
  }
  const parameters = (value as { parameters?: unknown } | null)?.parameters;
  if (parameters === undefined) return [];
  if (Array.isArray(parameters)) return parameters;
  throw badRequest();
}

function filterOf(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return parseJson(text);
  } catch {
    throw badRequest('The objectFilter is not JSON.');
  }
}

/** `offset,limit`, or the limit alone. */
function limitOf(text: string | undefined): Limit {
  const numbers = /^\s*(\d{1,9})\s*(?:,\s*(\d{1,9})\s*)?$/.exec(text ?? '');
  if (!numbers) return noLimit;
  const [, first, second] = numbers;
  return second === undefined
    ? { limit: Number(first), offset: 0 }
    : { limit: Number(second), offset: Number(first) };
}
