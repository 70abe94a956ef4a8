import { describe, expect, it } from 'vitest';
import { queryFilter, queryFilterDate, queryFilterOrderBy } from './shorthand.js';

describe('queryFilter', () => {
  it.each<[string | number | boolean, string | number]>([
    [8, 8],
    ['8', 8],
    [' -3 ', -3],
    [true, 1],
    [false, 0],
    ['> 8', '> 8'],
    ['>8', '> 8'],
    ['<= 8', '<= 8'],
    ['<8', '< 8'],
    ['~ x', '~ x'],
    ['!~x', '!~ x'],
    ['*= x', '*= x'],
    ['^=x', '^= x'],
    ['$= x', '$= x'],
    ['_=x', '_= x'],
    ['*foo*', '*= foo'],
    ['*foo', '$= foo'],
    ['foo*', '^= foo'],
    [' dal05 ', '_= dal05'],
    ['!=x', '_= !=x'],
    ['99999999999999999999', '_= 99999999999999999999'],
  ])('%j -> %j', (query, operation) => {
    expect(queryFilter(query)).toEqual({ operation });
  });
});

describe('other short forms', () => {
  it('order', () => {
    expect(queryFilterOrderBy()).toEqual({
      operation: 'orderBy',
      options: [{ name: 'sort', value: ['ASC'] }],
    });
  });

  it('dates', () => {
    expect(queryFilterDate('2026-11-05', '2026-12-25')).toEqual({
      operation: 'betweenDate',
      options: [
        { name: 'startDate', value: ['11/5/2026 0:0:0'] },
        { name: 'endDate', value: ['12/25/2026 0:0:0'] },
      ],
    });
    expect(() => queryFilterDate('yesterday', '2026-12-25')).toThrow('YYYY-MM-DD: yesterday');
  });
});
