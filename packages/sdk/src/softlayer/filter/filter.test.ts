import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { filterMatcher } from './match.js';
import { filterBelow, parseFilter } from './parse.js';
import { objectRead } from './read.js';
import { sortByFilter } from './sort.js';

const NOW = Date.UTC(2026, 10, 25, 12);

const guests = [
  {
    id: 100,
    hostname: 'Web01',
    notes: null,
    maxCpu: 4,
    fee: '.056',
    hourlyBillingFlag: true,
    createDate: '2026-11-25T06:00:00+01:00',
    datacenter: { name: 'dal05' },
    tagReferences: [{ tag: { name: 'dev' } }, { tag: { name: 'green' } }],
  },
  {
    id: 101,
    hostname: 'db.web',
    notes: 'An ISCSI host',
    maxCpu: 16,
    fee: '29',
    hourlyBillingFlag: false,
    createDate: '2026-11-20T23:30:00-06:00',
    datacenter: { name: 'tor01' },
    networkFirewall: { id: 9 },
    tagReferences: [],
  },
  {
    id: 102,
    hostname: 'WEB01',
    notes: 'last',
    maxCpu: 8,
    fee: '0',
    hourlyBillingFlag: true,
    createDate: '2025-01-01T00:00:00+00:00',
    datacenter: { name: 'DAL05' },
    tagReferences: [{ tag: { name: 'Dev' } }],
  },
];

function ids(filter: unknown): number[] {
  const matches = filterMatcher(parseFilter(filter), NOW);
  return guests.filter((guest) => matches(objectRead(guest))).map(({ id }) => id);
}

const op = (operation: unknown, options?: unknown) => ({ operation, options });
const data = (...value: unknown[]) => [{ name: 'data', value }];
const date = (value: string) => [{ name: 'date', value: [value] }];

describe('operators', () => {
  it.each<[string, unknown, number[]]>([
    ['equals, case-sensitive', { hostname: op('Web01') }, [100]],
    ['a number', { maxCpu: op(16) }, [101]],
    ['a number as text', { maxCpu: op('16.0') }, [101]],
    ['!=', { hostname: op('!= Web01') }, [101, 102]],
    ['!= without a blank', { hostname: op('!=Web01') }, [101, 102]],
    ['>', { maxCpu: op('> 8') }, [101]],
    ['>=, numbers not text', { maxCpu: op('>=8') }, [101, 102]],
    ['<', { maxCpu: op('< 8') }, [100]],
    ['<=', { maxCpu: op('<= 8') }, [100, 102]],
    ['> on a decimal in text', { fee: op('> 0.05') }, [100, 101]],
    ['^=', { hostname: op('^= web') }, [100, 102]],
    ['!^=', { hostname: op('!^= web') }, [101]],
    ['$=', { hostname: op('$= WEB') }, [101]],
    ['!$=', { hostname: op('!$= web') }, [100, 102]],
    ['*=', { notes: op('*= iscsi') }, [101]],
    ['!*= passes no absent value', { notes: op('!*= iscsi') }, [102]],
    ['_=', { datacenter: { name: op('_= DAL05') } }, [100, 102]],
    ['~', { notes: op('~ ISCSI') }, [101]],
    ['~ as pattern', { hostname: op('~ ^[wW]e?b0[0-9]$') }, [100]],
    ['!~', { notes: op('!~ ISCSI') }, [102]],
    ['is null', { notes: op('is null') }, [100]],
    ['not null', { notes: op('not null') }, [101, 102]],
    ['not null on a relation', { networkFirewall: op('not null') }, [101]],
    ['is null on a relation', { networkFirewall: op('is null') }, [100, 102]],
    ['is null on an empty list', { tagReferences: op('is null') }, [101]],
    ['in', { datacenter: { name: op('in', data('tor01', 'dal05')) } }, [100, 101]],
    ['in with numbers', { id: op('in', data(101, '102')) }, [101, 102]],
    ['not in', { datacenter: { name: op('not in', data('tor01')) } }, [100, 102]],
    ['in with a scalar value', { id: op('in', [{ name: 'data', value: 101 }]) }, [101]],
    ['or', { datacenter: { name: op('or', data('^= tor', 'dal05')) } }, [100, 101]],
    ['and', { maxCpu: op('and', data('> 4', '< 16')) }, [102]],
    ['a boolean as 1', { hourlyBillingFlag: op(1) }, [100, 102]],
    ['a boolean as text', { hourlyBillingFlag: op('false') }, [101]],
    ['a boolean', { hourlyBillingFlag: op(true) }, [100, 102]],
    ['any element', { tagReferences: { tag: { name: op('in', data('dev')) } } }, [100]],
    ['isDate', { createDate: op('isDate', date('11/25/2026')) }, [100]],
    ['isDate at midnight', { createDate: op('isDate', date('11/21/2026 0:0:0')) }, [101]],
    ['isDate at a time', { createDate: op('isDate', date('11/25/2026 5:0:1')) }, []],
    ['lessThanDate', { createDate: op('lessThanDate', date('01/02/2025')) }, [102]],
    [
      'greaterThanDate, ISO',
      { createDate: op('greaterThanDate', date('2026-11-21T05:30:00.000000+00:00')) },
      [100],
    ],
    [
      'betweenDate',
      {
        createDate: op('betweenDate', [
          { name: 'startDate', value: ['11/21/2026 0:0:0'] },
          { name: 'endDate', value: ['11/22/2026 0:0:0'] },
        ]),
      },
      [101],
    ],
    ['currentDate', { createDate: op('>= currentDate - 2') }, [100]],
    ['sysdate', { createDate: op('> sysdate - 30') }, [100, 101]],
    ['several leaves', { maxCpu: op('> 4'), hostname: op('_= web01') }, [102]],
    ['nothing', {}, [100, 101, 102]],
  ])('%s', (_, filter, expected) => {
    expect(ids(filter)).toEqual(expected);
  });
});

