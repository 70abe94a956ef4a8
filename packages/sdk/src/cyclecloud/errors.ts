import type { HttpCall } from '../http/call.js';
import { HttpError } from '../http/http-error.js';
import type { HttpResponse } from '../http/pipeline.js';
import type { CycleCloudErrorBody } from './wire.js';

/**
 * CycleCloud refused a call. The message is the server's `Message: Detail`; a body that is not
 * CycleCloud's JSON is the message as it stands.
 */
export class CycleCloudError<Status extends number = number> extends HttpError<Status> {
  /** Fully qualified class of the server's exception; also in `code`. */
  readonly exception: string | undefined;
  /** Points into the server's log. */
  readonly detail: string | undefined;

  constructor(call: HttpCall, response: HttpResponse) {
    const body = parse(response.body);
    super(call, response, { message: messageOf(body, response.body), code: body?.Exception });
    this.exception = body?.Exception;
    this.detail = body?.Detail === undefined ? undefined : call.redactor.text(body.Detail);
  }

  static {
    CycleCloudError.prototype.name = 'CycleCloudError';
  }
}

/** A malformed request. */
export class CycleCloudBadRequestError extends CycleCloudError<400> {
  static {
    CycleCloudBadRequestError.prototype.name = 'CycleCloudBadRequestError';
  }
}

/** Wrong user or password. Repeated, it locks the account for minutes. */
export class CycleCloudAuthenticationError extends CycleCloudError<401> {
  static {
    CycleCloudAuthenticationError.prototype.name = 'CycleCloudAuthenticationError';
  }
}

/** The user may not do this. */
export class CycleCloudPermissionError extends CycleCloudError<403> {
  static {
    CycleCloudPermissionError.prototype.name = 'CycleCloudPermissionError';
  }
}

/** No such cluster, node, operation or request id. */
export class CycleCloudNotFoundError extends CycleCloudError<404> {
  static {
    CycleCloudNotFoundError.prototype.name = 'CycleCloudNotFoundError';
  }
}

/** Input that makes no sense to the server, or a `requestId` seen before. */
export class CycleCloudConflictError extends CycleCloudError<409> {
  static {
    CycleCloudConflictError.prototype.name = 'CycleCloudConflictError';
  }
}

const classes: Readonly<Record<number, typeof CycleCloudError<number>>> = {
  400: CycleCloudBadRequestError,
  401: CycleCloudAuthenticationError,
  403: CycleCloudPermissionError,
  404: CycleCloudNotFoundError,
  409: CycleCloudConflictError,
};

/** The error for an answer of failure. */
export function toError(call: HttpCall, response: HttpResponse): CycleCloudError {
  const ErrorClass = classes[response.status] ?? CycleCloudError;
  return new ErrorClass(call, response);
}

/** More than this of a raw body is no message any more; `body` has the rest. */
const longestMessage = 2000;

function messageOf(body: CycleCloudErrorBody | undefined, raw: string): string | undefined {
  const parts = [body?.Message, body?.Detail].filter((part) => part !== undefined && part !== '');
  const [message, ...detail] = parts;
  if (message !== undefined) return [message.replace(/\.$/, ''), ...detail].join(': ');
  return raw.trim().slice(0, longestMessage) || undefined;
}

function parse(text: string): CycleCloudErrorBody | undefined {
  let body: unknown;
  try {
    body = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (typeof body !== 'object' || body === null) return undefined;
  const strings = Object.entries(body).filter(([, value]) => typeof value === 'string');
  return Object.fromEntries(strings);
}
