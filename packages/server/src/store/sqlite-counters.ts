import type { Session } from './dialect.js';
import type { CounterDelta } from './sql-tx.js';
import type { Count } from './store.js';

interface Held extends Count {
  /** Undefined while there is no such row. */
  readonly accountId: number | undefined;
  readonly changed: boolean;
}

const nothing: Count = { nodes: 0, cores: 0 };

const readText = 'SELECT json_array(account_id, nodes, cores) FROM "counter" WHERE "key" = ?';

const writeText = `INSERT INTO "counter" ("key", account_id, nodes, cores) VALUES (?, ?, ?, ?)
  ON CONFLICT ("key") DO UPDATE SET nodes = excluded.nodes, cores = excluded.cores`;

/** Whether a statement is about counters, and not one of {@link HeldCounters}. */
export const isOfCounters = (sql: string): boolean =>
  sql.includes('"counter"') && sql !== readText && sql !== writeText;

/**
 * The counters of one batch of commands: each is read once, changed in memory, and written once, before the commit.
 * Every create of a cluster changes the same few rows: to read and write them each time was a fifth of its SQL.
 *
 * Before the table is read or written by other statements, {@link write} or {@link reread} must be called.
 */
export class HeldCounters {
  readonly #session: Session;
  #held = new Map<string, Held>();
  /** What the command under way has changed, as it was. */
  readonly #before = new Map<string, Held>();
  /** What was held when the command under way wrote to the table by other statements. */
  #aside: Map<string, Held> | undefined;

  constructor(session: Session) {
    this.#session = session;
  }

  /** The counters of the keys; those that `accountId`, unless null, cannot see are nothing. */
  read(keys: readonly string[], accountId: number | null): Count[] {
    return keys.map((key) => {
      const { accountId: owner, nodes, cores } = this.#get(key);
      return accountId === null || owner === 0 || owner === accountId ? { nodes, cores } : nothing;
    });
  }

  /** See {@link SqlTx.addToCounterRows}. */
  add(deltas: readonly CounterDelta[], accountId: number): number {
    let changed = 0;
    for (const [key, nodes, cores] of deltas) {
      const held = this.#get(key);
      const owner = held.accountId ?? accountId;
      if (accountId !== 0 && owner !== 0 && owner !== accountId) continue;
      if (!this.#aside && !this.#before.has(key)) this.#before.set(key, held);
      this.#held.set(key, {
        accountId: owner,
        nodes: held.nodes + nodes,
        cores: held.cores + cores,
        changed: true,
      });
      changed += 1;
    }
    return changed;
  }

  /** Writes what has changed. Before the commit it is written again, as the command may yet be undone. */
  write(): void {
    for (const [key, { accountId, nodes, cores, changed }] of this.#held) {
      if (changed) this.#session.run(writeText, [key, accountId!, nodes, cores]);
    }
  }

  /** Writes what has changed, and reads everything anew from now on. */
  reread(): void {
    this.write();
    this.#aside ??= this.#held;
    this.#held = new Map();
  }

  /** A command has ended: what it did stays. */
  keep(): void {
    this.#before.clear();
    this.#aside = undefined;
  }

  /** A command has been undone. */
  undo(): void {
    if (this.#aside) this.#held = this.#aside;
    for (const [key, held] of this.#before) this.#held.set(key, held);
    this.keep();
  }

  /** A batch begins. */
  forget(): void {
    this.#held.clear();
    this.keep();
  }

  #get(key: string): Held {
    const known = this.#held.get(key);
    if (known) return known;
    const row = this.#session.value(readText, [key]) as string | undefined;
    const [accountId, nodes, cores] = row ? (JSON.parse(row) as number[]) : [undefined, 0, 0];
    const held = { accountId, nodes: nodes!, cores: cores!, changed: false };
    this.#held.set(key, held);
    return held;
  }
}
