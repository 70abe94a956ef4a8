import { describe, expect, it } from 'vitest';
import type { Capacity } from './capacity.js';
import { capacity, job, limit, node } from './capacity.test.helper.js';
import type { Job } from './job.js';
import { limitsOf } from './limits-of.js';
import { planDemand } from './plan-demand.js';
import type { PlanOptions } from './planner.js';

const htc = (available = 10) => capacity([{ available }]);

/** New nodes by machine type. */
function made(
  cloud: Capacity,
  jobs: readonly Job[],
  options?: PlanOptions,
): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { machineType, count } of planDemand(cloud, jobs, options).groups) {
    counts[machineType] = (counts[machineType] ?? 0) + count;
  }
  return counts;
}

const names = (cloud: Capacity, jobs: readonly Job[]): string[] =>
  planDemand(cloud, jobs).groups.flatMap(({ nodes }) => nodes.map(({ name }) => name));

/** What scalelib's own tests compute; the numbers hold in both modes. */
describe.each([{}, { scalelibCompatible: true }])('the demand of %o', (options) => {
  it('fills one node before the next is made, with the lowest free names', () => {
    const plan = planDemand(
      htc(),
      [
        job('a', { ncpus: 1 }, { iterations: 2 }),
        job('b', { ncpus: 1 }, { iterations: 4 }),
        job('c', { ncpus: 1 }, { iterations: 2 }),
      ],
      options,
    );
    expect(plan.groups).toHaveLength(1);
    expect(plan.groups[0]!.nodes).toEqual([
      {
        name: 'htc-1',
        bucket: 'htc/F4s',
        jobs: [
          { name: 'a', slots: 2 },
          { name: 'b', slots: 2 },
        ],
      },
      {
        name: 'htc-2',
        bucket: 'htc/F4s',
        jobs: [
          { name: 'b', slots: 2 },
          { name: 'c', slots: 2 },
        ],
      },
    ]);
  });

  it('of 10 available nodes has 9 left after one, and none for all or nothing of 10', () => {
    const one = job('one', { exclusive: true });
    const ten = (allOrNothing: boolean) =>
      job('ten', { exclusive: true }, { nodeCount: 10, allOrNothing });
    expect(made(htc(), [one, ten(true)], options)).toEqual({ F4s: 1 });
    expect(made(htc(), [one, ten(false)], options)).toEqual({ F4s: 10 });
  });

  it('ends at a family quota that two machine types share: 10 x 4 + 5 x 8 of 80 cores', () => {
    const cloud = capacity(
      [{ available: 10 }, { machineType: 'F8s', vcpuCount: 8, available: 10 }],
      [limit('family', 'cores', 80)],
    );
    const exclusive = job('x', { exclusive: true }, { nodeCount: 20, allOrNothing: false });
    expect(made(cloud, [exclusive], options)).toEqual({ F4s: 10, F8s: 5 });
  });

  it('takes the choices of a list in their order', () => {
    const cloud = capacity([
      { machineType: 'b', available: 10, resources: { nodetype: 'B' } },
      { machineType: 'a', available: 10, resources: { nodetype: 'A' } },
    ]);
    const wanted = (nodetype: string[]) =>
      job('x', [{ nodetype }], { nodeCount: 15, allOrNothing: false });
    // One slot that takes nothing would leave room for more on the same node.
    const alone = (nodetype: string[]) => ({
      ...wanted(nodetype),
      constraints: [{ nodetype }, { exclusive: true }],
    });
    expect(made(cloud, [alone(['A', 'B'])], options)).toEqual({ a: 10, b: 5 });
    expect(made(cloud, [alone(['B', 'A'])], options)).toEqual({ a: 5, b: 10 });
  });

  it('has 3 nodes of 4 cores for 10 slots of one', () => {
    expect(made(htc(), [job('x', { ncpus: 1 }, { iterations: 10 })], options)).toEqual({ F4s: 3 });
  });

  it('counts two nodes in a group and 90 outside against the 100 of all', () => {
    const cloud = capacity(
      [{ maxPlacementGroupSize: 20, available: 100, placementGroups: [{ name: 'pg0', nodes: 2 }] }],
      [limit('array', 'nodes', 100, 92)],
    );
    const grouped = job('g', { 'node.placement_group': 'pg0' }, { nodeCount: 8, colocated: true });
    expect(made(cloud, [grouped], options)).toEqual({ F4s: 8 });
    expect(made(cloud, [{ ...grouped, nodeCount: 9 }], options)).toEqual({});
    const plain = job('p', { exclusive: true }, { nodeCount: 9, allOrNothing: false });
    expect(made(cloud, [plain], options)).toEqual({ F4s: 8 });
  });

  it('keeps a group to its size', () => {
    const cloud = capacity([{ maxPlacementGroupSize: 20, available: 100 }]);
    const asked = (nodeCount: number) =>
      job('g', { exclusive: true, 'node.placement_group': 'pg9' }, { nodeCount, colocated: true });
    expect(made(cloud, [asked(20)], options)).toEqual({ F4s: 20 });
    expect(made(cloud, [asked(21)], options)).toEqual({});
  });

  it('keeps all buckets of an array to the limit of the array', () => {
    const cloud = capacity(
      [{ available: 10 }, { machineType: 'F8s', vcpuCount: 8, available: 10 }],
      [limit('array', 'nodes', 8)],
    );
    expect(
      made(cloud, [job('x', { exclusive: true }, { nodeCount: 20, allOrNothing: false })], options),
    ).toEqual({ F4s: 8 });
    const after = {
      ...cloud,
      limits: cloud.limits.map((l) => (l.id === 'array' ? { ...l, used: 1 } : l)),
    };
    expect(limitsOf(after).map(({ available }) => available)).toEqual([7, 7]);
  });

  it('adds 12 nodes to 38 free cores for 50 slots of one core', () => {
    const nodes = Array.from({ length: 38 }, (_, i) => node(`onprem-${i + 1}`));
    const cloud = capacity([{ vcpuCount: 1, available: 100 }], [], nodes);
    expect(made(cloud, [job('x', { ncpus: 1 }, { iterations: 50 })], options)).toEqual({ F4s: 12 });
  });
});

