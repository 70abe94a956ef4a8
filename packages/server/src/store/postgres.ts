import { randomUUID } from 'node:crypto';
import type { Client, Pool } from 'pg';
import type { Clock } from '../clock.js';
import { postgresDialect } from './dialect-postgres.js';
import { Listeners } from './listeners.js';
import { PostgresCommands } from './postgres-commands.js';
import { translated } from './postgres-errors.js';
import { channel, PostgresListener } from './postgres-listener.js';
import { migratePostgres } from './postgres-migrate.js';
import { PostgresSession } from './postgres-session.js';
import { PostgresTx } from './postgres-tx.js';
import { Selects } from './select.js';
import { type Clocks, type Sources, SqlReader } from './sql-reader.js';
import { Statements } from './statements.js';
import type { Awaitable, Commit, Reader, Scope, Store, Tx } from './store.js';
import type { EventRow } from './tables.js';
import { eventsFrom, nextDue } from './watch.js';

export interface PostgresStoreOptions {
  /** `postgres://user:password@host:port/database` */
  readonly url: string;
  /** World time, which dates rows. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** How many connections at most; one more listens. Default 10. */
  readonly poolSize?: number;
}

const connectTimeoutMs = 5_000;

/** PostgreSQL takes fewer than 8,000 bytes. */
const longestPayload = 7_999;

/** What replicas tell each other. */
interface Message {
  readonly from: string;
  readonly commit?: Commit;
  readonly said?: string;
}

/**
 * Opens a store in a PostgreSQL database, which other replicas may share. The schema is brought up
 * to date as needed. Throws when the database cannot be reached, or is of a newer version.
 */
export const openPostgresStore = async (options: PostgresStoreOptions): Promise<Store> => {
  const { default: pg } = await import('pg');
  const int8 = 20;
  const types: typeof pg.types = {
    ...pg.types,
    getTypeParser: ((oid: number, format?: 'text') =>
      oid === int8 ? Number : pg.types.getTypeParser(oid, format)) as typeof pg.types.getTypeParser,
  };
  const connection = {
    connectionString: options.url,
    connectionTimeoutMillis: connectTimeoutMs,
    application_name: 'pileus',
    keepAlive: true,
  };
  const pool = new pg.Pool({ ...connection, types, max: options.poolSize ?? 10 });
  // A connection that breaks while idle is replaced when next needed.
  pool.on('error', () => {});
  pool.on('connect', (client) => client.on('error', () => {}));
  const store = new PostgresStore(pool, () => new pg.Client(connection), options);
  try {
    await store.open();
    return store;
  } catch (error) {
    await store.close();
    throw translated(error);
  }
};

class PostgresStore implements Store {
  readonly kind = 'postgres';
  readonly usage = { statements: 0, commits: 0 };
  readonly #pool: Pool;
  readonly #clocks: Clocks;
  readonly #reads: Sources;
  readonly #commands: PostgresCommands;
  readonly #listener: PostgresListener;
  readonly #replica = randomUUID();
  readonly #commits = new Listeners<Commit>();
  readonly #announcements = new Listeners<string>();
  #closing: Promise<void> | undefined;

  constructor(pool: Pool, connect: () => Client, { clock, realClock }: PostgresStoreOptions) {
    this.#pool = pool;
    this.#clocks = { clock, realClock };
    const count = () => {
      this.usage.statements += 1;
    };
    const session = new PostgresSession(pool, count);
    const shared = {
      dialect: postgresDialect,
      selects: new Selects(postgresDialect),
      statements: new Statements(postgresDialect),
    };
    this.#reads = { ...shared, session };
    this.#commands = new PostgresCommands({
      pool,
      realClock,
      begin: (client, scope) => {
        const sources = { ...shared, session: new PostgresSession(client, count) };
        return new PostgresTx(sources, scope, this.#clocks);
      },
      messageOf: (commit) => this.#message({ commit }),
      onCommit: (commit) => {
        this.usage.commits += 1;
        this.#commits.tell(commit);
      },
    });
    this.#listener = new PostgresListener({
      connect,
      realClock,
      onMessage: (payload) => this.#hear(JSON.parse(payload) as Message),
      onMissed: () => this.#commits.tell({ work: true, events: true }),
    });
  }

  /** Connects, and brings the schema up to date. */
  async open(): Promise<void> {
    const client = await this.#pool.connect();
    try {
      await migratePostgres(client, this.#clocks.realClock.now());
    } finally {
      client.release();
    }
    await this.#listener.open();
  }

  reader(scope: Scope): Reader {
    return new SqlReader(this.#reads, scope, this.#clocks);
  }

  command<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>): Promise<T> {
    return this.#commands.run(scope, run);
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
    const payload = this.#message({ said: message });
    if (Buffer.byteLength(payload) > longestPayload) {
      throw new RangeError('The announcement is too long for PostgreSQL, which takes 8,000 bytes.');
    }
    this.#announcements.tell(message);
    await this.#reads.session.run('SELECT pg_notify($1, $2)', [channel, payload]);
  }

  onAnnounce(listener: (message: string) => void): () => void {
    return this.#announcements.add(listener);
  }

  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#commands.close();
    await this.#listener.close();
    await this.#pool.end();
  }

  #message(message: Omit<Message, 'from'>): string {
    return JSON.stringify({ from: this.#replica, ...message });
  }

  #hear({ from, commit, said }: Message): void {
    if (from === this.#replica) return;
    if (commit) this.#commits.tell(commit);
    if (said !== undefined) this.#announcements.tell(said);
  }
}
