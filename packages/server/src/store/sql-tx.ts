import type { Clock } from '../clock.js';
import { after } from './awaitable.js';
import type { Session } from './dialect.js';
import { insertedFields, insertedValues } from './insert-values.js';
import { type Field, fieldNamed, type Shape, shapeOf } from './shape.js';
import { claimText, deleteText, insertText, updateText } from './sql.js';
import { type Clocks, type Sources, SqlReader } from './sql-reader.js';
import type { Awaitable, Commit, Count, NewEvent, Scope, Tx } from './store.js';
import type { Insert, Row, TableName } from './tables.js';
import { rowMaker, toValue, type Value } from './values.js';

type Patch = Readonly<Record<string, unknown>>;

/** One command's transaction, on both databases. */
export class SqlTx extends SqlReader implements Tx {
  readonly #events: NewEvent[] = [];
  #woken = false;
  #ended = false;

  constructor(sources: Sources, scope: Scope, clocks: Clocks) {
    super(sources, scope, { clock: stopped(clocks.clock), realClock: stopped(clocks.realClock) });
  }

  insert<T extends TableName>(table: T, row: Insert<T>): Awaitable<number> {
    const shape = shapeOf(table);
    const fields = insertedFields(shape, [row]);
    const values = insertedValues(shape, fields, row, this.scope, this.now);
    const { session, dialect } = this.sources;
    const id = session.insert(insertText(shape, fields, dialect), values);
    return 'id' in row ? after(id, (written) => this.#numbered(shape, written)) : id;
  }

  insertMany<T extends TableName>(table: T, rows: readonly Insert<T>[]): Awaitable<number[]> {
    if (rows.length === 0) return [];
    const shape = shapeOf(table);
    const fields = insertedFields(shape, rows);
    const values = rows.map((row) => insertedValues(shape, fields, row, this.scope, this.now));
    const { session, dialect } = this.sources;
    const ids = dialect.bulk.insert(session, shape, fields, values);
    return fields[0]?.name === 'id' ? after(ids, (written) => this.#numbered(shape, written)) : ids;
  }

  update<T extends TableName>(table: T, id: number, patch: Partial<Row<T>>): Awaitable<void> {
    const shape = shapeOf(table);
    const fields = this.#changedFields(shape, patch);
    if (fields.length === 0) return;
    const { session, dialect } = this.sources;
    const account = this.#account(shape);
    const text = updateText(shape, fields, dialect, account.length > 0);
    const values = [...this.#changedValues(shape, fields, patch), id, ...account];
    return after(session.run(text, values), (changed) => this.#expect(shape, [id], changed));
  }

  updateMany<T extends TableName>(
    table: T,
    rows: readonly (Partial<Row<T>> & { readonly id: number })[],
  ): Awaitable<void> {
    if (rows.length === 0) return;
    const shape = shapeOf(table);
    const fields = this.#changedFields(shape, rows[0]!);
    if (fields.length === 0) return;
    const { session, dialect } = this.sources;
    const values = rows.map((row) => [...this.#changedValues(shape, fields, row), row.id]);
    const account = this.#account(shape)[0] ?? null;
    return after(dialect.bulk.update(session, shape, fields, values, account), (changed) =>
      this.#expect(
        shape,
        rows.map((row) => row.id),
        changed,
      ),
    );
  }

  delete<T extends TableName>(table: T, ids: readonly number[]): Awaitable<void> {
    if (ids.length === 0) return;
    const shape = shapeOf(table);
    const { session, dialect } = this.sources;
    const account = this.#account(shape);
    const text = deleteText(shape, dialect, account.length > 0);
    return after(session.run(text, [dialect.list(ids), ...account]), () => {});
  }

  lock<T extends TableName>(table: T, id: number): Awaitable<Row<T> | undefined> {
    return this.one(table, { id } as Partial<Row<T>>, 'locked');
  }

  addToCounters(deltas: ReadonlyMap<string, Count>): Awaitable<void> {
    if (deltas.size === 0) return;
    // Everybody takes the shared rows in the same order, so that nobody waits in a circle.
    const rows = [...deltas]
      .map(([key, { nodes, cores }]) => [key, nodes, cores] as const)
      .sort(([a], [b]) => (a < b ? -1 : 1));
    const { session, dialect } = this.sources;
    const changed = dialect.bulk.addToCounters(session, rows, this.scope.accountId ?? 0);
    return after(changed, (count) => {
      if (count === rows.length) return;
      throw new Error(`A counter among ${[...deltas.keys()].join(', ')} is of another account.`);
    });
  }

  claimDue(claim: {
    owner: string;
    realNow: number;
    leaseUntil: number;
    limit: number;
  }): Awaitable<Row<'machine'>[]> {
    const { session, dialect } = this.sources;
    const { owner, realNow, leaseUntil, limit } = claim;
    const claimed = session.values(claimText(dialect), [
      this.now,
      realNow,
      limit,
      owner,
      leaseUntil,
    ]);
    return after(claimed, (texts) => {
      const row = rowMaker(shapeOf('machine').fields);
      const machines = texts.map((text) => row(JSON.parse(text as string)) as Row<'machine'>);
      return machines.sort((a, b) => a.id - b.id);
    });
  }

  emit(event: NewEvent): void {
    if (this.#ended) refuse();
    this.#events.push(event);
  }

  wake(): void {
    if (this.#ended) refuse();
    this.#woken = true;
  }

  /** Ends the command: writes its events, and answers what the commit will bring. */
  finish(): Awaitable<Commit> {
    const commit = { work: this.#woken, events: this.#events.length > 0 };
    if (!commit.events) return commit;
    const stamp = { at: this.now, actor: this.scope.actor };
    const events = this.#events.map((event) => ({ ...event, ...stamp }));
    const shape = shapeOf('event');
    const fields = insertedFields(shape, events);
    const rows = events.map((row) => insertedValues(shape, fields, row, this.scope, this.now));
    const { session, dialect } = this.sources;
    return after(dialect.bulk.insertEvents(session, fields, rows), () => commit);
  }

  /** From now on each use throws: what it would do belongs to no command. */
  end(): void {
    this.#ended = true;
    this.sources = { ...this.sources, session: endedSession };
  }

  /** The account to restrict a write to, as parameters. */
  #account(shape: Shape): number[] {
    return shape.owned && this.scope.accountId !== null ? [this.scope.accountId] : [];
  }

  #changedFields(shape: Shape, patch: Patch): Field[] {
    const fields = Object.keys(patch)
      .filter((name) => name !== 'id' && name !== 'changedAt' && name !== 'changedBy')
      .map((name) => fieldNamed(shape, name));
    if (fields.length === 0 || !shape.dated) return fields;
    return [...fields, fieldNamed(shape, 'changedAt'), fieldNamed(shape, 'changedBy')];
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

  #expect(shape: Shape, ids: readonly number[], changed: number): void {
    if (changed === ids.length) return;
    const which = ids.length === 1 ? `${ids[0]}` : `one of ${ids.length} ids`;
    throw new Error(`There is no ${shape.table} ${which} to change in this scope.`);
  }

  /** Ids that were given must not be given again by the database. */
  #numbered<I>(shape: Shape, ids: I): Awaitable<I> {
    return after(this.sources.dialect.numberFrom(this.sources.session, shape), () => ids);
  }
}

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
