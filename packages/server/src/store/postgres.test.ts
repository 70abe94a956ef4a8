import pg from 'pg';
import { afterAll, afterEach, describe, expect, test, vi } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { startPostgres, type TestPostgres } from '../testing/postgres.js';
import { type Columns, isNullable, snakeCase } from './columns.js';
import { migrations } from './migrate.js';
import { openPostgresStore } from './postgres.js';
import { storeContract } from './store.contract.js';
import { type Commit, type Scope, type Store, StoreUnavailableError, system } from './store.js';
import { tables } from './tables.js';

// Generated cases add up on a busy machine.
vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clocks = { clock: new ManualClock(), realClock };
const scope: Scope = { accountId: 1, actor: 'tester', role: 'admin' };
const event = (kind: string) => ({ objectKind: 'tag', kind });

const server = await startPostgres();

if ('skipped' in server) {
  test.skip(`PostgreSQL: ${server.skipped}`, () => {});
} else {
  describe('PostgreSQL', () => {
    afterAll(() => server.stop());
    storeContract(async () => openPostgresStore({ url: await server.newDatabase(), ...clocks }));
    replicas(server);
  });
}

function replicas(server: TestPostgres): void {
  const opened: Store[] = [];
  const open = async (url: string, more: { poolSize?: number } = {}) => {
    const store = await openPostgresStore({ url, ...clocks, ...more });
    opened.push(store);
    return store;
  };
  const asAdmin = async (url: string, text: string) => {
    const client = new pg.Client(url);
    await client.connect();
    const { rows } = await client.query(text);
    await client.end();
    return rows;
  };
  const endBackends = (url: string, where: string) =>
    asAdmin(
      url,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE application_name = 'pileus' AND datname = current_database() AND ${where}`,
    );
  afterEach(async () => {
    for (const store of opened.splice(0)) await store.close();
  });

  describe('a database', () => {
    test('is made by one of several replicas that start at once', async () => {
      const url = await server.newDatabase();
      await Promise.all([open(url), open(url), open(url)]);
      expect(await asAdmin(url, 'SELECT number FROM migration')).toEqual(
        migrations.map(({ number }) => ({ number })),
      );
    });

    test('of a newer program is refused', async () => {
      const url = await server.newDatabase();
      await open(url);
      await asAdmin(url, "INSERT INTO migration (number, name, at) VALUES (999, 'future', 0)");
      await expect(open(url)).rejects.toThrow('of a newer Pileus: its schema is number 999');
    });

    test('that is not there is said to be unavailable', async () => {
      const url = server.url.replace(/:\d+\//, ':1/');
      await expect(open(url)).rejects.toThrow(StoreUnavailableError);
    });

    test('has exactly the columns of the tables', async () => {
      const url = await server.newDatabase();
      await open(url);
      const found = await asAdmin(
        url,
        `SELECT table_name, column_name, data_type, is_nullable, collation_name
        FROM information_schema.columns WHERE table_schema = 'public' ORDER BY ordinal_position`,
      );
      for (const [table, columns] of Object.entries(tables)) {
        const ours = found.filter((row) => row.table_name === snakeCase(table));
        expect([
          table,
          ours.map((row) => [row.column_name, row.data_type, row.is_nullable, row.collation_name]),
        ]).toEqual([
          table,
          Object.entries(columns as Columns).map(([name, column]) => {
            const type = table === 'event' && name === 'id' ? 'bigint' : typeOf(column);
            const nullable = isNullable(column) ? 'YES' : 'NO';
            return [snakeCase(name), type, nullable, type === 'text' ? 'C' : null];
          }),
        ]);
      }
    });
  });

  describe('events', () => {
    test('are not told before one that is still to be committed below them', async () => {
      const store = await open(await server.newDatabase());
      const [early, late] = [gate(), gate()];
      const kinds = async (cursor = 0) =>
        (await store.eventsAfter(system, cursor, 100)).map(({ kind }) => kind);
      // The first to write draws its events last, and the other way round.
      const begunFirst = store.command(scope, async (tx) => {
        await tx.insert('tag', { name: 'a', origin: 'user' });
        early.enter();
        await early.opened;
        tx.emit(event('begun first'));
      });
      await early.entered;
      const begunLast = store.command(scope, async (tx) => {
        await tx.insert('tag', { name: 'b', origin: 'user' });
        late.enter();
        await late.opened;
        tx.emit(event('begun last'));
      });
      await late.entered;
      late.open();
      await begunLast;
      expect(await kinds()).toEqual([]);
      early.open();
      await begunFirst;
      expect(await kinds()).toEqual(['begun first', 'begun last']);
    });

    test('are told once each, in order, to a reader that follows a busy log', async () => {
      const url = await server.newDatabase();
      const [writer, reader] = [await open(url), await open(url)];
      const told: string[] = [];
      let cursor = 0;
      const follow = async () => {
        for (const { id, kind } of await reader.eventsAfter(system, cursor, 7)) {
          expect(id).toBeGreaterThan(cursor);
          cursor = id;
          told.push(kind);
        }
      };
      const commands = Array.from({ length: 150 }, (_, i) =>
        writer.command(scope, async (tx) => {
          // Some write long before their events, some not at all.
          if (i % 3 === 0) await tx.insert('tag', { name: `busy-${i}`, origin: 'user' });
          if (i % 2 === 0) await tx.count('tag');
          for (let n = 0; n <= i % 4; n++) tx.emit(event(`${i}.${n}`));
        }),
      );
      let busy = true;
      const done = Promise.all(commands).then(() => {
        busy = false;
      });
      while (busy) await follow();
      await done;
      for (let before = -1; before !== told.length; ) {
        before = told.length;
        await follow();
      }
      const expected = Array.from({ length: 150 }, (_, i) =>
        Array.from({ length: (i % 4) + 1 }, (_, n) => `${i}.${n}`),
      ).flat();
      expect([...told].sort()).toEqual([...expected].sort());
    });

    test('ascend when the data moves to a PostgreSQL of lower transaction numbers', async () => {
      const url = await server.newDatabase();
      const before = await open(url);
      await before.command(scope, (tx) => tx.emit(event('old')));
      // As after a restore: ids from a place that was far ahead.
      await asAdmin(url, 'UPDATE event SET id = id + (1::bigint << 40)');
      const after = await open(url);
      await after.command(scope, (tx) => tx.emit(event('new')));
      const events = await after.eventsAfter(system, 0, 9);
      expect(events.map(({ kind }) => kind)).toEqual(['old', 'new']);
    });
  });

  describe('replicas', () => {
    test('hear of the commits and announcements of others, and of their own once', async () => {
      const url = await server.newDatabase();
      const [one, two] = [await open(url), await open(url)];
      const own: (Commit | string)[] = [];
      one.onCommit((commit) => own.push(commit));
      one.onAnnounce((message) => own.push(message));
      const heard = collect<Commit | string>(3);
      two.onCommit(heard.add);
      two.onAnnounce(heard.add);
      await one.command(scope, (tx) => tx.wake());
      await one.command(scope, (tx) => tx.emit(event('said')));
      await one.announce('user 5');
      const expected = [{ work: true, events: false }, { work: false, events: true }, 'user 5'];
      expect(await heard.all).toEqual(expected);
      expect(own).toEqual(expected);
    });

    test('listen again after the connection broke, and look for what they missed', async () => {
      const url = await server.newDatabase();
      const store = await open(url);
      const heard = collect<Commit>(1);
      store.onCommit(heard.add);
      await endBackends(url, "query LIKE 'LISTEN%'");
      expect(await heard.all).toEqual([{ work: true, events: true }]);
      const other = await open(url);
      const message = new Promise((resolve) => store.onAnnounce(resolve));
      await other.announce('still there?');
      expect(await message).toBe('still there?');
    });
  });

  describe('a command', () => {
    test('whose connection breaks before the commit is run again', async () => {
      const url = await server.newDatabase();
      const store = await open(url);
      let runs = 0;
      const id = await store.command(scope, async (tx) => {
        runs += 1;
        await tx.insert('tag', { name: `lost ${runs}`, origin: 'user' });
        if (runs === 1) await endBackends(url, "state = 'idle in transaction'");
        return tx.insert('tag', { name: `kept ${runs}`, origin: 'user' });
      });
      expect(runs).toBe(2);
      const names = (await store.reader(scope).select('tag')).map(({ name }) => name);
      expect(names).toEqual(['lost 2', 'kept 2']);
      expect(id).toBeGreaterThan(0);
    });

    test('that deadlocks with another is run again', async () => {
      const store = await open(await server.newDatabase());
      const [a, b] = await store.command(scope, (tx) =>
        tx.insertMany('tag', [
          { name: 'a', origin: 'user' },
          { name: 'b', origin: 'user' },
        ]),
      );
      const [one, two] = [gate(), gate()];
      let runs = 0;
      const crossed = (first: number, second: number, mine: Gate, other: Gate) =>
        store.command(scope, async (tx) => {
          runs += 1;
          await tx.lock('tag', first);
          mine.enter();
          await other.entered;
          await tx.lock('tag', second);
        });
      await Promise.all([crossed(a!, b!, one, two), crossed(b!, a!, two, one)]);
      // Twice as asked, and again for the one that was broken off, until the other has ended.
      expect(runs).toBeGreaterThan(2);
    });

    test('that fails of itself is not run again', async () => {
      const store = await open(await server.newDatabase());
      let runs = 0;
      const command = store.command(scope, () => {
        runs += 1;
        throw new RangeError('no');
      });
      await expect(command).rejects.toThrow(new RangeError('no'));
      expect(runs).toBe(1);
    });

    test('writes ten thousand rows in one statement', async () => {
      const store = await open(await server.newDatabase(), { poolSize: 1 });
      const before = store.usage.statements;
      const tags = Array.from({ length: 10_000 }, (_, i) => ({
        name: `t"\\${i}`,
        origin: 'user' as const,
      }));
      const ids = await store.command(scope, (tx) => tx.insertMany('tag', tags));
      const renamed = ids.map((id, i) => ({ id, name: `{${i}}` }));
      await store.command(scope, (tx) => tx.updateMany('tag', renamed));
      expect(store.usage.statements - before).toBe(2);
      const found = await store.reader(scope).select('tag', { columns: ['id', 'name'] });
      expect(found).toEqual(renamed);
    });
  });
}

function typeOf(column: Columns[string]): string {
  if (typeof column === 'object') return 'text';
  switch (column.replace('?', '')) {
    case 'flag':
      return 'smallint';
    case 'real':
      return 'double precision';
    case 'time':
    case 'int64':
      return 'bigint';
    default:
      return column.startsWith('text') ? 'text' : 'integer';
  }
}

type Gate = ReturnType<typeof gate>;

/** A place in a command at which a test holds it. */
function gate() {
  let enter = () => {};
  let open = () => {};
  const entered = new Promise<void>((resolve) => {
    enter = resolve;
  });
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { enter, entered, open, opened };
}

/** Waits for as many values. */
function collect<T>(count: number) {
  const values: T[] = [];
  let full = (_: T[]) => {};
  const all = new Promise<T[]>((resolve) => {
    full = resolve;
  });
  const add = (value: T) => {
    values.push(value);
    if (values.length === count) full(values);
  };
  return { add, all };
}
