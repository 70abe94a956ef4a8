import { ConflictError, StoreUnavailableError } from './store.js';

/** SQLite's primary result codes that mean: not now. */
const unavailable: Readonly<Record<number, string>> = {
  5: 'it is locked by another program',
  6: 'it is locked by another program',
  7: 'memory has run out',
  8: 'it cannot be written to',
  10: 'reading or writing the disk failed',
  13: 'the disk is full',
  14: 'its file cannot be opened',
};

/** SQLITE_CONSTRAINT_UNIQUE and SQLITE_CONSTRAINT_PRIMARYKEY. */
const conflicts = new Set([2067, 1555]);

/** An error of the binding as one of the store's; others stay as they are. */
export const translated = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { errcode: code } = error as Error & { errcode?: unknown };
  if (typeof code !== 'number') return error;
  if (conflicts.has(code)) {
    const constraint = error.message.replace(/^.*constraint failed: /, '');
    return new ConflictError(`A value of ${constraint} is taken.`, constraint, { cause: error });
  }
  const reason = unavailable[code & 0xff];
  if (!reason) return error;
  return new StoreUnavailableError(`The database cannot be used now: ${reason}.`, { cause: error });
};
