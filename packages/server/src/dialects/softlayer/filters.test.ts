import { filterMatcher, objectRead } from '@pileus/sdk/softlayer/filter';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { matches } from '../../store/matches.js';
import { and } from '../../store/predicate.js';
import { type FilterColumns, filterOf, splitFilter } from './filters.js';

type Field = 'vcpus' | 'hostname' | 'publicIp';

const columns: FilterColumns<Field> = {
  maxCpu: { field: 'vcpus', kind: 'number' },
  hostname: { field: 'hostname', kind: 'text' },
  primaryIpAddress: { field: 'publicIp', kind: 'text', nullable: true },
};

/** Few values, so that filters hit them; some read as numbers or dates, which compare as such. */
const texts = [
  'web1',
  'WEB1',
  'db',
  '7',
  '07',
  '2014-01-01',
  '01/01/2014',
  'true',
  'a%_b',
  '10.0.0.1',
];
const operators = [
  '',
  '= ',
  '!= ',
  '> ',
  '>= ',
  '< ',
  '<= ',
  '_= ',
  '^= ',
  '!^= ',
  '$= ',
  '*= ',
  '!*= ',
  '~ ',
];

const operand = fc.constantFrom(...texts, '1', '2', '16', '1.5', 'sysdate - 1');
const simple = fc.oneof(
  fc.tuple(fc.constantFrom(...operators), operand).map(([operator, value]) => operator + value),
  fc.constantFrom('is null', 'not null', 'nonsense ^= x', '>'),
);
const operation = fc.oneof(
  simple.map((text) => ({ operation: text })),
  fc.integer({ min: 0, max: 20 }).map((number) => ({ operation: number })),
  fc
    .tuple(fc.constantFrom('in', 'not in'), fc.array(operand, { minLength: 1, maxLength: 3 }))
    .map(([word, value]) => ({ operation: word, options: [{ name: 'data', value }] })),
  fc
    .tuple(fc.constantFrom('and', 'or'), fc.array(simple, { minLength: 1, maxLength: 3 }))
    .map(([word, value]) => ({ operation: word, options: [{ name: 'data', value }] })),
);
const filters = fc.record(
  { maxCpu: operation, hostname: operation, primaryIpAddress: operation, notes: operation },
  { requiredKeys: [] },
);
const machines = fc.record({
  maxCpu: fc.constantFrom(1, 2, 7, 16),
  hostname: fc.constantFrom(...texts),
  primaryIpAddress: fc.option(fc.constantFrom('10.0.0.1', '10.0.0.2', 'web1')),
  notes: fc.option(fc.constantFrom(...texts)),
});

it('means the same whether the store or the filter language decides', () => {
  let pushedSome = 0;
  fc.assert(
    fc.property(filters, machines, (sent, machine) => {
      const whole = filterOf(sent);
      const { pushed, residual } = splitFilter(whole, columns);
      pushedSome += pushed.length;
      const read = objectRead(machine);
      const row = {
        vcpus: machine.maxCpu,
        hostname: machine.hostname,
        publicIp: machine.primaryIpAddress,
      };
      const split = matches(and(...pushed), row) && filterMatcher(residual, 0)(read);
      expect(split).toBe(filterMatcher(whole, 0)(read));
    }),
    { numRuns: 3000 },
  );
  expect(pushedSome).toBeGreaterThan(1000);
});

it('asks the store for an order only where both order alike', () => {
  const order = (property: string) =>
    splitFilter(filterOf({ [property]: { operation: 'orderBy', options: [] } }), columns).orderBy;
  expect(order('maxCpu')).toEqual([{ column: 'vcpus', descending: false }]);
  for (const property of ['hostname', 'primaryIpAddress', 'notes']) {
    expect(order(property)).toBeUndefined();
  }
});
