import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anyRow } from './row-arbitrary.js';
import { type Store, system } from './store.js';
import { type Insert, type Row, type TableName, tables } from './tables.js';

const names = Object.keys(tables) as TableName[];

/** Undoes a command. */
class Undone extends Error {}

/** Every column of every table comes back as it was written. */
export function roundTripContract(open: () => Promise<Store>): void {
  describe('rows come back as they were written', () => {
    // Events are written by `emit` alone.
    test.each(names.filter((name) => name !== 'event'))('%s', async (table) => {
      const store = await open();
      const twoRows = fc.tuple(anyRow(table), anyRow(table));
      await fc.assert(
        fc.asyncProperty(twoRows, async ([row, other]) => {
          const command = store.command(system, async (tx) => {
            const id = await tx.insert(table, row as Insert<typeof table>);
            const match = { id } as Partial<Row<typeof table>>;
            expect(await tx.get(table, match)).toEqual({ id, ...row });
            const found = await tx.select(table, { where: { op: 'eq', field: 'id', value: id } });
            expect(found).toEqual([{ id, ...row }]);
            await tx.update(table, id, other as Partial<Row<typeof table>>);
            const stamp = 'changedAt' in row ? { changedAt: tx.now, changedBy: system.actor } : {};
            expect(await tx.get(table, match)).toEqual({ id, ...other, ...stamp });
            await tx.updateMany(table, [{ id, ...row } as Row<typeof table>]);
            expect(await tx.get(table, match)).toEqual({ id, ...row, ...stamp });
            await tx.delete(table, [id]);
            const ids = await tx.insertMany(table, [row as Insert<typeof table>]);
            expect(
              await tx.select(table, { where: { op: 'in', field: 'id', values: ids } }),
            ).toEqual([{ id: ids[0], ...row }]);
            expect(ids[0]).toBeGreaterThan(id);
            throw new Undone();
          });
          await expect(command).rejects.toThrow(Undone);
        }),
        { numRuns: 8 },
      );
    });
  });
}
