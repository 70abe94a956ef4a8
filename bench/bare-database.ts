import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync, type DatabaseSyncInstance } from '@photostructure/sqlite';
import { startControlPlane } from '@pileus/server';

/** A temporary directory that goes when the process ends. */
export function temporaryDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), 'pileus-bench-'));
  process.on('exit', () => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

let template: Promise<string> | undefined;

/** The data directory of a control plane that has just started with the empty world. */
async function emptyData(): Promise<string> {
  const data = temporaryDirectory();
  const plane = await startControlPlane({ data, world: 'empty' });
  await plane.close();
  return data;
}

/**
 * A database of the control plane's own schema, tables and indexes, opened through the bare binding with the
 * durability that the control plane asks for.
 */
export async function bareDatabase(): Promise<DatabaseSyncInstance> {
  template ??= emptyData();
  const file = join(temporaryDirectory(), 'bare.db');
  const original = join(await template, 'pileus.db');
  cpSync(original, file);
  // What was last written may still lie in the log beside the file.
  if (existsSync(`${original}-wal`)) cpSync(`${original}-wal`, `${file}-wal`);
  const db = new DatabaseSync(file);
  db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA temp_store = MEMORY');
  return db;
}

type Value = string | number | null;

/** A prepared insert of the named columns. */
export function insertInto(db: DatabaseSyncInstance, table: string, columns: readonly string[]) {
  const names = columns.map((name) => `"${name}"`).join(', ');
  const places = columns.map(() => '?').join(', ');
  const statement = db.prepare(`INSERT INTO "${table}" (${names}) VALUES (${places})`);
  return (values: readonly Value[]): number => Number(statement.run(...values).lastInsertRowid);
}

/** Every column of a table but its id, with whether it may be null. */
export function columnsOf(
  db: DatabaseSyncInstance,
  table: string,
): { name: string; needed: boolean; type: string }[] {
  const rows = db.prepare(`PRAGMA table_info("${table}")`).all() as {
    name: string;
    notnull: number;
    type: string;
  }[];
  return rows
    .filter(({ name }) => name !== 'id')
    .map(({ name, notnull, type }) => ({ name, needed: notnull === 1, type }));
}

/**
 * Rows of a table as the control plane writes them: all columns, realistic values, the given ones on top.
 */
export function rowWriter(db: DatabaseSyncInstance, table: string) {
  const columns = columnsOf(db, table);
  const insert = insertInto(
    db,
    table,
    columns.map(({ name }) => name),
  );
  return (given: Readonly<Record<string, Value>>): number =>
    insert(
      columns.map(({ name, needed, type }): Value => {
        const value = given[name];
        if (value !== undefined) return value;
        if (name === 'uid') return crypto.randomUUID();
        if (name === 'ext') return '{}';
        if (!needed) return null;
        return type.toLowerCase() === 'text'
          ? 'admin'
          : name.endsWith('_at')
            ? 1_767_225_600_000
            : 0;
      }),
    );
}
