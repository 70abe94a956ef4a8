import type { Field, Shape } from './shape.js';
import { storable } from './text.js';

/** What is bound to a parameter. Lists are PostgreSQL arrays. */
export type Value = string | number | null | readonly (string | number)[];

const refuse = (shape: Shape, field: Field, value: unknown, want: string): never => {
  const what = typeof value === 'number' ? String(value) : typeof value;
  throw new TypeError(`${shape.table}.${field.name} takes ${want}, not ${what}.`);
};

/** Converts a row's value to what the database stores. Throws TypeError when it cannot be stored. */
export const toValue = (shape: Shape, field: Field, value: unknown): string | number | null => {
  if (value === null && field.nullable) return null;
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? storable(value) : refuse(shape, field, value, 'text');
    case 'int':
      if (typeof value === 'number' && (value | 0) === value) return value;
      return refuse(shape, field, value, 'an integer of 32 bits');
    case 'time':
      return Number.isSafeInteger(value)
        ? (value as number)
        : refuse(shape, field, value, 'an integer');
    case 'real':
      return Number.isFinite(value) ? (value as number) : refuse(shape, field, value, 'a number');
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : refuse(shape, field, value, 'a boolean');
    case 'json':
      return JSON.stringify(value) ?? refuse(shape, field, value, 'a JSON value');
  }
};

/**
 * Makes rows of JSON arrays that hold the values of `fields`, in this order.
 *
 * The row is an object literal in a function that is written for the fields. An object that is filled by
 * column names costs ten times as much, which was a tenth of a list of 10,000 machines and of their start.
 */
export const rowMaker = (
  fields: readonly Field[],
): ((values: readonly unknown[]) => Record<string, unknown>) => {
  const columns = fields.map(({ name, kind }, i) => {
    const value = kind === 'flag' ? `values[${i}] === 1` : `values[${i}]`;
    return `${JSON.stringify(name)}: ${value}`;
  });
  return new Function('values', `return { ${columns.join(', ')} };`) as ReturnType<typeof rowMaker>;
};