describe('what is malformed', () => {
  it.each<unknown>([
    null,
    'text',
    7,
    [],
    { hostname: 'Web01' },
    { hostname: op('>') },
    { hostname: op('^= ') },
    { hostname: op('in') },
    { hostname: op('in', data()) },
    { hostname: op('or', data('in')) },
    { hostname: op(null) },
    { hostname: op([]) },
    { createDate: op('isDate', date('13/40/2026')) },
    { createDate: op('betweenDate', date('11/25/2026')) },
    { hostname: op('orderBy', [{ name: 'sort', value: ['SIDEWAYS'] }]) },
  ])('%j has no effect and is listed', (filter) => {
    expect(ids(filter)).toEqual([100, 101, 102]);
    expect(parseFilter(filter).ignored).toHaveLength(1);
  });

  it('may be anything', () => {
    const leaf = fc.record({ operation: fc.anything(), options: fc.anything() });
    fc.assert(
      fc.property(fc.oneof(fc.anything(), fc.dictionary(fc.string(), leaf)), (filter) => {
        filterMatcher(parseFilter(filter), NOW)(objectRead(guests[0]!));
      }),
    );
  });

  it('may be bottomless', () => {
    let filter: object = op('x');
    for (let i = 0; i < 5_000; i++) filter = { a: filter };
    expect(parseFilter(filter).ignored[0]?.reason).toBe('more than 32 levels');
  });
});

describe('paths', () => {
  it('below the root count, the others do not', () => {
    const filter = filterBelow(
      parseFilter({
        virtualGuests: { id: op('orderBy'), datacenter: { name: op('_= dal05') } },
        hostname: op('x'),
        virtualGuest: { id: op(1) },
      }),
      'virtualGuests',
    );
    expect(filter.conditions.map(({ path }) => path)).toEqual([['datacenter', 'name']]);
    expect(filter.orderBy).toEqual([{ path: ['id'], descending: false }]);
  });

  it('that the type does not know have no effect', () => {
    const matches = filterMatcher(parseFilter({ nope: op('is null'), id: op(1) }), NOW);
    expect(matches(([name]) => (name === 'id' ? 1 : undefined))).toBe(true);
    expect(matches(([name]) => (name === 'id' ? 2 : undefined))).toBe(false);
  });

  it('may contain a property called operation', () => {
    expect(parseFilter({ rules: { operation: op('x') } }).conditions[0]?.path).toEqual([
      'rules',
      'operation',
    ]);
  });
});

describe('orderBy', () => {
  const sorted = (filter: unknown): number[] =>
    sortByFilter(guests, parseFilter(filter).orderBy, objectRead).map(({ id }) => id);
  const by = (sort: string, sortOrder?: number) =>
    op('orderBy', [
      { name: 'sort', value: [sort] },
      ...(sortOrder === undefined ? [] : [{ name: 'sortOrder', value: [sortOrder] }]),
    ]);

  it.each<[unknown, number[]]>([
    [{}, [100, 101, 102]],
    [{ id: by('DESC') }, [102, 101, 100]],
    [{ id: op('orderBy') }, [100, 101, 102]],
    [{ maxCpu: by('ASC') }, [100, 102, 101]],
    [{ createDate: by('ASC') }, [102, 101, 100]],
    [{ notes: by('ASC') }, [100, 101, 102]],
    [{ hostname: by('ASC'), id: by('DESC') }, [101, 102, 100]],
    [{ id: by('DESC', 2), hostname: by('DESC', 1) }, [102, 100, 101]],
    [{ tagReferences: { tag: { name: by('DESC') } } }, [100, 102, 101]],
  ])('%j', (filter, expected) => {
    expect(sorted(filter)).toEqual(expected);
  });
});
