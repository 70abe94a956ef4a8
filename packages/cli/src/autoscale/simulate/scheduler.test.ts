import type { Bucket, ExistingNode, Job } from '@pileus/autoscale';
import { describe, expect, it } from 'vitest';
import { Scheduler, type SchedulerEvent } from './scheduler.js';

const bucketOf = (nodearray: string, vcpuCount: number, resources = {}): Bucket => ({
  id: nodearray,
  nodearray,
  machineType: nodearray,
  family: 'f',
  location: 'here',
  spot: false,
  vcpuCount,
  pcpuCount: vcpuCount,
  gpuCount: 0,
  memoryGb: 8,
  infiniband: false,
  resources: { ncpus: vcpuCount, ...resources },
  valid: true,
  limits: [],
  placementGroups: [],
  maxPlacementGroupSize: 100,
  colocation: true,
});
const buckets = [bucketOf('cpu', 4), bucketOf('gpu', 4, { ngpus: 1 })];

const node = (name: string, more: Partial<ExistingNode> = {}): ExistingNode => ({
  name,
  id: name,
  bucket: name.split('-')[0]!,
  phase: 'ready',
  state: 'Ready',
  ...more,
});

class Bench {
  now = 0;
  readonly events: SchedulerEvent[] = [];
  readonly scheduler = new Scheduler({
    buckets,
    now: () => this.now,
    onEvent: (event) => this.events.push(event),
  });
  nodes: readonly ExistingNode[] = [];

  async join(...nodes: readonly ExistingNode[]): Promise<void> {
    this.nodes = [...this.nodes, ...nodes];
    await this.scheduler.join(nodes);
  }

  submit(name: string, runtime: number, job: Partial<Job> = {}): void {
    this.scheduler.submit({
      job: { name, constraints: { ncpus: 1 }, ...job },
      runtime,
      submit: this.now,
    });
  }

  at(time: number): void {
    this.now = time;
    this.scheduler.endUntil(time);
  }

  /** What runs, by node; and what waits, in order. */
  async look() {
    const { signal } = new AbortController();
    const capacity = { buckets, nodes: this.nodes, limits: [] };
    const { jobs, hosts = [] } = await this.scheduler.read(signal, capacity);
    const running = Object.fromEntries(hosts.map(({ hostname, jobs }) => [hostname, [...jobs]]));
    return { running, waiting: jobs.map(({ name }) => name) };
  }
}

describe('the simulated scheduler', () => {
  it('starts jobs in their order, each once there is room for all of it', async () => {
    const bench = new Bench();
    await bench.join(node('cpu-1'));
    bench.submit('a', 100, { iterations: 3 });
    bench.submit('b', 10, { iterations: 2 });
    bench.submit('c', 10);
    // There is room for c, but b is before it and could use that.
    expect(await bench.look()).toEqual({ running: { 'cpu-1': ['a'] }, waiting: ['b', 'c'] });
    bench.at(100);
    expect(await bench.look()).toEqual({ running: { 'cpu-1': ['b', 'c'] }, waiting: [] });
    expect(bench.scheduler.nextEnd).toBe(110);
  });

  it('lets a job by when those before it could not use what it takes', async () => {
    const bench = new Bench();
    await bench.join(node('cpu-1'));
    bench.submit('a', 100, { constraints: { ncpus: 1, ngpus: 1 } });
    bench.submit('b', 10);
    expect(await bench.look()).toEqual({ running: { 'cpu-1': ['b'] }, waiting: ['a'] });
  });

  it('puts higher priorities first', async () => {
    const bench = new Bench();
    bench.submit('low', 10, { iterations: 4 });
    bench.submit('high', 10, { iterations: 4, priority: 1 });
    await bench.join(node('cpu-1'));
    expect(await bench.look()).toEqual({ running: { 'cpu-1': ['high'] }, waiting: ['low'] });
  });

  it('starts a job at once that comes before those of its kind that wait', async () => {
    const bench = new Bench();
    await bench.join(node('cpu-1'));
    bench.submit('a', 100);
    bench.submit('wide', 10, { iterations: 4, priority: -1 });
    bench.submit('b', 10);
    expect(await bench.look()).toEqual({ running: { 'cpu-1': ['a', 'b'] }, waiting: ['wide'] });
  });

  it('holds the nodes that a tightly coupled job gathers, until all are there', async () => {
    const bench = new Bench();
    bench.submit('mpi', 100, { constraints: { ncpus: 4 }, iterations: 2, colocated: true });
    bench.submit('small', 10);
    await bench.join(node('cpu-1', { placementGroup: 'pg' }));
    expect(await bench.look()).toEqual({ running: {}, waiting: ['mpi', 'small'] });
    await bench.join(node('cpu-2', { placementGroup: 'pg' }));
    expect(await bench.look()).toEqual({
      running: { 'cpu-1': ['mpi'], 'cpu-2': ['mpi'] },
      waiting: ['small'],
    });
  });

  it('runs a job again from its start when its node goes, and gives it up in the end', async () => {
    const bench = new Bench();
    await bench.join(node('cpu-1'));
    bench.submit('a', 100);
    bench.at(60);
    bench.nodes = [];
    expect(await bench.look()).toEqual({ running: {}, waiting: ['a'] });
    await bench.join(node('cpu-1'));
    expect(bench.scheduler.nextEnd).toBe(160);
    expect(bench.events.filter(({ kind }) => kind !== 'idle')).toEqual([
      { kind: 'started', waited: 0, again: false },
      { kind: 'interrupted', coreMs: 60 },
      { kind: 'started', waited: 60, again: true },
    ]);
    for (let i = 0; i < 200; i++) {
      bench.nodes = [];
      await bench.look();
      if (bench.scheduler.waiting > 0) await bench.join(node('cpu-1'));
    }
    expect(bench.scheduler.waiting + bench.scheduler.running).toBe(0);
    expect(bench.events.at(-1)).toEqual({
      kind: 'given-up',
      reason: 'it lost its nodes 100 times',
    });
  });

  it('lets only nodes without jobs go, and puts nothing on those', async () => {
    const bench = new Bench();
    await bench.join(node('cpu-1'), node('cpu-2'));
    bench.submit('a', 100, { iterations: 3 });
    expect(await bench.scheduler.drain(bench.nodes)).toEqual(['cpu-2']);
    bench.submit('b', 100, { iterations: 2 });
    expect(bench.scheduler.waiting).toBe(1);
  });
});
