import { expect, it } from 'vitest';
import { count, decimal, dollars, nodes, price } from './quantity.js';

it('writes numbers as people read them', () => {
  expect([0, 999, 1000, 12_345.6, 1_000_000].map(count)).toEqual([
    ...['0', '999', '1,000', '12,346', '1,000,000'],
  ]);
  expect(decimal(327.83)).toBe('327.8');
  expect(decimal(64)).toBe('64');
  expect(nodes(1)).toBe('1 node');
  expect(nodes(1000)).toBe('1,000 nodes');
});

it.each([
  [0, '$0.00', '$0.00'],
  [0.0416, '$0.04', '$0.0416'],
  [3.168, '$3.17', '$3.168'],
  [1353, '$1,353.00', '$1,353.00'],
])('writes %d dollars as the amount %s and the price %s', (value, amount, rate) => {
  expect(dollars(value)).toBe(amount);
  expect(price(value)).toBe(rate);
});
