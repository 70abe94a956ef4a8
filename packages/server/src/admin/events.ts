import { z } from 'zod';
import { streamEvents } from '../http/event-stream.js';
import type { EventRow } from '../store/tables.js';
import { page, route } from './route.js';

const view = ({ at, accountId: _, ...event }: EventRow) => ({
  ...event,
  at: new Date(at).toISOString(),
});

export const eventRoutes = [
  route({
    method: 'GET',
    path: '/events',
    summary:
      'Lists events by ascending id; with `Accept: text/event-stream` goes on with new ones as they ' +
      'happen, after `Last-Event-ID` where it is sent.',
    tag: 'events',
    role: 'reader',
    query: z.object(page),
    handle: async ({ context, principal, query, request, reply }) => {
      if (request.headers.accept?.includes('text/event-stream')) {
        return streamEvents({
          context,
          principal,
          request,
          reply,
          after: query.after,
          translate: async (rows) =>
            new Map(rows.map((row) => [row.id, { type: row.kind, data: view(row) }])),
        });
      }
      const rows = await context.store.eventsAfter(principal, query.after, query.limit);
      return { events: rows.map(view) };
    },
  }),
];
