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

/** SQLITE_CORRUPT and SQLITE_NOTADB. */
const damaged = new Set([11, 26]);

/** An error of the binding as one of the store's; others stay as they are. */
export const translated = (error: unknown): unknown => {
  if (!(error instanceof Error)) return error;
  const { errcode: code, code: name } = error as Error & { errcode?: unknown; code?: unknown };
  if (name === 'ERR_INVALID_STATE') return new StoreUnavailableError('The store is closed.');
  if (typeof code !== 'number') return error;
  if (damaged.has(code & 0xff)) {
    const message = `The database file is damaged, or is none of SQLite's: ${error.message}. Restore a backup.`;
    return new Error(message, { cause: error });
  }
  if (conflicts.has(code)) {
    const constraint = error.message.replace(/^.*constraint failed: /, '');
    return new ConflictError(`A value of ${constraint} is taken.`, constraint, { cause: error });
  }
  const reason = unavailable[code & 0xff];
  if (!reason) return error;
  return new StoreUnavailableError(`The database cannot be used now: ${reason}.`, { cause: error });
};
