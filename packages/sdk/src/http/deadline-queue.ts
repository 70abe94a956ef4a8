import type { Cancel, Clock } from './clock.js';

interface Entry {
  readonly due: number;
  readonly expire: () => void;
}

/**
 * All deadlines of one clock on one timer.
 *
 * Calls with the same time-out expire in the order in which they began, so each time-out has a
 * first-in-first-out set and only the heads are compared. A call that ends removes its entry and
 * leaves the timer alone: when the timer fires and nothing is due, it is set to the next head.
 * Thus a call costs one insertion and one removal, and a timer is set about once per time-out.
 */
export class DeadlineQueue {
  readonly #clock: Clock;
  readonly #byTimeout = new Map<number, Set<Entry>>();
  #timer: { readonly at: number; readonly cancel: Cancel } | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** How many deadlines are running. */
  get size(): number {
    let size = 0;
    for (const entries of this.#byTimeout.values()) size += entries.size;
    return size;
  }

  /** Calls `expire` once, `ms` from now, unless cancelled. It never keeps the process alive. */
  add(ms: number, expire: () => void): Cancel {
    const entry = { due: this.#clock.now() + ms, expire };
    const entries = this.#byTimeout.get(ms) ?? new Set();
    if (entries.size === 0) this.#byTimeout.set(ms, entries);
    entries.add(entry);
    if (!this.#timer || entry.due < this.#timer.at) this.#arm(entry.due);
    return () => entries.delete(entry);
  }

  #arm(at: number): void {
    this.#timer?.cancel();
    const cancel = this.#clock.setTimer(at - this.#clock.now(), () => this.#fire(at), {
      background: true,
    });
    this.#timer = { at, cancel };
  }

  /** `at` counts as now, so that a clock set back meanwhile delays nobody a second time. */
  #fire(at: number): void {
    this.#timer = undefined;
    const now = Math.max(at, this.#clock.now());
    const expired: Entry[] = [];
    let next = Number.POSITIVE_INFINITY;
    for (const [timeout, entries] of this.#byTimeout) {
      for (const entry of entries) {
        if (entry.due > now) {
          next = Math.min(next, entry.due);
          break;
        }
        entries.delete(entry);
        expired.push(entry);
      }
      if (entries.size === 0) this.#byTimeout.delete(timeout);
    }
    if (next < Number.POSITIVE_INFINITY) this.#arm(next);
    for (const entry of expired) entry.expire();
  }
}

const queues = new WeakMap<Clock, DeadlineQueue>();

/** The one queue of a clock, shared by every client that uses the clock. */
export function deadlinesOf(clock: Clock): DeadlineQueue {
  const queue = queues.get(clock) ?? new DeadlineQueue(clock);
  queues.set(clock, queue);
  return queue;
}
