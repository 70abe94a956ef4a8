import type { RawBuilder } from 'kysely';
import type { Field, Shape } from './shape.js';
import type { Awaitable } from './store.js';
import type { Likeness } from './terms.js';
import type { Value } from './values.js';

/** Runs statements on one connection. SQLite answers at once. */
export interface Session {
  /** The first column of the first row. */
  value(sql: string, params: readonly Value[]): Awaitable<unknown>;
  /** The first column of each row. */
  values(sql: string, params: readonly Value[]): Awaitable<unknown[]>;
  /** Answers how many rows were changed. */
  run(sql: string, params: readonly Value[]): Awaitable<number>;
  /** Runs one INSERT of one row and answers its id. */
  insert(sql: string, params: readonly Value[]): Awaitable<number>;
}

/** A statement that writes `fields` of one row of a table. */
export interface Write {
  readonly shape: Shape;
  readonly fields: readonly Field[];
  readonly text: string;
}

/** A part of a query that Kysely compiles. */
export type Sql = RawBuilder<unknown>;

/** Where SQLite and PostgreSQL differ in the text of statements. Nothing else may ask which it is. */
export interface Dialect {
  readonly kind: 'sqlite' | 'postgres';
  /** The n-th parameter, from 1. */
  place(n: number): string;
  /** Ends an INSERT so that {@link Session.insert} can tell the id. */
  readonly returningId: string;
  /** A JSON array, as text, of a row's values. */
  jsonRow(fields: readonly Field[]): string;
  /** A JSON array, as text, of the {@link jsonRow}s of all rows. */
  jsonRows(fields: readonly Field[]): string;
  /** Ends a SELECT so that the rows are held until the end of the transaction. */
  readonly forUpdate: string;
  /** Ends the SELECT of rows to be claimed: those that another transaction holds are passed by. */
  readonly skipLocked: string;
  /** The parameter that means no limit. */
  readonly noLimit: Value;
  /** A parameter of a field's type, which Kysely numbers. */
  param(field: Field, value: Value): Sql;
  /** Whether the column equals one of the values of a list parameter. */
  isAny(column: Sql, field: Field, values: Value): Sql;
  /** A list as parameter of {@link isAny}. */
  list(values: readonly (string | number)[]): Value;
  /** Tests of text, without LIKE, whose wildcards and case rules differ. `needle` is a parameter. */
  readonly likeness: Readonly<Record<Likeness, (text: Sql, needle: Sql) => Sql>>;
  /** Whether the id is in the n-th parameter, a {@link list} of ids. */
  idIn(n: number): string;
  /** Sorts null as smaller than everything. */
  nulls(field: Field, descending: boolean): 'first' | 'last' | undefined;
  /** Makes the table number new rows above those whose ids were given. */
  numberFrom(session: Session, shape: Shape): Awaitable<void>;
  /** A further condition on events: none can be preceded by one that is committed later. */
  readonly settledEvents: string;
  readonly bulk: Bulk;
}

/** Writes of many rows: SQLite is fastest in a loop, PostgreSQL in one statement. */
export interface Bulk {
  /** Inserts rows of the values of the fields and answers their ids in order. */
  insert(session: Session, write: Write, rows: readonly (readonly Value[])[]): Awaitable<number[]>;
  /** Appends all events of one command to the log. */
  insertEvents(
    session: Session,
    write: Write,
    rows: readonly (readonly Value[])[],
  ): Awaitable<void>;
  /**
   * Changes rows: of each, the values of the fields, then the id. `accountId`, unless null, is the
   * account whose rows alone may be changed, as the statement says. Answers how many were.
   */
  update(
    session: Session,
    write: Write,
    rows: readonly (readonly Value[])[],
    accountId: number | null,
  ): Awaitable<number>;
}
