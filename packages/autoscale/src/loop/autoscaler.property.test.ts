import fc from 'fast-check';
import { expect, test } from 'vitest';
import { job } from '../capacity.test.helper.js';
import type { Job } from '../job.js';
import { Autoscaler } from './autoscaler.js';
import {
  bootTime,
  FakeCluster,
  FakeQueue,
  type Fault,
  stopTime,
} from './fake-cluster.test.helper.js';
import { memoryState, type StateStore } from './state.js';

const sketches = [
  { nodearray: 'htc', machineType: 'F4s', available: 60 },
  {
    ...{ nodearray: 'hpc', machineType: 'HB', vcpuCount: 8 },
    available: 40,
    maxPlacementGroupSize: 8,
  },
];

const anyJob = fc.oneof(
  fc.record({ kind: fc.constant('packed' as const), size: fc.integer({ min: 1, max: 20 }) }),
  fc.record({ kind: fc.constant('tight' as const), size: fc.integer({ min: 1, max: 6 }) }),
  fc.record({ kind: fc.constant('either' as const), size: fc.integer({ min: 1, max: 9 }) }),
);

type AnyJob = { readonly kind: 'packed' | 'tight' | 'either'; readonly size: number };

function jobOf({ kind, size }: AnyJob, at: number): Job {
  const name = `job-${at}`;
  const either = { or: [{ ncpus: 3 }, { ncpus: 1, memgb: 2 }], nodearray: 'htc' };
  if (kind === 'either') return job(name, either, { iterations: size });
  if (kind === 'packed') return job(name, { ncpus: 1, nodearray: 'htc' }, { iterations: size });
  return job(name, { ncpus: 8, nodearray: 'hpc' }, { nodeCount: size, colocated: true });
}

const jobsOf = (shapes: readonly AnyJob[]): Job[] => shapes.map(jobOf);

/** What goes wrong at each pass: which calls fail, how little is given, whether the process dies. */
const trouble = fc.record({
  faults: fc.array(fc.constantFrom<Fault>('none', 'none', 'before', 'after'), { maxLength: 6 }),
  give: fc.constantFrom(0, 0.5, 1, 1),
  failing: fc.boolean(),
  restart: fc.boolean(),
  lostSave: fc.constantFrom(0, 0, 0, 1, 2, 3),
});

/** A store whose nth save of a pass fails. */
function frail(store: StateStore): StateStore & { failAt: number } {
  return {
    failAt: 0,
    load: () => store.load(),
    async save(state) {
      if (this.failAt > 0 && --this.failAt === 0) throw new Error('The disk is full.');
      await store.save(state);
    },
  };
}

test('after any troubles every job gets its nodes, no colocated job is split, and idle nodes go', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyJob, { minLength: 1, maxLength: 5 }),
      fc.array(trouble, { maxLength: 12 }),
      async (shapes, troubles) => {
        const cluster = new FakeCluster(sketches);
        const queue = new FakeQueue();
        const jobs = jobsOf(shapes);
        const state = frail(memoryState());
        const begin = () => new Autoscaler({ cluster, queue, state, clock: cluster.clock });
        let loop = begin();
        queue.jobs = jobs;
        const step = async () => {
          cluster.clock.advance(15_000);
          const report = await loop.pass().catch(() => undefined);
          for (const { name, colocated } of jobs) {
            if (colocated)
              expect(await groupsOf(cluster, state, name), name).toBeLessThanOrEqual(1);
          }
          return report;
        };
        for (const { faults, give, failing, restart, lostSave } of troubles) {
          const queueOfFaults = [...faults];
          cluster.fault = () => queueOfFaults.shift() ?? 'none';
          cluster.give = (count) => Math.floor(count * give);
          cluster.failing = failing;
          state.failAt = lostSave;
          await step();
          if (restart) loop = begin();
        }
        cluster.fault = () => 'none';
        cluster.give = (count) => count;
        cluster.failing = false;
        state.failAt = 0;

        // One pass to end what was begun, one to replace failed nodes, one for what their end sets free; then they boot.
        for (let pass = 0; pass < 3 + (stopTime + bootTime) / 15_000; pass++) await step();
        const calls = cluster.requests.size;
        const report = await step();
        expect(report?.troubles).toEqual([]);
        expect(report?.decisions.unplaced).toEqual([]);
        expect(report?.decisions.create).toEqual([]);
        const alive = [...cluster.nodes.values()].map(({ phase }) => phase);
        expect(alive.filter((phase) => phase === 'booting' || phase === 'failed')).toEqual([]);
        expect(cluster.requests.size).toBe(calls);

        queue.jobs = [];
        for (let pass = 0; pass < (300_000 + stopTime) / 15_000 + 2; pass++) await step();
        expect([...cluster.nodes.values()]).toEqual([]);
      },
    ),
    { numRuns: 80 },
  );
}, 60_000);

/** In how many placement groups the nodes are that a job was given and that are not going. */
async function groupsOf(cluster: FakeCluster, state: StateStore, name: string): Promise<number> {
  const { nodes } = await state.load();
  const groups = new Set<string | undefined>();
  for (const { id, phase, placementGroup } of cluster.nodes.values()) {
    const history = nodes[id];
    if (phase === 'ending' || history?.doomed || !history?.jobs || !(name in history.jobs))
      continue;
    groups.add(placementGroup);
  }
  return groups.size;
}

test('the same demand twice creates nothing twice, whatever boots or is started anew in between', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(anyJob, { minLength: 1, maxLength: 6 }),
      fc.array(fc.record({ pause: fc.integer({ min: 0, max: 90_000 }), restart: fc.boolean() }), {
        minLength: 1,
        maxLength: 8,
      }),
      async (shapes, moves) => {
        const cluster = new FakeCluster(sketches);
        const queue = new FakeQueue();
        const state = memoryState();
        const begin = () => new Autoscaler({ cluster, queue, state, clock: cluster.clock });
        let loop = begin();
        queue.jobs = jobsOf(shapes);
        await loop.pass();
        const { size } = cluster.nodes;
        for (const { pause, restart } of moves) {
          cluster.clock.advance(pause);
          // All that a new process knows is in the state.
          if (restart) loop = begin();
          const { decisions } = await loop.pass();
          expect(decisions.create).toEqual([]);
        }
        expect(cluster.nodes.size).toBe(size);
      },
    ),
    { numRuns: 150 },
  );
}, 60_000);
