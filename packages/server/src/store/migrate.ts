import { inventory } from './migrations/001-inventory.js';
import { endedSteps } from './migrations/002-ended-steps.js';

/** A change of the schema. Numbers ascend; a released migration is never edited. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly text: string;
}

export const migrations: readonly Migration[] = [
  { number: 1, name: 'inventory', text: inventory },
  { number: 2, name: 'ended steps', text: endedSteps },
];

/** Where each migration that has been run is recorded. */
export const migrationTable = `CREATE TABLE IF NOT EXISTS migration (
  number integer PRIMARY KEY,
  name text NOT NULL,
  at bigint NOT NULL
)`;

/** What a store puts for the placeholders of a migration. */
export type Placeholders = Readonly<Record<'id' | 'bigid' | 'time' | 'real' | 'text', string>>;

export const filled = (text: string, placeholders: Placeholders): string =>
  text.replace(
    /\{(id|bigid|time|real|text)\}/g,
    (_, name: keyof Placeholders) => placeholders[name],
  );

/** The migrations still to be run. Throws when the database is newer than this program. */
export const pending = (done: readonly number[]): readonly Migration[] => {
  const known = migrations.at(-1)!.number;
  const newest = Math.max(0, ...done);
  if (newest > known) {
    throw new Error(
      `The database is of a newer Pileus: its schema is number ${newest}, and this program knows ` +
        `${known}. Run the newer program, or restore a backup.`,
    );
  }
  return migrations.filter(({ number }) => number > newest);
};
