import {
  DummyDriver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
  sql,
} from 'kysely';
import { conditionOf } from './condition.js';
import type { Dialect } from './dialect.js';
import type { Predicate } from './predicate.js';
import { Recent } from './recent.js';
import { fieldNamed, type Shape } from './shape.js';
import type { Scope } from './store.js';
import { comparable, type Term, TermReader } from './terms.js';
import { rowMaker, type Value } from './values.js';

/** A query in column names, as {@link Selects.plan} takes it. */
export interface Selection {
  /**
   * - `rows`, `lockedRows`: one value, the JSON text of all rows; `lockedRows` holds them
   * - `one`, `locked`: the JSON text of the first row; `locked` holds it
   * - `count`: a number
   */
  readonly mode: 'rows' | 'lockedRows' | 'one' | 'locked' | 'count';
  readonly columns?: readonly string[] | undefined;
  readonly where?: Predicate | undefined;
  readonly orderBy?:
    | readonly { readonly column: string; readonly descending?: boolean }[]
    | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

export interface SelectPlan {
  readonly sql: string;
  /** Makes a row of the JSON array of its values. */
  readonly row: (values: readonly unknown[]) => Record<string, unknown>;
}

/** Filters come from outside, in any number of shapes. */
const keptPlans = 1000;

type AnyTables = Record<string, Record<string, Value>>;

/** Makes SELECT statements with Kysely, each shape of query once. */
export class Selects {
  readonly #dialect: Dialect;
  readonly #kysely: Kysely<AnyTables>;
  readonly #plans = new Recent<SelectPlan>(keptPlans);
  readonly #matches = new Recent<SelectPlan>(keptPlans);

