import { sql } from 'kysely';
import type { Dialect, Sql } from './dialect.js';
import type { Field } from './shape.js';
import type { Comparison, Term } from './terms.js';

const operators: Readonly<Record<Comparison, string>> = {
  eq: '=',
  ne: '<>',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/**
 * Writes a term as a condition whose parameters stand in the order in which they were gathered;
 * their values are given at execution.
 *
 * Nulls: a comparison with null is false, and `ne` and `not` are the opposite of what they negate.
 */
export const conditionOf = (term: Term, dialect: Dialect): Sql => {
  switch (term.is) {
    case 'constant':
      return sql.raw(term.value ? '1 = 1' : '1 = 0');
    case 'and':
    case 'or':
      return joined(
        term.all.map((part) => conditionOf(part, dialect)),
        term.is,
      );
    case 'not':
      return sql`(${conditionOf(term.of, dialect)}) is not true`;
    case 'null':
      return sql`${column(term.field)} is null`;
    case 'present':
      return sql`${column(term.field)} is not null`;
    case 'in':
      return term.literals
        ? sql`${column(term.field)} in (${sql.raw(term.literals.join(', '))})`
        : dialect.isAny(column(term.field), term.field, null);
    case 'starts':
    case 'ends':
    case 'contains':
    case 'same': {
      const text = term.ignoreCase ? sql`lower(${column(term.field)})` : column(term.field);
      return dialect.likeness[term.is](text, dialect.param(term.field, null));
    }
    default: {
      const value = term.literal ? sql.raw(term.literal) : dialect.param(term.field, null);
      const distinct = term.is === 'ne' && term.field.nullable;
      const operator = distinct ? 'is distinct from' : operators[term.is];
      return sql`${column(term.field)} ${sql.raw(operator)} ${value}`;
    }
  }
};

const column = (field: Field): Sql => sql.raw(field.sql);

/** Joined as a balanced tree: SQLite refuses an expression that is more than 1,000 deep. */
const joined = (parts: readonly Sql[], operator: 'and' | 'or'): Sql => {
  if (parts.length === 1) return parts[0]!;
  const middle = parts.length >> 1;
  const left = joined(parts.slice(0, middle), operator);
  const right = joined(parts.slice(middle), operator);
  return sql`(${left} ${sql.raw(operator)} ${right})`;
};
