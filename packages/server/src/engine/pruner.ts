import type { Cancel, Clock } from '../clock.js';
import { retention } from '../inventory/retention.js';
import { eq, gt, lt } from '../store/predicate.js';
import { type Store, system } from '../store/store.js';

type Pruned = 'event' | 'idempotency';

export interface PrunerOptions {
  readonly store: Store;
  /** World clock: dates events. */
  readonly clock: Pick<Clock, 'now'>;
  /** Real clock: dates answers, and says when to look again. */
  readonly realClock: Clock;
  readonly onPruned?: (table: Pruned, count: number) => void;
  readonly onError?: (error: unknown) => void;
  /** Default {@link retention}. */
  readonly keep?: {
    readonly answersMs: number;
    readonly eventsMs: number;
    readonly events: number;
  };
}

/** Real milliseconds from start to the first look, which is no part of a start, and between two looks. */
const firstMs = 60_000;
const everyMs = 10 * 60_000;

/** Rows of one transaction: requests wait for no more than one of these. */
const batch = 500;

/**
 * Deletes what is older than its time, oldest first, in small transactions of its own.
 *
 * Several replicas may prune at once: what another one has deleted meanwhile is not there to be deleted. The
 * newest event stays, since its id says from where on new ones are numbered, and so do those that a webhook
 * has not taken yet.
 */
export class Pruner {
  readonly #options: PrunerOptions;
  readonly #keep: NonNullable<PrunerOptions['keep']>;
  #cancel: Cancel = () => {};
  #stopped = false;
  #looking: Promise<void> | undefined;
  /** Every row of `idempotency` up to this id is young, or stays. */
  #answersFrom = 0;

  constructor(options: PrunerOptions) {
    this.#options = options;
    this.#keep = options.keep ?? retention;
  }

  start(): void {
    this.#arm(firstMs);
  }

  /** Resolves when the transaction under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#cancel();
    await this.#looking;
  }

  /** Looks now. Resolves when everything that is too old is gone. */
  prune(): Promise<void> {
    this.#looking ??= this.#look().finally(() => {
      this.#looking = undefined;
    });
    return this.#looking;
  }

  #arm(ms: number): void {
    this.#cancel = this.#options.realClock.after(ms, () => {
      void this.prune().then(() => {
        if (!this.#stopped) this.#arm(everyMs);
      });
    });
  }

  async #look(): Promise<void> {
    try {
      await this.#pruneAnswers();
      await this.#pruneEvents();
    } catch (error) {
      this.#options.onError?.(error);
    }
  }

  /** Rows without an answer are request ids, by which their operations are found: they stay. */
  async #pruneAnswers(): Promise<void> {
    const { store, realClock } = this.#options;
    const before = realClock.now() - this.#keep.answersMs;
    for (;;) {
      const rows = await store.reader(system).select('idempotency', {
        columns: ['id', 'at', 'status'],
        where: gt('id', this.#answersFrom),
        limit: batch,
      });
      const young = rows.findIndex(({ at }) => at > before);
      const old = young < 0 ? rows : rows.slice(0, young);
      const answers = old.filter(({ status }) => status !== null).map(({ id }) => id);
      if (!(await this.#delete('idempotency', answers))) return;
      this.#answersFrom = old.at(-1)?.id ?? this.#answersFrom;
      if (old.length < batch) return;
    }
  }

  async #pruneEvents(): Promise<void> {
    const { store, clock } = this.#options;
    const reader = store.reader(system);
    const before = clock.now() - this.#keep.eventsMs;
    const [newest] = await reader.select('event', {
      columns: ['id'],
      orderBy: [{ column: 'id', descending: true }],
      limit: 1,
    });
    if (!newest) return;
    const end = Math.min(newest.id, await this.#firstUntakenEvent());
    const surplus = await this.#lastSurplusEvent(newest.id);
    for (;;) {
      const rows = await reader.select('event', {
        columns: ['id', 'at'],
        where: lt('id', end),
        limit: batch,
      });
      const young = rows.findIndex(({ id, at }) => id > surplus && at > before);
      const old = young < 0 ? rows : rows.slice(0, young);
      if (
        !(await this.#delete(
          'event',
          old.map(({ id }) => id),
        ))
      )
        return;
      if (old.length < batch) return;
    }
  }

  /** Below this id, every webhook has taken what there was. */
  async #firstUntakenEvent(): Promise<number> {
    const [slowest] = await this.#options.store.reader(system).select('webhook', {
      columns: ['cursor'],
      where: eq('disabled', false),
      orderBy: [{ column: 'cursor' }],
      limit: 1,
    });
    return slowest ? slowest.cursor + 1 : Number.POSITIVE_INFINITY;
  }

  /** The id of the newest event beyond the number that is kept; 0 when there is none. */
  async #lastSurplusEvent(newest: number): Promise<number> {
    const reader = this.#options.store.reader(system);
    const [oldest] = await reader.select('event', { columns: ['id'], limit: 1 });
    // Looking for it walks over all that are kept: not where there cannot be as many.
    if (!oldest || newest - oldest.id < this.#keep.events) return 0;
    const [surplus] = await reader.select('event', {
      columns: ['id'],
      orderBy: [{ column: 'id', descending: true }],
      limit: 1,
      offset: this.#keep.events,
    });
    return surplus?.id ?? 0;
  }

  /** Answers whether to go on. */
  async #delete(table: Pruned, ids: readonly number[]): Promise<boolean> {
    const { store, onPruned } = this.#options;
    if (ids.length > 0) {
      await store.command(system, (tx) => tx.delete(table, ids), 'background');
      onPruned?.(table, ids.length);
    }
    return !this.#stopped;
  }
}
