/** What a place may be taken for; combined by OR. */
export const marks = { open: 1, empty: 2, plain: 4, grouped: 8 } as const;

/**
 * The nodes of one bucket, in the order in which jobs are put on them, with what is left of each resource. Finds
 * the first node that has enough without looking at all of them: a tree holds the most that is left, per resource,
 * in each half, quarter, and so on.
 */
export class FreeIndex {
  /** Number of nodes. */
  length = 0;
  #size = 16;
  #width: number;
  #free: Float64Array;
  #marks: Uint8Array;

  /** @param width how many resources are kept; -1 stands for one that a node does not have */
  constructor(width: number) {
    this.#width = width;
    this.#free = new Float64Array(2 * this.#size * width).fill(-1);
    this.#marks = new Uint8Array(2 * this.#size);
  }

  /** @returns the position of the new node, which is the last */
  push(free: ArrayLike<number>, marked: number): number {
    if (this.length === this.#size) this.#rebuild(this.#size * 2, this.#width);
    const position = this.length++;
    const at = (this.#size + position) * this.#width;
    for (let i = 0; i < this.#width; i++) this.#free[at + i] = free[i]!;
    this.#marks[this.#size + position] = marked;
    this.#climb(position);
    return position;
  }

  free(position: number, resource: number): number {
    return this.#free[(this.#size + position) * this.#width + resource]!;
  }

  marksOf(position: number): number {
    return this.#marks[this.#size + position]!;
  }

  /** Takes `times` the amounts and sets the marks; negative `times` gives back. */
  take(
    position: number,
    resources: readonly number[],
    amounts: readonly number[],
    times: number,
    marked: number,
  ): void {
    const at = (this.#size + position) * this.#width;
    for (let i = 0; i < resources.length; i++) {
      this.#free[at + resources[i]!]! -= amounts[i]! * times;
    }
    this.#marks[this.#size + position] = marked;
    this.#climb(position);
  }

  mark(position: number, marked: number): void {
    this.#marks[this.#size + position] = marked;
    this.#climb(position);
  }

  /** How many slots of these amounts fit; Infinity when nothing is taken. */
  slots(position: number, resources: readonly number[], amounts: readonly number[]): number {
    const at = (this.#size + position) * this.#width;
    let slots = Number.POSITIVE_INFINITY;
    for (let i = 0; i < resources.length; i++) {
      const amount = amounts[i]!;
      const free = this.#free[at + resources[i]!]!;
      if (amount <= 0) {
        if (free < 0) return 0;
        continue;
      }
      const fit = Math.floor((free + 1e-9) / amount);
      if (fit < slots) slots = fit;
    }
    return Math.max(slots, 0);
  }

  /**
   * The first node from `from` on with at least `least` of each resource and all marks; -1 when there is none.
   */
  find(
    resources: readonly number[],
    least: readonly number[],
    marked: number,
    from: number,
  ): number {
    if (from >= this.length) return -1;
    const size = this.#size;
    const width = this.#width;
    const free = this.#free;
    const marksAt = this.#marks;
    const count = resources.length;
    let at = from === 0 ? 1 : size + from;
    for (;;) {
      let fits = (marksAt[at]! & marked) === marked;
      if (fits) {
        const base = at * width;
        for (let i = 0; i < count; i++) {
          if (free[base + resources[i]!]! < least[i]!) {
            fits = false;
            break;
          }
        }
      }
      if (fits) {
        if (at >= size) return at - size;
        at <<= 1;
        continue;
      }
      while (at & 1) at >>= 1;
      if (at === 0) return -1;
      at++;
    }
  }

  /** Keeps one more resource; `values` are those of the nodes there are. */
  widen(values: ArrayLike<number>): void {
    const width = this.#width;
    this.#rebuild(this.#size, width + 1);
    for (let i = 0; i < this.length; i++) {
      this.#free[(this.#size + i) * this.#width + width] = values[i]!;
    }
    this.#raise();
  }

  #climb(position: number): void {
    const width = this.#width;
    const free = this.#free;
    const marksAt = this.#marks;
    for (let at = (this.#size + position) >> 1; at >= 1; at >>= 1) {
      const left = 2 * at * width;
      const right = left + width;
      const base = at * width;
      const both = marksAt[2 * at]! | marksAt[2 * at + 1]!;
      let same = marksAt[at] === both;
      marksAt[at] = both;
      for (let i = 0; i < width; i++) {
        const a = free[left + i]!;
        const b = free[right + i]!;
        const most = Math.max(a, b);
        if (free[base + i] !== most) {
          free[base + i] = most;
          same = false;
        }
      }
      if (same) return;
    }
  }

  #rebuild(size: number, width: number): void {
    const free = new Float64Array(2 * size * width).fill(-1);
    const marksAt = new Uint8Array(2 * size);
    for (let i = 0; i < this.length; i++) {
      const from = (this.#size + i) * this.#width;
      const to = (size + i) * width;
      for (let k = 0; k < this.#width; k++) free[to + k] = this.#free[from + k]!;
      marksAt[size + i] = this.#marks[this.#size + i]!;
    }
    this.#size = size;
    this.#width = width;
    this.#free = free;
    this.#marks = marksAt;
    this.#raise();
  }

  #raise(): void {
    const width = this.#width;
    for (let at = this.#size - 1; at >= 1; at--) {
      this.#marks[at] = this.#marks[2 * at]! | this.#marks[2 * at + 1]!;
      for (let i = 0; i < width; i++) {
        this.#free[at * width + i] = Math.max(
          this.#free[2 * at * width + i]!,
          this.#free[(2 * at + 1) * width + i]!,
        );
      }
    }
  }
}
