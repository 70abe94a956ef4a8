import type { Failure, SharedConstraint } from './constraint.js';
import { tolerance } from './quantity.js';

/** Licences and other things that jobs share and no machine holds. */
export class SharedPools {
  readonly #pools = new Map<string, { initial: number; left: number }>();

  constructor(given: Readonly<Record<string, number>> = {}) {
    for (const [name, left] of Object.entries(given))
      this.#pools.set(name, { initial: left, left });
  }

  /** What is left of each. */
  left(): Record<string, number> {
    return Object.fromEntries([...this.#pools].map(([name, { left }]) => [name, left]));
  }

  /** How many slots the pools allow. */
  slots(constraints: readonly SharedConstraint[]): number {
    let slots = Number.POSITIVE_INFINITY;
    for (const constraint of constraints) {
      const left = this.#left(constraint) + tolerance;
      const { amount, once } = constraint;
      if (amount === 0) continue;
      const fit = once
        ? left >= amount
          ? Number.POSITIVE_INFINITY
          : 0
        : Math.floor(left / amount);
      slots = Math.min(slots, fit);
    }
    return slots;
  }

  /** Negative slots give back. */
  take(constraints: readonly SharedConstraint[], slots: number): void {
    for (const { name, amount, once } of constraints) {
      const pool = this.#pools.get(name);
      if (pool) pool.left -= once ? amount * Math.sign(slots) : amount * slots;
    }
  }

  why(constraints: readonly SharedConstraint[]): Failure | undefined {
    const short = constraints.find((each) => this.#left(each) + tolerance < each.amount);
    if (!short) return undefined;
    const message = `${short.amount} of ${short.name} needed, ${this.#left(short)} left`;
    return { status: 'SharedLimitReached', message };
  }

  /** A constraint may tell how large its pool is; the least that is told holds. */
  #left({ name, current }: SharedConstraint): number {
    const pool = this.#pools.get(name);
    if (!pool) {
      if (current === undefined) return 0;
      this.#pools.set(name, { initial: current, left: current });
      return current;
    }
    if (current !== undefined && current < pool.initial) {
      pool.left -= pool.initial - current;
      pool.initial = current;
    }
    return pool.left;
  }
}
