import type { Clock } from '../clock.js';

export interface LockoutOptions {
  readonly realClock: Pick<Clock, 'now'>;
  /** Attempts that lock; default 10. */
  readonly limit?: number;
  /** How long an attempt counts, and how long the lock lasts; default 5 minutes each. */
  readonly milliseconds?: number;
  /** How many callers are watched; default 10,000. The one that tried longest ago makes room. */
  readonly capacity?: number;
}

/**
 * Locks out a caller after too many bad attempts. An attempt is noted *before* its secret is checked
 * and cleared when that was good, so that many attempts at once are no way round the limit.
 */
export class Lockout {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #limit: number;
  readonly #milliseconds: number;
  readonly #capacity: number;
  /** When each caller tried, ascending; in the order of the last try. */
  readonly #attempts = new Map<string, number[]>();

  constructor(options: LockoutOptions) {
    this.#clock = options.realClock;
    this.#limit = options.limit ?? 10;
    this.#milliseconds = options.milliseconds ?? 5 * 60_000;
    this.#capacity = options.capacity ?? 10_000;
  }

  get size(): number {
    return this.#attempts.size;
  }

  /** Milliseconds until the caller may try again; 0 when it may now. */
  lockedFor(caller: string): number {
    const attempts = this.#attempts.get(caller);
    if (!attempts || attempts.length < this.#limit) return 0;
    const left = attempts.at(-1)! + this.#milliseconds - this.#clock.now();
    if (left <= 0) this.#attempts.delete(caller);
    return Math.max(0, left);
  }

  /** Counts an attempt as bad. A caller that is locked out already does not lengthen the lock. */
  note(caller: string): void {
    if (this.lockedFor(caller) > 0) return;
    const now = this.#clock.now();
    const earlier = this.#attempts.get(caller) ?? [];
    const recent = earlier.filter((at) => at > now - this.#milliseconds);
    this.#attempts.delete(caller);
    this.#attempts.set(caller, [...recent, now]);
    if (this.#attempts.size > this.#capacity) {
      const [oldest] = this.#attempts.keys();
      this.#attempts.delete(oldest!);
    }
  }

  /** Takes the last attempt back: it could not be judged. */
  withdraw(caller: string): void {
    const attempts = this.#attempts.get(caller);
    attempts?.pop();
    if (attempts?.length === 0) this.#attempts.delete(caller);
  }

  /** The attempt was good: everything before it is forgiven. */
  clear(caller: string): void {
    this.#attempts.delete(caller);
  }
}
