import { path } from '@pileus/sdk/http';
import type { AdminServer } from './server.js';
import type { Event } from './wire.js';

const pageSize = 1000;

/** Pages of events, one after the other, `limit` events at most. */
async function pages(
  limit: number,
  next: (last: Event | undefined, size: number) => Promise<Event[]>,
): Promise<Event[]> {
  const all: Event[] = [];
  for (;;) {
    const size = Math.min(pageSize, limit - all.length);
    const rows = await next(all.at(-1), size);
    all.push(...rows);
    if (rows.length < size || all.length >= limit) return all;
  }
}

const read = (server: AdminServer, query: Readonly<Record<string, string | number | undefined>>) =>
  server.list<Event>(path`/events`, 'events', query);

/** Events after an id, `limit` of them at most. */
export const eventsAfter = (server: AdminServer, after: number, limit: number): Promise<Event[]> =>
  pages(limit, (last, size) => read(server, { after: last?.id ?? after, limit: size }));

/** The newest events, in the order in which they happened. */
export async function latestEvents(server: AdminServer, count: number): Promise<Event[]> {
  const events = await pages(count, (last, size) =>
    read(server, { order: 'desc', before: last?.id, limit: size }),
  );
  return events.reverse();
}

/** The id of the newest event, 0 when there is none. */
export const newestId = async (server: AdminServer): Promise<number> =>
  (await latestEvents(server, 1))[0]?.id ?? 0;
