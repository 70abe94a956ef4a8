import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { type Columns, isNullable, snakeCase } from './columns.js';
import { exampleMachine } from './example-rows.js';
import { openSqliteStore } from './sqlite.js';
import { DatabaseSync } from './sqlite-binding.js';
import { storeContract } from './store.contract.js';
import { type Scope, system } from './store.js';
import { tables } from './tables.js';

// Generated cases add up on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clocks = { clock: new ManualClock(), realClock };
const scope: Scope = { accountId: 1, actor: 'tester', role: 'admin' };
const tag = (name: string) => ({ name, origin: 'user' }) as const;

describe('SQLite', () => {
  storeContract(() => openSqliteStore(clocks));
});

describe('a SQLite file', () => {
  let directory: string;
  let file: string;

  beforeEach(() => {
    directory = join(mkdtempSync(join(tmpdir(), 'pileus-test-')), 'data');
    file = join(directory, 'pileus.db');
  });
  afterEach(() => rmSync(join(directory, '..'), { recursive: true }));

  test('keeps what was committed', async () => {
    const first = await openSqliteStore({ ...clocks, file });
    const id = await first.command(scope, (tx) => tx.insert('tag', tag('kept')));
    await first.close();
    const second = await openSqliteStore({ ...clocks, file });
    expect(await second.reader(scope).get('tag', { id })).toMatchObject({ name: 'kept' });
    await second.close();
  });

  test('can be read by its owner alone', async () => {
    const store = await openSqliteStore({ ...clocks, file });
    await store.command(scope, (tx) => tx.insert('tag', tag('secret')));
    const modes = readdirSync(directory).map((name) => [
      name,
      statSync(join(directory, name)).mode & 0o777,
    ]);
    expect(modes.length).toBeGreaterThanOrEqual(4);
    expect(modes).toEqual(modes.map(([name]) => [name, 0o600]));
    expect(statSync(directory).mode & 0o777).toBe(0o700);
    await store.close();
  });

  test('is opened once at a time', async () => {
    const store = await openSqliteStore({ ...clocks, file });
    const again = openSqliteStore({ ...clocks, file });
    await expect(again).rejects.toThrow(`in use by process ${process.pid}`);
    await store.close();
    await (await openSqliteStore({ ...clocks, file })).close();
  });

  test('can be opened when the process that had it was killed', async () => {
    await (await openSqliteStore({ ...clocks, file })).close();
    const holder = await holdLock(file);
    await expect(openSqliteStore({ ...clocks, file })).rejects.toThrow('in use by process');
    await holder.kill();
    await (await openSqliteStore({ ...clocks, file })).close();
  });

  test('frees the leases of the process before', async () => {
    const first = await openSqliteStore({ ...clocks, file });
    const claim = { owner: 'dead', realNow: 0, leaseUntil: 1e15, limit: 9 };
    const machine = exampleMachine({ accountId: 1, dueAt: 0 });
    await first.command(system, (tx) => tx.insert('machine', machine));
    expect(await first.command(system, (tx) => tx.claimDue(claim))).toHaveLength(1);
    await first.close();
    const second = await openSqliteStore({ ...clocks, file });
    expect(await second.command(system, (tx) => tx.claimDue(claim))).toHaveLength(1);
    await second.close();
  });

  test('of a newer program is refused, and left as it was', async () => {
    await (await openSqliteStore({ ...clocks, file })).close();
    const db = new DatabaseSync(file);
    db.exec("INSERT INTO migration (number, name, at) VALUES (999, 'future', 0)");
    db.close();
    const opening = openSqliteStore({ ...clocks, file });
    await expect(opening).rejects.toThrow('of a newer Pileus: its schema is number 999');
    const again = openSqliteStore({ ...clocks, file });
    await expect(again).rejects.toThrow('of a newer Pileus');
  });

  test('that is none is refused, and can be replaced', async () => {
    mkdirSync(directory);
    writeFileSync(file, 'not a database, whatever its name'.repeat(40));
    const opening = openSqliteStore({ ...clocks, file });
    await expect(opening).rejects.toThrow("damaged, or is none of SQLite's");
    rmSync(file);
    await (await openSqliteStore({ ...clocks, file })).close();
  });

  test('has exactly the columns of the tables', async () => {
    const store = await openSqliteStore({ ...clocks, file });
    const db = new DatabaseSync(file, { readOnly: true });
    for (const [table, columns] of Object.entries(tables)) {
      const found = db.prepare(`PRAGMA table_info("${snakeCase(table)}")`).all();
      expect([table, found.map((c) => [c.name, c.type.toLowerCase(), c.notnull])]).toEqual([
        table,
        Object.entries(columns as Columns).map(([name, column]) => [
          snakeCase(name),
          sqliteType(column),
          column === 'id' || isNullable(column) ? 0 : 1,
        ]),
      ]);
    }
    db.close();
    await store.close();
  });

  test('looks lists of ids up by index, however many rows the account has', async () => {
    const store = await openSqliteStore({ ...clocks, file });
    const db = new DatabaseSync(file, { readOnly: true });
    const planOf = (where: string) =>
      db
        .prepare(`EXPLAIN QUERY PLAN SELECT * FROM ${where} AND account_id = 1 ORDER BY id`)
        .all()
        .map(({ detail }) => detail)[0];
    const list = 'IN (SELECT value FROM json_each(?))';
    expect(planOf(`machine WHERE id ${list}`)).toContain('PRIMARY KEY');
    expect(planOf(`machine WHERE uid ${list}`)).toContain('machine_uid');
    expect(planOf(`machine WHERE array_id ${list} AND state <> 'deleted'`)).toContain(
      'machine_array',
    );
    expect(planOf(`operation WHERE uid = ?`)).toContain('operation_uid');
    const steps = (states: string) =>
      planOf(`step WHERE machine_id ${list} AND state IN (${states})`);
    expect(steps(`'running', 'waiting'`)).toContain('step_open');
    expect(steps(`'canceled', 'failed', 'succeeded'`)).toContain('step_ended');
    db.close();
    await store.close();
  });
});

