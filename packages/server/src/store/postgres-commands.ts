import { randomInt } from 'node:crypto';
import type { Pool, PoolClient } from 'pg';
import type { Clock } from '../clock.js';
import { crashPoint } from '../crash-points.js';
import { isContention, isLost, translated } from './postgres-errors.js';
import { channel } from './postgres-listener.js';
import { type SqlTx, wentOn } from './sql-tx.js';
import {
  type Awaitable,
  type Commit,
  type Scope,
  StoreUnavailableError,
  type Tx,
} from './store.js';

/** How often a command is run before contention or a lost connection counts as its failure. */
const attempts = 5;
const firstDelayMs = 5;

/**
 * Runs each command in a transaction of its own on a connection of the pool. What the database asks
 * to repeat, and what was lost before the commit was asked for, is run again from its start.
 */
export class PostgresCommands {
  readonly #pool: Pool;
  readonly #realClock: Clock;
  readonly #begin: (client: PoolClient, scope: Scope) => SqlTx;
  readonly #messageOf: (commit: Commit) => string;
  readonly #onCommit: (commit: Commit) => void;
  readonly #running = new Set<Promise<unknown>>();
  #closed = false;

  constructor(options: {
    readonly pool: Pool;
    readonly realClock: Clock;
    readonly begin: (client: PoolClient, scope: Scope) => SqlTx;
    /** What the other replicas are told. */
    readonly messageOf: (commit: Commit) => string;
    readonly onCommit: (commit: Commit) => void;
  }) {
    this.#pool = options.pool;
    this.#realClock = options.realClock;
    this.#begin = options.begin;
    this.#messageOf = options.messageOf;
    this.#onCommit = options.onCommit;
  }

  run<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailableError('The store is closed.'));
    const running = this.#retried(scope, run);
    this.#running.add(running);
    const forget = () => this.#running.delete(running);
    running.then(forget, forget);
    return running;
  }

  /** Waits for the commands under way. */
  async close(): Promise<void> {
    this.#closed = true;
    await Promise.allSettled(this.#running);
  }

  async #retried<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      try {
        const { result, commit } = await this.#once(scope, run);
        this.#onCommit(commit);
        return result;
      } catch (error) {
        const reason = error instanceof StoreUnavailableError ? error.cause : error;
        const repeatable = isContention(reason) || isLost(reason);
        if (attempt === attempts || !repeatable) throw translated(error);
      }
      const longest = firstDelayMs * 4 ** attempt;
      await new Promise<void>((go) => this.#realClock.after(randomInt(longest), go));
    }
  }

  async #once<T>(
    scope: Scope,
    run: (tx: Tx) => Awaitable<T>,
  ): Promise<{ result: T; commit: Commit }> {
    const client = await this.#pool.connect();
    let broken = false;
    let tx: SqlTx | undefined;
    try {
      await client.query('BEGIN');
      crashPoint('command.begin');
      tx = this.#begin(client, scope);
      const result = await run(tx);
      const commit = await tx.finish();
      if (commit.work || commit.events) {
        await client.query('SELECT pg_notify($1, $2)', [channel, this.#messageOf(commit)]);
      }
      crashPoint('command.before-commit');
      await this.#commit(client);
      crashPoint('command.after-commit');
      return { result, commit };
    } catch (error) {
      broken = !(await rolledBack(client));
      throw error;
    } finally {
      tx?.end();
      client.release(broken);
    }
  }

  async #commit(client: PoolClient): Promise<void> {
    const ended = await client.query('COMMIT').catch((error: unknown) => {
      if (isContention(error)) throw error;
      // Nobody knows whether it happened, so that it must not be repeated.
      throw new StoreUnavailableError(`The commit failed: ${(error as Error).message}`);
    });
    // PostgreSQL answers the COMMIT of a failed transaction by undoing it.
    if (ended.command === 'ROLLBACK') throw new Error(wentOn);
  }
}

const rolledBack = (client: PoolClient): Promise<boolean> =>
  client.query('ROLLBACK').then(
    () => true,
    () => false,
  );
