import type { HttpCall } from './call.js';
import { CallError } from './call-error.js';
import type { PileusError } from './error.js';
import { type HttpResponse, headerOf, type ResponseHeaders } from './pipeline.js';

/** What a vendor's client read out of the body of a failed answer. */
export interface VendorMessage {
  /** One sentence; undefined when the body holds none. */
  readonly message?: string | undefined;
  readonly code?: string | undefined;
}

/** The server answered with a status of failure. `Status` is literal in the vendors' subclasses. */
export class HttpError<Status extends number = number> extends CallError {
  declare readonly kind: 'http';
  declare readonly status: Status;
  readonly headers: ResponseHeaders;
  /** The body as it came, without the client's secrets. */
  readonly body: string;

  constructor(call: HttpCall, response: HttpResponse, said: VendorMessage = {}) {
    const message =
      said.message ??
      `${call.vendor} answered ${response.status} to ${call.operation} without a word.`;
    super('http', message, call, {
      status: response.status,
      code: said.code,
      requestId: headerOf(response.headers, 'x-request-id'),
    });
    this.headers = call.redactor.headers(response.headers);
    this.body = call.redactor.text(response.body);
  }

  static {
    HttpError.prototype.name = 'HttpError';
  }
}

/** Narrows any error of the SDK to the answer of one status: `hasStatus(error, 404)`. */
export function hasStatus<Status extends number>(
  error: unknown,
  status: Status,
): error is HttpError<Status> & PileusError {
  return error instanceof HttpError && error.status === status;
}
