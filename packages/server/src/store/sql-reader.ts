import type { Clock } from '../clock.js';
import { after } from './awaitable.js';
import type { Dialect, Session } from './dialect.js';
import type { Predicate } from './predicate.js';
import type { Selection, Selects } from './select.js';
import { shapeOf } from './shape.js';
import type { Statements } from './statements.js';
import type { Awaitable, Count, Match, Query, Reader, Scope } from './store.js';
import type { ColumnOf, Row, TableName } from './tables.js';

/** What every reader and transaction of one store has in common. */
export interface Sources {
  readonly dialect: Dialect;
  readonly selects: Selects;
  readonly statements: Statements;
  readonly session: Session;
}

/** World time and real time. */
export interface Clocks {
  readonly clock: Pick<Clock, 'now'>;
  readonly realClock: Pick<Clock, 'now'>;
}

/** Reads through a session, on both databases. */
export class SqlReader implements Reader {
  protected sources: Sources;
  readonly scope: Scope;
  readonly #clocks: Clocks;

  constructor(sources: Sources, scope: Scope, clocks: Clocks) {
    this.sources = sources;
    this.scope = scope;
    this.#clocks = clocks;
  }

  get now(): number {
    return this.#clocks.clock.now();
  }

  get realNow(): number {
    return this.#clocks.realClock.now();
  }

  get<T extends TableName>(table: T, match: Match<T>): Awaitable<Row<T> | undefined> {
    return this.one(table, match, 'one');
  }

  select<T extends TableName, C extends ColumnOf<T> = ColumnOf<T>>(
    table: T,
    query: Query<T, C> = {},
  ): Awaitable<Pick<Row<T>, C>[]> {
    return this.many(table, query, 'rows');
  }

  count<T extends TableName>(table: T, where?: Predicate<ColumnOf<T>>): Awaitable<number> {
    const plan = this.#plan(table, { mode: 'count', where });
    return after(this.sources.session.value(plan.sql, plan.params), Number);
  }

  counters(keys: readonly string[]): Awaitable<Count[]> {
    const rows = this.select('counter', {
      columns: ['key', 'nodes', 'cores'],
      where: { op: 'in', field: 'key', values: keys },
    });
    return after(rows, (found) => {
      const byKey = new Map(found.map(({ key, nodes, cores }) => [key, { nodes, cores }]));
      return keys.map((key) => byKey.get(key) ?? { nodes: 0, cores: 0 });
    });
  }

  protected many<T extends TableName, C extends ColumnOf<T>>(
    table: T,
    query: Query<T, C>,
    mode: 'rows' | 'lockedRows',
  ): Awaitable<Pick<Row<T>, C>[]> {
    const plan = this.#plan(table, { mode, ...query });
    return after(this.sources.session.value(plan.sql, plan.params), (text) => {
      const rows = JSON.parse((text as string | null) ?? '[]') as unknown[][];
      return rows.map((values) => plan.row(values)) as Pick<Row<T>, C>[];
    });
  }

  protected one<T extends TableName>(
    table: T,
    match: Match<T>,
    mode: 'one' | 'locked',
  ): Awaitable<Row<T> | undefined> {
    const plan = this.sources.selects.planMatch(shapeOf(table), mode, match, this.scope);
    return after(this.sources.session.value(plan.sql, plan.params), (text) =>
      typeof text === 'string' ? (plan.row(JSON.parse(text)) as Row<T>) : undefined,
    );
  }

  #plan(table: TableName, selection: Selection) {
    return this.sources.selects.plan(shapeOf(table), selection, this.scope);
  }
}
