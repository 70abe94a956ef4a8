import fc from 'fast-check';
import { type Column, type Columns, isJson, isNullable } from './columns.js';
import { type TableName, tables } from './tables.js';
import { storable } from './text.js';

/** Generates whole rows of a table, as a reader would answer them, but for the id. For tests. */
export const anyRow = (table: TableName): fc.Arbitrary<Record<string, unknown>> => {
  const columns: Columns = tables[table];
  const names = Object.keys(columns).filter((name) => name !== 'id');
  return fc
    .record(Object.fromEntries(names.map((name) => [name, anyValue(columns[name]!)])))
    .map((row) => ({ ...row }));
};

/** Texts that trouble SQL, LIKE, JSON, UTF-16 and array literals. */
export const anyText: fc.Arbitrary<string> = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 12 }),
    fc.string({ unit: fc.constantFrom(...'aAbB%_\\\'"?$:{},é\u0130ßı ￿😀\n'), maxLength: 6 }),
    fc.constantFrom(
      '',
      'NULL',
      'null',
      '%',
      '_',
      "'; --",
      '0',
      '1e3',
      '{}',
      '[',
      '\u0000',
      '\ud800',
    ),
  )
  .map(storable);

const anyInt = fc.oneof(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), fc.integer({ max: 9 }));
// The SQLite binding takes what is this near to an integer for that integer.
const anyReal = fc
  .double({ noNaN: true, noDefaultInfinity: true })
  .map((value) => (Math.abs(value) < 1e-15 ? 0 : value));
// What JSON itself loses (-0) is not the store's to keep.
const anyJson = fc.jsonValue().map((value) => JSON.parse(JSON.stringify(value)) as unknown);

const anyValue = (column: Column): fc.Arbitrary<unknown> => {
  const value = anyPresent(column);
  if (!isNullable(column)) return value;
  // A JSON null in a nullable column is stored as null.
  return fc.option(value, { freq: 3 });
};

const anyPresent = (column: Column): fc.Arbitrary<unknown> => {
  if (typeof column === 'object') return isJson(column) ? anyJson : anyText;
  switch (column.replace('?', '')) {
    case 'int':
      return anyInt;
    case 'real':
      return anyReal;
    case 'text':
      return anyText;
    case 'flag':
      return fc.boolean();
    default:
      return fc.maxSafeInteger();
  }
};
