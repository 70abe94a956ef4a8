import type { ApiError } from '@pileus/sdk/tutum/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem, type ProblemKind } from '../../http/problem.js';
import { type RefusalCode, RefusedError } from '../../inventory/errors.js';
import { AuthenticationError } from '../../security/authentication-error.js';
import { ForbiddenError } from '../../security/roles.js';
import { ConflictError, StoreUnavailableError } from '../../store/store.js';
import { commonHeaders } from './codec.js';

/** Documented: 400 validation or wrong state, 404 unknown object, 409 a unique field's conflict. */
export const refusalStatus: Readonly<Record<RefusalCode, number>> = {
  gone: 400,
  busy: 400,
  'wrong-state': 400,
  archived: 400,
  'keep-alive': 400,
  limit: 400,
  invalid: 400,
  'not-found': 404,
  conflict: 409,
  'duplicate-request': 409,
  forbidden: 403,
};

const problemStatus: Readonly<Record<ProblemKind, number>> = {
  'no-route': 404,
  method: 405,
  'bad-url': 400,
  'too-large': 413,
  malformed: 400,
  'rate-limited': 429,
};

interface Failure {
  readonly status: number;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

function failureOf(error: unknown): Failure | undefined {
  if (error instanceof RefusedError) {
    return { status: refusalStatus[error.code], message: error.message };
  }
  if (error instanceof AuthenticationError) {
    const { message, retryAfter } = error;
    return {
      status: 401,
      message,
      headers: {
        'www-authenticate': 'Basic realm="tutum"',
        ...(retryAfter !== undefined && { 'retry-after': String(retryAfter) }),
      },
    };
  }
  if (error instanceof HttpProblem) {
    const { kind, message, details } = error;
    return {
      status: problemStatus[kind],
      message,
      headers: {
        ...(details.allow && { allow: details.allow.join(', ') }),
        ...(details.retryAfter !== undefined && { 'retry-after': String(details.retryAfter) }),
      },
    };
  }
  if (error instanceof ForbiddenError) return { status: 403, message: error.message };
  if (error instanceof ConflictError) {
    return { status: 409, message: 'This conflicts with what exists: a unique value is taken.' };
  }
  if (error instanceof StoreUnavailableError) {
    return { status: 503, message: 'The service is under maintenance. Try again later.' };
  }
  return undefined;
}

/** Answers whatever was thrown as `{"error": text}`. The text of an internal error stays in the log. */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const failure = failureOf(error);
  if (!failure) request.log.error({ err: error }, 'A Tutum call failed');
  const { status, message, headers } = failure ?? {
    status: 500,
    message: 'Internal server error. It has been logged.',
  };
  const body: ApiError = { error: message };
  return reply
    .code(status)
    .headers({ ...commonHeaders, ...headers })
    .send(Buffer.from(JSON.stringify(body)));
}
