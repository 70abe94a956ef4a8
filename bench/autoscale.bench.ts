import { type Capacity, type CustomConstraint, type Job, Planner } from '@pileus/autoscale';
import { cloud, jobs, random, shaped } from './autoscale-demand.js';
import {
  cheapestInteger,
  leastCost,
  leastCostOfWholeSlots,
  type Market,
} from './linear-program.js';
import { median, type Row, remark } from './measure.js';

export const name = 'Autoscaler: plans';

const rounds = 3;

export async function run(): Promise<Row[]> {
  const rows = [...small(), ...offerings(), ...kinds(), ...growth('of 1,000 shapes', () => 1000)];
  rows.push(...growth('each of its own shape', (count) => count), ...warm());
  return [...rows, ...(await costs())];
}

/** Milliseconds of the processor: what else runs on the machine does not count. */
function cpuTime(work: () => unknown): number {
  globalThis.gc?.();
  const before = process.cpuUsage();
  work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1000;
}

const timed = (work: () => unknown): number => {
  work();
  return median(Array.from({ length: rounds }, () => cpuTime(work)));
};

const atMost = (what: string, unit: string, ours: number, limit: number): Row => ({
  what,
  unit,
  ours,
  theirs: limit,
  against: 'the limit',
  ratio: ours / limit,
  target: `<= ${limit} ${unit}`,
  reached: ours <= limit,
});

const compared = (
  what: string,
  unit: string,
  ours: number,
  theirs: number,
  against: string,
  most: number,
): Row => {
  const ratio = ours / theirs;
  return {
    what,
    unit,
    ours,
    theirs,
    against,
    ratio,
    target: `<= ${most}x`,
    reached: ratio <= most,
  };
};

function small(): Row[] {
  const capacity = cloud(5);
  const queue = [
    ...jobs(10_000, () => ({ constraints: { ncpus: 1 } })),
    ...jobs(1000, () => ({ constraints: { ncpus: 4 }, nodeCount: 8, colocated: true })).map(
      (job) => ({ ...job, name: `mpi-${job.name}` }),
    ),
  ];
  const ms = timed(() => new Planner(capacity).plan(queue));
  return [
    atMost('10,000 single-core jobs and 1,000 of 8 colocated nodes, 5 buckets', 'ms', ms, 1000),
  ];
}

function offerings(): Row[] {
  const capacity = cloud(400);
  const queue = jobs(10_000, shaped(100));
  return (['ordered', 'cheapest', 'smallest-fit', 'fastest-start'] as const).map((policy) =>
    atMost(
      `10,000 jobs over 400 offerings, ${policy}`,
      'ms',
      timed(() => new Planner(capacity, { policy }).plan(queue)),
      2000,
    ),
  );
}

/** Constraints of every kind beside jobs that only want cores. */
function kinds(): Row[] {
  const capacity = { ...cloud(50, 1000), shared: { licence: 1e6 } };
  const of = (more: (i: number) => Record<string, unknown>) =>
    jobs(10_000, (i) => ({ constraints: { ncpus: 1 + (i % 4), ...more(i) } }));
  const customConstraints: Record<string, CustomConstraint> = {
    'not-of-type': {
      test: (value, { property }) => property('vm_size') !== value || 'this type is not wanted',
    },
  };
  const measure = (queue: Job[]) =>
    timed(() => new Planner(capacity, { customConstraints }).plan(queue));
  const plain = measure(of(() => ({})));
  const others: Record<string, (i: number) => Record<string, unknown>> = {
    'text and choices': (i) => ({ colour: i % 2 ? ['red', 'blue'] : ['blue', 'red'] }),
    'node property': () => ({ 'node.vm_size': 'type1*' }),
    'node name': (i) => ({ 'node.name': `array0-${1 + (i % 1000)}` }),
    or: () => ({ or: [{ memgb: 3 }, { colour: 'red' }] }),
    xor: () => ({ xor: [{ colour: 'red' }, { 'node.spot': true }] }),
    not: () => ({ not: { colour: 'red' } }),
    'not in a group': () => ({ 'node.colocated': false }),
    'in a group': () => ({ 'in-a-placement-group': true }),
    'shared pool': () => ({ licence: 1 }),
    'capacity back-off': () => ({ 'capacity-failure-backoff': 300 }),
    exclusive: () => ({ exclusive: true }),
    'exclusive-task': () => ({ 'exclusive-task': true }),
    and: () => ({ and: [{ colour: 'red' }, { memgb: 2 }] }),
    never: () => ({ or: [{ never: 'not here' }, { memgb: 2 }] }),
    'a shared consumable': () => ({
      'shared-consumable-constraint': {
        ...{ source: 'flexlm', 'resource-name': 'matlab' },
        ...{ 'initial-value': 1e6, 'current-value': 1e6, requested: 1 },
      },
    }),
    'a shared value': () => ({
      'shared-non-consumable-constraint': {
        ...{ 'resource-name': 'release', 'current-value': '9.2', target: '9.2' },
      },
    }),
    'an alias': () => ({
      'read-only-alias-constraint': { alias: 'memory', 'resource-name': 'memgb' },
    }),
    'a test of its own': () => ({ 'not-of-type': 'type3' }),
  };
  return Object.entries(others).map(([what, more]) =>
    compared(`10,000 jobs with ${what}`, 'ms', measure(of(more)), plain, 'cores only', 2),
  );
}

