import type { ManualClock } from '@pileus/sdk/http';
import { expect, test } from 'vitest';
import { job } from '../capacity.test.helper.js';
import { Autoscaler } from './autoscaler.js';
import { FakeCluster, FakeQueue } from './fake-cluster.test.helper.js';
import { loopMetrics } from './metrics.js';
import { runLoop } from './run.js';
import { memoryState } from './state.js';

function stage() {
  const cluster = new FakeCluster([{ nodearray: 'htc', machineType: 'F4s' }]);
  const queue = new FakeQueue();
  const { clock } = cluster;
  const loop = new Autoscaler({ cluster, queue, state: memoryState(), clock });
  return { cluster, queue, clock, loop, stop: new AbortController() };
}

/** Lets everything run that waits for no timer. */
const settle = async (clock: ManualClock) => {
  for (let turn = 0; turn < 50 || clock.pending === 0; turn++) {
    if (turn > 500) throw new Error('The loop does not come to rest.');
    await new Promise(setImmediate);
  }
};

test('passes follow each other, and one at once when woken', async () => {
  const { cluster, clock, loop, stop } = stage();
  let wake = () => {};
  let listening = true;
  const running = runLoop(loop, {
    signal: stop.signal,
    interval: 20,
    clock,
    onWake: (call) => {
      wake = call;
      return () => {
        listening = false;
      };
    },
  });
  await settle(clock);
  expect(cluster.calls).toEqual(['read']);
  clock.advance(19_999);
  await settle(clock);
  expect(cluster.calls).toHaveLength(1);
  clock.advance(1);
  await settle(clock);
  expect(cluster.calls).toHaveLength(2);
  wake();
  await settle(clock);
  expect(cluster.calls).toHaveLength(3);
  stop.abort();
  await running;
  expect([clock.pending, listening]).toEqual([0, false]);
});

test('failures make the pauses longer up to five minutes, and a good pass short again', async () => {
  const { queue, clock, loop, stop } = stage();
  queue.fail = true;
  const delays: number[] = [];
  let passes = 0;
  const running = runLoop(loop, {
    ...{ signal: stop.signal, interval: 60, clock },
    onFailure: (_, delay) => delays.push(delay),
    onPass: () => passes++,
  });
  for (const pause of [0, 60, 120, 240]) {
    clock.advance(pause * 1000);
    await settle(clock);
  }
  queue.fail = false;
  clock.advance(300_000);
  await settle(clock);
  queue.fail = true;
  clock.advance(60_000);
  await settle(clock);
  expect([delays, passes]).toEqual([[60, 120, 240, 300, 60], 1]);
  stop.abort();
  await running;
});

test('a pass that acts when the stop comes is brought to its end', async () => {
  const { cluster, queue, clock, loop, stop } = stage();
  queue.demand = { kind: 'jobs', jobs: [job('a', { ncpus: 1 })] };
  const create = cluster.create.bind(cluster);
  cluster.create = async (request) => {
    stop.abort();
    return create(request);
  };
  let passes = 0;
  await runLoop(loop, { signal: stop.signal, clock, onPass: () => passes++ });
  expect([cluster.nodes.size, passes]).toEqual([1, 1]);
});

test('metrics tell nodes, jobs and what was done', async () => {
  const { cluster, queue, clock } = stage();
  const metrics = await loopMetrics();
  const { onEvent } = metrics;
  const loop = new Autoscaler({ cluster, queue, state: memoryState(), clock, onEvent });
  queue.demand = { kind: 'jobs', jobs: [job('a', { ncpus: 4 }), job('b', { never: 'no' })] };
  metrics.onPass(await loop.pass());
  metrics.onPass(await loop.pass());
  metrics.onFailure();
  const lines = (await metrics.text()).split('\n').filter((line) => /^pileus.* [1-9]/.test(line));
  expect(lines.map((line) => line.replace('pileus_autoscale_', ''))).toEqual([
    'nodes{nodearray="htc",phase="booting"} 1',
    'jobs{placed="no"} 1',
    'jobs{placed="yes"} 1',
    `last_pass_timestamp_seconds ${clock.now() / 1000}`,
    'passes_total{outcome="done"} 2',
    'passes_total{outcome="failed"} 1',
    'nodes_created_total{nodearray="htc"} 1',
  ]);
});
