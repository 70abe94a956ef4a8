import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRow } from './row-arbitrary.js';
import { type Scope, type Store, system } from './store.js';
import { isOwned, isShared, type Row, type TableName, tables } from './tables.js';

const mine: Scope = { accountId: 601, actor: 'me', role: 'admin' };
const theirs: Scope = { accountId: 602, actor: 'they', role: 'admin' };

const ownedTables = (Object.keys(tables) as TableName[]).filter(
  (table) => isOwned(table) && table !== 'event',
);

/** A row of an owned table, as one type for them all. */
type Owned = Row<'tagging'>;
const asOwned = (table: TableName) => table as 'tagging';

/** No call reaches a row of another account. */
export function scopeContract(open: () => Promise<Store>): void {
  describe('rows of another account', () => {
    test.each(ownedTables)('%s: are neither seen nor touched', async (name) => {
      const store = await open();
      const table = asOwned(name);
      const [drawn] = fc.sample(anyRow(name), { numRuns: 1, seed: 1 }) as unknown as [Owned];
      const row = { ...drawn, accountId: 602 };
      const id = await store.command(theirs, (tx) => tx.insert(table, row));
      const stored = await store.reader(theirs).get(table, { id });
      expect(stored).toEqual({ ...row, id });

      const reader = store.reader(mine);
      expect(await reader.get(table, { id })).toBeUndefined();
      expect(await reader.select(table, { where: { op: 'eq', field: 'id', value: id } })).toEqual(
        [],
      );
      expect(await reader.count(table, { op: 'eq', field: 'accountId', value: 602 })).toBe(0);
      expect(await store.command(mine, (tx) => tx.lock(table, id))).toBeUndefined();
      await store.command(mine, (tx) => tx.delete(table, [id]));
      const attempts = [
        store.command(mine, (tx) => tx.update(table, id, { accountId: 601 })),
        store.command(mine, (tx) => tx.updateMany(table, [{ id, accountId: 601 }])),
        store.command(mine, (tx) => tx.insert(table, row)),
        store.command(mine, (tx) => tx.insertMany(table, [row])),
        store.command(theirs, (tx) => tx.update(table, id, { accountId: 601 })),
      ];
      for (const { status } of await Promise.allSettled(attempts)) expect(status).toBe('rejected');
      expect(await store.reader(theirs).get(table, { id })).toEqual(stored);
      await store.command(theirs, (tx) => tx.delete(table, [id]));
    });

    test('of nobody are seen by all and changed by the system alone', async () => {
      const store = await open();
      for (const name of ownedTables.filter(isShared)) {
        const table = asOwned(name);
        const [row] = fc.sample(anyRow(name), { numRuns: 1, seed: 2 }) as unknown as [Owned];
        const shared = { ...row, accountId: null } as unknown as Owned;
        const id = await store.command(system, (tx) => tx.insert(table, shared));
        expect(await store.reader(mine).get(table, { id })).toEqual({ ...shared, id });
        const update = store.command(mine, (tx) => tx.update(table, id, { accountId: 601 }));
        await expect(update).rejects.toThrow('There is no');
        await store.command(mine, (tx) => tx.delete(table, [id]));
        expect(await store.reader(system).get(table, { id })).toEqual({ ...shared, id });
        await store.command(system, (tx) => tx.delete(table, [id]));
      }
    });

    test('are told of in no event', async () => {
      const store = await open();
      const last = (await store.eventsAfter(system, 0, 1_000_000)).at(-1)?.id ?? 0;
      const event = { objectKind: 'machine', kind: 'machine.running' };
      for (const scope of [mine, theirs]) await store.command(scope, (tx) => tx.emit(event));
      await store.command(system, (tx) => tx.emit({ ...event, accountId: 601 }));
      const actors = async (scope: Scope) =>
        (await store.eventsAfter(scope, last, 10)).map(({ actor }) => actor);
      expect(await actors(mine)).toEqual(['me', 'system']);
      expect(await actors(theirs)).toEqual(['they']);
      expect(await actors(system)).toEqual(['me', 'they', 'system']);
      const after = await store.eventsAfter(mine, last, 10);
      const newest = await store.eventsBefore(mine, Number.MAX_SAFE_INTEGER, 2);
      expect(newest).toEqual(after.toReversed());
      const before = (scope: Scope) => store.eventsBefore(scope, newest[0]!.id, 1);
      expect((await before(mine)).map(({ id }) => id)).toEqual([newest[1]!.id]);
      expect((await before(theirs)).map(({ actor }) => actor)).toEqual(['they']);
      const foreign = store.command(mine, (tx) => tx.emit({ ...event, accountId: 602 }));
      await expect(foreign).rejects.toThrow('cannot be written for account 601');
    });

    test('are not counted', async () => {
      const store = await open();
      const one = { nodes: 1, cores: 8 };
      await store.command(theirs, (tx) => tx.addToCounters(new Map([['scope:theirs', one]])));
      await store.command(system, (tx) => tx.addToCounters(new Map([['scope:nobody', one]])));
      const mineOnly = store.command(mine, (tx) =>
        tx.addToCounters(
          new Map([
            ['scope:mine', one],
            ['scope:theirs', one],
          ]),
        ),
      );
      await expect(mineOnly).rejects.toThrow('of another account');
      const keys = ['scope:nobody', 'scope:theirs', 'scope:mine'];
      const none = { nodes: 0, cores: 0 };
      expect(await store.reader(mine).counters(keys)).toEqual([one, none, none]);
      expect(await store.reader(theirs).counters(keys)).toEqual([one, one, none]);
    });
  });
}
