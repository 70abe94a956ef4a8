import type { HttpCall } from './call.js';
import { CallError } from './call-error.js';
import { type HttpResponse, headerOf } from './pipeline.js';

/** The server answered with success, but in a shape that the client cannot read. */
export class ResponseError extends CallError {
  declare readonly kind: 'response';
  declare readonly status: number;
  /** The body as it came, without the client's secrets. */
  readonly body: string;

  /** @param what the rest of the sentence "Vendor's answer to operation …". */
  constructor(call: HttpCall, response: HttpResponse, what: string, cause?: unknown) {
    super('response', `${call.vendor}'s answer to ${call.operation} ${what}.`, call, {
      status: response.status,
      requestId: headerOf(response.headers, 'x-request-id'),
      cause,
    });
    this.body = call.redactor.text(response.body);
  }

  static {
    ResponseError.prototype.name = 'ResponseError';
  }
}
