import { expect, test } from 'vitest';
import { job } from '../capacity.test.helper.js';
import { Autoscaler, type AutoscalerOptions } from './autoscaler.js';
import type { LoopEvent } from './events.js';
import { bootTime, FakeCluster, FakeQueue, stopTime } from './fake-cluster.test.helper.js';
import { memoryState } from './state.js';

const htc = { nodearray: 'htc', machineType: 'F4s' };
const hpc = { nodearray: 'hpc', machineType: 'HB', infiniband: true, vcpuCount: 8 };

function stage(settings: Partial<AutoscalerOptions> = {}) {
  const cluster = new FakeCluster([htc, hpc]);
  const queue = new FakeQueue();
  const events: LoopEvent[] = [];
  const state = memoryState();
  const { clock } = cluster;
  const begin = () =>
    new Autoscaler({
      ...{ cluster, queue, state, clock, onEvent: (event: LoopEvent) => events.push(event) },
      ...settings,
    });
  let loop = begin();
  const phases = () => [...cluster.nodes.values()].map(({ name, phase }) => `${name} ${phase}`);
  return {
    cluster,
    queue,
    events,
    state,
    phases,
    kinds: () => events.map(({ kind }) => kind),
    pass: () => loop.pass(),
    dryRun: () => loop.dryRun(),
    restart: () => {
      loop = begin();
    },
    /** Passes every 15 seconds. */
    async run(ms: number) {
      for (let passed = 0; passed < ms; passed += 15_000) {
        clock.advance(15_000);
        await loop.pass();
      }
    },
  };
}

const cores = (name: string, slots: number) =>
  job(name, { ncpus: 1, nodearray: 'htc' }, { iterations: slots });

test('jobs get nodes, nodes join, idle ones go, and each step is one event', async () => {
  const { queue, events, phases, pass, run } = stage();
  queue.jobs = [cores('work', 10)];
  await pass();
  expect(phases()).toEqual(['htc-1 booting', 'htc-2 booting', 'htc-3 booting']);
  await run(bootTime);
  expect(queue.joined).toEqual(['htc-1', 'htc-2', 'htc-3']);
  await run(600_000);
  expect(phases()).toHaveLength(3);
  queue.jobs = [cores('work', 3)];
  await run(299_000);
  expect(phases()).toHaveLength(3);
  await run(stopTime + 30_000);
  expect(phases()).toEqual(['htc-1 ready']);
  expect(events.map(({ at: _, ...event }) => event)).toEqual([
    {
      kind: 'create',
      ...htc,
      asked: 3,
      nodes: ['htc-1', 'htc-2', 'htc-3'],
      jobs: ['work'],
      requestId: expect.stringMatching(/^pileus-autoscale-[0-9a-f-]{36}$/),
    },
    { kind: 'join', nodes: ['htc-1', 'htc-2', 'htc-3'] },
    { kind: 'delete', node: 'htc-2', reason: 'it had no job for 300 s' },
    { kind: 'delete', node: 'htc-3', reason: 'it had no job for 300 s' },
    { kind: 'gone', node: 'htc-2' },
    { kind: 'gone', node: 'htc-3' },
  ]);
});

test('a creation whose answer is lost is sent again with its id, also by the next process', async () => {
  const { cluster, queue, phases, pass, restart, kinds } = stage();
  queue.jobs = [cores('work', 8)];
  const faults = ['none', 'after'] as const;
  let call = 0;
  cluster.fault = () => faults[call++] ?? 'none';
  expect((await pass()).troubles).toEqual(['create']);
  restart();
  await pass();
  expect(phases()).toEqual(['htc-1 booting', 'htc-2 booting']);
  expect(cluster.requests.size).toBe(1);
  expect(kinds()).toEqual(['trouble', 'create']);
});

test('while the fate of a creation is unknown nothing is planned', async () => {
  const { cluster, queue, pass } = stage();
  queue.jobs = [cores('work', 4)];
  cluster.fault = () => (cluster.calls.length > 0 ? 'before' : 'none');
  await pass();
  const { length } = cluster.calls;
  await expect(pass()).rejects.toThrow('create: the cluster is away.');
  cluster.fault = () => 'none';
  await pass();
  expect(cluster.calls.slice(length)).toEqual(['create', 'read']);
  expect(cluster.nodes.size).toBe(1);
});

test('nodes that the list does not show yet are not made again', async () => {
  const { cluster, queue, pass, state } = stage();
  queue.jobs = [cores('work', 4)];
  await pass();
  const [node] = cluster.nodes.values();
  cluster.nodes.clear();
  await pass();
  expect(cluster.requests.size).toBe(1);
  cluster.clock.advance(121_000);
  await pass();
  expect(cluster.requests.size).toBe(2);
  expect((await state.load()).nodes[node!.id]?.goneAt).toBe(cluster.clock.now());
});

