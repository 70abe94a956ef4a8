import { type Clock, realClock } from '@pileus/sdk/clock';
import type { Autoscaler, PassReport } from './autoscaler.js';

export interface RunOptions {
  /** Ends the loop. A pass that acts just then is brought to its end. */
  readonly signal: AbortSignal;
  /** Seconds from the end of a pass to the next. Default 15. */
  readonly interval?: number;
  /** Lets the next pass begin at once: gives back how to stop listening. */
  readonly onWake?: (wake: () => void) => () => void;
  readonly onPass?: (report: PassReport) => void;
  /** A pass that could not be made; `delay` is the time in seconds until the next. */
  readonly onFailure?: (error: unknown, delay: number) => void;
  readonly clock?: Clock;
}

/** After many failures in a row the loop tries every so many seconds. */
const longestDelay = 300;

/** Makes one pass after the other until the signal comes. Failures make the pauses longer; they never end the loop. */
export async function runLoop(autoscaler: Autoscaler, options: RunOptions): Promise<void> {
  const { signal, interval = 15, clock = realClock } = options;
  let wake = () => {};
  let woken = false;
  const stopListening = options.onWake?.(() => {
    woken = true;
    wake();
  });
  try {
    let failures = 0;
    while (!signal.aborted) {
      woken = false;
      let delay = interval;
      try {
        const report = await autoscaler.pass(signal);
        failures = 0;
        options.onPass?.(report);
      } catch (error) {
        if (signal.aborted) return;
        failures++;
        delay = Math.min(interval * 2 ** (failures - 1), Math.max(interval, longestDelay));
        options.onFailure?.(error, delay);
      }
      if (woken || signal.aborted) continue;
      await new Promise<void>((resolve) => {
        const end = () => {
          cancel();
          signal.removeEventListener('abort', end);
          resolve();
        };
        const cancel = clock.setTimer(delay * 1000, end);
        signal.addEventListener('abort', end);
        wake = end;
      });
    }
  } finally {
    stopListening?.();
  }
}
