import { expect, it } from 'vitest';
import { mergeFilters } from './merge-filters.js';

it('joins filters at every level; an operation of the second one wins', () => {
  const first = {
    hardware: { hostname: { operation: 'a' }, datacenter: { name: { operation: 'dal05' } } },
    other: { operation: 1 },
  };
  const second = {
    hardware: { hostname: { operation: 'b' }, datacenter: { id: { operation: 5 } } },
  };
  expect(mergeFilters(first, second)).toEqual({
    hardware: {
      hostname: { operation: 'b' },
      datacenter: { name: { operation: 'dal05' }, id: { operation: 5 } },
    },
    other: { operation: 1 },
  });
  expect(first.hardware.hostname).toEqual({ operation: 'a' });
  expect(mergeFilters(undefined, second)).toEqual(second);
  expect(mergeFilters({ hardware: 'short form' }, second)).toEqual(second);
});
