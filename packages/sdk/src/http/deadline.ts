import { AbortError } from './abort-error.js';
import type { HttpCall } from './call.js';
import type { Clock } from './clock.js';
import { deadlinesOf } from './deadline-queue.js';
import { onAbort } from './on-abort.js';
import type { HttpResponse, Next, Step } from './pipeline.js';
import { TimeoutError } from './timeout-error.js';

/**
 * Ends a call when its time is over or a signal of its caller aborts, whatever the rest of the
 * pipeline is doing: connecting, reading, or pausing between two attempts.
 */
export function deadline(clock: Clock): Step {
  const deadlines = deadlinesOf(clock);
  return async (call, next) => {
    const aborted = call.signals.find((signal) => signal.aborted);
    if (aborted) throw abortOf(call, aborted);
    call.dueAt = clock.now() + call.timeout;
    const cancel = deadlines.add(call.timeout, () => call.stop.abort(new TimeoutError(call)));
    const unlink = call.signals.map((signal) =>
      onAbort(signal, () => call.stop.abort(abortOf(call, signal))),
    );
    try {
      return await untilStopped(call, next);
    } finally {
      cancel();
      for (const remove of unlink) remove();
    }
  };
}

function abortOf(call: HttpCall, signal: AbortSignal): AbortError {
  return new AbortError(call.operation, signal.reason, call.facts());
}

/** Not every wait below heeds the signal: undici opens a connection to its end. Hence the race. */
function untilStopped(call: HttpCall, next: Next): Promise<HttpResponse> {
  return new Promise((resolve, reject) => {
    call.stop.addEventListener('abort', () => reject(call.stop.reason));
    next(call).then(resolve, reject);
  });
}
