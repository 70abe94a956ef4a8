import { after } from './awaitable.js';
import { nextDueText, nextLeaseText } from './sql.js';
import type { Sources } from './sql-reader.js';
import type { Awaitable } from './store.js';

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
