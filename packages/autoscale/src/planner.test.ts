import { describe, expect, it } from 'vitest';
import { applyPlan, assertFresh } from './apply.js';
import type { Capacity } from './capacity.js';
import { capacity, job, limit, node } from './capacity.test.helper.js';
import { diffPlans } from './diff.js';
import { planDocument } from './document.js';
import { explain } from './explain.js';
import type { Job } from './job.js';
import { planDemand } from './plan-demand.js';
import { Planner, type PlanOptions } from './planner.js';

const nodesOf = (
  cloud: Capacity,
  jobs: readonly Job[],
  options?: PlanOptions,
): Record<string, string[]> => {
  const plan = planDemand(cloud, jobs, options);
  return Object.fromEntries(
    plan.groups.map(({ machineType, placementGroup, nodes }) => [
      placementGroup === undefined ? machineType : `${machineType} ${placementGroup}`,
      nodes.map(({ name }) => name),
    ]),
  );
};

const reason = (cloud: Capacity, jobs: readonly Job[], options?: PlanOptions) =>
  planDemand(cloud, jobs, options).unplaced[0];

describe('existing nodes', () => {
  it('come first: those with jobs, those that are up, those that boot, those to be started again', () => {
    const cloud = capacity(
      [{}],
      [],
      [
        node('htc-1', { phase: 'deallocated', state: 'Deallocated' }),
        node('htc-2', { phase: 'booting', state: 'Acquiring' }),
        node('htc-3'),
        node('htc-4', { assignments: ['running'], available: { ncpus: 1 } }),
        node('htc-5', { phase: 'failed', state: 'Failed' }),
      ],
    );
    const { matched, groups, failed } = planDemand(cloud, [
      job('a', { ncpus: 1 }, { iterations: 14 }),
    ]);
    expect(matched.map(({ name, jobs }) => [name, jobs[0]!.slots])).toEqual([
      ['htc-4', 1],
      ['htc-3', 4],
      ['htc-2', 4],
    ]);
    expect(groups.map(({ start, nodes }) => [start, nodes[0]!.name])).toEqual([
      [true, 'htc-1'],
      [false, 'htc-6'],
    ]);
    expect(failed).toEqual(['htc-5']);
  });

  it('that are deallocated are started again, whichever group they are in, where none can be made', () => {
    const away = { phase: 'deallocated', state: 'Deallocated', placementGroup: 'pgx' } as const;
    const cloud = capacity([{ lastCapacityFailure: 1 }], [], [node('htc-1', away)]);
    const started = (more: Partial<Job>) =>
      planDemand(cloud, [job('a', { ncpus: 1 }, more)]).groups;
    expect(started({})).toMatchObject([{ start: true, placementGroup: 'pgx' }]);
    expect(started({ colocated: true })).toMatchObject([{ start: true, placementGroup: 'pgx' }]);
  });

  it('that no job needs are told, and whether they are to be kept', () => {
    const cloud = capacity([{}], [], [node('htc-1'), node('htc-2', { keepAlive: true })]);
    expect(planDemand(cloud, []).unmatched).toMatchObject([
      { name: 'htc-2', keep: true },
      { name: 'htc-1', keep: false },
    ]);
  });

  it('keep their running jobs, which are placed nowhere else', () => {
    const cloud = capacity(
      [{}],
      [],
      [
        node('htc-1', { hostname: 'ip-1', assignments: ['known'], available: { ncpus: 0 } }),
        node('htc-2', { hostname: 'ip-2.domain' }),
      ],
    );
    const plan = planDemand(cloud, [
      job('waiting', { ncpus: 3 }),
      job('known', { ncpus: 4 }),
      job('runs', { ncpus: 99 }, { executingHostnames: ['ip-2'] }),
      job('elsewhere', { ncpus: 1 }, { executingHostnames: ['onprem-7'] }),
    ]);
    expect(plan.unplaced).toEqual([]);
    expect(
      plan.matched.map(({ name, jobs }) => [name, jobs.map((each) => each.name).sort()]),
    ).toEqual([
      ['htc-1', ['known']],
      ['htc-2', ['runs', 'waiting']],
    ]);
  });

  it('named by a job are all that it may have', () => {
    const cloud = capacity([{}], [], [node('htc-1'), node('htc-2')]);
    const pinned = (name: string, on: string) => job(name, { 'node.name': on, ncpus: 4 });
    const plan = planDemand(cloud, [pinned('a', 'htc-2'), pinned('b', 'htc-2')]);
    expect(plan.matched).toMatchObject([{ name: 'htc-2', jobs: [{ name: 'a' }] }]);
    expect(plan.unplaced).toMatchObject([{ job: 'b', status: 'NoCandidatesFound' }]);
  });
});

