import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capacity, job, limit } from './capacity.test.helper.js';
import { planDemand } from './plan-demand.js';

const machines = [
  { machineType: 'a', vcpuCount: 4, memoryGb: 8, price: 1 },
  { machineType: 'b', vcpuCount: 8, memoryGb: 8, price: 1.7 },
  { machineType: 'c', vcpuCount: 8, memoryGb: 64, price: 2.3 },
  { machineType: 'd', vcpuCount: 2, memoryGb: 4, price: 0.6 },
];

type Slot = readonly [ncpus: number, memgb: number];

/** The least cost of holding the slots, by trying to put each on every node there is or on a new one. */
function leastCost(slots: readonly Slot[]): number {
  let least = Number.POSITIVE_INFINITY;
  const put = (at: number, nodes: readonly (readonly [number, number])[], cost: number): void => {
    if (cost >= least) return;
    const slot = slots[at];
    if (!slot) {
      least = cost;
      return;
    }
    const [cpus, gb] = slot;
    nodes.forEach(([freeCpus, freeGb], i) => {
      if (freeCpus < cpus || freeGb < gb) return;
      put(at + 1, nodes.with(i, [freeCpus - cpus, freeGb - gb]), cost);
    });
    for (const { vcpuCount, memoryGb, price } of machines) {
      if (vcpuCount < cpus || memoryGb < gb) continue;
      put(at + 1, [...nodes, [vcpuCount - cpus, memoryGb - gb]], cost + price);
    }
  };
  put(0, [], 0);
  return least;
}

describe('the cheapest policy', () => {
  it('pays the optimum for small demands', () => {
    const slot = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }));
    fc.assert(
      fc.property(fc.array(slot, { minLength: 1, maxLength: 5 }), (slots) => {
        const jobs = slots.map(([ncpus, memgb], at) => job(`j${at}`, { ncpus, memgb }));
        const plan = planDemand(capacity(machines), jobs, { policy: 'cheapest' });
        expect(plan.unplaced).toEqual([]);
        expect(plan.cost.hourly).toBeCloseTo(leastCost(slots), 6);
      }),
      { numRuns: 60 },
    );
  }, 60_000);

  it('takes the next best where a limit ends the best', () => {
    const jobs = [job('x', { ncpus: 1 }, { iterations: 400 })];
    const made = (max: number) =>
      planDemand(
        capacity(
          [
            { machineType: 'good', vcpuCount: 8, price: 1, available: max },
            { machineType: 'poor', vcpuCount: 4, price: 1, available: 1000 },
          ],
          [limit('cores', 'cores', 400)],
        ),
        jobs,
        { policy: 'cheapest' },
      ).groups.map(({ machineType, count }) => [machineType, count]);
    expect(made(1000)).toEqual([['good', 50]]);
    expect(made(30)).toEqual([
      ['good', 30],
      ['poor', 40],
    ]);
  });
});
