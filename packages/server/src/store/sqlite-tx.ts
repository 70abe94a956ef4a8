import type { Clocks, Sources } from './sql-reader.js';
import { type CounterDelta, SqlTx } from './sql-tx.js';
import type { HeldCounters } from './sqlite-counters.js';
import type { Count, Scope } from './store.js';

/** A transaction on SQLite, whose batch holds the counters in memory. */
export class SqliteTx extends SqlTx {
  readonly #counters: HeldCounters;

  constructor(sources: Sources, scope: Scope, clocks: Clocks, counters: HeldCounters) {
    super(sources, scope, clocks);
    this.#counters = counters;
  }

  override counters(keys: readonly string[]): Count[] {
    this.refuseWhenEnded();
    return this.#counters.read(keys, this.scope.accountId);
  }

  protected addToCounterRows(deltas: readonly CounterDelta[], accountId: number): number {
    this.refuseWhenEnded();
    return this.#counters.add(deltas, accountId);
  }
}
