import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ManualClock } from '../clock.js';
import { openSqliteStore } from './sqlite.js';
import type { Scope, Tx } from './store.js';

const scope: Scope = { accountId: 1, actor: 'tester', role: 'admin' };
const keys = ['a', 'b', 'c'];

type Act =
  | { readonly kind: 'add'; readonly key: string; readonly nodes: number }
  | { readonly kind: 'read' | 'select' | 'insert' | 'delete'; readonly key: string };

const acts: fc.Arbitrary<Act> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('add' as const), ...target(), ...nodes() }),
  },
  fc.record({ kind: fc.constantFrom('read', 'select', 'insert', 'delete'), ...target() }),
);

function target() {
  return { key: fc.constantFrom(...keys) };
}

function nodes() {
  return { nodes: fc.integer({ min: -3, max: 3 }) };
}

/** Does to the model what the command does to the store, and compares what both see. */
async function act(tx: Tx, model: Map<string, number>, { kind, key, ...rest }: Act) {
  const seen = model.get(key) ?? 0;
  if (kind === 'add') {
    const by = 'nodes' in rest ? rest.nodes : 0;
    await tx.addToCounters(new Map([[key, { nodes: by, cores: by * 4 }]]));
    model.set(key, seen + by);
  } else if (kind === 'read') {
    expect(await tx.counters([key])).toEqual([{ nodes: seen, cores: seen * 4 }]);
  } else if (kind === 'insert') {
    if (model.has(key)) return;
    await tx.insert('counter', { key, accountId: 1, nodes: 7, cores: 28 });
    model.set(key, 7);
  } else {
    const [row] = await tx.select('counter', { where: { op: 'eq', field: 'key', value: key } });
    expect(row?.nodes).toBe(model.get(key));
    if (kind === 'select' || !row) return;
    await tx.delete('counter', [row.id]);
    model.delete(key);
  }
}

test('counters held over a batch are what each command finds and what the commit leaves', async () => {
  const clock = new ManualClock();
  const commands = fc.record({ acts: fc.array(acts, { maxLength: 4 }), fails: fc.boolean() });
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(commands, { maxLength: 5 }), { maxLength: 4 }),
      async (batches) => {
        const store = await openSqliteStore({ clock, realClock: clock });
        try {
          let model = new Map<string, number>();
          for (const batch of batches) {
            // What each command found: it may be run again, with those before it.
            const found = [model];
            const done = batch.map(({ acts: steps, fails }, i) =>
              store.command(scope, async (tx) => {
                const mine = new Map(found[i]);
                found[i + 1] = found[i]!;
                for (const step of steps) await act(tx, mine, step);
                if (fails) throw new Error('undone');
                found[i + 1] = mine;
              }),
            );
            const outcomes = await Promise.allSettled(done);
            const undone = outcomes.flatMap((outcome) =>
              outcome.status === 'rejected' ? [String(outcome.reason)] : [],
            );
            expect(undone).toEqual(batch.filter(({ fails }) => fails).map(() => 'Error: undone'));
            model = found.at(-1)!;
            const rows = await store.reader(scope).select('counter');
            expect(new Map(rows.map((row) => [row.key, row.nodes]))).toEqual(model);
            expect(rows.every((row) => row.cores === row.nodes * 4)).toBe(true);
          }
        } finally {
          await store.close();
        }
      },
    ),
    { numRuns: 60 },
  );
});
