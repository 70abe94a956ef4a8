import { isWholeDay, parseFilterDate } from './dates.js';
import type { CompareOperator, FilterOperand, FilterTest } from './types.js';

/** Longest operator first, so that `>=` is not read as `>`. */
const PREFIX = /^(!\^=|!\$=|!\*=|!=|!~|\^=|\$=|\*=|_=|>=|<=|>|<|~)\s*(.*)$/s;
const RELATIVE = /^(?:currentDate|sysdate)\s*(?:([+-])\s*(\d{1,6}))?$/i;
const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)$/;
const DAY = 86_400_000;

/** Option values by name, each as a list. */
export type FilterOptions = ReadonlyMap<string, readonly unknown[]>;

/** The test that an operation stands for, or null when it is malformed (and so has no effect). */
export function parseOperation(operation: unknown, options: FilterOptions): FilterTest | null {
  if (typeof operation === 'number' || typeof operation === 'boolean') {
    return { kind: 'compare', operator: '=', operand: literal(String(Number(operation))) };
  }
  if (typeof operation !== 'string') return null;
  const word = operation.trim().replace(/\s+/g, ' ').toLowerCase();
  switch (word) {
    case 'is null':
    case 'not null':
      return { kind: 'null', negated: word === 'not null' };
    case 'in':
    case 'not in':
      return membership(options.get('data'), word === 'not in');
    case 'and':
    case 'or':
      return combination(options.get('data'), word);
    case 'isdate':
    case 'lessthandate':
    case 'greaterthandate':
      return dateTest(word, options.get('date')?.[0]);
    case 'betweendate': {
      const from = date(options.get('startdate')?.[0]);
      const to = date(options.get('enddate')?.[0]);
      return from === null || to === null ? null : { kind: 'date', from, to };
    }
    default:
      return parsePrefixed(operation.trim());
  }
}

/** The literal of an operand, with its number when it reads as one. */
export function literal(text: string): FilterOperand & { readonly kind: 'literal' } {
  return { kind: 'literal', text, number: toNumber(text) };
}

/** The number that a text reads as, or null. No exponents: `1e3` may be a host name. */
export function toNumber(text: string): number | null {
  return NUMBER.test(text) ? Number(text) : null;
}

function parsePrefixed(operation: string): FilterTest | null {
  const match = PREFIX.exec(operation);
  if (match === null) {
    return { kind: 'compare', operator: '=', operand: operand(operation) };
  }
  const [, operator = '', rest = ''] = match;
  if (rest === '') return null;
  const negated = operator.startsWith('!');
  const text = rest.toLowerCase();
  switch (operator) {
    case '_=':
      return { kind: 'text', match: 'equals', negated, text };
    case '^=':
    case '!^=':
      return { kind: 'text', match: 'starts', negated, text };
    case '$=':
    case '!$=':
      return { kind: 'text', match: 'ends', negated, text };
    case '*=':
    case '!*=':
      return { kind: 'text', match: 'contains', negated, text };
    case '~':
    case '!~':
      return { kind: 'pattern', negated, pattern: rest };
    default:
      return { kind: 'compare', operator: operator as CompareOperator, operand: operand(rest) };
  }
}

function operand(text: string): FilterOperand {
  const relative = RELATIVE.exec(text);
  if (relative === null) return literal(text);
  const days = Number(relative[2] ?? 0);
  return { kind: 'now', days: relative[1] === '-' ? 0 - days : days };
}

function membership(data: readonly unknown[] | undefined, negated: boolean): FilterTest | null {
  const operands = data?.filter(isScalar).map((value) => literal(scalarText(value)));
  return operands === undefined || operands.length === 0 ? null : { kind: 'in', negated, operands };
}

function combination(data: readonly unknown[] | undefined, kind: 'and' | 'or'): FilterTest | null {
  const tests: FilterTest[] = [];
  for (const operation of data ?? []) {
    // Options belong to the whole, so an operation that needs its own is malformed here.
    const test = parseOperation(operation, new Map());
    if (test !== null) tests.push(test);
  }
  return tests.length === 0 ? null : { kind, tests };
}

function dateTest(word: string, value: unknown): FilterTest | null {
  const at = date(value);
  if (at === null) return null;
  if (word === 'lessthandate') return { kind: 'date', from: null, to: at - 1 };
  if (word === 'greaterthandate') return { kind: 'date', from: at + 1, to: null };
  const length = isWholeDay(String(value)) ? DAY : 1_000;
  return { kind: 'date', from: at, to: at + length - 1 };
}

function date(value: unknown): number | null {
  return typeof value === 'string' ? parseFilterDate(value) : null;
}

function isScalar(value: unknown): value is string | number | boolean {
  return typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean';
}

function scalarText(value: string | number | boolean): string {
  return typeof value === 'boolean' ? String(Number(value)) : String(value).trim();
}
