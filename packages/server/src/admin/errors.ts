import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../http/problem.js';
import { type RefusalCode, RefusedError } from '../inventory/errors.js';
import { AuthenticationError } from '../security/authenticator.js';
import { ForbiddenError } from '../security/roles.js';
import { ConflictError, StoreUnavailableError } from '../store/store.js';

const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  'not-found': 404,
  gone: 410,
  invalid: 400,
  forbidden: 403,
  conflict: 409,
  busy: 409,
  'wrong-state': 409,
  archived: 409,
  'keep-alive': 409,
  limit: 409,
  'duplicate-request': 409,
};

const problemStatus: Readonly<Record<HttpProblem['kind'], number>> = {
  'no-route': 404,
  method: 405,
  'bad-url': 400,
  'too-large': 413,
  malformed: 400,
  'rate-limited': 429,
};

/** Answers an error of our own API: `{ error: { code, message, subject? } }`. */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const answer = answerOf(error);
  if (answer.status === 500) request.log.error({ err: error }, 'Internal error');
  const { status, headers, ...body } = answer;
  return reply
    .code(status)
    .headers({ 'content-type': 'application/json; charset=utf-8', ...headers })
    .send(JSON.stringify({ error: body }));
}

interface Answer {
  readonly status: number;
  readonly code: string;
  readonly message: string;
  readonly subject?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function answerOf(error: unknown): Answer {
  if (error instanceof RefusedError) {
    const { code, message, subject } = error;
    return {
      status: refusalStatus[code],
      code,
      message,
      ...(subject !== undefined && { subject }),
    };
  }
  if (error instanceof AuthenticationError) {
    const headers = { 'www-authenticate': 'Basic realm="Pileus"' };
    return { status: 401, code: error.code, message: error.message, headers };
  }
  if (error instanceof ForbiddenError)
    return { status: 403, code: 'forbidden', message: error.message };
  if (error instanceof ConflictError)
    return { status: 409, code: 'conflict', message: error.message };
  if (error instanceof StoreUnavailableError) {
    return { status: 503, code: 'unavailable', message: error.message };
  }
  if (error instanceof HttpProblem) {
    const { kind, message, details } = error;
    const headers = {
      ...(details.allow && { allow: details.allow.join(', ') }),
      ...(details.retryAfter && { 'retry-after': String(details.retryAfter) }),
    };
    return { status: problemStatus[kind], code: kind, message, headers };
  }
  return {
    status: 500,
    code: 'internal',
    message: 'An internal error occurred; the log tells more.',
  };
}
