import { columnArrays } from './dialect-postgres.js';
import { shapeOf } from './shape.js';
import { type CounterDelta, SqlTx } from './sql-tx.js';
import type { Awaitable } from './store.js';

const { byName } = shapeOf('counter');
const fields = ['key', 'nodes', 'cores'].map((name) => byName.get(name)!);

/** A transaction on PostgreSQL. */
export class PostgresTx extends SqlTx {
  protected addToCounterRows(
    deltas: readonly CounterDelta[],
    accountId: number,
  ): Awaitable<number> {
    const { params, unnest } = columnArrays(fields, deltas);
    const text = `INSERT INTO "counter" ("key", account_id, nodes, cores)
      SELECT k, ${accountId}, n, c FROM ${unnest} AS r(k, n, c)
      ON CONFLICT ("key") DO UPDATE
      SET nodes = "counter".nodes + excluded.nodes, cores = "counter".cores + excluded.cores
      ${accountId === 0 ? '' : `WHERE "counter".account_id IN (0, ${accountId})`}`;
    return this.sources.session.run(text, params);
  }
}
