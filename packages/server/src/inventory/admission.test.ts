import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { admit, capacity, explainLimit, type Limit, room } from './admission.js';

const cores = (max: number, used: number, each: number): Limit => ({
  name: 'quota',
  maxNodes: null,
  maxCores: max,
  used: { nodes: 0, cores: used },
  coresEach: each,
});

describe('the arithmetic of limits', () => {
  it('follows the documented example: 100 cores, 45 in use, 4 each leave 13', () => {
    expect(room(cores(100, 45, 4))).toBe(13);
    expect(capacity(cores(100, 45, 4))).toBe(25);
  });

  it('treats use beyond the limit as full', () => {
    expect(room(cores(100, 130, 4))).toBe(0);
  });

  it('lets the lower of a machine and a core limit win', () => {
    const limit = { ...cores(100, 0, 4), maxNodes: 10, used: { nodes: 8, cores: 32 } };
    expect(room(limit)).toBe(2);
    expect(capacity(limit)).toBe(10);
  });

  it('grants everything when nothing limits', () => {
    expect(admit([], 5)).toEqual({ granted: 5 });
  });

  it('names the tightest limit', () => {
    const wide = { ...cores(400, 0, 4), name: 'array "execute"' };
    const tight = { ...cores(40, 12, 4), name: 'quota of family FSv2' };
    expect(admit([wide, tight], 20)).toEqual({ granted: 7, boundBy: tight });
    expect(explainLimit(tight)).toBe(
      'limited by the quota of family FSv2 (12 of 40 cores in use, 4 cores each)',
    );
  });

  it('never grants beyond any limit, and never less than the tightest allows', () => {
    const limit = fc.record({
      maxNodes: fc.option(fc.nat(50)),
      maxCores: fc.option(fc.nat(500)),
      used: fc.record({ nodes: fc.nat(60), cores: fc.nat(600) }),
      coresEach: fc.integer({ min: 1, max: 64 }),
    });
    fc.assert(
      fc.property(fc.array(limit, { maxLength: 5 }), fc.nat(100), (facts, wanted) => {
        const limits = facts.map((each, i): Limit => ({ ...each, name: `limit ${i}` }));
        const { granted, boundBy } = admit(limits, wanted);
        const fits = (count: number) =>
          limits.every(
            ({ maxNodes, maxCores, used, coresEach }) =>
              count === 0 ||
              ((maxNodes === null || used.nodes + count <= maxNodes) &&
                (maxCores === null || used.cores + count * coresEach <= maxCores)),
          );
        expect(fits(granted)).toBe(true);
        expect(granted === wanted || !fits(granted + 1)).toBe(true);
        expect(boundBy === undefined).toBe(granted === wanted);
      }),
    );
  });
});
