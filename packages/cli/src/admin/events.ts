import type { ShowFlags } from '../cycle/options.js';
import { UsageError } from '../failure.js';
import { createPaint, type Paint } from '../present/paint.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { eventsAfter, latestEvents, newestId } from './event-log.js';
import { streamEvents } from './event-stream.js';
import { clock, instant } from './instant.js';
import { type AdminServer, administer } from './server.js';
import type { Event } from './wire.js';

export interface EventsFlags extends ShowFlags {
  readonly follow?: boolean;
  /** Id of an event. */
  readonly after?: number;
  readonly limit: number;
  /** So many of the newest: the limit by another name, which shuts `after` out. */
  readonly last?: number;
}

const objectOf = ({ objectKind, objectId, objectUid }: Event) =>
  `${objectKind} ${objectId ?? objectUid ?? ''}`.trim();

const dataOf = ({ data }: Event) =>
  data === null || data === undefined ? undefined : JSON.stringify(data);

const columns: readonly RecordColumn<Event>[] = [
  { name: 'id', value: ({ id }) => id, align: 'right' },
  { name: 'at', value: ({ at }) => instant(at) },
  { name: 'kind', value: ({ kind }) => kind },
  { name: 'object', value: objectOf },
  { name: 'actor', value: ({ actor }) => actor, flexible: true },
  { name: 'data', value: dataOf, flexible: true, spare: true },
  { name: 'operation', value: ({ operationId }) => operationId, align: 'right', wide: true },
];

/** The newest events, those after an id, or all that happen from now on. */
export async function showEvents(flags: EventsFlags, terminal: Terminal): Promise<void> {
  const { follow, output, after } = flags;
  const limit = flags.last ?? flags.limit;
  if (follow && !['table', 'wide', 'json'].includes(output)) {
    throw new UsageError('--follow prints lines of text, or with --output json one text each.');
  }
  await administer(flags, terminal, async (server) => {
    if (follow) return followEvents(server, flags, terminal);
    const events =
      after === undefined
        ? await latestEvents(server, limit)
        : await eventsAfter(server, after, limit);
    terminal.write(await renderRecords(events, columns, flags, terminal));
  });
}

async function followEvents(
  server: AdminServer,
  { output, after }: EventsFlags,
  terminal: Terminal,
): Promise<void> {
  const paint = createPaint(terminal.colour);
  const { settings, signal } = server;
  // Asked through the pipeline first: credentials that are wrong, or a server that is none, end it here.
  const newest = await newestId(server);
  const events = streamEvents({
    settings,
    signal,
    after: after ?? newest,
    onLost: (reason, pause) =>
      terminal.note(`The connection was lost (${reason}); next attempt in ${pause} s.`),
  });
  for await (const event of events) {
    terminal.write(output === 'json' ? `${JSON.stringify(event)}\n` : line(event, paint));
  }
}

function line(event: Event, paint: Paint): string {
  const { at, kind, actor } = event;
  const parts = [paint.dim(clock(at)), paint.name(kind.padEnd(22)), objectOf(event), actor];
  return `${[...parts, paint.dim(dataOf(event) ?? '')].filter(Boolean).join('  ')}\n`;
}
