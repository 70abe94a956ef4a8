import type { Cancel, Clock, TimerOptions } from './clock.js';

interface Timer {
  readonly at: number;
  readonly fn: () => void;
}

export interface ManualClockOptions {
  /** Milliseconds since 1970. Default 2026-01-01T00:00:00Z. */
  readonly start?: number;
  /**
   * True: setting a foreground timer (a sleep) moves the clock to it as soon as the running code
   * yields. Sleeps then cost no time, while deadlines still fire in the right order.
   */
  readonly skipSleeps?: boolean;
}

/** A clock for tests: it moves only when told to. Timers fire by time, then by order of creation. */
export class ManualClock implements Clock {
  #now: number;
  readonly #skipSleeps: boolean;
  readonly #timers = new Set<Timer>();
  #waiting: (() => void)[] = [];

  /** The length in ms of every foreground timer set so far. */
  readonly sleeps: number[] = [];

  constructor(options: ManualClockOptions = {}) {
    this.#now = options.start ?? Date.UTC(2026, 0, 1);
    this.#skipSleeps = options.skipSleeps ?? false;
  }

  /** How many timers are waiting. */
  get pending(): number {
    return this.#timers.size;
  }

  now(): number {
    return this.#now;
  }

  setTimer(ms: number, fn: () => void, options?: TimerOptions): Cancel {
    const timer = { at: this.#now + Math.max(0, ms), fn };
    this.#timers.add(timer);
    if (!options?.background) {
      this.sleeps.push(ms);
      if (this.#skipSleeps) queueMicrotask(() => this.#advanceTo(timer));
      for (const wake of this.#waiting.splice(0)) wake();
    }
    return () => this.#timers.delete(timer);
  }

  /** Moves forward by `ms`, firing every timer on the way; timers set meanwhile fire too. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next && next.at <= end; next = this.#next()) {
      this.#timers.delete(next);
      this.#now = Math.max(this.#now, next.at);
      next.fn();
    }
    this.#now = Math.max(this.#now, end);
  }

  /** Resolves when `count` foreground timers have been set since the clock was made. */
  async untilSleeps(count: number): Promise<void> {
    while (this.sleeps.length < count) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  #advanceTo(timer: Timer): void {
    if (this.#timers.has(timer)) this.advance(timer.at - this.#now);
  }

  #next(): Timer | undefined {
    let first: Timer | undefined;
    for (const timer of this.#timers) if (!first || timer.at < first.at) first = timer;
    return first;
  }
}
