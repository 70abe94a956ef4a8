import { crashPoint } from '../crash-points.js';
import type { Clocks, Sources } from './sql-reader.js';
import { wentOn } from './sql-tx.js';
import type { SqliteSession } from './sqlite-session.js';
import { SqliteTx } from './sqlite-tx.js';
import {
  type Awaitable,
  type CommandPriority,
  type Commit,
  type Scope,
  StoreUnavailableError,
  type Tx,
} from './store.js';

interface Command {
  readonly scope: Scope;
  readonly run: (tx: Tx) => Awaitable<unknown>;
  readonly resolve: (result: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A batch ends after as many commands, or as many milliseconds. */
const batchCommands = 256;
const batchMs = 25;

/** A batch begins once as many turns brought no further request, or after as many turns at all. */
const quietTurns = 2;
const gatheringTurns = 16;
/** After a batch that had to be done again, so many give each command a savepoint from the start. */
const carefulBatches = 16;
/** For so many turns after a batch with requests, background work waits for some to share a commit with. */
const patientTurns = 10;

/**
 * The one writer of a SQLite store. Commands that come in together share a transaction, so that they
 * wait for the disk once. One that fails undoes nothing but its own: where it has written, the batch is undone and done
 * again, each command in a savepoint. To give each a savepoint from the start costs every create a tenth of its time.
 * Requests go before background work. Between batches the event loop turns: sockets are read and the
 * next batch gathers, until turns bring no further request.
 */
export class SqliteWriter {
  readonly #session: SqliteSession;
  readonly #sources: Sources;
  readonly #clocks: Clocks;
  readonly #onCommit: (commit: Commit) => void;
  readonly #requests: Command[] = [];
  readonly #background: Command[] = [];
  #scheduled = false;
  /** Requests that waited a turn ago, turns for which they have been gathering, and those without another. */
  #gathered = 0;
  #gathering = 0;
  #quiet = 0;
  #careful = 0;
  /** Turns for which background work still waits. */
  #patience = 0;
  #closed: (() => void) | undefined;

  constructor(options: {
    readonly session: SqliteSession;
    readonly sources: Sources;
    readonly clocks: Clocks;
    readonly onCommit: (commit: Commit) => void;
  }) {
    this.#session = options.session;
    this.#sources = options.sources;
    this.#clocks = options.clocks;
    this.#onCommit = options.onCommit;
  }

  command<T>(
    scope: Scope,
    run: (tx: Tx) => Awaitable<T>,
    priority: CommandPriority = 'request',
  ): Promise<T> {
    if (this.#closed) return Promise.reject(new StoreUnavailableError('The store is closed.'));
    return new Promise<T>((resolve, reject) => {
      const queue = priority === 'request' ? this.#requests : this.#background;
      queue.push({ scope, run, resolve: resolve as (result: unknown) => void, reject });
      this.#schedule();
    });
  }

  /** Runs what was asked for, and nothing that is asked for from now on. */
  close(): Promise<void> {
    return new Promise((resolve) => {
      this.#closed = resolve;
      this.#schedule();
    });
  }

  #schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    setImmediate(() => void this.#turn());
  }

  async #turn(): Promise<void> {
    if (this.#hasCommands() && !this.#waits()) await this.#batch();
    this.#scheduled = false;
    if (this.#hasCommands()) this.#schedule();
    else this.#closed?.();
  }

  #hasCommands(): boolean {
    return this.#requests.length + this.#background.length > 0;
  }

  /** Whether the next batch is worth waiting for another turn. */
  #waits(): boolean {
    const requests = this.#requests.length;
    if (this.#closed) return false;
    if (requests === 0 && this.#patience > 0) {
      this.#patience -= 1;
      return true;
    }
    this.#quiet = requests > this.#gathered ? 0 : this.#quiet + 1;
    if (
      requests > 0 &&
      requests < batchCommands &&
      this.#quiet < quietTurns &&
      this.#gathering < gatheringTurns
    ) {
      this.#gathered = requests;
      this.#gathering += 1;
      return true;
    }
    this.#gathered = 0;
    this.#quiet = 0;
    this.#gathering = 0;
    this.#patience = requests > 0 ? patientTurns : 0;
    return false;
  }

  async #batch(): Promise<void> {
    const settle: (() => void)[] = [];
    const taken: Command[] = [];
    const brought = { work: false, events: false };
    let careful = this.#careful > 0;
    if (careful) this.#careful -= 1;
    try {
      this.#begin();
      const start = this.#clocks.realClock.now();
      do {
        const command = this.#requests.shift() ?? this.#background.shift();
        if (!command) break;
        taken.push(command);
        const done = await this.#one(command, brought, careful);
        if (done) {
          settle.push(done);
          continue;
        }
        careful = true;
        this.#careful = carefulBatches;
        this.#session.control('ROLLBACK');
        this.#begin();
        settle.length = 0;
        Object.assign(brought, { work: false, events: false });
        for (const each of taken) settle.push((await this.#one(each, brought, careful))!);
      } while (taken.length < batchCommands && this.#clocks.realClock.now() - start < batchMs);
      this.#session.counters.write();
      crashPoint('command.before-commit');
      this.#session.control('COMMIT');
      crashPoint('command.after-commit');
    } catch (error) {
      this.#fail(taken, error);
      return;
    }
    for (const done of settle) done();
    this.#onCommit(brought);
  }

  #begin(): void {
    this.#session.control('BEGIN IMMEDIATE');
    this.#session.counters.forget();
  }

  /**
   * Runs one command, in a savepoint or without, and answers how to settle its promise after the commit; undefined
   * when it failed after it had written, and has no savepoint to go back to.
   */
  async #one(
    { scope, run, resolve, reject }: Command,
    brought: { work: boolean; events: boolean },
    savepoint: boolean,
  ): Promise<(() => void) | undefined> {
    if (savepoint) this.#session.control('SAVEPOINT command');
    this.#session.failed = false;
    const { writes } = this.#session;
    const tx = new SqliteTx(this.#sources, scope, this.#clocks, this.#session.counters);
    crashPoint('command.begin');
    try {
      const result = await run(tx);
      const { work, events } = await tx.finish();
      if (this.#session.failed) throw new Error(wentOn);
      if (savepoint) this.#session.control('RELEASE command');
      this.#session.counters.keep();
      brought.work ||= work;
      brought.events ||= events;
      return () => resolve(result);
    } catch (error) {
      // A full disk ends the whole transaction, and all its commands with it.
      if (!this.#session.inTransaction) throw error;
      if (savepoint) {
        this.#session.control('ROLLBACK TO command');
        this.#session.control('RELEASE command');
      } else if (this.#session.writes > writes) return undefined;
      this.#session.counters.undo();
      return () => reject(error);
    } finally {
      tx.end();
    }
  }

  #fail(taken: readonly Command[], error: unknown): void {
    const failure =
      error instanceof StoreUnavailableError
        ? error
        : new StoreUnavailableError('The database could not commit.', { cause: error });
    // When not even a transaction could begin, all that wait are told, instead of trying forever.
    const told =
      taken.length > 0 ? taken : [...this.#requests.splice(0), ...this.#background.splice(0)];
    for (const { reject } of told) reject(failure);
    if (!this.#session.inTransaction) return;
    try {
      this.#session.control('ROLLBACK');
    } catch {
      // SQLite has already rolled back.
    }
  }
}