describe('commands of one turn', () => {
  test('share one commit, requests first', async () => {
    const store = await openSqliteStore(clocks);
    const order: string[] = [];
    const run = (name: string) => async () => void order.push(name);
    const background = ['b1', 'b2'].map((name) => store.command(scope, run(name), 'background'));
    const requests = ['r1', 'r2'].map((name) => store.command(scope, run(name)));
    await Promise.all([...background, ...requests]);
    expect(order).toEqual(['r1', 'r2', 'b1', 'b2']);
    expect(store.usage.commits).toBe(1);
    await store.close();
  });

  test('are committed in parts when they are many', async () => {
    const store = await openSqliteStore({ clock: clocks.clock, realClock: new ManualClock() });
    await Promise.all(
      Array.from({ length: 600 }, (_, i) =>
        store.command(scope, (tx) => tx.insert('tag', tag(`many-${i}`))),
      ),
    );
    expect(store.usage.commits).toBe(3);
    await store.close();
  });
});

function sqliteType(column: Columns[string]): string {
  if (typeof column === 'object') return 'text';
  const kind = column.replace('?', '');
  if (kind === 'flag') return 'smallint';
  return kind === 'text' || kind === 'real' ? kind : 'integer';
}

/** Another process that holds the lock of a database file. */
async function holdLock(file: string): Promise<{ kill(): Promise<void> }> {
  const binding = import.meta.resolve('@photostructure/sqlite');
  const script = `
    const { DatabaseSync } = await import('${binding}');
    const db = new DatabaseSync(process.argv[1]);
    db.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
    console.log('held');
    setInterval(() => db.isOpen, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script, `${file}-lock`], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise((resolve) => child.stdout.once('data', resolve));
  return {
    kill: () =>
      new Promise((resolve) => {
        child.once('exit', () => resolve());
        child.kill('SIGKILL');
      }),
  };
}
