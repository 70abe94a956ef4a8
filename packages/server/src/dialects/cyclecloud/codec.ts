import type { FastifyRequest } from 'fastify';
import { parseJson } from '../../http/json.js';
import { HttpProblem } from '../../http/problem.js';
import { isRecord } from './views.js';

/**
 * The JSON object in a request's body, whatever its Content-Type says: the vendor's own how-to posts JSON as
 * `text/plain`. No body is an empty object.
 *
 * @throws {HttpProblem} `malformed` when it is not a JSON object.
 */
export function jsonBody(request: FastifyRequest): Record<string, unknown> {
  const { body } = request;
  if (!Buffer.isBuffer(body) || body.length === 0) return {};
  let value: unknown;
  try {
    value = parseJson(body.toString('utf8'));
  } catch (error) {
    throw new HttpProblem('malformed', `The request body is not JSON: ${(error as Error).message}`);
  }
  if (isRecord(value)) return value;
  throw new HttpProblem('malformed', 'The request body must be a JSON object.');
}

export const jsonHeaders = { 'content-type': 'application/json' } as const;

/** A query parameter's first value; an empty one counts as absent. */
export function queryText(request: FastifyRequest, name: string): string | undefined {
  const value = (request.query as Record<string, unknown>)[name];
  const first = Array.isArray(value) ? value[0] : value;
  return typeof first === 'string' && first !== '' ? first : undefined;
}

/** Generated clients send `true` and `false`; any case, `1` and `0` are taken too. */
export function queryFlag(request: FastifyRequest, name: string): boolean {
  const value = queryText(request, name)?.toLowerCase();
  return value === 'true' || value === '1';
}

/** ISO 8601, as the documented samples have it. */
export const wireDate = (time: number): string => new Date(time).toISOString();

/** Whole seconds, as the usage report has its intervals. */
export const intervalDate = (time: number): string =>
  `${new Date(time).toISOString().slice(0, 19)}Z`;