describe('exclusive slots', () => {
  const exclusive = (iterations: number) =>
    job('x', [{ ncpus: 1 }, { exclusive: true }], { iterations });

  it('have a node each', () => {
    expect(made(htc(), [exclusive(10)])).toEqual({ F4s: 10 });
  });

  it('share the node that they close, as scalelib has it', () => {
    const options = { scalelibCompatible: true };
    expect(made(htc(), [exclusive(10)], options)).toEqual({ F4s: 3 });
    expect(made(htc(), [exclusive(19)], options)).toEqual({ F4s: 5 });
  });

  it('of one job share a node with exclusive-task, and with no other job', () => {
    const task = (name: string) =>
      job(name, { ncpus: 1, 'exclusive-task': true }, { iterations: 6 });
    const plan = planDemand(htc(), [task('a'), task('b'), job('c', { ncpus: 1 })]);
    const jobs = plan.groups[0]!.nodes.map((each) => each.jobs.map(({ name }) => name).join());
    expect(jobs).toEqual(['a', 'a', 'b', 'b', 'c']);
  });
});

describe('available nodes under a limit of cores', () => {
  it('are 13 of 4 cores where 45 of 100 are taken, and none where more are taken than allowed', () => {
    const left = (used: number) =>
      limitsOf(capacity([{ available: 1000 }], [limit('quota', 'cores', 100, used)]))[0];
    expect(left(45)).toMatchObject({ available: 13, tightest: 'quota' });
    expect(left(120)).toMatchObject({ available: 0 });
  });

  it('are charged the cores of the quota where those differ', () => {
    const cloud = capacity(
      [{ vcpuCount: 64, quotaCoreCount: 120 }],
      [limit('quota', 'quotaCores', 240)],
    );
    expect(limitsOf(cloud)[0]!.available).toBe(2);
  });
});

describe('names', () => {
  it('fill gaps, and leave reserved ones alone', () => {
    const nodes = [node('htc-2', { closed: true })];
    const cloud = { ...capacity([{}], [], nodes), reservedNames: ['htc-3'] };
    expect(names(cloud, [job('x', { exclusive: true }, { iterations: 3 })])).toEqual([
      'htc-1',
      'htc-4',
      'htc-5',
    ]);
  });
});
