/**
 * The server's only source of time.
 *
 * There are two clocks. The *real* clock drives authentication, tokens, lock-out, leases,
 * HTTP time-outs and idempotency retention. The *world* clock dates every row, schedule and
 * bill; it may run faster than life or stand still, and its position (epoch and speed) is a
 * row of the store, so that replicas agree.
 */

/** Cancels a timer; calling it again, or after the timer fired, does nothing. */
export type Cancel = () => void;

export interface Clock {
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  now(): number;
  /** Calls `fn` once, `ms` milliseconds from now. A pending timer does not keep the process alive. */
  after(ms: number, fn: () => void): Cancel;
}

/** The longest delay that Node's timers accept; longer ones fire at once. */
const longestTimeout = 2 ** 31 - 1;

export const realClock: Clock = {
  now: () => Date.now(),
  after(ms, fn) {
    const timer = setTimeout(fn, Math.min(Math.max(0, ms), longestTimeout));
    timer.unref();
    return () => clearTimeout(timer);
  },
};

/** A clock that moves only when told to. Timers fire in order of time, then of creation. */
export class ManualClock implements Clock {
  #now: number;
  #sequence = 0;
  readonly #timers = new Map<number, { at: number; fn: () => void }>();

  constructor(start = Date.UTC(2026, 0, 1)) {
    this.#now = start;
  }

  now(): number {
    return this.#now;
  }

  after(ms: number, fn: () => void): Cancel {
    const key = ++this.#sequence;
    this.#timers.set(key, { at: this.#now + Math.max(0, ms), fn });
    return () => this.#timers.delete(key);
  }

  /** When the next timer is due, or undefined when there is none. */
  get nextTimer(): number | undefined {
    return this.#next()?.[1].at;
  }

  /** Moves forward by `ms`, firing every timer on the way. Timers set meanwhile fire too. */
  advance(ms: number): void {
    const end = this.#now + ms;
    for (let next = this.#next(); next && next[1].at <= end; next = this.#next()) {
      this.#timers.delete(next[0]);
      this.#now = Math.max(this.#now, next[1].at);
      next[1].fn();
    }
    this.#now = end;
  }

  #next(): [number, { at: number; fn: () => void }] | undefined {
    let best: [number, { at: number; fn: () => void }] | undefined;
    for (const entry of this.#timers) if (!best || entry[1].at < best[1].at) best = entry;
    return best;
  }
}

/**
 * World time: `anchorWorld + (real - anchorReal) * speed`. With speed 1 and equal anchors it is
 * real time. Speed 0 stands still: timers wait until the clock is re-anchored.
 */
export class WorldClock implements Clock {
  readonly #real: Clock;
  #anchorReal: number;
  #anchorWorld: number;
  #speed: number;

  constructor(real: Clock, anchor: { real: number; world: number; speed: number }) {
    this.#real = real;
    this.#anchorReal = anchor.real;
    this.#anchorWorld = anchor.world;
    this.#speed = anchor.speed;
  }

  now(): number {
    return Math.floor(this.#anchorWorld + (this.#real.now() - this.#anchorReal) * this.#speed);
  }

  after(ms: number, fn: () => void): Cancel {
    if (this.#speed === 0) return ms <= 0 ? this.#real.after(0, fn) : () => {};
    return this.#real.after(Math.ceil(ms / this.#speed), fn);
  }

  /** Re-anchors the clock, as read from the store. */
  set(anchor: { real: number; world: number; speed: number }): void {
    this.#anchorReal = anchor.real;
    this.#anchorWorld = anchor.world;
    this.#speed = anchor.speed;
  }
}
