import { expect, it } from 'vitest';
import { capacity, job, limit, node } from './capacity.test.helper.js';
import { changesBetween, fingerprintOf } from './fingerprint.js';

const cloud = capacity(
  [{ resources: { colour: 'red' } }],
  [limit('family F', 'cores', 100, 40)],
  [node('htc-1', { phase: 'booting', state: 'Acquiring' }), node('htc-2')],
);
const jobs = [job('a', { ncpus: 1 }), job('b', { ncpus: 2 })];
const before = fingerprintOf(cloud, jobs);
const changes = (now: Partial<typeof cloud>, queue = jobs) =>
  changesBetween(before, fingerprintOf({ ...cloud, ...now }, queue));

it('is the same for the same state, in whatever order nodes are listed', () => {
  expect(changes({ nodes: [...cloud.nodes].reverse() })).toEqual([]);
});

it('tells which nodes, limits, buckets and jobs are other ones by now', () => {
  const [first] = cloud.nodes;
  expect(
    changes(
      {
        nodes: [{ ...first!, phase: 'failed', state: 'Failed' }, node('htc-3')],
        limits: cloud.limits.map((each) => ({ ...each, used: 56 })),
        shared: { matlab: 2 },
      },
      [job('a', { ncpus: 3 }), job('constructor', {})],
    ),
  ).toEqual([
    'node htc-1 was up and is failed',
    'node htc-2 is gone',
    'node htc-3 is new',
    'job a changed',
    'job b is gone',
    'job constructor is new',
    'family F was 40 of 100 cores and is 56 of 100 cores',
    'availability of htc/F4s was 0 of 100 nodes and is 56 of 100 nodes',
    'shared matlab is new',
  ]);
  expect(changes({ buckets: [{ ...cloud.buckets[0]!, lastCapacityFailure: 10 }] })).toEqual([
    'bucket htc/F4s was in order and is short of capacity',
  ]);
});

it('does not change with time that only passes', () => {
  const [first, second] = cloud.nodes;
  const ready = { ...first!, phase: 'ready', state: 'Ready', hostname: 'ip-1' } as const;
  expect(changes({ nodes: [ready, second!] })).toEqual([]);
  const failed = (seconds: number) =>
    fingerprintOf(
      { ...cloud, buckets: [{ ...cloud.buckets[0]!, lastCapacityFailure: seconds }] },
      jobs,
    );
  expect(changesBetween(failed(400), failed(500))).toEqual([]);
  expect(changesBetween(failed(10), failed(400))).toHaveLength(1);
});

it('tells of another order, which plans another way', () => {
  expect(changes({}, [...jobs].reverse())).toEqual(['the order of the queue changed']);
});

it('tells of another order also where jobs are called by numbers', () => {
  const queue = ['2', '1'].map((name) => job(name, { ncpus: 1 }));
  const [before, after] = [queue, [...queue].reverse()].map((each) => fingerprintOf(cloud, each));
  expect(changesBetween(before!, after!)).toEqual(['the order of the queue changed']);
});
