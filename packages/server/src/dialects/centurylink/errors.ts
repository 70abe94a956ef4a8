import type { ErrorBody } from '@pileus/sdk/centurylink/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../http/problem.js';
import { type RefusalCode, RefusedError } from '../../inventory/errors.js';
import { AuthenticationError } from '../../security/authentication-error.js';
import { ForbiddenError } from '../../security/roles.js';
import { ConflictError, StoreUnavailableError } from '../../store/store.js';
import { jsonHeaders } from './codec.js';

/** Fields of a body are wrong; `modelState` has the texts by field (`body.name`). */
export class InvalidBodyError extends Error {
  override readonly name = 'InvalidBodyError';
  constructor(readonly modelState: Readonly<Record<string, readonly string[]>>) {
    super('The request is invalid.');
  }
}

/** The log-in was refused: the one authentication error that is 400 in this API (recorded). */
export class LoginError extends Error {
  override readonly name = 'LoginError';
  constructor(override readonly cause: AuthenticationError) {
    super(
      cause.code === 'bad-credentials' || cause.code === 'missing'
        ? 'We did not recognize the username or password you entered. Please try again.'
        : cause.message,
    );
  }
}

interface Answer {
  readonly status: number;
  readonly message: string;
  readonly modelState?: ErrorBody['modelState'];
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers an error as `{message}`, with `modelState` where fields are at fault. Missing objects had an empty
 * body in recordings; every client takes a message as well, which says more.
 */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, message, modelState, headers } = answerOf(error);
  if (status === 500) request.log.error({ err: error }, 'Internal error');
  const body: ErrorBody = { message, ...(modelState && { modelState }) };
  return reply
    .code(status)
    .headers({ ...jsonHeaders, ...headers })
    .send(JSON.stringify(body));
}

function answerOf(error: unknown): Answer {
  if (error instanceof InvalidBodyError) {
    return { status: 400, message: error.message, modelState: { ...error.modelState } as never };
  }
  if (error instanceof RefusedError) return refusalAnswer(error);
  if (error instanceof LoginError) {
    const { retryAfter } = error.cause;
    return {
      status: 400,
      message: error.message,
      ...(retryAfter !== undefined && { headers: { 'retry-after': String(retryAfter) } }),
    };
  }
  if (error instanceof AuthenticationError) {
    return { status: 401, message: 'Authorization has been denied for this request.' };
  }
  if (error instanceof ForbiddenError) return { status: 403, message: error.message };
  if (error instanceof ConflictError) {
    return { status: 409, message: 'Another request changed the same thing; send this one again.' };
  }
  if (error instanceof StoreUnavailableError) return { status: 503, message: error.message };
  if (error instanceof HttpProblem) return problemAnswer(error);
  return { status: 500, message: 'An error has occurred.' };
}

const statusOf: Partial<Record<RefusalCode, number>> = {
  'not-found': 404,
  forbidden: 403,
  'duplicate-request': 409,
  conflict: 409,
};

function refusalAnswer({ code, message, subject }: RefusedError): Answer {
  const status = statusOf[code] ?? 400;
  if (status !== 400) return { status, message };
  const field = subject === undefined ? '' : `body.${subject}`;
  return { status, message, modelState: { [field]: [message] } };
}

function problemAnswer({ kind, message, details }: HttpProblem): Answer {
  switch (kind) {
    case 'no-route':
      return { status: 404, message: 'The requested resource does not exist.' };
    case 'method':
      return { status: 405, message, headers: { allow: (details.allow ?? []).join(', ') } };
    case 'too-large':
      return { status: 413, message };
    case 'rate-limited':
      return { status: 429, message, headers: { 'retry-after': String(details.retryAfter ?? 1) } };
    default:
      return { status: 400, message };
  }
}
