import type { Clock } from '../clock.js';
import { after } from './awaitable.js';
import type { Session } from './dialect.js';
import { insertedValues, namesOf } from './insert-values.js';
import { isIn, type Predicate } from './predicate.js';
import { type Field, type Shape, shapeOf } from './shape.js';
import { type Clocks, type Sources, SqlReader } from './sql-reader.js';
import type { Awaitable, Commit, Count, Match, NewEvent, Scope, Tx } from './store.js';
import type { ColumnOf, Insert, Row, TableName } from './tables.js';
import { rowMaker, toValue, type Value } from './values.js';

const machineRow = rowMaker(shapeOf('machine').fields);

/** All but the id: one statement for all events, whatever each of them leaves out. */
const eventColumns = shapeOf('event')
  .fields.map((field) => field.name)
  .filter((name) => name !== 'id');

type Patch = Readonly<Record<string, unknown>>;

export type CounterDelta = readonly [key: string, nodes: number, cores: number];

/** One command's transaction, on both databases. */
export abstract class SqlTx extends SqlReader implements Tx {
  readonly #events: NewEvent[] = [];
  #woken = false;
  #ended = false;

  constructor(sources: Sources, scope: Scope, clocks: Clocks) {
    super(sources, scope, { clock: stopped(clocks.clock), realClock: stopped(clocks.realClock) });
  }

