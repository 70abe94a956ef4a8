import { actionUriHeader } from '@pileus/sdk/tutum/wire';
import type { FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../http/command.js';
import { parseJson } from '../../http/json.js';
import { HttpProblem } from '../../http/problem.js';
import { RefusedError } from '../../inventory/errors.js';
import { uriOf } from './uris.js';

/**
 * The body of a create call, whatever its Content-Type says; an empty one is `{}`. Bodies of action calls
 * are never read: clients send empty ones, `{}`, or a form that is labelled JSON.
 *
 * @throws {HttpProblem} `malformed` when it is not a JSON object.
 */
export function objectIn(request: FastifyRequest): Readonly<Record<string, unknown>> {
  const text = textIn(request).trim();
  if (text === '') return {};
  let value: unknown;
  try {
    value = parseJson(text);
  } catch (error) {
    throw new HttpProblem('malformed', `The request body is not JSON: ${(error as Error).message}`);
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new HttpProblem('malformed', 'The request body is not a JSON object.');
  }
  return value as Readonly<Record<string, unknown>>;
}

export const textIn = ({ body }: FastifyRequest): string =>
  Buffer.isBuffer(body) ? body.toString('utf8') : '';

/**
 * The uid in the path.
 *
 * @throws {RefusedError} `not-found` when it cannot be one.
 */
export function uidOf({ params }: FastifyRequest): string {
  const uid = (params as { uuid: string }).uuid.toLowerCase();
  if (/^[0-9a-f-]{36}$/.test(uid)) return uid;
  throw new RefusedError('not-found', 'There is no object with this uuid.', 'uuid');
}

/** What every answer carries, errors too. */
export const commonHeaders = {
  'content-type': 'application/json',
  'cache-control': 'no-cache, must-revalidate, max-age=0',
  vary: 'Accept, Authorization, Cookie',
  'x-content-type-options': 'nosniff',
} as const;

/** An answer of one JSON object; `action` is the uid of the action that the call made. */
export const answer = (status: number, body: object, action?: string): WireAnswer => ({
  status,
  headers: {
    ...commonHeaders,
    ...(action !== undefined && { [actionUriHeader]: uriOf('action', action) }),
  },
  body: JSON.stringify(body),
});
