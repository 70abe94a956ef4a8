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

/** Where world time stands: at real time `real` it was `world`, and it runs `speed` times as fast. */
export interface ClockPosition {
  readonly real: number;
  readonly world: number;
  readonly speed: number;
}

/** Where the world's clock stops: years of five digits are none to any client. */
const end = Date.UTC(9999, 11, 31);

/** World time at a real time, in whole milliseconds. */
export const worldTimeAt = ({ real, world, speed }: ClockPosition, at: number): number =>
  Math.min(end, Math.floor(world + (at - real) * speed));

/**
 * World time. With speed 1 and equal times in its position it is real time. Speed 0 stands still: timers wait
 * until the position is set anew.
 */
export class WorldClock implements Clock {
  readonly #real: Clock;
  #position: ClockPosition;

  constructor(real: Clock, position: ClockPosition) {
    this.#real = real;
    this.#position = position;
  }

  get speed(): number {
    return this.#position.speed;
  }

  now(): number {
    return worldTimeAt(this.#position, this.#real.now());
  }

  after(ms: number, fn: () => void): Cancel {
    const { speed } = this.#position;
    if (speed === 0) return ms <= 0 ? this.#real.after(0, fn) : () => {};
    return this.#real.after(Math.ceil(ms / speed), fn);
  }

  /** Takes up a position, as read from the store. Timers that are set already stay where they are. */
  set(position: ClockPosition): void {
    this.#position = position;
  }
}
