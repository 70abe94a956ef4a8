import type { Database } from './sqlite-binding.js';

/** Columns of which a large table has few different values. */
const coarse = new Set(['kind', 'location_id', 'object_kind', 'dialect']);

const tableRows = 1_000_000;

/**
 * Tells SQLite's planner, once and for all, what tables look like when they are large: an account
 * has a great many rows, while a parent or a name has a few. Without it the planner takes every
 * index for equally selective, and reads all of an account's machines to find three of them by id.
 * Nobody runs ANALYZE later, so that plans do not change under way.
 */
export const writeStatistics = (db: Database): void => {
  db.exec('ANALYZE; DELETE FROM sqlite_stat1');
  const record = db.prepare('INSERT INTO sqlite_stat1 (tbl, idx, stat) VALUES (?, ?, ?)');
  const indexes = db
    .prepare(
      `SELECT t.name AS "table", i.name AS name, i."unique" AS single, json_group_array(c.name) AS columns
      FROM sqlite_schema AS t, pragma_index_list(t.name) AS i, pragma_index_info(i.name) AS c
      WHERE t.type = 'table' AND t.name NOT LIKE 'sqlite!_%' ESCAPE '!' GROUP BY t.name, i.name`,
    )
    .all() as { table: string; name: string; single: number; columns: string }[];
  for (const { table, name, single, columns } of indexes) {
    const rows = rowsPerValue(JSON.parse(columns) as string[], single === 1);
    record.run(table, name, [tableRows, ...rows].join(' '));
  }
  // Makes this connection read what was written; others read it as they open.
  db.exec('ANALYZE sqlite_schema');
};

/** How many rows share the values of the first column, of the first two, and so on. */
const rowsPerValue = (columns: readonly string[], unique: boolean): number[] => {
  let rows = tableRows;
  return columns.map((column, i) => {
    if (column === 'account_id') rows /= 10;
    else if (coarse.has(column)) rows /= 4;
    else rows = Math.min(rows, 10);
    return unique && i === columns.length - 1 ? 1 : Math.ceil(rows);
  });
};
