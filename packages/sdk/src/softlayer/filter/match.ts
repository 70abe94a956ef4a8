import { parseFilterDate } from './dates.js';
import { toNumber } from './operation.js';
import { patternTest } from './pattern.js';
import type {
  CompareOperator,
  FilterOperand,
  FilterTest,
  FilterValue,
  ObjectFilter,
} from './types.js';

/**
 * Reads the values at a path of one object: one value, or all that a path through lists reaches.
 * undefined says that the type has no such property, so that a filter on it has no effect.
 */
export type FilterRead = (
  path: readonly string[],
) => FilterValue | readonly FilterValue[] | undefined;

type Check = (value: FilterValue) => boolean;

const DAY = 86_400_000;

/**
 * Compiles a filter into a predicate over objects. A condition holds when any value at its path
 * passes; conditions on the same list may be met by different elements. An empty list counts as one
 * absent value. `now` is in milliseconds since the epoch, for `currentDate` and `sysdate`.
 */
export function filterMatcher(filter: ObjectFilter, now: number): (read: FilterRead) => boolean {
  const conditions = filter.conditions.map(({ path, test }) => ({
    path,
    check: checkOf(test, now),
  }));
  return (read) =>
    conditions.every(({ path, check }) => {
      const values = read(path);
      if (values === undefined) return true;
      if (!isList(values)) return check(values);
      return values.length === 0 ? check(null) : values.some(check);
    });
}

function checkOf(test: FilterTest, now: number): Check {
  switch (test.kind) {
    case 'null':
      return (value) => (value === null) !== test.negated;
    case 'compare':
      return present(compareCheck(test.operator, test.operand, now));
    case 'in': {
      const checks = test.operands.map((operand) => compareCheck('=', operand, now));
      return present((value) => checks.some((check) => check(value)) !== test.negated);
    }
    case 'text':
      return present((value) => textMatches(test.match, toText(value), test.text) !== test.negated);
    case 'pattern': {
      const search = patternTest(test.pattern);
      return present((value) => search(toText(value)) !== test.negated);
    }
    case 'date':
      return present((value) => {
        const at = parseFilterDate(toText(value));
        return at !== null && at >= (test.from ?? at) && at <= (test.to ?? at);
      });
    case 'and':
    case 'or': {
      const checks = test.tests.map((inner) => checkOf(inner, now));
      if (test.kind === 'and') return (value) => checks.every((check) => check(value));
      return (value) => checks.some((check) => check(value));
    }
  }
}

/** As in SQL, an absent value passes no comparison, not even a negated one. */
function present(check: Check): Check {
  return (value) => value !== null && check(value);
}

function compareCheck(operator: CompareOperator, operand: FilterOperand, now: number): Check {
  const accepts = SIGNS[operator];
  if (operand.kind === 'now') {
    const limit = now + operand.days * DAY;
    return (value) => {
      const at = parseFilterDate(toText(value));
      return at !== null && accepts(at - limit);
    };
  }
  const { text, number } = operand;
  const truth = /^true$/i.test(text) ? 1 : /^false$/i.test(text) ? 0 : number;
  const instant = parseFilterDate(text);
  return (value) => {
    if (typeof value === 'boolean') return truth !== null && accepts(Number(value) - truth);
    const own = toText(value);
    const ownNumber = number === null ? null : toNumber(own);
    if (ownNumber !== null && number !== null) return accepts(ownNumber - number);
    const at = instant === null ? null : parseFilterDate(own);
    if (at !== null && instant !== null) return accepts(at - instant);
    return accepts(own === text ? 0 : own < text ? -1 : 1);
  };
}

/** Which signs of `value - operand` an operator accepts. */
const SIGNS: Readonly<Record<CompareOperator, (difference: number) => boolean>> = {
  '=': (difference) => difference === 0,
  '!=': (difference) => difference !== 0,
  '>': (difference) => difference > 0,
  '>=': (difference) => difference >= 0,
  '<': (difference) => difference < 0,
  '<=': (difference) => difference <= 0,
};

function textMatches(
  match: 'equals' | 'starts' | 'ends' | 'contains',
  value: string,
  text: string,
): boolean {
  const lower = value.toLowerCase();
  switch (match) {
    case 'equals':
      return lower === text;
    case 'starts':
      return lower.startsWith(text);
    case 'ends':
      return lower.endsWith(text);
    case 'contains':
      return lower.includes(text);
  }
}

function toText(value: FilterValue): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value ?? '');
}

function isList(values: FilterValue | readonly FilterValue[]): values is readonly FilterValue[] {
  return Array.isArray(values);
}