function growth(what: string, shapes: (count: number) => number): Row[] {
  const perJob = (count: number) => {
    const capacity = cloud(50, count / 10);
    const queue = jobs(count, shaped(shapes(count)));
    const plan = () => new Planner(capacity).plan(queue);
    const us = count < 1e6 ? timed(plan) : cpuTime(plan);
    const used = () => {
      globalThis.gc?.();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const before = used();
    const planner = plan();
    const bytes = used() - before;
    return { us: (us * 1000) / count, bytes: bytes / planner.jobs.length };
  };
  const few = perJob(10_000);
  const many = perJob(1_000_000);
  const against = '10,000 jobs';
  return [
    compared(
      `1,000,000 jobs ${what}, 100,000 nodes: time`,
      'us/job',
      many.us,
      few.us,
      against,
      1.5,
    ),
    compared(
      `1,000,000 jobs ${what}, 100,000 nodes: memory`,
      'B/job',
      many.bytes,
      few.bytes,
      against,
      1.5,
    ),
  ];
}

function warm(): Row[] {
  const capacity = cloud(50, 10_000);
  const queue = jobs(100_000, shaped(1000));
  const cold = timed(() => new Planner(capacity).plan(queue));
  const planner = new Planner(capacity).plan(queue);
  const put = (i: number) => ({ put: [{ name: `job-${i}`, constraints: { ncpus: 3, memgb: 2 } }] });
  planner.update(put(0));
  const ms = median(
    Array.from({ length: 9 }, (_, i) => cpuTime(() => planner.update(put(i * 11_111 + 7)))),
  );
  return [
    compared('a plan of 100,000 jobs after one changed', 'ms', ms, cold, 'from the start', 1 / 20),
  ];
}

const hourly = (capacity: Capacity, queue: readonly Job[]): number => {
  const { floor, pieces } = new Planner(capacity, { policy: 'cheapest' }).plan(queue);
  if (pieces.missing.some((missing) => missing > 0)) throw new Error('A job found no room.');
  return floor.bucketOf.reduce(
    (sum, bucket, node) => sum + (floor.isPlanned(node) ? floor.buckets[bucket]!.price! : 0),
    0,
  );
};

async function costs(): Promise<Row[]> {
  const capacity = cloud(12, 0, 100_000);
  const kindsOf = (shapes: readonly { ncpus: number; memgb: number }[], count: number) => ({
    queue: jobs(count, (i) => ({ constraints: shapes[i % shapes.length]! })),
    market: marketOf(capacity, shapes, count),
  });
  const large = {
    'one shape': [{ ncpus: 1, memgb: 1 }],
    'two shapes': [
      { ncpus: 2, memgb: 1 },
      { ncpus: 1, memgb: 9 },
    ],
    'six shapes': [1, 2, 3, 1, 2, 4].map((ncpus, i) => ({ ncpus, memgb: [1, 9, 2, 14, 5, 3][i]! })),
  };
  const rows: Row[] = [];
  for (const [what, shapes] of Object.entries(large)) {
    const { queue, market } = kindsOf(shapes, 6000);
    const least = await leastCost(market);
    rows.push(
      compared(
        `cheapest, 6,000 jobs of ${what}`,
        '$/h',
        hourly(capacity, queue),
        least,
        'the linear bound',
        1.05,
      ),
    );
  }
  const next = random(7);
  const randomShapes = (most: number, memory: number) =>
    Array.from({ length: 1 + Math.floor(next() * most) }, () => ({
      ncpus: 1 + Math.floor(next() * 4),
      memgb: 1 + Math.floor(next() * memory),
    }));
  const demands = 20;
  let farthest = 0;
  for (let i = 0; i < demands; i++) {
    const { queue, market } = kindsOf(randomShapes(8, 16), 3000 + Math.floor(next() * 5000));
    farthest = Math.max(farthest, hourly(capacity, queue) / (await leastCostOfWholeSlots(market)));
  }
  rows.push({
    what: `cheapest, ${demands} demands of 3,000 to 8,000 jobs: the worst`,
    unit: 'of bound',
    ours: farthest,
    theirs: 1,
    against: 'the bound of whole slots',
    ratio: farthest,
    target: '<= 1.05x',
    reached: farthest <= 1.05,
  });
  let worst = 0;
  const cases = 40;
  for (let i = 0; i < cases; i++) {
    const { queue, market } = kindsOf(randomShapes(3, 8), 3 + Math.floor(next() * 10));
    worst = Math.max(worst, hourly(capacity, queue) / (await cheapestInteger(market)));
  }
  rows.push({
    what: `cheapest, ${cases} demands of 3 to 12 jobs: the worst`,
    unit: 'of optimum',
    ours: worst,
    theirs: 1,
    against: 'the integer optimum',
    ratio: worst,
    target: '= 1',
    reached: Math.abs(worst - 1) < 1e-6,
  });
  rows.push(remark('distinct prices in these', 'buckets', capacity.buckets.length));
  return rows;
}

function marketOf(
  { buckets }: Capacity,
  shapes: readonly { ncpus: number; memgb: number }[],
  count: number,
): Market {
  return {
    sizes: buckets.map(({ vcpuCount, memoryGb }) => [vcpuCount, memoryGb]),
    prices: buckets.map(({ price }) => price!),
    slots: shapes.map(({ ncpus, memgb }) => [ncpus, memgb]),
    counts: shapes.map((_, at) => Math.ceil((count - at) / shapes.length)),
  };
}
