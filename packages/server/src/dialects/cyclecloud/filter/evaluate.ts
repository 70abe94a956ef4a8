import { isRecord } from '../views.js';
import type { Comparison, Expression } from './syntax.js';

/** Values that an expression can have; anything else in a record counts as itself only for identity. */
type Value = unknown;

/**
 * Evaluates a filter on one record, in ClassAd's three-valued logic: comparing with `undefined`, or values of
 * different types, gives `undefined`; only `true` selects. `==` on strings ignores case, `is` does not and
 * is never undefined.
 */
export function selects(
  expression: Expression,
  record: Readonly<Record<string, unknown>>,
): boolean {
  return evaluate(expression, record) === true;
}

/** The value of an expression over a record: of a filter, or in a template over its parameters. */
export function evaluate(expression: Expression, record: Readonly<Record<string, unknown>>): Value {
  switch (expression.kind) {
    case 'literal':
      return expression.value;
    case 'attribute':
      return attribute(record, expression.path);
    case 'not': {
      const value = evaluate(expression.of, record);
      return typeof value === 'boolean' ? !value : undefined;
    }
    case 'and':
      return settled(expression.all, record, false);
    case 'or':
      return settled(expression.all, record, true);
    case 'compare':
      return compare(
        expression.operator,
        evaluate(expression.left, record),
        evaluate(expression.right, record),
      );
    case 'in':
      return isOneOf(evaluate(expression.left, record), expression.list, record);
    case 'call':
      return call(
        expression.name.toLowerCase(),
        expression.args.map((argument) => evaluate(argument, record)),
      );
  }
}

/** The functions that templates and filters use; an unknown one has no value. */
function call(name: string, args: readonly Value[]): Value {
  const [first, second, third] = args;
  switch (name) {
    case 'ifthenelse':
      return first === true ? second : third;
    case 'isundefined':
      return first === undefined;
    case 'strcat':
      return args.every((argument) => /^(string|number|boolean)$/.test(typeof argument))
        ? args.join('')
        : undefined;
    case 'tolower':
      return typeof first === 'string' ? first.toLowerCase() : undefined;
    case 'toupper':
      return typeof first === 'string' ? first.toUpperCase() : undefined;
    case 'size':
      return typeof first === 'string' || Array.isArray(first) ? first.length : undefined;
    default:
      return undefined;
  }
}

/** One part that is `decisive` settles it; all must be its opposite for the opposite, else it is undefined. */
function settled(
  parts: readonly Expression[],
  record: Readonly<Record<string, unknown>>,
  decisive: boolean,
): boolean | undefined {
  let isKnown = true;
  for (const part of parts) {
    const value = evaluate(part, record);
    if (value === decisive) return decisive;
    if (value !== !decisive) isKnown = false;
  }
  return isKnown ? !decisive : undefined;
}

/** Looks an attribute up in any case; null and missing ones are undefined. */
function attribute(record: Readonly<Record<string, unknown>>, path: readonly string[]): Value {
  let value: unknown = record;
  for (const name of path) {
    if (!isRecord(value)) return undefined;
    value = Object.hasOwn(value, name) ? value[name] : inAnyCase(value, name);
  }
  return value ?? undefined;
}

function inAnyCase(record: Readonly<Record<string, unknown>>, name: string): unknown {
  const wanted = name.toLowerCase();
  for (const key of Object.keys(record)) if (key.toLowerCase() === wanted) return record[key];
  return undefined;
}

function compare(operator: Comparison, left: Value, right: Value): boolean | undefined {
  if (operator === 'is') return left === right;
  if (operator === 'isnt') return left !== right;
  const order = ordered(left, right);
  if (order === undefined) return undefined;
  switch (operator) {
    case '==':
      return order === 0;
    case '!=':
      return order !== 0;
    case '<':
      return order < 0;
    case '<=':
      return order <= 0;
    case '>':
      return order > 0;
    case '>=':
      return order >= 0;
  }
}

/** In lower case, of ASCII alone: the store compares so, and must not leave out what is selected here. */
const folded = (text: string): string =>
  text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

/** Negative, zero or positive; undefined for values that have no order between them. */
function ordered(left: Value, right: Value): number | undefined {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left === 'boolean' && typeof right === 'boolean') return Number(left) - Number(right);
  if (typeof left !== 'string' || typeof right !== 'string') return undefined;
  const [a, b] = [folded(left), folded(right)];
  return a < b ? -1 : Number(a > b);
}

function isOneOf(
  value: Value,
  list: readonly Expression[],
  record: Readonly<Record<string, unknown>>,
): boolean | undefined {
  if (value === undefined) return undefined;
  const known = literalsOf(list);
  if (known) return known.has(typeof value === 'string' ? folded(value) : value);
  return list.some((item) => compare('==', value, evaluate(item, record)) === true);
}

/** What lists of literals hold, strings in lower case. Callers name thousands of nodes so. */
const literals = new WeakMap<readonly Expression[], ReadonlySet<Value> | undefined>();

function literalsOf(list: readonly Expression[]): ReadonlySet<Value> | undefined {
  if (!literals.has(list)) {
    const values = list.flatMap((item) => (item.kind === 'literal' ? [item.value] : []));
    const set = new Set(
      values
        .filter((value) => value !== undefined)
        .map((value) => (typeof value === 'string' ? folded(value) : value)),
    );
    literals.set(list, values.length === list.length ? set : undefined);
  }
  return literals.get(list);
}