describe('constraints', () => {
  const colours = capacity([
    { resources: { colour: 'red', model: 'E5-2690' } },
    { machineType: 'F8s', vcpuCount: 8, resources: { colour: 'blue', model: 'EPYC' }, spot: true },
  ]);
  it.each<[Job['constraints'], string | undefined]>([
    [{ colour: 'blue' }, 'F8s'],
    [{ model: 'E5*' }, 'F4s'],
    [{ model: 'E[!5]*' }, 'F8s'],
    [{ not: { colour: 'red' } }, 'F8s'],
    [{ 'node.vm_size': 'f8S' }, 'F8s'],
    [{ 'node.spot': false, colour: ['blue', 'red'] }, 'F4s'],
    [{ ncpus: 6 }, 'F8s'],
    [{ ncpus: [8, 4] }, 'F8s'],
    [{ or: [{ ncpus: 9 }, { ncpus: 5 }] }, 'F8s'],
    [{ xor: [{ colour: 'red' }, { 'node.spot': false }] }, undefined],
    [{ xor: [{ colour: 'blue' }, { ncpus: 99 }] }, 'F8s'],
    [{ and: [{ colour: 'red' }, { memgb: 8 }] }, 'F4s'],
    [{ 'read-only-alias-constraint': { alias: 'mem', 'resource-name': 'memgb' }, mem: 16 }, 'F8s'],
    [{ never: 'not today' }, undefined],
    [{ nothing: 1 }, undefined],
    [{ 'node.exists': false }, 'F4s'],
  ])('%j is met by %s', (constraints, machineType) => {
    const { groups } = planDemand(colours, [job('x', constraints)]);
    expect(groups[0]?.machineType).toBe(machineType);
  });

  it('of a caller’s own are asked about every machine', () => {
    const customConstraints = {
      even: {
        test: (_: unknown, machine: { property: (name: string) => unknown }) =>
          Number(machine.property('vcpu_count')) % 8 === 0 || 'it is odd',
      },
    };
    expect(nodesOf(colours, [job('x', { even: true })], { customConstraints })).toEqual({
      F8s: ['htc-1'],
    });
  });

  it('take of licences, for each slot or once', () => {
    const cloud = { ...capacity([{}]), shared: { matlab: 5 } };
    const plan = planDemand(cloud, [job('a', { matlab: 2, ncpus: 1 }, { iterations: 4 })]);
    expect(plan.unplaced).toMatchObject([
      { missing: 2, status: 'SharedLimitReached', reason: '2 of matlab needed, 1 left' },
    ]);
    const once = { 'resource-name': 'm', 'initial-value': 3, requested: 2, 'decrement-once': true };
    const jobs = ['a', 'b'].map((name) =>
      job(name, { 'shared-consumable-constraint': once, ncpus: 1 }, { iterations: 3 }),
    );
    expect(planDemand(capacity([{}]), jobs).unplaced).toMatchObject([{ job: 'b', missing: 3 }]);
  });

  it('that cannot be read leave only their own job without nodes', () => {
    const plan = planDemand(colours, [job('bad', { 'node.wings': 2 }), job('good', { ncpus: 1 })]);
    expect(plan.unplaced).toMatchObject([{ job: 'bad', status: 'InvalidConstraint' }]);
    expect(plan.groups).toHaveLength(1);
  });
});