test('a creation that the cluster refuses is told, and does not stop the next one', async () => {
  const { cluster, queue, pass, events } = stage();
  const create = cluster.create.bind(cluster);
  cluster.create = (request) =>
    create({ ...request, sets: request.sets.map((set) => ({ ...set, nodearray: 'unknown' })) });
  queue.jobs = [cores('work', 4)];
  await pass();
  cluster.create = create;
  await pass();
  expect(events.map(({ kind }) => kind)).toEqual(['refused', 'create']);
});

test('a delete is tried until the node is gone', async () => {
  const { cluster, queue, pass, run, phases, events, restart } = stage();
  queue.jobs = [cores('work', 4)];
  await pass();
  await run(bootTime);
  queue.jobs = [];
  await run(285_000);
  const remove = cluster.remove.bind(cluster);
  cluster.remove = async () => {
    throw new Error('The cluster is away.');
  };
  await run(60_000);
  expect(phases()).toEqual(['htc-1 ready']);
  queue.jobs = [cores('work', 4)];
  restart();
  await run(15_000);
  // The doomed one takes no job any more.
  expect(phases()).toEqual(['htc-1 ready', 'htc-2 booting']);
  cluster.remove = remove;
  await run(stopTime + 15_000);
  expect(phases()).toEqual(['htc-2 booting']);
  expect(events.filter(({ kind }) => kind === 'delete')).toHaveLength(1);
});

test('nodes with jobs are not stopped, whatever the plan says', async () => {
  const { queue, pass, run, phases, kinds } = stage();
  queue.jobs = [cores('work', 4)];
  await pass();
  await run(bootTime);
  queue.jobs = [];
  queue.busy.add('htc-1');
  await run(600_000);
  expect(phases()).toEqual(['htc-1 ready']);
  expect(kinds()).toContain('wait-for-jobs');
  queue.busy.clear();
  await run(stopTime + 15_000);
  expect(phases()).toEqual([]);
});

test('KeepAlive nodes and those of somebody else are left alone, but take jobs', async () => {
  const { cluster, queue, pass, run, phases } = stage();
  cluster.add('htc', 'F4s', { name: 'htc-5' });
  queue.jobs = [cores('work', 8)];
  await pass();
  expect(phases()).toEqual(['htc-5 booting', 'htc-1 booting']);
  await run(bootTime);
  for (const node of cluster.nodes.values()) if (node.name === 'htc-1') node.keepAlive = true;
  queue.jobs = [];
  await run(900_000);
  expect(phases()).toEqual(['htc-5 ready', 'htc-1 ready']);
});

test("with manage 'all' other nodes go when they are idle", async () => {
  const { cluster, run, phases } = stage({ manage: 'all' });
  cluster.add('htc', 'F4s');
  await run(bootTime + 300_000 + stopTime + 30_000);
  expect(phases()).toEqual([]);
});

test('a node that gets KeepAlive just then is refused and stays', async () => {
  const { cluster, queue, pass, run, phases, kinds } = stage();
  queue.jobs = [cores('work', 4)];
  await pass();
  await run(bootTime);
  queue.jobs = [];
  const remove = cluster.remove.bind(cluster);
  cluster.remove = (ids, way) => {
    for (const node of cluster.nodes.values()) node.keepAlive = true;
    return remove(ids, way);
  };
  await run(600_000);
  expect(phases()).toEqual(['htc-1 ready']);
  expect(kinds().filter((kind) => kind === 'delete-refused')).toHaveLength(1);
});

test('failed nodes are replaced', async () => {
  const { cluster, queue, pass, run, phases, events } = stage();
  queue.jobs = [cores('work', 4)];
  cluster.failing = true;
  await pass();
  cluster.failing = false;
  await run(15_000);
  expect(phases()).toEqual(['htc-1 ending', 'htc-2 booting']);
  expect(events).toContainEqual(
    expect.objectContaining({ kind: 'delete', node: 'htc-1', reason: 'it is Failed' }),
  );
  await run(bootTime + stopTime);
  expect(phases()).toEqual(['htc-2 ready']);
});

test('nodes that boot for too long go, by the patience of their array', async () => {
  const { cluster, queue, pass, run, phases } = stage({ bootTimeout: { htc: 30, default: 3600 } });
  queue.jobs = [cores('work', 4)];
  await pass();
  for (const node of cluster.nodes.values()) node.until = Number.POSITIVE_INFINITY;
  await run(15_000);
  expect(phases()).toEqual(['htc-1 booting']);
  await run(15_000);
  expect(phases()[0]).toBe('htc-1 ending');
  expect(phases()[1]).toBe('htc-2 booting');
});

