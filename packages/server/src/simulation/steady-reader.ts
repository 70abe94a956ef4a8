import type { Query, Reader, Store } from '../store/store.js';
import type { ColumnOf, Row, TableName } from '../store/tables.js';

/** Tables that nothing changes which happens in a simulation. */
const steady: ReadonlySet<TableName> = new Set(['machineType', 'location', 'network', 'quota']);

/** A reader that asks for what never changes once: of a look at a cluster that is the greater part. */
export function steadyReader(store: Store, scope: Reader['scope']): () => Reader {
  const known = new Map<string, unknown>();
  return () => {
    const reader = store.reader(scope);
    const select = <T extends TableName, C extends ColumnOf<T>>(table: T, query?: Query<T, C>) => {
      if (!steady.has(table)) return reader.select(table, query);
      const key = JSON.stringify([table, query]);
      const rows = known.get(key) ?? reader.select(table, query);
      known.set(key, rows);
      return rows as Promise<Pick<Row<T>, C>[]>;
    };
    return {
      scope,
      now: reader.now,
      realNow: reader.realNow,
      get: (table, match) => reader.get(table, match),
      select,
      count: (table, where) => reader.count(table, where),
      counters: (keys) => reader.counters(keys),
    };
  };
}