describe('scattered jobs', () => {
  it('have a node started again by another alternative, where the first may not be there', () => {
    const away = { phase: 'deallocated', state: 'Deallocated', placementGroup: 'pgx' } as const;
    const cloud = {
      ...capacity([{ lastCapacityFailure: 1 }], [], [node('htc-1', away), node('htc-2')]),
      shared: { licence: 2 },
    };
    const either = { or: [{ 'node.colocated': false, ncpus: 1 }, { licence: 1 }] };
    const plan = planDemand(cloud, [job('a', either, { nodeCount: 2 })]);
    expect(plan.unplaced).toEqual([]);
    expect(plan.groups).toMatchObject([{ start: true, count: 1 }]);
  });

  it('get no node twice, where some nodes are enough', () => {
    const cloud = capacity([{ available: 2 }, { machineType: 'F8s', available: 1 }]);
    const plan = planDemand(cloud, [job('a', { ncpus: 1 }, { nodeCount: 5, allOrNothing: false })]);
    expect(plan.groups).toMatchObject([
      { machineType: 'F4s', count: 2 },
      { machineType: 'F8s', count: 1 },
    ]);
    expect(plan.unplaced).toMatchObject([{ job: 'a', missing: 2 }]);
  });

  it('get nothing where the placement groups that there may be are too few for all of it', () => {
    const cloud = capacity([{ maxPlacementGroupSize: 2 }]);
    const jobs = [job('a', { 'in-a-placement-group': true, ncpus: 4 }, { nodeCount: 3 })];
    const plan = planDemand(cloud, jobs, { maxPlacementGroups: 1 });
    expect(plan.groups).toEqual([]);
    expect(plan.unplaced).toMatchObject([{ job: 'a', missing: 3 }]);
  });

  it('leave no placement group behind where they get nothing', () => {
    const cloud = capacity([{ maxPlacementGroupSize: 2 }]);
    const foo = { 'node.placement_group': 'foo' };
    const jobs = [
      job('a', { ...foo, ncpus: 4 }, { nodeCount: 3 }),
      job('b', { not: foo, 'in-a-placement-group': true, ncpus: 4 }),
    ];
    const plan = planDemand(cloud, jobs, { maxPlacementGroups: 1 });
    expect(plan.unplaced).toMatchObject([{ job: 'a', missing: 3 }]);
    expect(plan.groups).toMatchObject([{ placementGroup: 'F4s_pg0', count: 1 }]);
  });
});

describe('placement groups', () => {
  it('are made on demand, filled, and hold one colocated job each whole', () => {
    const cloud = capacity([{ maxPlacementGroupSize: 5 }]);
    const mpi = (name: string, nodeCount: number) =>
      job(name, { exclusive: true }, { nodeCount, colocated: true });
    expect(nodesOf(cloud, [mpi('a', 3), mpi('b', 3), mpi('c', 2)])).toEqual({
      'F4s F4s_pg0': ['htc-1', 'htc-2', 'htc-3', 'htc-7', 'htc-8'],
      'F4s F4s_pg1': ['htc-4', 'htc-5', 'htc-6'],
    });
    expect(reason(cloud, [mpi('d', 6)])).toMatchObject({ status: 'PlacementGroupTooSmall' });
  });

  it('take as many nodes of a colocated job as have room in one, where some of them are enough', () => {
    const cloud = capacity([{ maxPlacementGroupSize: 3 }]);
    const some = { nodeCount: 5, colocated: true, allOrNothing: false };
    const plan = planDemand(cloud, [job('a', { ncpus: 1 }, some)]);
    expect(plan.groups).toMatchObject([{ count: 3, placementGroup: 'F4s_pg0' }]);
    expect(plan.unplaced).toMatchObject([{ job: 'a', missing: 2 }]);
  });

  it('are filled by every alternative of such a job', () => {
    const cloud = capacity([{ available: 0 }], [], [node('htc-1', { placementGroup: 'pgx' })]);
    const some = { iterations: 3, colocated: true, allOrNothing: false };
    const plan = planDemand(cloud, [job('a', { or: [{ ncpus: 3 }, { memgb: 4 }] }, some)]);
    expect(plan.matched).toMatchObject([{ jobs: [{ name: 'a', slots: 3, ways: [1, 2] }] }]);
  });

  it('of the array itself hold all its nodes; an array may have none', () => {
    const fixed = capacity([{ placementGroup: 'rack', maxPlacementGroupSize: 2 }]);
    expect(nodesOf(fixed, [job('a', { exclusive: true }, { iterations: 3 })])).toEqual({
      'F4s rack': ['htc-1', 'htc-2'],
    });
    const none = capacity([{ colocation: false }]);
    expect(reason(none, [job('a', { ncpus: 1 }, { nodeCount: 2, colocated: true })])?.status).toBe(
      'NoCandidatesFound',
    );
  });

  it('are avoided or wanted by in-a-placement-group, and both are wanted as scalelib reads it', () => {
    const cloud = capacity([{}], [], [node('htc-1', { placementGroup: 'pg7' })]);
    const wants = (wanted: boolean) => [job('a', { 'in-a-placement-group': wanted, ncpus: 1 })];
    expect(planDemand(cloud, wants(true)).matched).toMatchObject([{ name: 'htc-1' }]);
    expect(nodesOf(cloud, wants(false))).toEqual({ F4s: ['htc-2'] });
    expect(planDemand(cloud, wants(false), { scalelibCompatible: true }).matched).toHaveLength(1);
  });
});

