import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock.js';
import { sqliteDialect } from './dialect-sqlite.js';
import { Listeners } from './listeners.js';
import { Selects } from './select.js';
import { type Clocks, type Sources, SqlReader } from './sql-reader.js';
import { type Database, DatabaseSync } from './sqlite-binding.js';
import { translated } from './sqlite-errors.js';
import { lockFile } from './sqlite-lock.js';
import { migrateSqlite } from './sqlite-migrate.js';
import { SqliteSession } from './sqlite-session.js';
import { SqliteWriter } from './sqlite-writer.js';
import { Statements } from './statements.js';
import type { Awaitable, CommandPriority, Commit, Reader, Scope, Store, Tx } from './store.js';
import type { EventRow } from './tables.js';
import { eventsAfter, nextDue } from './watch.js';

export interface SqliteStoreOptions {
  /** The database file. Absent: one in a temporary directory that goes when the store is closed. */
  readonly file?: string;
  /** World time, which dates rows. */
  readonly clock: Clock;
  readonly realClock: Clock;
}

const commonPragmas = 'PRAGMA busy_timeout = 5000; PRAGMA temp_store = MEMORY;';

/**
 * Opens a store in one SQLite file, which this process then has for itself. The file is made, and
 * its schema brought up to date, as needed. Throws when another process has it, or when it is of a
 * newer version.
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const directory = options.file ? undefined : mkdtempSync(join(tmpdir(), 'pileus-'));
  const file = options.file ?? join(directory!, 'pileus.db');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite would make them readable by others. What it makes beside a file has the file's mode.
  for (const path of [file, `${file}-lock`]) closeSync(openSync(path, 'a', 0o600));
  const lock = lockFile(file);
  try {
    return new SqliteStore(file, options, () => {
      lock.release();
      if (directory) rmSync(directory, { recursive: true, force: true });
    });
  } catch (error) {
    lock.release();
    throw translated(error);
  }
};

class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly usage = { statements: 0, commits: 0 };
  readonly #clocks: Clocks;
  readonly #db: Database;
  readonly #readDb: Database;
  readonly #reads: Sources;
  readonly #writer: SqliteWriter;
  readonly #release: () => void;
  readonly #commits = new Listeners<Commit>();
  readonly #announcements = new Listeners<string>();

  constructor(
    file: string,
    { file: lasting, clock, realClock }: SqliteStoreOptions,
    release: () => void,
  ) {
    this.#clocks = { clock, realClock };
    this.#release = release;
    this.#db = new DatabaseSync(file);
    this.#db.exec(
      `${commonPragmas} PRAGMA journal_mode = WAL; PRAGMA cache_size = -16000;
      PRAGMA wal_autocheckpoint = 4000;
      PRAGMA synchronous = ${lasting ? 'FULL' : 'OFF'};`,
    );
    migrateSqlite(this.#db, realClock.now());
    this.#readDb = new DatabaseSync(file, { readOnly: true });
    this.#readDb.exec(`${commonPragmas} PRAGMA cache_size = -8000;`);
    const count = () => {
      this.usage.statements += 1;
    };
    const selects = new Selects(sqliteDialect);
    const statements = new Statements(sqliteDialect);
    const sources = (db: Database) => {
      const session = new SqliteSession(db, count);
      return { dialect: sqliteDialect, selects, statements, session };
    };
    this.#reads = sources(this.#readDb);
    const writes = sources(this.#db);
    const onCommit = (commit: Commit) => {
      this.usage.commits += 1;
      this.#commits.tell(commit);
    };
    const { session } = writes;
    this.#writer = new SqliteWriter({ session, sources: writes, clocks: this.#clocks, onCommit });
  }

  reader(scope: Scope): Reader {
    return new SqlReader(this.#reads, scope, this.#clocks);
  }

  command<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>, priority?: CommandPriority): Promise<T> {
    return this.#writer.command(scope, run, priority);
  }

  eventsAfter(scope: Scope, cursor: number, limit: number): Awaitable<EventRow[]> {
    return eventsAfter(this.#reads, scope, cursor, limit);
  }

  nextDue(realNow: number): Awaitable<{ dueAt?: number; leaseUntil?: number }> {
    return nextDue(this.#reads, realNow);
  }

  onCommit(listener: (commit: Commit) => void): () => void {
    return this.#commits.add(listener);
  }

  async announce(message: string): Promise<void> {
    this.#announcements.tell(message);
  }

  onAnnounce(listener: (message: string) => void): () => void {
    return this.#announcements.add(listener);
  }

  async close(): Promise<void> {
    await this.#writer.close();
    this.#readDb.close();
    this.#db.close();
    this.#release();
  }
}
