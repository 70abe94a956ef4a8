/** Things by the time at which they end, the earliest first. */
export class EndTimes<T> {
  /** The earliest last. */
  readonly #list: { readonly item: T; readonly end: number }[] = [];

  get next(): number | undefined {
    return this.#list.at(-1)?.end;
  }

  add(item: T, end: number): void {
    this.#list.splice(this.#firstUntil(end), 0, { item, end });
  }

  /** Takes out one that has ended by then. */
  take(time: number): T | undefined {
    const last = this.#list.at(-1);
    return last && last.end <= time ? this.#list.pop()!.item : undefined;
  }

  remove(item: T, end: number): void {
    let at = this.#firstUntil(end);
    while (at < this.#list.length && this.#list[at]!.item !== item) at++;
    this.#list.splice(at, 1);
  }

  /** Of equal ends those that came first stand last. */
  #firstUntil(end: number): number {
    let low = 0;
    let high = this.#list.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#list[middle]!.end > end) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