describe('policies', () => {
  const cloud = capacity([
    { machineType: 'big', vcpuCount: 16, price: 1, bootSeconds: 500, available: 3 },
    { machineType: 'small', vcpuCount: 2, price: 0.2, bootSeconds: 400, available: 3 },
    { machineType: 'spot', vcpuCount: 4, price: 0.1, spot: true, bootSeconds: 100, available: 2 },
  ]);
  const one = [job('a', { ncpus: 1 })];
  it.each([
    [{ policy: 'ordered' }, 'big'],
    [{ policy: 'smallest-fit' }, 'small'],
    [{ policy: 'fastest-start' }, 'spot'],
    [{ policy: 'cheapest' }, 'spot'],
    [{ policy: 'cheapest', spot: 'never' }, 'small'],
    [{ policy: 'ordered', spot: 'prefer' }, 'spot'],
    [{ policy: 'smallest-fit', spot: 'only' }, 'spot'],
  ] as const)('%j makes a %s node', (options, machineType) => {
    expect(Object.keys(nodesOf(cloud, one, options))).toEqual([machineType]);
  });

  it('fall back to on-demand nodes where spot capacity ends', () => {
    const jobs = [job('a', { ncpus: 2 }, { iterations: 6 })];
    expect(nodesOf(cloud, jobs, { spot: 'prefer', policy: 'smallest-fit' })).toEqual({
      spot: ['htc-1', 'htc-2'],
      small: ['htc-3', 'htc-4'],
    });
  });

  it('leave a bucket alone for a while after capacity was missing', () => {
    const failing = {
      ...cloud,
      buckets: cloud.buckets.map((b) => (b.spot ? { ...b, lastCapacityFailure: 100 } : b)),
    };
    expect(Object.keys(nodesOf(failing, one, { policy: 'cheapest' }))).toEqual(['small']);
    expect(Object.keys(nodesOf(failing, one, { policy: 'cheapest', capacityBackoff: 60 }))).toEqual(
      ['spot'],
    );
  });

  it('pay the least for all jobs together', () => {
    const prices = capacity([
      { machineType: 'cpu', vcpuCount: 8, memoryGb: 8, price: 1 },
      { machineType: 'both', vcpuCount: 8, memoryGb: 64, price: 1.4 },
    ]);
    const jobs = [
      job('c', { ncpus: 1, memgb: 1 }, { iterations: 7 }),
      job('m', { ncpus: 1, memgb: 40 }),
    ];
    expect(nodesOf(prices, jobs, { policy: 'cheapest' })).toEqual({ both: ['htc-1'] });
  });
});

describe('a plan', () => {
  it('goes stale when its back-off ends, however long that is', () => {
    const failed = (lastCapacityFailure: number) => capacity([{ lastCapacityFailure }]);
    const planned = (capacityBackoff: number) =>
      planDemand(failed(100), [job('a', { ncpus: 1 })], { capacityBackoff });
    expect(() => assertFresh(planned(600), failed(500))).not.toThrow();
    expect(() => assertFresh(planned(600), failed(700))).toThrow('was short of capacity');
    expect(() => assertFresh(planned(0), failed(700))).not.toThrow();
  });
});

describe('a plan made again once it is carried out', () => {
  const again = (cloud: Capacity, jobs: readonly Job[], options?: PlanOptions) => {
    const first = planDemand(cloud, jobs, options);
    return { first, second: planDemand(applyPlan(cloud, first), jobs, options) };
  };

  it('leaves no more room on a node than before, where a job could be there in a cheaper way', () => {
    const cloud = capacity(
      [{ machineType: 'F8s', vcpuCount: 8, available: 3, resources: { color: 'blue' } }],
      [limit('cores', 'cores', 24)],
    );
    const jobs = [
      job('wide', { or: [{ ncpus: 6 }, { color: 'blue', ncpus: 1 }] }, { priority: 5 }),
      job('three', { ncpus: 3 }, { nodeCount: 3 }),
    ];
    const { first, second } = again(cloud, jobs);
    expect(first.groups).toMatchObject([{ count: 1 }]);
    expect(first.unplaced).toMatchObject([{ job: 'three', missing: 3 }]);
    expect(second.groups).toEqual([]);
    expect(second.unplaced).toMatchObject([{ job: 'three', missing: 3 }]);
  });

  it('puts slots by the alternative that they were put by', () => {
    const cloud = capacity([{ available: 1 }]);
    const jobs = [job('a', { or: [{ ncpus: 3 }, { memgb: 4 }] }, { iterations: 3 })];
    const { first, second } = again(cloud, jobs);
    expect(first.groups[0]!.nodes[0]!.jobs).toEqual([{ name: 'a', slots: 3, ways: [1, 2] }]);
    expect(second.matched[0]!.jobs).toEqual([{ name: 'a', slots: 3, ways: [1, 2] }]);
  });
});

