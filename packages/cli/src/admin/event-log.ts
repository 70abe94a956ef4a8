import { path } from '@pileus/sdk/http';
import type { AdminServer } from './server.js';
import type { Event } from './wire.js';

const eventsAfter = (server: AdminServer, after: number, limit: number) =>
  server.list<Event>(path`/events`, 'events', { after, limit });

/**
 * The id of the newest event, 0 when there is none. The API answers the oldest first, so it is searched for: by
 * doubling until nothing comes after an id, then by halving.
 */
export async function newestId(server: AdminServer): Promise<number> {
  let low = 0;
  let step = 1;
  for (;;) {
    const [next] = await eventsAfter(server, low + step - 1, 1);
    if (!next) break;
    low = next.id;
    step *= 2;
  }
  // Something is at `low` (or it is 0), and nothing comes after `high`.
  let high = low + step - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const [next] = await eventsAfter(server, middle, 1);
    if (next) low = next.id;
    else high = middle;
  }
  return low;
}

const pageSize = 1000;

/** Events after an id, page by page, `limit` of them at most. */
export async function readEvents(
  server: AdminServer,
  after: number,
  limit: number,
): Promise<Event[]> {
  const all: Event[] = [];
  for (;;) {
    const page = Math.min(pageSize, limit - all.length);
    const rows = await eventsAfter(server, all.at(-1)?.id ?? after, page);
    all.push(...rows);
    if (rows.length < page || all.length >= limit) return all;
  }
}

/** The newest events in the order in which they happened. Ids have gaps, so the window widens until they fill it. */
export async function latestEvents(server: AdminServer, count: number): Promise<Event[]> {
  const newest = await newestId(server);
  for (let window = count; ; window *= 4) {
    const after = Math.max(0, newest - window);
    const events = await readEvents(server, after, Number.POSITIVE_INFINITY);
    if (events.length >= count || after === 0) return events.slice(-count);
  }
}
