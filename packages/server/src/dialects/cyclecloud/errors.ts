import type { CycleCloudErrorBody } from '@pileus/sdk/cyclecloud/wire';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { HttpProblem } from '../../http/problem.js';
import { RefusedError } from '../../inventory/errors.js';
import { AuthenticationError } from '../../security/authenticator.js';
import { ForbiddenError } from '../../security/roles.js';
import { ConflictError, StoreUnavailableError } from '../../store/store.js';
import { jsonHeaders } from './codec.js';

interface Answer {
  readonly status: number;
  /** The last word of the vendor's exception class. */
  readonly exception: string;
  readonly message: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/**
 * Answers an error with the body that live servers were seen to send (the reference says "No Content"):
 * `Exception`, `Message` and `Detail`. Semantic mistakes are 409 in this API, not 400.
 */
export function fail(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const { status, exception, message, headers } = answerOf(error);
  if (status === 500) request.log.error({ err: error }, 'Internal error');
  const body: CycleCloudErrorBody = {
    Exception: `com.cyclecomputing.cloud.exceptions.${exception}`,
    Message: message,
    Detail: `See the server's log for request ${request.id}`,
  };
  return reply
    .code(status)
    .headers({ ...jsonHeaders, ...headers })
    .send(JSON.stringify(body));
}

function answerOf(error: unknown): Answer {
  if (error instanceof RefusedError) {
    const { code, message } = error;
    if (code === 'not-found') return { status: 404, exception: 'ObjectNotFoundException', message };
    if (code === 'forbidden') return { status: 403, exception: 'AccessDeniedException', message };
    return { status: 409, exception: 'InvalidAttributeException', message };
  }
  if (error instanceof AuthenticationError) {
    return {
      status: 401,
      exception: 'AuthenticationException',
      message: error.message,
      headers: { 'www-authenticate': 'Basic realm="CycleCloud"' },
    };
  }
  if (error instanceof ForbiddenError) {
    return { status: 403, exception: 'AccessDeniedException', message: error.message };
  }
  if (error instanceof ConflictError) {
    return { status: 409, exception: 'ConflictException', message: error.message };
  }
  if (error instanceof StoreUnavailableError) {
    return { status: 503, exception: 'UnavailableException', message: error.message };
  }
  if (error instanceof HttpProblem) return problemAnswer(error);
  return { status: 500, exception: 'InternalException', message: 'An internal error occurred.' };
}

function problemAnswer({ kind, message, details }: HttpProblem): Answer {
  switch (kind) {
    case 'no-route':
      return { status: 404, exception: 'ObjectNotFoundException', message };
    case 'method':
      return {
        status: 405,
        exception: 'UnsupportedOperationException',
        message,
        headers: { allow: (details.allow ?? []).join(', ') },
      };
    case 'too-large':
      return { status: 413, exception: 'InvalidRequestException', message };
    case 'rate-limited':
      return {
        status: 429,
        exception: 'ThrottledException',
        message,
        headers: { 'retry-after': String(details.retryAfter ?? 1) },
      };
    default:
      return { status: 400, exception: 'InvalidRequestException', message };
  }
}
