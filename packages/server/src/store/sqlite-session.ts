import type { Answered, Answers } from './answers.js';
import type { Session } from './dialect.js';
import { Recent } from './recent.js';
import type { Database, Statement } from './sqlite-binding.js';
import { HeldCounters, isOfCounters } from './sqlite-counters.js';
import { translated } from './sqlite-errors.js';
import type { Value } from './values.js';

const keptStatements = 500;

interface Prepared {
  readonly statement: Statement;
  readonly answered: Answered | undefined;
  readonly ofCounters: boolean;
}

/** One SQLite connection with its prepared statements. */
export class SqliteSession implements Session {
  readonly #db: Database;
  readonly #statements = new Recent<Prepared>(keptStatements);
  readonly #count: () => void;
  readonly #answers: Answers | undefined;
  /** Of the batch of commands that is under way. */
  readonly counters = new HeldCounters(this);
  /** A statement has failed since this was last set to false. */
  failed = false;
  /** Statements so far that may have written. */
  writes = 0;

  /**
   * `count` is called at each statement. `answers` is given to the only connection that writes.
   */
  constructor(db: Database, count: () => void, answers?: Answers) {
    this.#db = db;
    this.#count = count;
    this.#answers = answers;
  }

  value(sql: string, params: readonly Value[]): unknown {
    return this.#try(() => {
      const { statement, answered, ofCounters } = this.#prepared(sql);
      if (ofCounters) this.counters.write();
      const ask = () => (statement.get(...params) as unknown[] | undefined)?.[0];
      return answered ? this.#answers!.get(answered, params, ask) : ask();
    });
  }

  values(sql: string, params: readonly Value[]): unknown[] {
    return this.#try(() =>
      (this.#writing(sql).all(...params) as unknown[][]).map((columns) => columns[0]),
    );
  }

  run(sql: string, params: readonly Value[]): number {
    return this.#try(() => this.#writing(sql).run(...params).changes);
  }

  insert(sql: string, params: readonly Value[]): number {
    return this.#try(() => Number(this.#writing(sql).run(...params).lastInsertRowid));
  }

  /** Runs a statement that begins or ends a transaction or savepoint; it is not counted. */
  control(sql: string): void {
    if (sql.startsWith('ROLLBACK')) this.#answers?.forget();
    try {
      this.#prepare(sql).statement.run();
    } catch (error) {
      this.#answers?.forget();
      throw translated(error);
    }
  }

  get inTransaction(): boolean {
    return this.#db.isTransaction;
  }

  #try<T>(run: () => T): T {
    try {
      return run();
    } catch (error) {
      this.failed = true;
      // SQLite may have rolled back the transaction by itself.
      this.#answers?.forget();
      throw translated(error);
    }
  }

  #writing(sql: string): Statement {
    const { statement, answered, ofCounters } = this.#prepared(sql);
    if (ofCounters) this.counters.reread();
    this.writes += 1;
    if (answered) this.#answers!.written(answered);
    return statement;
  }

  #prepared(sql: string): Prepared {
    this.#count();
    return this.#prepare(sql);
  }

  #prepare(sql: string): Prepared {
    return this.#statements.get(sql, () => {
      const statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      return { statement, answered: this.#answers?.of(sql), ofCounters: isOfCounters(sql) };
    });
  }
}
