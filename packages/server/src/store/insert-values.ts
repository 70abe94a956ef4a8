import { randomUUID } from 'node:crypto';
import { type Field, fieldNamed, type Shape } from './shape.js';
import type { Scope } from './store.js';
import { toValue, type Value } from './values.js';

type Given = Readonly<Record<string, unknown>>;

/** The columns that inserting rows of columns `names` writes: these, and those that are filled. */
export const insertedFields = (shape: Shape, names: readonly string[]): readonly Field[] => {
  const given = new Set(names.map((name) => fieldNamed(shape, name).name));
  return shape.fields.filter(
    ({ name, nullable }) => given.has(name) || name === 'accountId' || !(nullable || name === 'id'),
  );
};

/** The columns that any of the rows has. */
export const namesOf = (rows: readonly Given[]): readonly string[] => {
  if (rows.length === 1) return Object.keys(rows[0]!);
  const names = new Set<string>();
  for (const row of rows) for (const name in row) names.add(name);
  return [...names];
};

/** The values of `fields` of a new row, those that were left out filled. */
export const insertedValues = (
  shape: Shape,
  fields: readonly Field[],
  row: Given,
  scope: Scope,
  now: number,
): Value[] =>
  fields.map((field) => {
    const value = row[field.name];
    if (field.name === 'accountId') return accountOf(shape, value as number | null, scope);
    return toValue(shape, field, value === undefined ? fill(field, scope, now) : value);
  });

const fill = (field: Field, scope: Scope, now: number): unknown => {
  switch (field.name) {
    case 'uid':
      return randomUUID();
    case 'at':
    case 'createdAt':
    case 'changedAt':
      return now;
    case 'actor':
    case 'createdBy':
    case 'changedBy':
      return scope.actor;
    case 'ext':
      return {};
    default:
      return field.kind === 'flag' ? false : null;
  }
};

/** The account that a row is written for. Throws when the scope may not write it. */
const accountOf = (shape: Shape, given: number | null | undefined, scope: Scope): number | null => {
  if (scope.accountId !== null) {
    if (given === undefined || given === scope.accountId) return scope.accountId;
    throw new Error(
      `A row of ${shape.table} of account ${given} cannot be written for account ${scope.accountId}.`,
    );
  }
  if (given !== undefined && (given !== null || shape.seenByAll === 'null')) return given;
  if (shape.seenByAll === 'null') return null;
  if (shape.table === 'event') return 0;
  throw new TypeError(`A row of ${shape.table} that the system inserts must name its accountId.`);
};