  constructor(dialect: Dialect) {
    this.#dialect = dialect;
    const sqlite = dialect.kind === 'sqlite';
    this.#kysely = new Kysely<AnyTables>({
      dialect: {
        createAdapter: () => (sqlite ? new SqliteAdapter() : new PostgresAdapter()),
        createDriver: () => new DummyDriver(),
        createIntrospector: (db) =>
          sqlite ? new SqliteIntrospector(db) : new PostgresIntrospector(db),
        createQueryCompiler: () =>
          sqlite ? new SqliteQueryCompiler() : new PostgresQueryCompiler(),
      },
    });
  }

  /** The statement for a selection of the rows that the scope sees, and its parameters. */
  plan(shape: Shape, selection: Selection, scope: Scope): SelectPlan & { params: Value[] } {
    const reader = new TermReader(shape);
    const terms: Term[] = [];
    if (selection.where) terms.push(reader.read(selection.where));
    const visible = visibleTo(shape, scope);
    if (visible) terms.push(reader.read(visible));
    const { mode, columns, orderBy, limit, offset } = selection;
    const paged = limit !== undefined || offset !== undefined;
    const order = orderBy?.map(({ column, descending }) => `${column}${descending ? '-' : '+'}`);
    const key = `${shape.table}|${mode}|${columns?.join() ?? ''}|${order ?? ''}|${paged}|${reader.key}`;
    const params = reader.params.map((value) =>
      Array.isArray(value) ? this.#dialect.list(value as (string | number)[]) : value,
    );
    if (paged) params.push(limit ?? this.#dialect.noLimit, offset ?? 0);
    const { sql: text, row } = this.#plans.get(key, () =>
      this.#make(shape, selection, terms, paged),
    );
    return { sql: text, row, params };
  }

  /**
   * The statement for the first row whose columns equal `match`, by far the most frequent question. Where
   * nothing but parameters differs, it is found without a predicate being made.
   */
  planMatch(
    shape: Shape,
    mode: 'one' | 'locked',
    match: Readonly<Record<string, unknown>>,
    scope: Scope,
  ): SelectPlan & { params: Value[] } {
    const general = () => this.plan(shape, { mode, where: equalities(match) }, scope);
    const account = shape.owned ? scope.accountId : null;
    let key = `${shape.table}|${mode}|${account === null ? '' : 'own'}`;
    const params: Value[] = [];
    for (const name in match) {
      const field = fieldNamed(shape, name);
      const value = match[name];
      const varies = value !== null && field.kind !== 'flag' && !field.closed;
      const compared = varies ? comparable(field, 'eq', value as string | number) : undefined;
      if (compared === undefined) return general();
      key += `|${name}`;
      params.push(compared);
    }
    if (account !== null) params.push(account);
    if (account !== null && shape.seenByAll === 'zero') params.push(0);
    const { sql: text, row } = this.#matches.get(key, general);
    return { sql: text, row, params };
  }

  #make(shape: Shape, selection: Selection, terms: readonly Term[], paged: boolean): SelectPlan {
    const { mode, columns, orderBy } = selection;
    const fields = columns ? columns.map((name) => fieldNamed(shape, name)) : shape.fields;
    const row = rowMaker(fields);
    const from = this.#kysely.selectFrom(unquoted(shape.sql));
    const where = sql<boolean>`${conditionOf({ is: 'and', all: [...terms, yes] }, this.#dialect)}`;
    if (mode === 'count') {
      const query = from.select(sql<number>`count(*)`.as('n')).where(where);
      return { sql: query.compile().sql, row };
    }
    const single = mode === 'one' || mode === 'locked';
    const picked = single
      ? [sql.raw(this.#dialect.jsonRow(fields)).as('row')]
      : fields.map((field) => sql.raw(field.sql).as(unquoted(field.sql)));
    let query = from.select(picked).where(where);
    for (const { column, descending = false } of withTieBreak(orderBy)) {
      const field = fieldNamed(shape, column);
      const nulls = this.#dialect.nulls(field, descending);
      const direction = `${descending ? 'desc' : 'asc'}${nulls ? ` nulls ${nulls}` : ''}`;
      query = query.orderBy(sql.raw(`${field.sql} ${direction}`));
    }
    if (paged) query = query.limit(pageNumber()).offset(pageNumber());
    if (single) {
      const ending = mode === 'locked' ? this.#dialect.forUpdate : '';
      return { sql: `${query.compile().sql} limit 1${ending}`, row };
    }
    if (mode === 'lockedRows' && this.#dialect.kind === 'postgres') query = query.forUpdate();
    const rows = this.#kysely
      .selectFrom(query.as('r'))
      .select(sql<string>`${sql.raw(this.#dialect.jsonRows(fields))}`.as('rows'));
    return { sql: rows.compile().sql, row };
  }
}

/**
 * A parameter of LIMIT or OFFSET. SQLite plans for the number that is bound to a bare one: it prepares
 * the statement anew at each execution, which costs several times as much as a look-up by index.
 */
const pageNumber = () => sql<number>`cast(${0} as bigint)`;

const equalities = (match: Readonly<Record<string, unknown>>): Predicate => ({
  op: 'and',
  all: Object.entries(match).map(([field, value]) =>
    value === null
      ? { op: 'null', field }
      : { op: 'eq', field, value: value as string | number | boolean },
  ),
});

const yes: Term = { is: 'constant', value: true };

const unquoted = (name: string): string => name.slice(1, -1);

/** Rows that are equal in the order asked for follow by id, so that pages never overlap. */
const withTieBreak = (orderBy: Selection['orderBy'] = []): NonNullable<Selection['orderBy']> =>
  orderBy.some(({ column }) => column === 'id') ? orderBy : [...orderBy, { column: 'id' }];

const visibleTo = (shape: Shape, scope: Scope): Predicate | undefined => {
  if (!shape.owned || scope.accountId === null) return undefined;
  const own: Predicate = { op: 'eq', field: 'accountId', value: scope.accountId };
  if (shape.seenByAll === undefined) return own;
  const all: Predicate =
    shape.seenByAll === 'null'
      ? { op: 'null', field: 'accountId' }
      : { op: 'eq', field: 'accountId', value: 0 };
  return { op: 'or', all: [own, all] };
};
