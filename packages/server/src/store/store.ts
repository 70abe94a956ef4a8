import type { Predicate } from './predicate.js';
import type { ColumnOf, EventRow, Insert, Role, Row, TableName } from './tables.js';

/** SQLite answers at once, PostgreSQL later; `await` takes both. */
export type Awaitable<T> = T | Promise<T>;

/**
 * On whose behalf a store call is made. Rows of other accounts are neither seen nor touched.
 * The engine and the start-up code act as {@link system}.
 */
export interface Scope {
  /** The account's id, or null for the system, which sees every account. */
  readonly accountId: number | null;
  /** Recorded as who did it. */
  readonly actor: string;
  readonly role: Role;
}

export const system: Scope = { accountId: null, actor: 'system', role: 'admin' };

export interface Query<T extends TableName, C extends ColumnOf<T> = ColumnOf<T>> {
  /** The columns to read; default all. */
  readonly columns?: readonly C[];
  readonly where?: Predicate<ColumnOf<T>>;
  /** Default: ascending id. */
  readonly orderBy?: readonly { readonly column: ColumnOf<T>; readonly descending?: boolean }[];
  readonly limit?: number;
  readonly offset?: number;
}

export type Match<T extends TableName> = Partial<Row<T>>;

export interface Reader {
  readonly scope: Scope;
  /** World time of this call or command, in milliseconds. */
  readonly now: number;
  /** Real time of this call or command, for what the world's clock must not touch. */
  readonly realNow: number;
  /** The one row whose columns equal `match` (the first by id when several do). */
  get<T extends TableName>(table: T, match: Match<T>): Awaitable<Row<T> | undefined>;
  /** Rows by predicate, read in one piece as JSON text. */
  select<T extends TableName, C extends ColumnOf<T> = ColumnOf<T>>(
    table: T,
    query?: Query<T, C>,
  ): Awaitable<Pick<Row<T>, C>[]>;
  count<T extends TableName>(table: T, where?: Predicate<ColumnOf<T>>): Awaitable<number>;
  /** Sums of the counter rows, in the order of the keys; a missing counter is 0. */
  counters(keys: readonly string[]): Awaitable<Count[]>;
}

/** An amount of machines and of their cores. */
export interface Count {
  readonly nodes: number;
  readonly cores: number;
}

export type NewEvent = Pick<EventRow, 'objectKind' | 'kind'> &
  Partial<
    Pick<EventRow, 'accountId' | 'objectId' | 'objectUid' | 'machineId' | 'operationId' | 'data'>
  >;

export interface Tx extends Reader {
  /** Inserts one row and answers its id. */
  insert<T extends TableName>(table: T, row: Insert<T>): Awaitable<number>;
  /** Inserts rows and answers their ids in order. */
  insertMany<T extends TableName>(table: T, rows: readonly Insert<T>[]): Awaitable<number[]>;
  /** Changes the named columns of one row. Throws when the scope has no such row. */
  update<T extends TableName>(table: T, id: number, patch: Partial<Row<T>>): Awaitable<void>;
  /** Changes rows by id; all of them have the same columns. Throws when one does not exist. */
  updateMany<T extends TableName>(
    table: T,
    rows: readonly (Partial<Row<T>> & { readonly id: number })[],
  ): Awaitable<void>;
  delete<T extends TableName>(table: T, ids: readonly number[]): Awaitable<void>;
  /**
   * Reads one row, by id or as {@link Reader.get} does, and holds it against other transactions
   * until the end of this one. Take it
   * before deciding anything that two commands must not decide at once.
   */
  lock<T extends TableName>(table: T, which: number | Match<T>): Awaitable<Row<T> | undefined>;
  /**
   * Like {@link lock} for many rows, by their ids or a predicate, in order of their ids; ids without
   * a row are left out.
   */
  lockMany<T extends TableName, C extends ColumnOf<T> = ColumnOf<T>>(
    table: T,
    which: readonly number[] | Predicate<ColumnOf<T>>,
    columns?: readonly C[],
  ): Awaitable<Pick<Row<T>, C>[]>;
  /** Adds to counter rows. Do it last in a command: these rows are shared by many. */
  addToCounters(deltas: ReadonlyMap<string, Count>): Awaitable<void>;
  /**
   * Claims up to `limit` machines that are due, for `owner` until `leaseUntil` (real time); a claim
   * that has run out is taken over.
   */
  claimDue(claim: {
    owner: string;
    realNow: number;
    leaseUntil: number;
    limit: number;
  }): Awaitable<Row<'machine'>[]>;
  /** Appends to the event log; the rows are written at the end of the command. */
  emit(event: NewEvent): void;
  /** Tells the reconciler, after the commit, that a machine has become due. */
  wake(): void;
}

/** What a commit brought, for those who wait for it. */
export interface Commit {
  readonly work: boolean;
  readonly events: boolean;
}

/** Counts of what a store asked of its database. */
export interface Usage {
  /** Statements of reads and commands, known answers included, without those that begin and end transactions. */
  readonly statements: number;
  readonly commits: number;
}

export type CommandPriority = 'request' | 'background';

export interface Store {
  readonly kind: 'sqlite' | 'postgres';
  /** A reader of what is committed. */
  reader(scope: Scope): Reader;
  /**
   * Runs a command in one transaction: all of it happens, or nothing. The promise settles after the
   * commit. A command awaits nothing but its transaction, and may be run again from its start when
   * the database asks for that. When a call of its transaction fails, the command fails: PostgreSQL
   * goes on with nothing after a failed statement.
   */
  command<T>(scope: Scope, run: (tx: Tx) => Awaitable<T>, priority?: CommandPriority): Promise<T>;
  /** Events after `cursor`, ascending, none of which can be preceded by a late commit. */
  eventsAfter(scope: Scope, cursor: number, limit: number): Awaitable<EventRow[]>;
  /** Events before `cursor`, the newest first, of those that {@link eventsAfter} would answer. */
  eventsBefore(scope: Scope, cursor: number, limit: number): Awaitable<EventRow[]>;
  /** The earliest world time at which a machine not under lease is due, and the end of the first lease. */
  nextDue(realNow: number): Awaitable<{ dueAt?: number; leaseUntil?: number }>;
  /** Calls back after each commit of this process, and, on PostgreSQL, of the other replicas. */
  onCommit(listener: (commit: Commit) => void): () => void;
  /** Tells every replica, this one too, something that is not stored: that a credential changed. */
  announce(message: string): Promise<void>;
  onAnnounce(listener: (message: string) => void): () => void;
  /** What has been asked of the database since the store was opened, for tests and metrics. */
  readonly usage: Usage;
  /** Ends when the commands under way have; later ones are refused. */
  close(): Promise<void>;
}

/** The store cannot take the command now: the disk is full, the database is away. Nothing changed. */
export class StoreUnavailableError extends Error {
  override readonly name = 'StoreUnavailableError';
}

/** A unique value is taken. Nothing changed. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
  constructor(
    message: string,
    /** The table and columns, as far as the database tells: `machine.cluster_id, machine.name`. */
    readonly constraint: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}
