import { expect, it } from 'vitest';
import { decimalText } from './scalars.js';

it.each([
  [0.056, '.056'],
  [29, '29'],
  [0, '0'],
  [-0, '0'],
  [-0.5, '-.5'],
  [1.5, '1.5'],
  [0.1 + 0.2, '.3'],
  [1e-7, '.0000001'],
])('writes %d as %s', (value, text) => {
  expect(decimalText(value)).toBe(text);
});

it('refuses what is no decimal', () => {
  expect(() => decimalText(Number.NaN)).toThrow(RangeError);
});
