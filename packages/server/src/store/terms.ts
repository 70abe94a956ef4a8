import type { Predicate } from './predicate.js';
import { type Field, fieldNamed, type Shape } from './shape.js';
import { foldAscii, storable } from './text.js';
import type { Value } from './values.js';

/**
 * A predicate made ready for SQL: what cannot be true is a constant, and values that vary stand in
 * a list of parameters beside it. Two predicates with the same key differ in parameters alone.
 */
export type Term =
  | { readonly is: 'constant'; readonly value: boolean }
  | { readonly is: 'and' | 'or'; readonly all: readonly Term[] }
  | { readonly is: 'not'; readonly of: Term }
  | { readonly is: 'null' | 'present'; readonly field: Field }
  | {
      readonly is: Comparison;
      readonly field: Field;
      /** The value as SQL, or undefined when it is a parameter. */
      readonly literal: string | undefined;
    }
  | { readonly is: 'in'; readonly field: Field; readonly literals: readonly string[] | undefined }
  /** `ends` takes its parameter twice. */
  | { readonly is: Likeness; readonly field: Field; readonly ignoreCase: boolean };

export type Comparison = 'eq' | 'ne' | 'lt' | 'le' | 'gt' | 'ge';
export type Likeness = 'starts' | 'ends' | 'contains' | 'same';

const word = /^[A-Za-z][\w-]*$/;

const never: Term = { is: 'constant', value: false };
const always: Term = { is: 'constant', value: true };

/** Reads predicates of one query into terms, gathering its key and parameters. */
export class TermReader {
  readonly #shape: Shape;
  readonly params: Value[] = [];
  key = '';

  constructor(shape: Shape) {
    this.#shape = shape;
  }

  read(predicate: Predicate): Term {
    switch (predicate.op) {
      case 'and':
      case 'or': {
        this.key += `${predicate.op}(`;
        const all = predicate.all.map((part) => this.read(part));
        this.key += ')';
        if (all.length === 0) return this.#constant(predicate.op === 'and');
        return all.length === 1 ? all[0]! : { is: predicate.op, all };
      }
      case 'not': {
        this.key += 'not(';
        const of = this.read(predicate.of);
        this.key += ')';
        return { is: 'not', of };
      }
      case 'null':
      case 'present':
        return this.#nullness(predicate.op, this.#field(predicate.field));
      case 'in':
        return this.#in(this.#field(predicate.field), predicate.values);
      case 'starts':
      case 'ends':
      case 'contains':
      case 'same':
        return this.#text(predicate.op, this.#field(predicate.field), predicate);
      default:
        return this.#compare(predicate.op, this.#field(predicate.field), predicate.value);
    }
  }

  #field(name: string): Field {
    return fieldNamed(this.#shape, name);
  }

  #constant(value: boolean): Term {
    this.key += value ? '1' : '0';
    return value ? always : never;
  }

  #nullness(is: 'null' | 'present', field: Field): Term {
    if (!field.nullable) return this.#constant(is === 'present');
    this.key += `${is} ${field.name};`;
    return { is, field };
  }

  #compare(op: Comparison, field: Field, value: string | number | boolean): Term {
    const compared = comparable(field, op, value);
    if (compared === undefined) return this.#constant(op === 'ne');
    const literal = literalOf(field, compared);
    this.key += `${op} ${field.name}${literal ?? ''};`;
    if (literal === undefined) this.params.push(compared);
    return { is: op, field, literal };
  }

  #in(field: Field, values: readonly (string | number)[]): Term {
    const compared = values
      .map((value) => comparable(field, 'eq', value))
      .filter((value) => value !== undefined);
    if (compared.length === 0) return this.#constant(false);
    const literals = compared.map((value) => literalOf(field, value));
    if (literals.every((literal) => literal !== undefined)) {
      // In the order of partial indexes, which SQLite uses for an equal list alone.
      literals.sort();
      this.key += `in ${field.name}${literals.join()};`;
      return { is: 'in', field, literals };
    }
    this.key += `in ${field.name};`;
    this.params.push(compared);
    return { is: 'in', field, literals: undefined };
  }

  #text(
    is: Likeness,
    field: Field,
    { value, ignoreCase = false }: { readonly value: string; readonly ignoreCase?: boolean },
  ): Term {
    if (field.kind !== 'text') return this.#constant(false);
    if (value === '' && is !== 'same') return this.#nullness('present', field);
    this.key += `${is}${ignoreCase ? ' i ' : ' '}${field.name};`;
    const needle = ignoreCase ? foldAscii(storable(value)) : storable(value);
    this.params.push(needle);
    if (is === 'ends') this.params.push(needle);
    return { is, field, ignoreCase };
  }
}

const literalOf = (field: Field, value: string | number): string | undefined => {
  if (field.kind === 'flag') return String(value);
  return field.closed && word.test(String(value)) ? `'${value}'` : undefined;
};

/**
 * The value as the column could hold it, or undefined when it could not: a value of another type is
 * equal to nothing and in no order with anything.
 */
export const comparable = (
  field: Field,
  op: Comparison,
  value: string | number | boolean,
): string | number | undefined => {
  switch (field.kind) {
    case 'text':
      return typeof value === 'string' ? storable(value) : undefined;
    case 'flag':
      return typeof value === 'boolean' ? Number(value) : undefined;
    case 'real':
      return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
    case 'int':
    case 'time':
      return typeof value === 'number' ? integer(op, value) : undefined;
    case 'json':
      return undefined;
  }
};

/** The integer that an integer column compares with as it would with `value`. */
const integer = (op: Comparison, value: number): number | undefined => {
  if (Number.isNaN(value)) return undefined;
  if (op === 'eq' || op === 'ne') return Number.isSafeInteger(value) ? value : undefined;
  const whole = op === 'lt' || op === 'ge' ? Math.ceil(value) : Math.floor(value);
  return Math.min(Math.max(whole, Number.MIN_SAFE_INTEGER), Number.MAX_SAFE_INTEGER);
};
