/**
 * The SDK's only source of time and chance. Everything else takes a `Clock` and a `Random`, so that
 * tests move time by hand and never sleep.
 */

/** Cancels a timer; calling it again, or after the timer fired, does nothing. */
export type Cancel = () => void;

/** A number in [0, 1), as `Math.random` gives. */
export type Random = () => number;

export interface TimerOptions {
  /** True: the timer alone does not keep the process alive. Default false. */
  readonly background?: boolean;
}

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `fn` once, `ms` milliseconds from now. */
  setTimer(ms: number, fn: () => void, options?: TimerOptions): Cancel;
}

/** The longest delay that Node's timers accept; a longer one would fire at once. */
const longestDelay = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  setTimer(ms, fn, options) {
    const timer = setTimeout(fn, Math.min(Math.max(0, ms), longestDelay));
    if (options?.background) timer.unref();
    return () => clearTimeout(timer);
  },
};

export const realRandom: Random = () => Math.random();
