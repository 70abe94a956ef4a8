import { beforeAll, describe, expect, test } from 'vitest';
import { exampleMachine } from './example-rows.js';
import { type Store, system } from './store.js';

/** Claims of due machines. World time is that of the store's clock, real time as given. */
export function claimContract(open: () => Promise<Store>): void {
  describe('claims', () => {
    let store: Store;
    let now: number;
    const claim = (owner: string, realNow: number, limit: number) =>
      store.command(system, (tx) =>
        tx.claimDue({ owner, realNow, leaseUntil: realNow + 100, limit }),
      );

    beforeAll(async () => {
      store = await open();
      now = store.reader(system).now;
      await store.command(system, async (tx) => {
        const due = Array.from({ length: 40 }, (_, i) =>
          exampleMachine({ accountId: 801, name: `due-${i}`, dueAt: now - i, spot: i % 2 === 0 }),
        );
        await tx.insertMany('machine', due);
        await tx.insert(
          'machine',
          exampleMachine({ accountId: 801, name: 'later', dueAt: now + 7 }),
        );
        await tx.insert('machine', exampleMachine({ accountId: 801, name: 'never' }));
      });
    });

    test('take the longest due first, whole, in order of id', async () => {
      expect(await store.nextDue(1000)).toEqual({ dueAt: now - 39 });
      const machines = await claim('a', 1000, 4);
      expect(machines.map(({ name }) => name)).toEqual(['due-36', 'due-37', 'due-38', 'due-39']);
      for (const machine of machines) {
        expect(machine).toMatchObject({ leaseOwner: 'a', leaseUntil: 1100, kind: 'guest' });
        expect(machine).toEqual(await store.reader(system).get('machine', { id: machine.id }));
      }
      expect(await store.nextDue(1000)).toEqual({ dueAt: now - 35, leaseUntil: 1100 });
    });

    test('of two owners never meet', async () => {
      const claims = await Promise.all(
        Array.from({ length: 12 }, (_, i) => claim(i % 2 ? 'a' : 'b', 1001, 5)),
      );
      const ids = claims.flat().map(({ id }) => id);
      expect(new Set(ids).size).toBe(ids.length);
      // PostgreSQL passes by what another claim holds at that moment.
      const rest = (await claim('a', 1001, 100)).length;
      expect(ids.length + rest).toBe(36);
      expect(await store.nextDue(1001)).toEqual({ dueAt: now + 7, leaseUntil: 1100 });
    });

    test('that have run out are taken over', async () => {
      expect(await claim('c', 1099, 100)).toEqual([]);
      const taken = await claim('c', 1100, 100);
      expect(taken.map(({ leaseOwner }) => leaseOwner)).toEqual(Array(4).fill('c'));
      expect(await claim('d', 1100, 100)).toEqual([]);
    });
  });
}
