import { closeSync, mkdirSync, openSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Clock } from '../clock.js';
import { Answers } from './answers.js';
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
import { temporaryDirectory } from './temporary-directory.js';
import { eventsFrom, nextDue } from './watch.js';

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
 * its schema brought up to date, as needed. Throws when another process has it, when it is of a
 * newer version, and when it is not a database.
 */
export const openSqliteStore = async (options: SqliteStoreOptions): Promise<Store> => {
  const undo: (() => void)[] = [];
  const release = () => {
    for (const step of undo.splice(0).reverse()) step();
  };
  try {
    return new SqliteStore(openFiles(options, undo), options, release);
  } catch (error) {
    release();
    throw translated(error);
  }
};

/** The two connections; how to give everything back is added to `undo`. */
const openFiles = (options: SqliteStoreOptions, undo: (() => void)[]) => {
  let { file } = options;
  if (file === undefined) {
    const directory = temporaryDirectory();
    undo.push(directory.remove);
    file = join(directory.path, 'pileus.db');
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  // SQLite would make them readable by others. What it makes beside a file has the file's mode.
  for (const path of [file, `${file}-lock`]) closeSync(openSync(path, 'a', 0o600));
  const lock = lockFile(file);
  undo.push(() => lock.release());
  const connect = (settings: { readonly readOnly: boolean }) => {
    const db = new DatabaseSync(file, settings);
    undo.push(() => db.close());
    db.exec(commonPragmas);
    return db;
  };
  const writing = connect({ readOnly: false });
  writing.exec(
    `PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -16000;
    PRAGMA synchronous = ${options.file === undefined ? 'OFF' : 'FULL'};`,
  );
  migrateSqlite(writing, options.realClock.now());
  const reading = connect({ readOnly: true });
  reading.exec('PRAGMA cache_size = -8000');
  return { writing, reading };
};

class SqliteStore implements Store {
  readonly kind = 'sqlite';
  readonly usage = { statements: 0, commits: 0 };
  readonly #clocks: Clocks;
  readonly #reads: Sources;
  readonly #writer: SqliteWriter;
  readonly #release: () => void;
  readonly #commits = new Listeners<Commit>();
  readonly #announcements = new Listeners<string>();
  #closing: Promise<void> | undefined;

  /** `release` closes the connections. */
  constructor(
    { writing, reading }: { readonly writing: Database; readonly reading: Database },
    clocks: Clocks,
    release: () => void,
  ) {
    this.#clocks = { clock: clocks.clock, realClock: clocks.realClock };
    this.#release = release;
    const count = () => {
      this.usage.statements += 1;
    };
    const shared = {
      dialect: sqliteDialect,
      selects: new Selects(sqliteDialect),
      statements: new Statements(sqliteDialect),
    };
    const session = new SqliteSession(writing, count, new Answers());
    this.#reads = { ...shared, session: new SqliteSession(reading, count) };
    this.#writer = new SqliteWriter({
      session,
      sources: { ...shared, session },
      clocks: this.#clocks,
      onCommit: (commit) => {
        this.usage.commits += 1;
        this.#commits.tell(commit);
      },
    });
  }

  reader(scope: Scope): Reader {
    return new SqlReader(this.#reads, scope, this.#clocks);
  }

  command<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>, priority?: CommandPriority): Promise<T> {
    return this.#writer.command(scope, run, priority);
  }

  eventsAfter(scope: Scope, cursor: number, limit: number): Awaitable<EventRow[]> {
    return eventsFrom(this.#reads, 'after', scope, cursor, limit);
  }

  eventsBefore(scope: Scope, cursor: number, limit: number): Awaitable<EventRow[]> {
    return eventsFrom(this.#reads, 'before', scope, cursor, limit);
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

  close(): Promise<void> {
    this.#closing ??= this.#writer.close().then(this.#release);
    return this.#closing;
  }
}
