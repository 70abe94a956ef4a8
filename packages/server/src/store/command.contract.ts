import { describe, expect, test } from 'vitest';
import { exampleMachine } from './example-rows.js';
import { ConflictError, type Scope, type Store, StoreUnavailableError, type Tx } from './store.js';

const scope: Scope = { accountId: 701, actor: 'tester', role: 'operator' };

/** A tag of its own for each test, since tags are unique by name. */
let tags = 0;
const newTag = (): { name: string; origin: 'user' } => {
  tags += 1;
  return { name: `command-${tags}`, origin: 'user' };
};

/** What a command promises. */
export function commandContract(open: () => Promise<Store>): void {
  describe('commands', () => {
    test('are dated and signed', async () => {
      const store = await open();
      const { id, now } = await store.command(scope, async (tx) => ({
        id: await tx.insert('tag', newTag()),
        now: tx.now,
      }));
      const tag = (await store.reader(scope).get('tag', { id }))!;
      expect(tag).toMatchObject({
        uid: expect.stringMatching(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-/),
        accountId: 701,
        ext: {},
      });
      expect([tag.createdAt, tag.createdBy]).toEqual([now, 'tester']);
      const other: Scope = { ...scope, actor: 'another' };
      // An old row, written back whole, does not bring back who changed it then.
      await store.command(other, (tx) => tx.update('tag', id, { ...tag, origin: 'system' }));
      expect(await store.reader(scope).get('tag', { id })).toEqual({
        ...tag,
        origin: 'system',
        changedBy: 'another',
      });
    });

    test('that fail undo what they did, and nothing of others', async () => {
      const store = await open();
      const rows = Array.from({ length: 9 }, newTag);
      const outcomes = await Promise.allSettled(
        rows.map((row, i) =>
          store.command(scope, async (tx) => {
            await tx.insert('tag', row);
            tx.emit({ objectKind: 'tag', kind: row.name });
            if (i % 3 === 1) throw new RangeError(`number ${i}`);
            return i;
          }),
        ),
      );
      expect(outcomes.map((outcome) => outcome.status)).toEqual(
        rows.map((_, i) => (i % 3 === 1 ? 'rejected' : 'fulfilled')),
      );
      expect(outcomes[1]).toEqual({ status: 'rejected', reason: new RangeError('number 1') });
      const kept = rows.filter((_, i) => i % 3 !== 1).map(({ name }) => name);
      const found = await store.reader(scope).select('tag', {
        columns: ['name'],
        where: { op: 'in', field: 'name', values: rows.map(({ name }) => name) },
      });
      expect(found.map(({ name }) => name).sort()).toEqual(kept.sort());
      const events = await store.eventsAfter(scope, 0, 1_000_000);
      const told = events.map(({ kind }) => kind).filter((kind) => kept.includes(kind));
      expect(told.sort()).toEqual(kept.sort());
      expect(events.some(({ kind }) => kind === rows[1]!.name)).toBe(false);
    });

    test('that take the same unique value at once: one has it, the others see it or conflict', async () => {
      const store = await open();
      const row = { dialect: 'cyclecloud', key: `once-${tags++}`, at: 0 } as const;
      const outcomes = await Promise.allSettled(
        Array.from({ length: 5 }, () =>
          store.command(scope, async (tx) => {
            if (await tx.get('idempotency', { dialect: row.dialect, key: row.key })) return 'seen';
            await tx.insert('idempotency', row);
            return 'first';
          }),
        ),
      );
      const results = outcomes.map((outcome) => {
        if (outcome.status === 'fulfilled') return outcome.value;
        expect(outcome.reason).toBeInstanceOf(ConflictError);
        expect(outcome.reason.constraint).toBe(
          'idempotency.account_id, idempotency.dialect, idempotency.key',
        );
        return 'conflict';
      });
      expect(results.filter((result) => result === 'first')).toHaveLength(1);
      // The later ones of one batch run after the first, and see its row.
      if (store.kind === 'sqlite') expect(results.slice(1)).toEqual(Array(4).fill('seen'));
    });

    test('fail when they catch an error of their transaction and go on', async () => {
      const store = await open();
      const row = newTag();
      await store.command(scope, (tx) => tx.insert('tag', row));
      const another = newTag();
      const command = store.command(scope, async (tx) => {
        try {
          await tx.insert('tag', row);
        } catch {
          // As a careless caller would.
        }
        if (store.kind === 'sqlite') await tx.insert('tag', another);
      });
      await expect(command).rejects.toThrow('went on after a statement');
      expect(await store.reader(scope).get('tag', { name: another.name })).toBeUndefined();
    });

    test('leave a transaction that cannot be used any more', async () => {
      const store = await open();
      let kept: Tx | undefined;
      await store.command(scope, (tx) => {
        kept = tx;
      });
      const tx = kept!;
      const ended = 'This command has ended';
      expect(() => tx.insert('tag', newTag())).toThrow(ended);
      expect(() => tx.get('tag', { id: 1 })).toThrow(ended);
      expect(() => tx.emit({ objectKind: 'tag', kind: 'late' })).toThrow(ended);
      expect(() => tx.wake()).toThrow(ended);
    });

    test('name the row that they cannot change', async () => {
      const store = await open();
      const update = store.command(scope, (tx) => tx.update('tag', 999_999, { name: 'x' }));
      await expect(update).rejects.toThrow('There is no tag 999999 to change');
      const many = store.command(scope, (tx) => tx.updateMany('tag', [{ id: 999_999, name: 'x' }]));
      await expect(many).rejects.toThrow('There is no tag 999999 to change');
    });

    test('name the column whose value cannot be stored', async () => {
      const store = await open();
      const wrong = [
        [{ vcpus: 2 ** 31 }, 'machine.vcpus takes an integer of 32 bits, not 2147483648'],
        [{ vcpus: 1.5 }, 'machine.vcpus takes an integer of 32 bits, not 1.5'],
        [{ price: Number.NaN }, 'machine.price takes a number, not NaN'],
        [{ name: null }, 'machine.name takes text'],
        [{ spot: 1 }, 'machine.spot takes a boolean, not 1'],
        [{ colour: 'red' }, 'The table machine has no column colour'],
      ] as const;
      for (const [given, message] of wrong) {
        const row = exampleMachine(given as object);
        const insert = store.command(scope, (tx) => tx.insert('machine', row));
        await expect(insert).rejects.toThrow(message);
      }
    });

    test('number rows in order, given ids included, and never twice', async () => {
      const store = await open();
      const many = Array.from({ length: 300 }, newTag);
      const ids = await store.command(scope, (tx) => tx.insertMany('tag', many));
      const found = await store.reader(scope).select('tag', {
        where: { op: 'in', field: 'id', values: ids },
      });
      expect(found.map(({ name }) => name)).toEqual(many.map(({ name }) => name));
      const high = ids.at(-1)! + 1000;
      const given = [high + 5, high].map((id) => ({ id, ...newTag() }));
      expect(await store.command(scope, (tx) => tx.insertMany('tag', given))).toEqual([
        high + 5,
        high,
      ]);
      await store.command(scope, (tx) => tx.delete('tag', [high + 5]));
      const next = await store.command(scope, (tx) => tx.insert('tag', newTag()));
      expect(next).toBeGreaterThan(high + 5);
    });

    test('that hold a row take turns', async () => {
      const store = await open();
      const id = await store.command(scope, (tx) =>
        tx.insert('ticket', { title: 't', status: 's', priority: 0, updates: [] }),
      );
      await Promise.all(
        Array.from({ length: 20 }, () =>
          store.command(scope, async (tx) => {
            const { priority } = (await tx.lock('ticket', id))!;
            await tx.update('ticket', id, { priority: priority + 1 });
          }),
        ),
      );
      expect((await store.reader(scope).get('ticket', { id }))?.priority).toBe(20);
    });

    test('add to counters at once without losing any', async () => {
      const store = await open();
      const keys = ['command:a', 'command:b', 'command:c'];
      const rotated = (i: number) => [...keys.slice(i % 3), ...keys.slice(0, i % 3)];
      await Promise.all(
        Array.from({ length: 30 }, (_, i) =>
          store.command(scope, (tx) =>
            tx.addToCounters(new Map(rotated(i).map((key) => [key, { nodes: 1, cores: -4 }]))),
          ),
        ),
      );
      const sum = { nodes: 30, cores: -120 };
      expect(await store.reader(scope).counters(keys)).toEqual([sum, sum, sum]);
    });

    test('tell of their commit what it brought', async () => {
      const store = await open();
      const heard: unknown[] = [];
      const stop = store.onCommit((commit) => heard.push(commit));
      await store.command(scope, () => {});
      await store.command(scope, (tx) => tx.wake());
      await store.command(scope, (tx) => tx.emit({ objectKind: 'tag', kind: 'told' }));
      stop();
      await store.command(scope, (tx) => tx.wake());
      expect(heard).toEqual([
        { work: false, events: false },
        { work: true, events: false },
        { work: false, events: true },
      ]);
    });

    test('cost the statements that they are made of', async () => {
      const store = await open();
      const before = { ...store.usage };
      await store.command(scope, async (tx) => {
        const id = await tx.insert('tag', newTag());
        await tx.get('tag', { id });
        tx.emit({ objectKind: 'tag', kind: 'cost' });
      });
      expect(store.usage.statements - before.statements).toBe(3);
      expect(store.usage.commits - before.commits).toBe(1);
    });

    test('announcements reach this process', async () => {
      const store = await open();
      const heard: string[] = [];
      const stop = store.onAnnounce((message) => heard.push(message));
      await store.announce('credentials of user 5');
      stop();
      await store.announce('unheard');
      expect(heard).toEqual(['credentials of user 5']);
    });
  });
}

/** A store that is closed while it works. `open` opens one of its own. */
export function closeContract(open: () => Promise<Store>): void {
  test('closing ends what is under way and refuses what comes later', async () => {
    const store = await open();
    const commands = Array.from({ length: 600 }, () =>
      store.command(scope, (tx) => tx.insert('tag', newTag())),
    );
    const closed = store.close();
    const late = store.command(scope, (tx) => tx.insert('tag', newTag()));
    await expect(late).rejects.toThrow(StoreUnavailableError);
    expect(new Set(await Promise.all(commands)).size).toBe(600);
    await Promise.all([closed, store.close()]);
    const read = async () => store.reader(scope).get('tag', { id: 1 });
    await expect(read()).rejects.toThrow(StoreUnavailableError);
  });
}
