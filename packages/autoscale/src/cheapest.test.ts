import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExistingNode } from './capacity.js';
import { capacity, job, limit, node } from './capacity.test.helper.js';
import type { Job } from './job.js';
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
  it('pays the optimum for small demands, whatever could be started again', () => {
    const slot = fc.tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 20 }));
    const slots = fc.array(slot, { minLength: 1, maxLength: 5 });
    const away = fc.array(fc.record({ at: fc.nat(3), grouped: fc.boolean() }), { maxLength: 3 });
    fc.assert(
      fc.property(slots, away, (wanted, stopped) => {
        const nodes = stopped.map(({ at, grouped }, i) =>
          node(`htc-${i + 1}`, {
            bucket: `htc/${machines[at]!.machineType}`,
            phase: 'deallocated',
            ...(grouped && { placementGroup: 'pgx' }),
          }),
        );
        const jobs = wanted.map(([ncpus, memgb], at) => job(`j${at}`, { ncpus, memgb }));
        const plan = planDemand(capacity(machines, [], nodes), jobs, { policy: 'cheapest' });
        expect(plan.unplaced).toEqual([]);
        expect(plan.cost.hourly).toBeCloseTo(leastCost(wanted), 6);
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

  describe('where nodes can be started again', () => {
    const sizes = [
      { machineType: 'one', vcpuCount: 1, price: 0.06, available: 1000 },
      { machineType: 'many', vcpuCount: 64, price: 1.92 },
    ];
    const away = (name: string, machineType: string, more: Partial<ExistingNode> = {}) =>
      node(name, { bucket: `htc/${machineType}`, phase: 'deallocated', ...more });
    const made = (jobs: readonly Job[], nodes: readonly ExistingNode[], short = {}) => {
      const buckets = sizes.map((size) => ({ ...size, ...(size.vcpuCount === 64 && short) }));
      const plan = planDemand(capacity(buckets, [], nodes), jobs, { policy: 'cheapest' });
      expect(plan.unplaced).toEqual([]);
      const groups = plan.groups.map(({ machineType, count, start }) => [
        machineType,
        count,
        start ? 'started' : 'made',
      ]);
      return { groups, hourly: plan.cost.hourly };
    };
    const many = Array.from({ length: 640 }, (_, at) => job(`j${at}`, { ncpus: 1 }));

    it.each([undefined, 'pgx'])('pays as little as without them, in group %s', (placementGroup) => {
      const more = placementGroup === undefined ? {} : { placementGroup };
      const { groups, hourly } = made(many, [away('htc-1', 'one', more)]);
      expect(groups).toEqual([['many', 10, 'made']]);
      expect(hourly).toBeCloseTo(19.2, 6);
    });

    it('starts them before it makes others of their kind', () => {
      const nodes = [away('htc-7', 'many'), away('htc-8', 'many')];
      expect(made(many, nodes).groups).toEqual([
        ['many', 2, 'started'],
        ['many', 8, 'made'],
      ]);
    });

    it('has no more of them than there are, where none can be made', () => {
      const nodes = [away('htc-7', 'many'), away('htc-8', 'many', { placementGroup: 'pgx' })];
      const { groups } = made(many, nodes, { lastCapacityFailure: 1 });
      expect(groups.toSorted()).toEqual([
        ['many', 1, 'started'],
        ['many', 1, 'started'],
        ['one', 512, 'made'],
      ]);
    });

    it('makes one where a job may not be on those that there are', () => {
      const jobs = [job('a', { ncpus: 64, 'node.state': 'Off' })];
      const { groups } = made(jobs, [away('htc-7', 'many', { state: 'Deallocated' })]);
      expect(groups).toEqual([['many', 1, 'made']]);
    });

    it.each<Partial<ExistingNode>>([{ available: { ncpus: 0 } }, { closed: true }])(
      'leaves off one with no room: %j',
      (none) => {
        const { groups } = made([job('a', { ncpus: 64 })], [away('htc-7', 'many', none)]);
        expect(groups).toEqual([['many', 1, 'made']]);
      },
    );

    it('buys more where one has less room than a new one', () => {
      const less = away('htc-7', 'many', { available: { ncpus: 40 } });
      const jobs = many.slice(0, 64).map(({ name }) => job(name, { ncpus: 1 }));
      const { groups } = made(jobs, [less]);
      expect(groups).toEqual([
        ['many', 1, 'started'],
        ['one', 24, 'made'],
      ]);
    });
  });
});

it('a large demand of jobs that each fill a node is planned, not searched until the stack is full', () => {
  const cloud = capacity([{ vcpuCount: 4, price: 1, available: 20_000 }]);
  const jobs = [job('large', { ncpus: 4 }, { iterations: 15_000 })];
  const { groups } = planDemand(cloud, jobs, { policy: 'cheapest' });
  expect(groups.reduce((sum, { count }) => sum + count, 0)).toBe(15_000);
});
