import { sql } from 'kysely';
import type { Bulk, Dialect } from './dialect.js';
import { type Field, shapeOf } from './shape.js';
import { addToCounterText, insertText, updateText } from './sql.js';

/** JSON functions write 15 digits of a number; 17 tell every double apart. */
const exact = (column: string): string => `printf('%!.17g', ${column})`;

const jsonItem = ({ kind, nullable, sql: column }: Field): string => {
  if (kind === 'json') return `json(${column})`;
  if (kind !== 'real') return column;
  // To `printf`, null is 0.
  return `json(${nullable ? `iif(${column} IS NULL, NULL, ${exact(column)})` : exact(column)})`;
};

const jsonRow = (fields: readonly Field[]): string => `json_array(${fields.map(jsonItem).join()})`;

/** SQLite answers at once, so that a loop needs no promise. */
const bulk: Bulk = {
  insert(session, shape, fields, rows) {
    const text = insertText(shape, fields, sqliteDialect);
    return rows.map((row) => session.insert(text, row) as number);
  },
  insertEvents(session, fields, rows) {
    const text = insertText(shapeOf('event'), fields, sqliteDialect);
    for (const row of rows) session.insert(text, row);
  },
  update(session, shape, fields, rows, accountId) {
    const text = updateText(shape, fields, sqliteDialect, accountId !== null);
    const account = accountId === null ? [] : [accountId];
    let changed = 0;
    for (const row of rows) changed += session.run(text, [...row, ...account]) as number;
    return changed;
  },
  addToCounters(session, deltas, accountId) {
    const text = addToCounterText(`VALUES (?, ${accountId}, ?, ?)`, accountId);
    let changed = 0;
    for (const delta of deltas) changed += session.run(text, delta) as number;
    return changed;
  },
};

/** SQLite's side of {@link Dialect}. */
export const sqliteDialect: Dialect = {
  kind: 'sqlite',
  place: () => '?',
  returningId: '',
  jsonRow,
  jsonRows: (fields) => `json_group_array(${jsonRow(fields)})`,
  // One writer: nobody else is there to be held off.
  forUpdate: '',
  skipLocked: '',
  noLimit: -1,
  param: (_field, value) => sql`${value}`,
  isAny: (column, _field, values) => sql`${column} in (select value from json_each(${values}))`,
  list: (values) => JSON.stringify(values),
  likeness: {
    starts: (text, needle) => sql`instr(${text}, ${needle}) = 1`,
    ends: (text, needle) => sql`substr(${text}, -length(${needle})) = ${needle}`,
    contains: (text, needle) => sql`instr(${text}, ${needle}) > 0`,
    same: (text, needle) => sql`${text} = ${needle}`,
  },
  idIn: () => 'id IN (SELECT value FROM json_each(?))',
  nulls: () => undefined,
  // AUTOINCREMENT sees to it.
  numberFrom: () => {},
  // One writer: ids ascend as commits do.
  settledEvents: '',
  bulk,
};
