import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ManualClock } from '../clock.js';
import { sqliteDialect } from './dialect-sqlite.js';
import { Selects } from './select.js';
import { type Database, DatabaseSync } from './sqlite-binding.js';
import { migrateSqlite } from './sqlite-migrate.js';
import { SqliteSession } from './sqlite-session.js';
import { SqliteWriter } from './sqlite-writer.js';
import { Statements } from './statements.js';
import { type Commit, type Scope, StoreUnavailableError } from './store.js';

const scope: Scope = { accountId: 1, actor: 'tester', role: 'admin' };
const big = 'x'.repeat(50_000);
const ticket = { title: 't', status: 's', priority: 1 };

/** A session whose control statements can be made to fail. */
class FailingSession extends SqliteSession {
  fails: string | undefined;

  override control(sql: string): void {
    if (sql === this.fails) throw new Error('disk I/O error');
    super.control(sql);
  }
}

describe('a writer whose disk fails', () => {
  let directory: string;
  let db: Database;
  let session: FailingSession;
  let writer: SqliteWriter;
  let commits: Commit[];

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pileus-test-'));
    db = new DatabaseSync(join(directory, 'pileus.db'));
    migrateSqlite(db, 0);
    session = new FailingSession(db, () => {});
    const clock = new ManualClock();
    commits = [];
    writer = new SqliteWriter({
      session,
      sources: {
        dialect: sqliteDialect,
        selects: new Selects(sqliteDialect),
        statements: new Statements(sqliteDialect),
        session,
      },
      clocks: { clock, realClock: clock },
      onCommit: (commit) => commits.push(commit),
    });
  });
  afterEach(async () => {
    await writer.close();
    db.close();
    rmSync(directory, { recursive: true });
  });

  const insert = (updates: readonly string[]) =>
    writer.command(scope, (tx) => tx.insert('ticket', { ...ticket, updates }));
  const count = () => db.prepare('SELECT count(*) AS n FROM ticket').get().n;
  const reasons = (outcomes: PromiseSettledResult<unknown>[]) =>
    outcomes.map((outcome) => outcome.status === 'rejected' && outcome.reason);

  test('fails the whole batch when the commit fails, and serves the next', async () => {
    session.fails = 'COMMIT';
    const failed = reasons(await Promise.allSettled([insert([]), insert([])]));
    for (const reason of failed) expect(reason).toBeInstanceOf(StoreUnavailableError);
    expect([count(), commits]).toEqual([0, []]);
    session.fails = undefined;
    await insert([]);
    expect([count(), commits.length]).toEqual([1, 1]);
  });

  test('fails all that wait when no transaction can begin', async () => {
    session.fails = 'BEGIN IMMEDIATE';
    const failed = reasons(await Promise.allSettled([insert([]), insert([])]));
    for (const reason of failed) expect(reason).toBeInstanceOf(StoreUnavailableError);
    session.fails = undefined;
    await insert([]);
    expect(count()).toBe(1);
  });

  test('says that the disk is full, keeps what fits, and recovers', async () => {
    const { page_count: pages } = db.prepare('PRAGMA page_count').get();
    db.exec(`PRAGMA max_page_count = ${pages + 4}`);
    const [small, large] = await Promise.allSettled([insert([]), insert([big])]);
    expect(large).toMatchObject({
      status: 'rejected',
      reason: new StoreUnavailableError('The database cannot be used now: the disk is full.'),
    });
    // SQLite may undo the statement alone, or the transaction: the promise tells which.
    expect(count()).toBe(small.status === 'fulfilled' ? 1 : 0);
    db.exec('PRAGMA max_page_count = 1000000');
    const before = count();
    await insert([big]);
    expect(count()).toBe(before + 1);
  });

  /** How often each command of a batch was run, and what they came to: each inserts, and fails as it says. */
  async function batchOf(fails: readonly ('no' | 'before' | 'after')[]) {
    const runs = fails.map(() => 0);
    const done = fails.map((when, i) =>
      writer.command(scope, (tx) => {
        runs[i]! += 1;
        if (when === 'before') throw new Error('refused');
        tx.insert('ticket', { ...ticket, updates: [] });
        if (when === 'after') throw new Error('refused');
        return `run ${runs[i]}`;
      }),
    );
    const outcomes = await Promise.allSettled(done);
    const ends = outcomes.map((each) => (each.status === 'fulfilled' ? each.value : 'refused'));
    return { runs, ends };
  }

  test('does a batch again in which a command failed after it had written, and tells the new results', async () => {
    const { runs, ends } = await batchOf(['no', 'after', 'no']);
    expect(ends).toEqual(['run 2', 'refused', 'run 1']);
    expect(runs).toEqual([2, 2, 1]);
    expect([count(), commits.length]).toEqual([2, 1]);
    // From then on each has a savepoint for a while.
    expect(await batchOf(['no', 'after'])).toEqual({ runs: [1, 1], ends: ['run 1', 'refused'] });
    expect(count()).toBe(3);
  });

  test('runs no command again for one that failed before it wrote', async () => {
    const { runs, ends } = await batchOf(['no', 'before', 'no']);
    expect(ends).toEqual(['run 1', 'refused', 'run 1']);
    expect(runs).toEqual([1, 1, 1]);
    expect(count()).toBe(2);
  });
});
