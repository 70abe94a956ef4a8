import fc from 'fast-check';
import { expect, it } from 'vitest';
import { EndTimes } from './end-times.js';

it('gives things back by their ends, equal ones in the order in which they came', () => {
  const step = fc.oneof(
    fc.record({ add: fc.nat(20) }),
    fc.record({ until: fc.nat(20) }),
    fc.record({ remove: fc.nat(10) }),
  );
  fc.assert(
    fc.property(fc.array(step), (steps) => {
      const ends = new EndTimes<number>();
      let model: { item: number; end: number }[] = [];
      steps.forEach((each, item) => {
        if ('add' in each) {
          ends.add(item, each.add);
          model.push({ item, end: each.add });
          model.sort((a, b) => a.end - b.end || a.item - b.item);
        } else if ('until' in each) {
          const due = model.filter(({ end }) => end <= each.until);
          for (const { item: next } of due) expect(ends.take(each.until)).toBe(next);
          expect(ends.take(each.until)).toBeUndefined();
          model = model.filter((one) => !due.includes(one));
        } else if (model[each.remove]) {
          const { item: gone, end } = model[each.remove]!;
          ends.remove(gone, end);
          model.splice(each.remove, 1);
        }
        expect(ends.next).toBe(model[0]?.end);
      });
    }),
  );
});
