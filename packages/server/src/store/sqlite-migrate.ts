import { filled, migrationTable, type Placeholders, pending } from './migrate.js';
import type { Database } from './sqlite-binding.js';
import { writeStatistics } from './sqlite-statistics.js';

const placeholders: Placeholders = {
  id: 'integer PRIMARY KEY AUTOINCREMENT',
  bigid: 'integer PRIMARY KEY AUTOINCREMENT',
  time: 'integer',
  real: 'real',
  text: 'text',
};

/**
 * Brings the schema up to date in one transaction, and ends all leases: this process has the file
 * for itself, so that whoever held one is gone. `now` is real time.
 */
export const migrateSqlite = (db: Database, now: number): void => {
  db.exec('BEGIN IMMEDIATE');
  try {
    db.exec(migrationTable);
    const done = db.prepare('SELECT number FROM migration').all() as { number: number }[];
    const record = db.prepare('INSERT INTO migration (number, name, at) VALUES (?, ?, ?)');
    const missing = pending(done.map((row) => row.number));
    for (const { number, name, text } of missing) {
      db.exec(filled(text, placeholders));
      record.run(number, name, now);
    }
    if (missing.length > 0) writeStatistics(db);
    db.exec('UPDATE "machine" SET lease_owner = NULL, lease_until = NULL WHERE lease_until > 0');
    db.exec('COMMIT');
  } catch (error) {
    if (db.isTransaction) db.exec('ROLLBACK');
    throw error;
  }
};
