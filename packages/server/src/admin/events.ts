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
      'Lists events by ascending id, or with `order=desc` the newest first; with `Accept: ' +
      'text/event-stream` goes on with new ones as they happen, after `Last-Event-ID` where it is sent.',
    tag: 'events',
    role: 'reader',
    query: z
      .object({
        limit: page.limit,
        order: z.enum(['asc', 'desc']).default('asc').describe('`desc`: the newest first.'),
        after: page.after,
        before: z.coerce
          .number()
          .int()
          .min(0)
          .optional()
          .describe('With `order=desc`: answer events of lower id. The next page of those.'),
      })
      .refine(({ order, before }) => order === 'desc' || before === undefined, {
        path: ['before'],
        error: 'It needs order=desc.',
      }),
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
      const { order, after, before = Number.MAX_SAFE_INTEGER, limit } = query;
      const rows =
        order === 'asc'
          ? await context.store.eventsAfter(principal, after, limit)
          : (await context.store.eventsBefore(principal, before, limit)).filter(
              ({ id }) => id > after,
            );
      return { events: rows.map(view) };
    },
  }),
];
