import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as conditions from './conditions.js';
import { filterMatcher } from './filter/match.js';
import { parseFilter } from './filter/parse.js';
import { objectRead } from './filter/read.js';
import { wireFilter } from './object-filter.js';

const now = Date.UTC(2026, 4, 20);

/** Whether a value passes a condition, by the same rules that the server has. */
function passes(value: string | number | null, test: unknown): boolean {
  const filter = parseFilter(wireFilter({ x: test }));
  expect(filter.ignored).toEqual([]);
  return filterMatcher(filter, now)(objectRead({ x: value }));
}

describe('a condition', () => {
  const { eq, ne, gt, gte, lt, lte, like, contains, notContains } = conditions;
  const { startsWith, notStartsWith, endsWith, notEndsWith, matches, notMatches } = conditions;
  const { oneOf, noneOf, isNull, notNull, anyOf, allOf, withinDays } = conditions;
  const { onDate, before, after, between } = conditions;
  const noon = '2026-05-19T12:00:00+00:00';

  it.each<[string, string | number | null, unknown, boolean]>([
    ['eq', 'a', eq('a'), true],
    ['eq', 'A', eq('a'), false],
    ['eq of what reads as an operation', '> 8', eq('> 8'), true],
    ['eq of what reads as an operation', '9', eq('> 8'), false],
    ['eq of what reads as an operation', 'in', eq('in'), true],
    ['eq of what reads as an operation', null, eq('is null'), false],
    ['eq of what reads as an operation', 'Not  Null', eq('Not  Null'), true],
    ['eq of what reads as an operation', 'currentDate', eq('currentDate'), true],
    ['ne', 'a', ne('a'), false],
    ['gt', 9, gt(8), true],
    ['gt', 8, gt(8), false],
    ['gte', 8, gte(8), true],
    ['lt', 7, lt(8), true],
    ['lte', 9, lte(8), false],
    ['like', 'Web', like('wEB'), true],
    ['contains', 'a web b', contains('WEB'), true],
    ['notContains', 'a web b', notContains('WEB'), false],
    ['startsWith', 'web1', startsWith('web'), true],
    ['notStartsWith', 'web1', notStartsWith('web'), false],
    ['endsWith', 'web1', endsWith('1'), true],
    ['notEndsWith', 'web1', notEndsWith('1'), false],
    ['matches', 'web1', matches('^web[0-9]$'), true],
    ['notMatches', 'web1', notMatches('^web[0-9]$'), false],
    ['oneOf', 'b', oneOf(['a', 'b']), true],
    ['noneOf', 'b', noneOf(['a', 'b']), false],
    ['isNull', null, isNull(), true],
    ['notNull', null, notNull(), false],
    ['anyOf', 'web', anyOf(eq('a'), startsWith('w')), true],
    ['allOf', 12, allOf(gt(8), lt(10)), false],
    ['withinDays', noon, withinDays(2), true],
    ['withinDays', '2026-05-01T00:00:00+00:00', withinDays(2), false],
    ['onDate', noon, onDate('2026-05-19'), true],
    ['onDate', noon, onDate('05/18/2026'), false],
    ['before', noon, before(new Date('2026-05-19T12:00:01Z')), true],
    ['before', noon, before(new Date('2026-05-19T12:00:00Z')), false],
    ['after', noon, after('2026-05-19'), true],
    ['between', noon, between('2026-05-18', '2026-05-20'), true],
    ['a short form', 9, '> 8', true],
    ['a short form', 'a web b', '*WEB*', true],
    ['a short form', 'web', '!= web', false],
    ['a short form', 'web', '!^= web', false],
    ['a short form', null, ' is null ', true],
    ['a number', 8, 8, true],
    ['a truth', 1, true, true],
    ['a list', 'b', ['a', 'b'], true],
    ['null', null, null, true],
  ])('%s: %j against %j', (_name, value, test, expected) => {
    expect(passes(value, test)).toBe(expected);
  });

  it('orders, by rank when there are several', () => {
    const { ascending, descending } = conditions;
    const filter = wireFilter({ a: descending(2), b: ascending(1), c: ascending() });
    expect(parseFilter(filter).orderBy).toEqual([
      { path: ['b'], descending: false },
      { path: ['a'], descending: true },
      { path: ['c'], descending: false },
    ]);
  });

  it('that cannot be is refused', () => {
    expect(() => onDate('yesterday')).toThrow('mm/dd/yyyy');
    expect(() => before(new Date(Number.NaN))).toThrow('mm/dd/yyyy');
    expect(() => anyOf(oneOf(['a']))).toThrow('cannot be part');
  });
});

describe('a filter', () => {
  it('that is nothing is not sent', () => {
    expect([
      wireFilter(undefined),
      wireFilter(null),
      wireFilter({}),
      wireFilter({ a: undefined }),
    ]).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('that is written as it travels stays as it is, whatever it is', () => {
    const scalar = fc.oneof(fc.string(), fc.integer());
    const leaf = fc.record(
      {
        operation: scalar,
        options: fc.array(
          fc.record({ name: fc.string(), value: fc.array(scalar, { maxLength: 4 }) }),
          { maxLength: 4 },
        ),
      },
      { requiredKeys: ['operation'], noNullPrototype: true },
    );
    const name = fc.stringMatching(/^[a-n][a-z]{0,5}$/);
    const { tree } = fc.letrec((tie) => ({
      tree: fc.dictionary(name, fc.oneof({ maxDepth: 4 }, leaf, tie('tree')), {
        minKeys: 1,
        maxKeys: 4,
        noNullPrototype: true,
      }),
    }));
    fc.assert(
      fc.property(tree, (filter) => {
        expect(wireFilter(filter)).toEqual(filter);
        expect(wireFilter(JSON.parse(JSON.stringify(wireFilter(filter))))).toEqual(filter);
      }),
    );
  });

  it('finds the text that eq was given, whatever it is', () => {
    const text = fc.string({ minLength: 1 }).filter((each) => each.trim() === each);
    fc.assert(fc.property(text, (value) => passes(value, conditions.eq(value))));
  });
});
