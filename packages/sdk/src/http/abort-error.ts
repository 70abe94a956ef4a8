import type { HttpCall } from './call.js';
import { CallError } from './call-error.js';

/** The caller's signal aborted the call. `cause` is the signal's reason. */
export class AbortError extends CallError {
  declare readonly kind: 'abort';

  constructor(call: HttpCall, reason: unknown) {
    super('abort', `${call.operation} was aborted by its caller.`, call, { cause: reason });
  }

  static {
    AbortError.prototype.name = 'AbortError';
  }
}
