import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';

export interface RateLimiterOptions {
  readonly realClock: Pick<Clock, 'now'>;
  /** Requests per second that a caller may make for ever. */
  readonly perSecond: number;
  /** Requests that a caller who has been quiet may make at once; default those of one second. */
  readonly burst?: number;
  /** How many callers are remembered; default 10,000. The one that was seen longest ago makes room. */
  readonly capacity?: number;
}

/** One request. Allowances are counted in thousandths, so that whole rates give whole numbers. */
const cost = 1000;

interface Bucket {
  allowance: number;
  at: number;
}

/** A token bucket per caller. */
export class RateLimiter {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #perSecond: number;
  readonly #burst: number;
  readonly #capacity: number;
  readonly #key = createSecretKey(randomBytes(32));
  /** In the order of last use. */
  readonly #buckets = new Map<string, Bucket>();

  /** @throws when `perSecond` is not a number above 0. */
  constructor({ realClock, perSecond, burst, capacity = 10_000 }: RateLimiterOptions) {
    if (!(perSecond > 0 && Number.isFinite(perSecond))) {
      throw new RangeError(`The rate limit must be above 0 requests per second, not ${perSecond}.`);
    }
    this.#clock = realClock;
    this.#perSecond = perSecond;
    this.#burst = Math.max(1, burst ?? perSecond) * cost;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#buckets.size;
  }

  /**
   * Takes one request of the caller's allowance.
   *
   * @param caller a user, an address, or a credential: only its digest is kept.
   * @returns milliseconds to wait until the request may be made; 0 when it may now.
   */
  take(caller: string): number {
    const key = createHmac('sha256', this.#key).update(caller).digest('base64');
    const now = this.#clock.now();
    const bucket = this.#buckets.get(key) ?? { allowance: this.#burst, at: now };
    // A clock that was set back must not take anything away.
    const grown = Math.max(0, now - bucket.at) * this.#perSecond;
    bucket.allowance = Math.min(this.#burst, bucket.allowance + grown);
    bucket.at = now;
    this.#buckets.delete(key);
    this.#buckets.set(key, bucket);
    if (this.#buckets.size > this.#capacity) {
      const [oldest] = this.#buckets.keys();
      this.#buckets.delete(oldest!);
    }
    if (bucket.allowance < cost) return Math.ceil((cost - bucket.allowance) / this.#perSecond);
    bucket.allowance -= cost;
    return 0;
  }
}
