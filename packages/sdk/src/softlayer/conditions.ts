import { ArgumentError } from '../http/argument-error.js';
import { parseFilterDate } from './filter/dates.js';
import { parseOperation } from './filter/operation.js';
import type { FilterOperation } from './filter/shorthand.js';

/**
 * Builders of conditions for object filters: `filter: { maxMemory: gt(8192), notes: contains('x') }`. What
 * they make is the operation as it travels.
 */

/** An operation, as the builders make it. */
export type Condition = FilterOperation;

type Scalar = string | number;

const operation = (text: string | number, options?: FilterOperation['options']): Condition =>
  options ? { operation: text, options } : { operation: text };
/** False for `> 8`, `in`, `is null`, `currentDate` and the like. */
function standsForItself(text: string): boolean {
  const test = parseOperation(text, new Map());
  if (test?.kind !== 'compare' || test.operator !== '=' || !/^[\w@]/.test(text)) return false;
  return test.operand.kind === 'literal' && test.operand.text === text;
}
const data = (values: readonly Scalar[]) => [{ name: 'data', value: values }];

/** Equal; text by case, too. */
export const eq = (value: Scalar): Condition =>
  // Text that reads as an operation has no other form.
  typeof value === 'number' || standsForItself(value) ? operation(value) : oneOf([value]);
export const ne = (value: Scalar): Condition => operation(`!= ${value}`);
export const gt = (value: Scalar): Condition => operation(`> ${value}`);
export const gte = (value: Scalar): Condition => operation(`>= ${value}`);
export const lt = (value: Scalar): Condition => operation(`< ${value}`);
export const lte = (value: Scalar): Condition => operation(`<= ${value}`);

/** Equal but for case. */
export const like = (text: string): Condition => operation(`_= ${text}`);
/** Holds the text, whatever the case. */
export const contains = (text: string): Condition => operation(`*= ${text}`);
export const notContains = (text: string): Condition => operation(`!*= ${text}`);
export const startsWith = (text: string): Condition => operation(`^= ${text}`);
export const notStartsWith = (text: string): Condition => operation(`!^= ${text}`);
export const endsWith = (text: string): Condition => operation(`$= ${text}`);
export const notEndsWith = (text: string): Condition => operation(`!$= ${text}`);
/** Holds what a pattern describes; by case. */
export const matches = (pattern: string): Condition => operation(`~ ${pattern}`);
export const notMatches = (pattern: string): Condition => operation(`!~ ${pattern}`);

/** One of the values. */
export const oneOf = (values: readonly Scalar[]): Condition => operation('in', data(values));
export const noneOf = (values: readonly Scalar[]): Condition => operation('not in', data(values));

/** Has no value; of a relation: no object. */
export const isNull = (): Condition => operation('is null');
export const notNull = (): Condition => operation('not null');

/** One of several conditions on the same value; those with options of their own cannot take part. */
export const anyOf = (...conditions: readonly Condition[]): Condition =>
  operation('or', data(conditions.map(simple)));
/** All of several conditions on the same value. */
export const allOf = (...conditions: readonly Condition[]): Condition =>
  operation('and', data(conditions.map(simple)));

/** On this day, or in this second when there is a time of day. */
export const onDate = (date: Date | string): Condition =>
  operation('isDate', [{ name: 'date', value: [dateText(date)] }]);
export const before = (date: Date | string): Condition =>
  operation('lessThanDate', [{ name: 'date', value: [dateText(date)] }]);
export const after = (date: Date | string): Condition =>
  operation('greaterThanDate', [{ name: 'date', value: [dateText(date)] }]);
/** Between two times, both included. */
export const between = (start: Date | string, end: Date | string): Condition =>
  operation('betweenDate', [
    { name: 'startDate', value: [dateText(start)] },
    { name: 'endDate', value: [dateText(end)] },
  ]);
/** In the last days. */
export const withinDays = (days: number): Condition => operation(`>= currentDate - ${days}`);

/** Orders the list by this property, ascending; of several orders the lower rank counts first. */
export const ascending = (rank?: number): Condition => orderBy('ASC', rank);
/** Orders the list by this property, descending. */
export const descending = (rank?: number): Condition => orderBy('DESC', rank);

function orderBy(sort: 'ASC' | 'DESC', rank: number | undefined): Condition {
  const options = [{ name: 'sort', value: [sort] as Scalar[] }];
  if (rank !== undefined) options.push({ name: 'sortOrder', value: [rank] });
  return operation('orderBy', options);
}

function simple({ operation: text, options }: Condition): Scalar {
  if (options === undefined) return text;
  const message = `A condition \`${text}\` with options cannot be part of another condition.`;
  throw new ArgumentError('filter', message, 'SoftLayer');
}

/** `mm/dd/yyyy hh:mm:ss`, UTC for a Date; a text is checked, and a day of ISO 8601 rewritten. */
function dateText(date: Date | string): string {
  if (date instanceof Date && Number.isFinite(date.getTime())) {
    const [day = '', time = ''] = date.toISOString().slice(0, 19).split('T');
    return `${american(day)} ${time}`;
  }
  if (typeof date === 'string' && parseFilterDate(date) !== null) {
    return /^\d{4}-\d{2}-\d{2}$/.test(date) ? american(date) : date;
  }
  const message = 'A date of an object filter must be a Date, `mm/dd/yyyy[ h:m:s]` or ISO 8601.';
  throw new ArgumentError('filter', message, 'SoftLayer');
}

const american = (day: string): string => `${day.slice(5, 7)}/${day.slice(8)}/${day.slice(0, 4)}`;
