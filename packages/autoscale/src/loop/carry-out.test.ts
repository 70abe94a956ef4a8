import { describe, expect, it } from 'vitest';
import { job } from '../capacity.test.helper.js';
import type { PlanFile } from '../document.js';
import type { Job } from '../job.js';
import { Autoscaler } from './autoscaler.js';
import { bootTime, FakeCluster, FakeQueue, type Fault } from './fake-cluster.test.helper.js';
import { memoryState } from './state.js';

const sketches = [
  { nodearray: 'htc', machineType: 'F4s' },
  { nodearray: 'hpc', machineType: 'HB', vcpuCount: 8 },
];
const work: Job[] = [
  job('work', { ncpus: 1, nodearray: 'htc' }, { iterations: 7 }),
  job('mpi', { ncpus: 8, nodearray: 'hpc' }, { nodeCount: 2, colocated: true }),
];

async function stage() {
  const cluster = new FakeCluster(sketches);
  const queue = new FakeQueue();
  const state = memoryState();
  const { clock } = cluster;
  const loop = () => new Autoscaler({ cluster, queue, state, clock });
  queue.jobs = work;
  const planned = async (id: string): Promise<PlanFile> => {
    const { decisions } = await loop().dryRun();
    return { ...decisions.plan!, id, madeAt: '2026-01-01T00:00:00Z' };
  };
  const names = () => [...cluster.nodes.values()].map(({ name }) => name);
  return { cluster, queue, state, loop, planned, names };
}

