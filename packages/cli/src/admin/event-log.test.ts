import { expect, it } from 'vitest';
import { eventsAfter, latestEvents, newestId } from './event-log.js';
import type { AdminServer } from './server.js';

interface Query {
  readonly order?: 'desc';
  readonly after?: number;
  readonly before?: number | undefined;
  readonly limit: number;
}

/** A log whose events have every third id. */
function log(count: number) {
  const ids = Array.from({ length: count }, (_, i) => 3 * i + 1);
  const asked: number[] = [];
  const list = async (_path: string, _key: string, query: Query) => {
    const { order, after = 0, before = Number.POSITIVE_INFINITY, limit } = query;
    asked.push(limit);
    const found = ids.filter((id) => after < id && id < before);
    return (order === 'desc' ? found.reverse() : found).slice(0, limit).map((id) => ({ id }));
  };
  return { server: { list } as unknown as AdminServer, ids, asked };
}
const idsOf = (events: readonly { readonly id: number }[]) => events.map(({ id }) => id);

it('reads the newest events in order, in pages that the server allows', async () => {
  const { server, ids, asked } = log(3000);
  expect(idsOf(await latestEvents(server, 2500))).toEqual(ids.slice(-2500));
  expect(asked).toEqual([1000, 1000, 500]);
  expect(idsOf(await latestEvents(server, 9000))).toEqual(ids);
});

it('reads on after an id', async () => {
  const { server, ids, asked } = log(3000);
  expect(idsOf(await eventsAfter(server, 100, 1500))).toEqual(ids.slice(34, 1534));
  expect(asked).toEqual([1000, 500]);
});

it('knows the newest id, and that there is none', async () => {
  expect(await newestId(log(5).server)).toBe(13);
  expect(await newestId(log(0).server)).toBe(0);
});
