import type { Session } from './dialect.js';
import { Recent } from './recent.js';
import type { Database, Statement } from './sqlite-binding.js';
import { translated } from './sqlite-errors.js';
import type { Value } from './values.js';

const keptStatements = 500;

/** One SQLite connection with its prepared statements. */
export class SqliteSession implements Session {
  readonly #db: Database;
  readonly #statements = new Recent<Statement>(keptStatements);
  readonly #count: () => void;
  /** A statement has failed since this was last set to false. */
  failed = false;

  /** `count` is called at each statement. */
  constructor(db: Database, count: () => void) {
    this.#db = db;
    this.#count = count;
  }

  value(sql: string, params: readonly Value[]): unknown {
    return this.#try(() => (this.#prepared(sql).get(...params) as unknown[] | undefined)?.[0]);
  }

  values(sql: string, params: readonly Value[]): unknown[] {
    return this.#try(() =>
      (this.#prepared(sql).all(...params) as unknown[][]).map((columns) => columns[0]),
    );
  }

  run(sql: string, params: readonly Value[]): number {
    return this.#try(() => this.#prepared(sql).run(...params).changes);
  }

  insert(sql: string, params: readonly Value[]): number {
    return this.#try(() => Number(this.#prepared(sql).run(...params).lastInsertRowid));
  }

  /** Runs a statement that begins or ends a transaction or savepoint; it is not counted. */
  control(sql: string): void {
    try {
      this.#prepare(sql).run();
    } catch (error) {
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
      throw translated(error);
    }
  }

  #prepared(sql: string): Statement {
    this.#count();
    return this.#prepare(sql);
  }

  #prepare(sql: string): Statement {
    return this.#statements.get(sql, () => {
      const statement = this.#db.prepare(sql);
      statement.setReturnArrays(true);
      return statement;
    });
  }
}
