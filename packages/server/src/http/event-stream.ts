import type { ServerResponse } from 'node:http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Principal } from '../security/authenticator.js';
import type { EventRow } from '../store/tables.js';
import type { ServerContext } from './context.js';

const batch = 500;
const heartbeatMs = 30_000;

/** One server-sent event, without its id. */
export interface StreamedEvent {
  readonly type: string;
  readonly data: unknown;
}

export interface EventStreamOptions {
  readonly context: Pick<ServerContext, 'store' | 'realClock'>;
  readonly principal: Principal;
  readonly request: FastifyRequest;
  readonly reply: FastifyReply;
  /** Where to begin when the request has no `Last-Event-ID`. */
  readonly after: number;
  /** What to send of some rows of the log, by row id; rows that are left out are not sent. */
  readonly translate: (rows: readonly EventRow[]) => Promise<ReadonlyMap<number, StreamedEvent>>;
}

/**
 * Server-sent events, read from the log: nothing is missed between two reads, nor sent twice. The id of each is its
 * row's, so that `Last-Event-ID` goes on where a connection broke.
 */
export function streamEvents(options: EventStreamOptions): FastifyReply {
  const { context, principal, request, reply, translate } = options;
  const { store, realClock } = context;
  let cursor = lastEventId(request) ?? options.after;
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
          const events = await translate(rows);
          if (closed) break;
          for (const [id, event] of events) raw.write(frame(id, event));
          cursor = rows.at(-1)!.id;
          // A slow reader is waited for: the log keeps what it has not read yet.
          if (raw.writableNeedDrain) await drained(raw);
          if (closed) break;
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

/** Resolves when all has been written, or nothing can be any more. */
const drained = (raw: ServerResponse): Promise<void> =>
  new Promise((resolve) => {
    const end = () => {
      raw.off('drain', end).off('close', end);
      resolve();
    };
    raw.on('drain', end).on('close', end);
  });

const frame = (id: number, { type, data }: StreamedEvent): string =>
  `id: ${id}\nevent: ${type}\ndata: ${JSON.stringify(data)}\n\n`;

function lastEventId(request: FastifyRequest): number | undefined {
  const id = request.headers['last-event-id'];
  return typeof id === 'string' && /^\d{1,15}$/.test(id) ? Number(id) : undefined;
}
