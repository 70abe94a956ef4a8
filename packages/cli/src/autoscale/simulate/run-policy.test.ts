import type { Job, Policy } from '@pileus/autoscale';
import type { LoopSettings } from '@pileus/autoscale/loop';
import { readWorld, type World } from '@pileus/server/simulation';
import { beforeAll, describe, expect, it } from 'vitest';
import { policyReport } from './report.js';
import { type RunOptions, runPolicy } from './run-policy.js';
import type { TraceJob } from './trace.js';

let empty: World;
beforeAll(async () => {
  empty = await readWorld('empty');
});

type Given = Partial<World['clusters'][number]['arrays'][number]>;

/** A cluster with one array of machines of four cores. */
const worldOf = (array: Given, simulation: World['simulation'] = {}): World => {
  const nodeArray = {
    ext: {},
    name: 'htc',
    location: 'westus2',
    attributes: {},
    spot: false,
    activated: true,
    placementGroupSize: 100,
    machineTypes: ['Standard_D4s_v3'],
    ...array,
  };
  const limits = { maxCount: 50, maxCoreCount: 400 };
  const cluster = { ext: {}, name: 'lab', state: 'Started' as const, ...limits, parameters: {} };
  const times = { allocate: 10, boot: 50, delete: 20, ...simulation.times };
  return {
    ...empty,
    clusters: [{ ...cluster, arrays: [nodeArray] }],
    simulation: { ...simulation, times },
  };
};

const job = (
  submit: number,
  runtime: number,
  cores: number,
  given: Partial<Job> = {},
): TraceJob => ({
  job: { name: `${submit}-${cores}`, constraints: { ncpus: 1 }, iterations: cores, ...given },
  submit: submit * 1000,
  runtime: runtime * 1000,
});

interface Settings extends Partial<RunOptions> {
  readonly policy?: Policy;
  readonly loop?: LoopSettings;
}

/** A dollar for each thousand seconds of a machine of four cores. */
const prices = { Standard_D4s_v3: 3.6 };

async function run(world: World, jobs: readonly TraceJob[], given: Settings = {}) {
  const { policy = 'ordered', loop, ...rest } = given;
  const outcome = await runPolicy({
    jobs,
    cluster: { world, cluster: 'lab' },
    zero: Date.UTC(2026, 0, 1),
    settings: { plan: { policy }, ...loop },
    interval: 30,
    read: { prices },
    signal: new AbortController().signal,
    ...rest,
  });
  return { ...policyReport({ policy, spot: 'any' }, outcome, 0), passes: outcome.passes };
}

