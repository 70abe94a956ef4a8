import { sql } from 'kysely';
import type { Bulk, Dialect } from './dialect.js';
import type { Field } from './shape.js';

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
  insert(session, { text }, rows) {
    return rows.map((row) => session.insert(text, row) as number);
  },
  insertEvents(session, { text }, rows) {
    for (const row of rows) session.insert(text, row);
  },
  update(session, { text }, rows, accountId) {
    const account = accountId === null ? [] : [accountId];
    let changed = 0;
    for (const row of rows) changed += session.run(text, [...row, ...account]) as number;
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
