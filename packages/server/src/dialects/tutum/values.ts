import { RefusedError } from '../../inventory/errors.js';

/** Reads one value of a request; `field` is named when it is wrong. */
export type Read<T> = (value: unknown, field: string) => T;

const invalid = (field: string, wanted: string): RefusedError =>
  new RefusedError('invalid', `${field} must be ${wanted}.`, field);

/** Clients wrote numbers as text. */
export const integer =
  (from: number, to: number): Read<number> =>
  (value, field) => {
    const number =
      typeof value === 'string' && /^-?\d{1,15}$/.test(value.trim()) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= from && number <= to) {
      return number;
    }
    throw invalid(field, `a whole number from ${from} to ${to}`);
  };

/** Python's clients wrote `True` and `False`. */
export const flag: Read<boolean> = (value, field) => {
  if (typeof value === 'boolean') return value;
  const word = typeof value === 'object' ? '' : String(value).toLowerCase();
  if (word === 'true' || word === '1') return true;
  if (word === 'false' || word === '0') return false;
  throw invalid(field, 'true or false');
};

/** No longer than any honest command line, and without NUL, which no database takes. */
export const text: Read<string> = (value, field) => {
  if (typeof value === 'string' && value.length <= 64 * 1024 && !value.includes('\0')) return value;
  throw invalid(field, 'a text');
};

export const word =
  <T extends string>(...words: readonly T[]): Read<T> =>
  (value, field) => {
    if (words.includes(value as T)) return value as T;
    throw invalid(field, `one of ${words.join(', ')}`);
  };

export const listOf =
  <T>(read: Read<T>): Read<T[]> =>
  (value, field) => {
    if (!Array.isArray(value) || value.length > 1000) throw invalid(field, 'a list');
    return value.map((item) => read(item, field));
  };

/** An object, from which the reader takes what it knows. */
export const object =
  <T>(read: (of: Readonly<Record<string, unknown>>, field: string) => T): Read<T> =>
  (value, field) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw invalid(field, 'an object');
    }
    return read(value as Readonly<Record<string, unknown>>, field);
  };

/** Go sends empty texts for what is not set, Python null. */
export const isUnset = (value: unknown): boolean =>
  value === undefined || value === null || value === '';

export const optional =
  <T>(read: Read<T>): Read<T | null> =>
  (value, field) =>
    isUnset(value) ? null : read(value, field);
