/**
 * A map that keeps its most recently used entries: at least `limit`, and at most twice as many.
 *
 * Entries are in two generations, and the older one is dropped when the newer one is full: a hit
 * costs one look-up, where a strict order of use would cost a deletion and an insertion.
 */
export class Recent<V> {
  readonly #limit: number;
  #newer = new Map<string, V>();
  #older = new Map<string, V>();

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** The entry of `key`, made when there is none. */
  get(key: string, make: () => V): V {
    const known = this.#newer.get(key);
    if (known !== undefined) return known;
    const value = this.#older.get(key) ?? make();
    if (this.#newer.size >= this.#limit) {
      this.#older = this.#newer;
      this.#newer = new Map();
    }
    this.#newer.set(key, value);
    return value;
  }
}
