import type { HttpCall } from './call.js';
import { CallError, seconds } from './call-error.js';

/** The call did not end in its time, all attempts and pauses counted. */
export class TimeoutError extends CallError {
  declare readonly kind: 'timeout';
  /** The limit, in seconds. */
  readonly timeout: number;

  constructor(call: HttpCall, cause?: unknown) {
    const tries = call.attempts === 1 ? '' : ` (${call.attempts} attempts)`;
    super(
      'timeout',
      `${call.vendor} did not answer ${call.operation} within ${seconds(call.timeout)}${tries}.`,
      call,
      { cause },
    );
    this.timeout = call.timeout / 1000;
  }

  static {
    TimeoutError.prototype.name = 'TimeoutError';
  }
}
