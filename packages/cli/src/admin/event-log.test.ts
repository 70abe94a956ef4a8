import fc from 'fast-check';
import { expect, it } from 'vitest';
import { latestEvents, newestId } from './event-log.js';
import type { AdminServer } from './server.js';

/** A log with events of these ids. */
function log(ids: readonly number[]) {
  let asked = 0;
  const list = async (_path: string, _key: string, query: { after: number; limit: number }) => {
    asked += 1;
    return ids
      .filter((id) => id > query.after)
      .slice(0, query.limit)
      .map((id) => ({ id }));
  };
  return { server: { list } as unknown as AdminServer, asked: () => asked };
}

const gapped = fc
  .uniqueArray(fc.integer({ min: 1, max: 1_000_000 }), { maxLength: 50 })
  .map((ids) => ids.sort((a, b) => a - b));

it('finds the newest id whatever the gaps, in few requests', async () => {
  await fc.assert(
    fc.asyncProperty(gapped, async (ids) => {
      const { server, asked } = log(ids);
      expect(await newestId(server)).toBe(ids.at(-1) ?? 0);
      expect(asked()).toBeLessThan(60);
    }),
  );
});

it('reads the newest events in order', async () => {
  await fc.assert(
    fc.asyncProperty(gapped, fc.integer({ min: 1, max: 60 }), async (ids, count) => {
      const events = await latestEvents(log(ids).server, count);
      expect(events.map(({ id }) => id)).toEqual(ids.slice(-count));
    }),
  );
});
