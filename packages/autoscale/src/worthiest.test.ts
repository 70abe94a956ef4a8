import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Market } from './market.js';
import { worthiest } from './worthiest.js';

const market = (
  size: readonly number[],
  slots: readonly (readonly number[])[],
  worth: readonly number[],
): Market =>
  ({
    sizes: [Float64Array.from(size)],
    slots: slots.map((slot) => Float64Array.from(slot)),
    worth,
  }) as unknown as Market;

const value = (pattern: readonly number[], worth: readonly number[]) =>
  pattern.reduce((sum, slots, shape) => sum + slots * worth[shape]!, 0);

/** By trying all fillings. */
function most(
  room: readonly number[],
  slots: readonly (readonly number[])[],
  worth: readonly number[],
) {
  const [slot, ...others] = slots;
  if (!slot) return 0;
  let best = 0;
  for (let count = 0; ; count++) {
    const left = room.map((free, r) => free - slot[r]! * count);
    if (left.some((free) => free < 0)) return best;
    best = Math.max(best, count * worth[0]! + most(left, others, worth.slice(1)));
  }
}

it('fills a node as no other filling is worth more', () => {
  const slot = fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 9 }));
  const shape = fc.record({ slot, worth: fc.integer({ min: 1, max: 20 }) });
  const size = fc.tuple(fc.integer({ min: 5, max: 12 }), fc.integer({ min: 9, max: 30 }));
  fc.assert(
    fc.property(size, fc.array(shape, { minLength: 1, maxLength: 4 }), (room, shapes) => {
      const slots = shapes.map((each) => each.slot);
      const worth = shapes.map((each) => each.worth);
      const pattern = worthiest(market(room, slots, worth), [...shapes.keys()], 0)!;
      const taken = room.map((_, r) =>
        pattern.reduce((sum, count, s) => sum + count * slots[s]![r]!, 0),
      );
      expect(taken.every((amount, r) => amount <= room[r]!)).toBe(true);
      expect(value(pattern, worth)).toBe(most(room, slots, worth));
    }),
  );
});

it('never overfills where amounts are no whole numbers, and leaves three resources to others', () => {
  const slots = [
    [1, 3.7],
    [2, 1.1],
  ];
  const pattern = worthiest(market([16, 62.5], slots, [2, 3]), [0, 1], 0)!;
  const memory = pattern[0]! * 3.7 + pattern[1]! * 1.1;
  expect(memory).toBeLessThanOrEqual(62.5);
  // No core is worth more than 2, and 16 of the first shape leave memory over.
  expect(value(pattern, [2, 3])).toBe(32);
  const three = market(
    [4, 4, 4],
    [
      [1, 1, 1],
      [2, 1, 1],
    ],
    [1, 1],
  );
  expect(worthiest(three, [0, 1], 0)).toBeUndefined();
});
