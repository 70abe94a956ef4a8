/**
 * A budget of retries that a client's calls share: when a server is down, the first calls use the
 * tokens up and the others fail at once instead of multiplying the load. Successes refill it.
 */
export class RetryTokens {
  readonly #capacity: number;
  #tokens: number;

  /** @param capacity how many retries a full bucket allows without any success. Default 100. */
  constructor(capacity = 100) {
    this.#capacity = capacity;
    this.#tokens = capacity;
  }

  /** Pays for one retry; false when the bucket is empty. */
  take(): boolean {
    if (this.#tokens < 1) return false;
    this.#tokens -= 1;
    return true;
  }

  /** A call succeeded: it gives back the retry that it took, or a fifth of one when it took none. */
  succeeded(retried: boolean): void {
    this.#tokens = Math.min(this.#capacity, this.#tokens + (retried ? 1 : 0.2));
  }
}
