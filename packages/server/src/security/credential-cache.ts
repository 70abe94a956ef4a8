import type { Clock } from '../clock.js';

export interface CacheOptions {
  readonly realClock: Pick<Clock, 'now'>;
  /** How many credentials are remembered; the one that was used longest ago makes room. */
  readonly capacity: number;
}

interface Entry<V> {
  readonly value: V;
  readonly until: number;
}

/** Who was recognised by which credential. Keys are digests: no secret is held here. */
export class CredentialCache<V extends { readonly userId: number }> {
  readonly #clock: Pick<Clock, 'now'>;
  readonly #capacity: number;
  /** In the order of last use. */
  readonly #entries = new Map<string, Entry<V>>();

  constructor({ realClock, capacity }: CacheOptions) {
    this.#clock = realClock;
    this.#capacity = capacity;
  }

  get size(): number {
    return this.#entries.size;
  }

  get(key: string): V | undefined {
    const entry = this.#entries.get(key);
    if (!entry) return undefined;
    this.#entries.delete(key);
    if (entry.until <= this.#clock.now()) return undefined;
    this.#entries.set(key, entry);
    return entry.value;
  }

  /** @param until real time in milliseconds. */
  set(key: string, value: V, until: number): void {
    this.#entries.delete(key);
    this.#entries.set(key, { value, until });
    if (this.#entries.size > this.#capacity) {
      const [oldest] = this.#entries.keys();
      this.#entries.delete(oldest!);
    }
  }

  forgetUser(userId: number): void {
    for (const [key, { value }] of this.#entries) {
      if (value.userId === userId) this.#entries.delete(key);
    }
  }

  clear(): void {
    this.#entries.clear();
  }
}
