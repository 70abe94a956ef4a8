import { readFileSync, writeFileSync } from 'node:fs';
import { DatabaseSync } from './sqlite-binding.js';
import { translated } from './sqlite-errors.js';
import { StoreUnavailableError } from './store.js';

/**
 * Makes this process the only one that uses a database file. The lock is SQLite's own, held on a
 * file beside it, so that the system gives it back however the process ends. A second file tells
 * the process's number.
 */
export const lockFile = (file: string): { release(): void } => {
  const lock = new DatabaseSync(`${file}-lock`);
  try {
    lock.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    const cause = translated(error);
    if (!(cause instanceof StoreUnavailableError)) throw error;
    throw new Error(
      `The database ${file} is in use by process ${holder(file)}. Stop that process, or choose ` +
        'another data directory.',
      { cause },
    );
  }
  writeFileSync(`${file}-lock-pid`, `${process.pid}\n`, { mode: 0o600 });
  return { release: () => lock.close() };
};

const holder = (file: string): string => {
  try {
    return readFileSync(`${file}-lock-pid`, 'utf8').trim();
  } catch {
    return 'unknown';
  }
};