test('deallocated nodes are started again before new ones are made, with a boot time of their own', async () => {
  const { cluster, queue, pass, run, phases, kinds } = stage({ bootTimeout: 120 });
  cluster.policy = 'deallocate';
  queue.jobs = [cores('work', 4)];
  await pass();
  await run(bootTime);
  queue.jobs = [];
  await run(600_000);
  expect(phases()).toEqual(['htc-1 deallocated']);
  queue.jobs = [cores('work', 8)];
  await pass();
  expect(phases()).toEqual(['htc-1 booting', 'htc-2 booting']);
  await run(bootTime);
  expect(phases()).toEqual(['htc-1 ready', 'htc-2 ready']);
  expect(kinds().filter((kind) => kind !== 'join')).toEqual([
    'create',
    'delete',
    'create',
    'start',
  ]);
  expect(queue.joined).toEqual(['htc-1', 'htc-1', 'htc-2']);
});

test('a dry run decides and changes nothing', async () => {
  const { cluster, queue, dryRun, state, events } = stage();
  queue.jobs = [cores('work', 8), job('never', { never: 'no' })];
  const { decisions } = await dryRun();
  expect(decisions.create).toEqual([{ ...htc, count: 2, jobs: [{ work: 4 }, { work: 4 }] }]);
  expect(decisions.unplaced.map((each) => each.job)).toEqual(['never']);
  expect([cluster.calls, cluster.nodes.size, events]).toEqual([['read'], 0, []]);
  expect(await state.load()).toEqual({ version: 1, nodes: {} });
});

test('a queue that is away changes nothing; a job that cannot be placed is told once', async () => {
  const { cluster, queue, pass, run, phases, kinds } = stage();
  queue.jobs = [cores('work', 4), job('big', { ncpus: 99 })];
  await pass();
  await run(600_000);
  expect(kinds().filter((kind) => kind === 'unplaced')).toHaveLength(1);
  queue.fail = true;
  for (let i = 0; i < 100; i++) {
    cluster.clock.advance(15_000);
    await expect(pass()).rejects.toThrow('The queue is away.');
  }
  expect(phases()).toEqual(['htc-1 ready']);
});

test('nodes by name: made, taken back, replaced, kept and missed as the scheduler has it', async () => {
  const { cluster, queue, pass, run, phases, events, kinds } = stage();
  const { facts } = queue;
  let taken = 0;
  const say = (want: Record<string, 'up' | 'down' | 'serving' | 'replaced'>) => {
    queue.demand = {
      kind: 'nodes',
      jobs: [],
      taken: async () => void taken++,
      nodes: Object.entries(want).map(([name, word]) => ({
        name,
        ...(name.startsWith('hpc') ? { ...hpc, placementGroup: 'pg0' } : htc),
        want: word === 'down' ? 'down' : 'up',
        inService: word === 'serving',
        ...(word === 'replaced' && {
          discard: { before: cluster.clock.now(), reason: 'did not join' },
        }),
      })),
    };
  };
  cluster.add('htc', 'F4s', { name: 'htc-9' });
  say({ 'htc-7': 'up', 'hpc-2': 'up', 'hpc-1': 'down' });
  await pass();
  await pass();
  expect(phases()).toEqual(['htc-9 booting', 'htc-7 booting', 'hpc-2 booting']);
  expect([...cluster.nodes.values()].map((node) => node.placementGroup)).toEqual([
    undefined,
    undefined,
    'pg0',
  ]);
  await run(bootTime);
  // Not the scheduler's own: htc-9.
  expect(queue.joined).toEqual(['htc-7', 'hpc-2']);
  say({ 'htc-7': 'replaced', 'hpc-2': 'serving', 'hpc-1': 'serving' });
  await pass();
  expect(phases()).toEqual(['htc-9 ready', 'htc-7 ending', 'hpc-2 ready']);
  expect(facts.at(-1)).toEqual({ missing: ['hpc-1'], kept: [] });
  say({ 'htc-7': 'up', 'hpc-2': 'down' });
  for (const node of cluster.nodes.values()) if (node.name === 'hpc-2') node.keepAlive = true;
  await run(stopTime);
  await run(15_000);
  expect(phases()).toEqual(['htc-9 ready', 'hpc-2 ready', 'htc-7 booting']);
  expect(facts.at(-1)).toEqual({ missing: [], kept: ['hpc-2'] });
  for (const node of cluster.nodes.values()) node.keepAlive = false;
  say({ 'htc-7': 'down', 'hpc-2': 'down' });
  await run(stopTime + 30_000);
  expect(phases()).toEqual(['htc-9 ready']);
  expect(kinds().filter((kind) => kind === 'kept' || kind === 'missing')).toEqual([
    'missing',
    'kept',
  ]);
  expect(events.filter(({ kind }) => kind === 'delete')).toHaveLength(3);
  expect(taken).toBeGreaterThan(0);
});
