import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { EventRow } from '../store/tables.js';
import type { AdminCall } from './route.js';
import { page, route } from './route.js';

const view = ({ at, accountId: _, ...event }: EventRow) => ({
  ...event,
  at: new Date(at).toISOString(),
});

/** A reader that is this far behind (in bytes) is cut off; it comes back with `Last-Event-ID`. */
const maxBuffered = 4 * 1024 * 1024;
const batch = 500;
const heartbeatMs = 30_000;

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
    handle: async (call) => {
      const { context, principal, query, request } = call;
      if (request.headers.accept?.includes('text/event-stream')) return stream(call);
      const rows = await context.store.eventsAfter(principal, query.after, query.limit);
      return { events: rows.map(view) };
    },
  }),
];

type EventCall = AdminCall<unknown, { readonly after: number; readonly limit: number }, unknown>;

/** Server-sent events, read from the log: nothing is missed between two reads, nor sent twice. */
function stream({ context, principal, query, request, reply }: EventCall): FastifyReply {
  const { store, realClock } = context;
  let cursor = lastEventId(request) ?? query.after;
  let reading = false;
  let again = false;
  let closed = false;
  reply.hijack();
  const { raw } = reply;
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-cache',
    connection: 'keep-alive',
    'x-accel-buffering': 'no',
  });
  raw.write(': connected\n\n');

  const pump = async () => {
    if (reading) {
      again = true;
      return;
    }
    reading = true;
    try {
      do {
        again = false;
        for (;;) {
          const rows = await store.eventsAfter(principal, cursor, batch);
          if (closed || rows.length === 0) break;
          raw.write(rows.map(frame).join(''));
          cursor = rows.at(-1)!.id;
          if (raw.writableLength > maxBuffered) raw.destroy();
        }
      } while (again && !closed);
    } catch (error) {
      request.log.error({ err: error }, 'The event stream could not be read');
      raw.destroy();
    } finally {
      reading = false;
    }
  };

  const unsubscribe = store.onCommit(({ events }) => {
    if (events) void pump();
  });
  let cancelHeartbeat = () => {};
  const beat = () => {
    cancelHeartbeat = realClock.after(heartbeatMs, () => {
      raw.write(': still here\n\n');
      beat();
    });
  };
  beat();
  raw.on('close', () => {
    closed = true;
    cancelHeartbeat();
    unsubscribe();
  });
  void pump();
  return reply;
}

const frame = (event: EventRow): string =>
  `id: ${event.id}\nevent: ${event.kind}\ndata: ${JSON.stringify(view(event))}\n\n`;

function lastEventId(request: FastifyRequest): number | undefined {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
