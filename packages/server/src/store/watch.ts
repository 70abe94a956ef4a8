import { after } from './awaitable.js';
import { shapeOf } from './shape.js';
import { eventsText, nextDueText, nextLeaseText } from './sql.js';
import type { Sources } from './sql-reader.js';
import type { Awaitable, Scope } from './store.js';
import type { EventRow } from './tables.js';
import { rowMaker } from './values.js';

/** Answers {@link Store.nextDue}. */
export const nextDue = (
  { session, dialect }: Sources,
  realNow: number,
): Awaitable<{ dueAt?: number; leaseUntil?: number }> =>
  after(session.value(nextDueText(dialect), [realNow]), (dueAt) =>
    after(session.value(nextLeaseText(dialect), [realNow]), (leaseUntil) => ({
      ...(typeof dueAt === 'number' && { dueAt }),
      ...(typeof leaseUntil === 'number' && { leaseUntil }),
    })),
  );

const eventRow = rowMaker(shapeOf('event').fields);

/** Answers {@link Store.eventsAfter} and {@link Store.eventsBefore}. */
export const eventsFrom = (
  { session, dialect }: Sources,
  direction: 'after' | 'before',
  { accountId }: Scope,
  cursor: number,
  limit: number,
): Awaitable<EventRow[]> => {
  const params = accountId === null ? [cursor, limit] : [cursor, accountId, limit];
  const text = session.value(eventsText(dialect, accountId !== null, direction), params);
  return after(text, (json) =>
    (JSON.parse(json as string) as unknown[][]).map((values) => eventRow(values) as EventRow),
  );
};