describe('priority', () => {
  it('lets the higher have what there is', () => {
    const cloud = capacity([{ available: 1 }]);
    const jobs = [job('low', { ncpus: 4 }), job('high', { ncpus: 4 }, { priority: 1 })];
    expect(reason(cloud, jobs)).toMatchObject({ job: 'low', status: 'LimitReached' });
  });
});

describe('explain', () => {
  it('names for each bucket the constraint or limit that rules it out', () => {
    const cloud = capacity(
      [
        { available: 2 },
        { machineType: 'off', valid: false, invalidReason: 'NotActivated' },
        { machineType: 'red', resources: { colour: 'red' } },
      ],
      [limit('quota of family F', 'cores', 8)],
    );
    const planner = new Planner(cloud).plan([
      job('a', { ncpus: 1 }, { iterations: 8 }),
      job('b', { not: { colour: 'red' }, ncpus: 1 }),
    ]);
    expect(explain(planner, 'b')).toMatchObject({
      missing: 1,
      status: 'LimitReached',
      buckets: [
        {
          bucket: 'htc/F4s',
          status: 'LimitReached',
          reason: 'quota of family F of 8 cores: room for 0 more nodes, 1 needed',
        },
        { bucket: 'htc/off', status: 'NotActivated' },
        { bucket: 'htc/red', status: 'Not' },
      ],
    });
    expect(explain(planner, 'a')).toMatchObject({
      missing: 0,
      nodes: ['htc-1', 'htc-2'],
      buckets: [{ outcome: 'chosen' }, {}, {}],
    });
    expect(() => explain(planner, 'nobody')).toThrow("no job 'nobody'");
  });
});

describe('a planner whose jobs change', () => {
  it('gives up nodes that nobody needs, and lets those that waited have the room', () => {
    const planner = new Planner(capacity([{ available: 2 }])).plan([
      job('a', { ncpus: 4 }),
      job('b', { ncpus: 4 }),
      job('c', { ncpus: 4 }),
    ]);
    const before = planDocument(planner);
    const after = planDocument(planner.update({ remove: ['a'] }));
    expect(after.unplaced).toEqual([]);
    expect(diffPlans(before, after)).toMatchObject({ nowPlaced: ['c'], moved: [], groups: [] });
    expect(planDocument(planner.update({ remove: ['b', 'c'] })).groups).toEqual([]);
  });

  it('has back what a running job took, and who was not to share its host', () => {
    const cloud = capacity([{}], [], [node('htc-1', { hostname: 'h1' })]);
    const running = (name: string, constraints: Job['constraints']) =>
      job(name, constraints, { executingHostnames: ['h1'] });
    const planner = new Planner(cloud).plan([running('runs', { ncpus: 4 })]);
    const whole = job('waits', { ncpus: 4, exclusive: true });
    planner.update({ remove: ['runs'], put: [whole] });
    expect(planDocument(planner)).toMatchObject({ groups: [], matched: [{ name: 'htc-1' }] });
    planner.update({ remove: ['waits'], put: [running('small', { ncpus: 1 })] });
    planner.update({ put: [running('alone', { ncpus: 1, exclusive: true })] });
    planner.update({ remove: ['alone'], put: [job('rest', { ncpus: 3 })] });
    expect(planDocument(planner)).toMatchObject({
      groups: [],
      matched: [{ name: 'htc-1', jobs: [{ name: 'small' }, { name: 'rest' }] }],
    });
  });

  it('does not grow with the changes it has seen', () => {
    const planner = new Planner(capacity([{}])).plan([job('still', { ncpus: 1 })]);
    for (let i = 0; i < 3000; i++)
      planner.update({ put: [job('changing', { ncpus: 1 + (i % 3) })] });
    expect(planner.pieces.node.length).toBeLessThan(1001);
    expect(planDocument(planner).groups).toMatchObject([
      { nodes: [{ name: 'htc-1', jobs: [{ name: 'still' }, { name: 'changing' }] }] },
    ]);
  });

  it('plans anew when a job of higher priority finds no room', () => {
    const planner = new Planner(capacity([{ available: 1 }])).plan([job('a', { ncpus: 4 })]);
    planner.update({ put: [job('urgent', { ncpus: 4 }, { priority: 9 })] });
    expect(planDocument(planner).unplaced).toMatchObject([{ job: 'a' }]);
  });
});