  insert<T extends TableName>(table: T, row: Insert<T>): Awaitable<number> {
    const { session, statements } = this.sources;
    const { shape, fields, text } = statements.insert(table, Object.keys(row));
    const id = session.insert(text, insertedValues(shape, fields, row, this.scope, this.now));
    return 'id' in row ? after(id, (written) => this.#numbered(shape, written)) : id;
  }

  insertMany<T extends TableName>(table: T, rows: readonly Insert<T>[]): Awaitable<number[]> {
    if (rows.length === 0) return [];
    const { session, dialect, statements } = this.sources;
    const write = statements.insert(table, namesOf(rows));
    const { shape, fields } = write;
    const { scope, now } = this;
    const values = rows.map((row) => insertedValues(shape, fields, row, scope, now));
    const ids = dialect.bulk.insert(session, write, values);
    return fields[0]?.name === 'id' ? after(ids, (written) => this.#numbered(shape, written)) : ids;
  }

  update<T extends TableName>(table: T, id: number, patch: Partial<Row<T>>): Awaitable<void> {
    const { session, statements } = this.sources;
    const account = this.#account(shapeOf(table));
    const { shape, fields, text } = statements.update(table, patch, account.length > 0);
    if (fields.length === 0) return;
    const values = [...this.#changedValues(shape, fields, patch), id, ...account];
    return after(session.run(text, values), (changed) => expectAll(shape, [id], changed));
  }

  updateMany<T extends TableName>(
    table: T,
    rows: readonly (Partial<Row<T>> & { readonly id: number })[],
  ): Awaitable<void> {
    if (rows.length === 0) return;
    const { session, dialect, statements } = this.sources;
    const account = this.#account(shapeOf(table));
    const write = statements.update(table, rows[0]!, account.length > 0);
    const { shape, fields } = write;
    if (fields.length === 0) return;
    const ids = rows.map(({ id }) => id);
    const values = rows.map((row) => [...this.#changedValues(shape, fields, row), row.id]);
    const changed = dialect.bulk.update(session, write, values, account[0] ?? null);
    return after(changed, (count) => expectAll(shape, ids, count));
  }

  delete<T extends TableName>(table: T, ids: readonly number[]): Awaitable<void> {
    if (ids.length === 0) return;
    const { session, dialect, statements } = this.sources;
    const account = this.#account(shapeOf(table));
    const { text } = statements.delete(table, account.length > 0);
    return after(session.run(text, [dialect.list(ids), ...account]), () => {});
  }

  lock<T extends TableName>(table: T, which: number | Match<T>): Awaitable<Row<T> | undefined> {
    const match = typeof which === 'number' ? ({ id: which } as Partial<Row<T>>) : which;
    return this.one(table, match, 'locked');
  }

  lockMany<T extends TableName, C extends ColumnOf<T> = ColumnOf<T>>(
    table: T,
    which: readonly number[] | Predicate<ColumnOf<T>>,
    columns?: readonly C[],
  ): Awaitable<Pick<Row<T>, C>[]> {
    if (isList(which) && which.length === 0) return [];
    const where = isList(which) ? isIn('id' as ColumnOf<T>, which) : which;
    return this.many<T, C>(table, { where, ...(columns && { columns }) }, 'lockedRows');
  }

  addToCounters(deltas: ReadonlyMap<string, Count>): Awaitable<void> {
    if (deltas.size === 0) return;
    // Everybody takes the shared rows in the same order, so that nobody waits in a circle.
    const rows = [...deltas]
      .map(([key, { nodes, cores }]) => [key, nodes, cores] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const changed = this.addToCounterRows(rows, this.scope.accountId ?? 0);
    return after(changed, (count) => {
      if (count === rows.length) return;
      throw new Error(`A counter among ${[...deltas.keys()].join(', ')} is of another account.`);
    });
  }

  /**
   * Adds nodes and cores to the counter of each key; `accountId` owns those that are new. Answers how many were
   * changed: those of other accounts are not, unless `accountId` is 0.
   */
  protected abstract addToCounterRows(
    deltas: readonly CounterDelta[],
    accountId: number,
  ): Awaitable<number>;

  claimDue(claim: {
    owner: string;
    realNow: number;
    leaseUntil: number;
    limit: number;
  }): Awaitable<Row<'machine'>[]> {
    const { session, statements } = this.sources;
    const { owner, realNow, leaseUntil, limit } = claim;
    const claimed = session.values(statements.claim, [this.now, realNow, limit, owner, leaseUntil]);
    return after(claimed, (texts) => {
      const machines = texts.map(
        (text) => machineRow(JSON.parse(text as string)) as Row<'machine'>,
      );
      return machines.sort((a, b) => a.id - b.id);
    });
  }

  emit(event: NewEvent): void {
    this.refuseWhenEnded();
    this.#events.push(event);
  }

  wake(): void {
    this.refuseWhenEnded();
    this.#woken = true;
  }

  /** Ends the command: writes its events, and answers what the commit will bring. */
  finish(): Awaitable<Commit> {
    const commit = { work: this.#woken, events: this.#events.length > 0 };
    if (!commit.events) return commit;
    const { scope, now } = this;
    const { session, dialect, statements } = this.sources;
    const write = statements.insert('event', eventColumns);
    const { shape, fields } = write;
    const rows = this.#events.map((row) => insertedValues(shape, fields, row, scope, now));
    return after(dialect.bulk.insertEvents(session, write, rows), () => commit);
  }

  /** From now on each use throws: what it would do belongs to no command. */
  end(): void {
    this.#ended = true;
    this.sources = { ...this.sources, session: endedSession };
  }

  protected refuseWhenEnded(): void {
    if (this.#ended) refuse();
  }

  /** The account to restrict a write to, as parameters. */
  #account(shape: Shape): number[] {
    return shape.owned && this.scope.accountId !== null ? [this.scope.accountId] : [];
  }

  #changedValues(shape: Shape, fields: readonly Field[], patch: Patch): Value[] {
    const { accountId, actor } = this.scope;
    return fields.map((field) => {
      if (field.name === 'changedAt') return this.now;
      if (field.name === 'changedBy') return actor;
      const value = patch[field.name];
      if (field.name === 'accountId' && accountId !== null && value !== accountId) {
        throw new Error(`Account ${accountId} cannot give a row of ${shape.table} to another.`);
      }
      return toValue(shape, field, value);
    });
  }

  /** Ids that were given must not be given again by the database. */
  #numbered<I>(shape: Shape, ids: I): Awaitable<I> {
    return after(this.sources.dialect.numberFrom(this.sources.session, shape), () => ids);
  }
}

const isList = (value: object): value is readonly number[] => Array.isArray(value);

/** Throws unless every row was changed. */
const expectAll = (shape: Shape, ids: readonly number[], changed: number): void => {
  if (changed === ids.length) return;
  const which = ids.length === 1 ? `${ids[0]}` : `one of ${ids.length} ids`;
  throw new Error(`There is no ${shape.table} ${which} to change in this scope.`);
};

/** All of a command happens at one time. */
const stopped = (clock: Pick<Clock, 'now'>): Pick<Clock, 'now'> => {
  const now = clock.now();
  return { now: () => now };
};

/** Why a command fails that caught an error of its transaction. */
export const wentOn =
  'The command went on after a statement of its transaction had failed. It must fail instead.';

const refuse = (): never => {
  throw new Error('This command has ended: its transaction can no longer be used.');
};

const endedSession: Session = { value: refuse, values: refuse, run: refuse, insert: refuse };
