import type { Clock } from './clock.js';
import { onAbort, type StopSignal } from './on-abort.js';

/** Resolves after `ms` milliseconds; rejects with the signal's reason when it aborts earlier. */
export function sleep(clock: Clock, ms: number, signal?: StopSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (signal?.aborted) {
      reject(signal.reason);
      return;
    }
    const cancelTimer = clock.setTimer(ms, () => {
      unlink?.();
      resolve();
    });
    const unlink =
      signal &&
      onAbort(signal, () => {
        cancelTimer();
        reject(signal.reason);
      });
  });
}
