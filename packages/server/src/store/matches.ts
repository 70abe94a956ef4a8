import type { Predicate } from './predicate.js';
import { compareText, foldAscii, storable } from './text.js';

type Values = Readonly<Record<string, unknown>>;

/**
 * Whether a row in memory matches, as the databases would have it. For what no database was asked:
 * the rest of a dialect's filter. JSON columns can be tested for null alone.
 */
export const matches = <F extends string>(predicate: Predicate<F>, row: Values): boolean => {
  switch (predicate.op) {
    case 'and':
      return predicate.all.every((part) => matches(part, row));
    case 'or':
      return predicate.all.some((part) => matches(part, row));
    case 'not':
      return !matches(predicate.of, row);
    case 'null':
      return (row[predicate.field] ?? null) === null;
    case 'present':
      return (row[predicate.field] ?? null) !== null;
    case 'in':
      return predicate.values.some((value) => order(row[predicate.field], value) === 0);
    case 'starts':
    case 'ends':
    case 'contains':
    case 'same':
      return isLike(predicate.op, row[predicate.field], predicate.value, predicate.ignoreCase);
    case 'ne':
      return order(row[predicate.field], predicate.value) !== 0;
    default: {
      const found = order(row[predicate.field], predicate.value);
      return found !== undefined && holds[predicate.op](found);
    }
  }
};

const holds = {
  eq: (order: number) => order === 0,
  lt: (order: number) => order < 0,
  le: (order: number) => order <= 0,
  gt: (order: number) => order > 0,
  ge: (order: number) => order >= 0,
} as const;

/** Negative when the stored value is smaller, undefined when there is no order between the two. */
const order = (stored: unknown, value: string | number | boolean): number | undefined => {
  if (typeof stored === 'string' && typeof value === 'string') {
    return compareText(stored, storable(value));
  }
  if (typeof stored === 'number' && typeof value === 'number') {
    if (Number.isNaN(value)) return undefined;
    return stored === value ? 0 : stored - value;
  }
  if (typeof stored === 'boolean' && typeof value === 'boolean') {
    return Number(stored) - Number(value);
  }
  return undefined;
};

const isLike = (
  op: 'starts' | 'ends' | 'contains' | 'same',
  stored: unknown,
  value: string,
  ignoreCase = false,
): boolean => {
  if (typeof stored !== 'string') return false;
  const fold = ignoreCase ? foldAscii : (text: string) => text;
  const [text, needle] = [fold(stored), fold(storable(value))];
  switch (op) {
    case 'starts':
      return text.startsWith(needle);
    case 'ends':
      return text.endsWith(needle);
    case 'contains':
      return text.includes(needle);
    case 'same':
      return text === needle;
  }
};
