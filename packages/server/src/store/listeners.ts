/** Those who want to hear of something. */
export class Listeners<T> {
  readonly #listeners = new Set<(news: T) => void>();

  /** Adds a listener and answers how to remove it. */
  add(listener: (news: T) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Tells all. What a listener throws is thrown outside: it is no fault of whoever tells. */
  tell(news: T): void {
    for (const listener of this.#listeners) {
      try {
        listener(news);
      } catch (error) {
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }
}