describe('a simulated cluster', () => {
  it('costs what can be worked out by hand, and jobs wait as long', async () => {
    const report = await run(worldOf({ maxCount: 1 }), [job(0, 600, 4), job(100, 60, 4)]);
    // The pass at 0 makes a node, which is there from 10 s on and ready at 60: the first job waits 60 s and ends
    // at 660, the second, of 100 s, begins then and ends at 720. The pass at 690 is the last that sees the node
    // needed, the one at 990 lets it go, and at 1010 it is gone: 1000 s are paid, 660 of them are used.
    expect(report).toMatchObject({
      cost: { total: 1, machineTypes: [{ machineType: 'Standard_D4s_v3', nodes: 1, price: 3.6 }] },
      wait: { mean: (60 + 560) / 2, median: 60, p95: 560, max: 560 },
      utilisation: 0.66,
      nodes: { started: 1, peak: 1 },
      jobs: { finished: 2, interruptions: 0, neverRan: [] },
      makespan: 720,
    });
    expect(report.series.nodes.at(-1)).toBe(0);
    expect(report.cost.machineTypes[0]!.nodeHours).toBeCloseTo(1000 / 3600, 4);
  });

  it('bills each policy for the machines that it chooses', async () => {
    const world = worldOf({ machineTypes: ['Standard_D16s_v3', 'Standard_D4s_v3'] });
    const both = { Standard_D4s_v3: 3.6, Standard_D16s_v3: 14.4 };
    const cost = async (policy: Policy) =>
      (await run(world, [job(0, 600, 4)], { policy, read: { prices: both } })).cost;
    // 60 s to boot, 600 s to run, 300 s idle, 20 s to go, but 10 s: and at four times the price.
    expect(await cost('cheapest')).toMatchObject({ total: 0.94 });
    expect(await cost('ordered')).toMatchObject({
      total: 3.76,
      machineTypes: [{ machineType: 'Standard_D16s_v3', spot: false, nodes: 1 }],
    });
  });

  it('never has more nodes than its limit, and none in the end', async () => {
    const jobs = Array.from({ length: 60 }, (_, at) =>
      job(at * 7, 200 + (at % 5) * 90, 1 + (at % 4)),
    );
    const { series, nodes, jobs: done } = await run(worldOf({ maxCount: 3 }), jobs);
    expect(done).toMatchObject({ finished: 60, neverRan: [] });
    expect(nodes.peak).toBe(3);
    expect(Math.max(...series.nodes)).toBe(3);
    expect(Math.max(...series.waiting)).toBeGreaterThan(10);
    expect(series.nodes.at(-1)).toBe(0);
  });

  it('says which jobs could never run, and why', async () => {
    const jobs = [job(0, 60, 13), job(10, 60, 1, { constraints: { ncpus: 5 } }), job(20, 60, 1)];
    const { jobs: done } = await run(worldOf({ maxCount: 3 }), jobs);
    expect(done.finished).toBe(1);
    expect(done.neverRan).toHaveLength(2);
    expect(done.neverRan[0]).toMatchObject({
      jobs: 1,
      reason: expect.stringContaining('array htc'),
    });
    expect(done.neverRan[1]).toMatchObject({ reason: expect.stringContaining('ncpus: 5 needed') });
  });

  it('gives up on jobs for which no machine is to be had', async () => {
    const none = { capacity: [{ location: 'westus2', machineType: 'Standard_D4s_v3', count: 0 }] };
    const { jobs, cost } = await run(worldOf({}, none), [job(0, 60, 1)], {
      loop: { plan: { capacityBackoff: 3600 } },
    });
    expect(jobs.neverRan).toEqual([{ reason: 'no node could be had for it', jobs: 1 }]);
    expect(cost.total).toBe(0);
  });

  it('runs jobs again whose spot machines were taken away', async () => {
    const world = worldOf({ spot: true }, { spotEvictionsPerHour: 4 });
    const jobs = Array.from({ length: 20 }, (_, at) => job(at * 60, 900, 4));
    const { jobs: done } = await run(world, jobs);
    expect(done).toMatchObject({ finished: 20, neverRan: [] });
    expect(done.interruptions).toBeGreaterThan(0);
  });

  it('starts nodes again that were deallocated, where the loop is to do that', async () => {
    const loop = { scaleDown: 'deallocate' } as const;
    const twice = [job(0, 600, 4), job(7200, 600, 4)];
    const { nodes, jobs, cost } = await run(worldOf({}), twice, { loop });
    expect(nodes).toEqual({ started: 2, peak: 1 });
    expect(jobs.finished).toBe(2);
    // What is deallocated is not paid.
    expect(cost.machineTypes).toMatchObject([{ nodes: 2 }]);
    expect(cost.total).toBeLessThan(2.1);
  });

  it('starts tightly coupled jobs once all of their nodes are there', async () => {
    const boots = { times: { boot: { min: 30, max: 300 } } };
    const mpi = job(0, 100, 12, { colocated: true });
    const { wait, nodes, makespan } = await run(worldOf({}, boots), [mpi]);
    expect(nodes).toEqual({ started: 3, peak: 3 });
    expect(makespan).toBe(wait.max + 100);
    const single = await run(worldOf({}, boots), [job(0, 100, 4)]);
    expect(wait.max).toBeGreaterThan(single.wait.max);
  });

  it('comes to the same when it makes every pass, also those that can decide nothing', async () => {
    const jobs = Array.from({ length: 40 }, (_, at) =>
      job(((at * 977) % 4000) + 0.5, 30 + ((at * 313) % 900), 1 + (at % 6)),
    ).sort((a, b) => a.submit - b.submit);
    const world = worldOf({ maxCount: 6 }, { times: { boot: { median: 60, p95: 200 } } });
    const { passes: some, series: _, ...few } = await run(world, jobs);
    const { passes: all, series: __, ...every } = await run(world, jobs, { everyPass: true });
    expect(few).toEqual(every);
    expect(few.jobs.finished).toBe(40);
    expect(some).toBeLessThan(all / 2);
  });

  it('comes to the same for the same seed, and to something else for another', async () => {
    const world = worldOf({}, { times: { boot: { min: 30, max: 300 } } });
    const jobs = Array.from({ length: 20 }, (_, at) => job(at * 400, 300, 1 + (at % 8)));
    const of = (seed: string) => run(world, jobs, { cluster: { world, cluster: 'lab', seed } });
    const first = await of('a');
    expect(await of('a')).toEqual(first);
    expect((await of('b')).wait).not.toEqual(first.wait);
  });

  it('stops when it is told to', async () => {
    const jobs = Array.from({ length: 3000 }, (_, at) => job(at * 400, 300, 1));
    const stop = new AbortController();
    const running = run(worldOf({}), jobs, { signal: stop.signal, onProgress: () => stop.abort() });
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
  });

  it('replays 5,000 jobs within a few seconds', async () => {
    const jobs = Array.from({ length: 5000 }, (_, at) =>
      job(at * 20, 60 + ((at * 7919) % 3000), 1),
    );
    const {
      jobs: done,
      passes,
      series,
    } = await run(worldOf({ maxCount: 40 }), jobs, {
      policy: 'cheapest',
    });
    expect(done).toMatchObject({ finished: 5000, neverRan: [] });
    expect(passes).toBeLessThan(3000);
    expect(series.at.length).toBeLessThanOrEqual(602);
    expect(series.nodes.at(-1)).toBe(0);
  });
});