describe('a plan', () => {
  it('is carried out exactly, and what it made is for its jobs: the next pass makes nothing', async () => {
    const { loop, planned, names, cluster } = await stage();
    const done = await loop().carryOut(await planned('plan-0001'));
    expect(names()).toEqual(['htc-1', 'htc-2', 'hpc-1', 'hpc-2']);
    expect(done.sent).toMatchObject({ made: [{ nodes: [{}, {}] }, { nodes: [{}, {}] }] });
    const { decisions } = await loop().pass();
    expect(decisions.create).toEqual([]);
    expect(cluster.requests.size).toBe(1);
  });

  it('makes its nodes once, however often it is carried out and whatever answers are lost', async () => {
    for (const fault of ['before', 'after'] as const) {
      const { loop, planned, names, cluster } = await stage();
      const plan = await planned('plan-0001');
      const faults: Fault[] = ['none', fault];
      cluster.fault = () => faults.shift() ?? 'none';
      await expect(loop().carryOut(plan)).rejects.toThrow('create');
      await loop().carryOut(plan);
      const again = await loop().carryOut(plan);
      expect(again.begun).toBe(true);
      expect(again.sent).toMatchObject({ made: [{ nodes: [{}, {}] }, { nodes: [{}, {}] }] });
      expect(names()).toHaveLength(4);
      cluster.clock.advance(bootTime);
      await loop().pass();
      await loop().carryOut(plan);
      expect(names()).toHaveLength(4);
    }
  });

  it('makes nothing once its nodes have come and gone', async () => {
    const { loop, planned, names, cluster } = await stage();
    const plan = await planned('plan-0001');
    await loop().carryOut(plan);
    cluster.clock.advance(600_000);
    cluster.nodes.clear();
    await loop().carryOut(plan);
    expect(names()).toEqual([]);
  });

  it('is refused when jobs or nodes have changed, and changes nothing then', async () => {
    const { loop, planned, names, cluster, queue, state } = await stage();
    const plan = await planned('plan-0001');
    cluster.add('htc', 'F4s');
    const before = await state.load();
    await expect(loop().carryOut(plan)).rejects.toMatchObject({
      name: 'StalePlanError',
      message: expect.stringContaining('node htc-1 is new'),
    });
    expect(names()).toEqual(['htc-1']);
    expect(await state.load()).toEqual(before);
    cluster.nodes.clear();
    queue.jobs = work.slice(1);
    await expect(loop().carryOut(plan)).rejects.toMatchObject({ changes: ['job work is gone'] });
  });

  it('starts the deallocated nodes that it names', async () => {
    const { loop, planned, names, cluster, queue } = await stage();
    queue.jobs = work.slice(0, 1);
    await loop().carryOut(await planned('plan-0001'));
    for (const node of cluster.nodes.values()) node.phase = 'deallocated';
    const plan = await planned('plan-0002');
    expect(plan.groups).toMatchObject([{ start: true, count: 2 }]);
    const weighed = await loop().weigh(plan);
    expect(weighed.start.map(({ name }) => name)).toEqual(['htc-1', 'htc-2']);
    await loop().carryOut(plan);
    expect(names()).toEqual(['htc-1', 'htc-2']);
    expect([...cluster.nodes.values()].map(({ phase }) => phase)).toEqual(['booting', 'booting']);
  });

  it('that starts nodes does so once: not again when they are deallocated anew', async () => {
    const { loop, planned, cluster, queue, state } = await stage();
    queue.jobs = work.slice(0, 1);
    await loop().carryOut(await planned('plan-0001'));
    const deallocate = () => {
      for (const node of cluster.nodes.values()) node.phase = 'deallocated';
    };
    const phases = () => [...cluster.nodes.values()].map(({ phase }) => phase);
    deallocate();
    const plan = await planned('plan-0002');
    await loop().carryOut(plan);
    expect(await loop().carryOut(plan)).toMatchObject({ begun: true, create: [], start: [] });
    deallocate();
    expect(await loop().carryOut(plan)).toMatchObject({ begun: true, create: [], start: [] });
    expect(phases()).toEqual(['deallocated', 'deallocated']);
    // Neither does one that also made nodes, whatever the queue holds by then.
    queue.jobs = [job('work', { ncpus: 1, nodearray: 'htc' }, { iterations: 11 })];
    const both = await planned('plan-0003');
    expect(both.groups.map(({ start, count }) => [start, count])).toEqual([
      [true, 2],
      [false, 1],
    ]);
    await loop().carryOut(both);
    expect(phases()).toEqual(['booting', 'booting', 'booting']);
    deallocate();
    queue.jobs = [];
    await loop().carryOut(both);
    expect(phases()).toEqual(['deallocated', 'deallocated', 'deallocated']);
    expect(Object.keys((await state.load()).plans ?? {})).toHaveLength(3);
  });

  it('whose start was lost goes on with it, for ten minutes', async () => {
    for (const [waits, then] of [
      [60_000, 'booting'],
      [700_000, 'deallocated'],
    ] as const) {
      const { loop, planned, cluster, queue } = await stage();
      queue.jobs = work.slice(0, 1);
      await loop().carryOut(await planned('plan-0001'));
      for (const node of cluster.nodes.values()) node.phase = 'deallocated';
      queue.jobs = [job('work', { ncpus: 1, nodearray: 'htc' }, { iterations: 11 })];
      const both = await planned('plan-0002');
      const faults: Fault[] = ['none', 'none', 'before'];
      cluster.fault = () => faults.shift() ?? 'none';
      await expect(loop().carryOut(both)).rejects.toThrow('start');
      cluster.clock.advance(waits);
      await loop().carryOut(both);
      const phases = [...cluster.nodes.values()].map(({ phase }) => phase);
      expect(phases.slice(0, 2)).toEqual([then, then]);
    }
  });

  it('that asks for another machine than its bucket has is refused', async () => {
    const { loop, planned, names } = await stage();
    const plan = await planned('plan-0001');
    const groups = plan.groups.map((group) => ({ ...group, machineType: 'HB' }));
    await expect(loop().carryOut({ ...plan, groups })).rejects.toThrow(
      "'groups.0.machineType' is HB, but that of bucket htc/F4s is F4s",
    );
    expect(names()).toEqual([]);
  });

  it('is not made for a scheduler that names its nodes', async () => {
    const { loop, planned, queue } = await stage();
    const plan = await planned('plan-0001');
    queue.demand = { kind: 'nodes', nodes: [], jobs: [] };
    await expect(loop().weigh(plan)).rejects.toThrow('There is nothing to plan: fake says by name');
  });
});
