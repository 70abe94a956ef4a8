import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyPlan } from './apply.js';
import type { Capacity, NodePhase } from './capacity.js';
import { capacity, job, limit, node } from './capacity.test.helper.js';
import { type PlanDocument, planDocument } from './document.js';
import type { Job } from './job.js';
import { planDemand } from './plan-demand.js';
import { Planner } from './planner.js';
import { policies, spotChoices } from './policy.js';

const constraint = fc.oneof(
  fc.record({ ncpus: fc.integer({ min: 1, max: 10 }) }),
  fc.record({ ncpus: fc.integer({ min: 1, max: 4 }), memgb: fc.integer({ min: 1, max: 16 }) }),
  fc.record({ exclusive: fc.boolean() }),
  fc.record({ 'exclusive-task': fc.constant(true), ncpus: fc.integer({ min: 1, max: 3 }) }),
  fc.constantFrom(
    { color: ['red', 'blue'], ncpus: 1 },
    { 'node.vm_size': ['big', 'F4s'], ncpus: 2 },
    { or: [{ ncpus: 6 }, { color: 'blue', ncpus: 1 }] },
    { xor: [{ color: 'red' }, { 'node.vm_size': 'big' }] },
    { not: { color: 'red' }, ncpus: 1 },
    { 'in-a-placement-group': true, ncpus: 1 },
    { 'node.colocated': false, ncpus: 1 },
    { 'node.placement_group': 'pgn', ncpus: 2 },
    { licence: 1, ncpus: 1 },
    { not: { ncpus: 3 } },
    { or: [{ ncpus: 3 }, { memgb: 4 }] },
    { or: [{ ncpus: 2, 'node.colocated': false }, { licence: 1 }] },
  ),
);

const anyJobs = (hosts: fc.Arbitrary<readonly string[]>): fc.Arbitrary<Job[]> =>
  fc
    .array(
      fc.record({
        hosts,
        constraints: constraint,
        kind: fc.constantFrom('pack', 'pack', 'scatter', 'colocated', 'group'),
        count: fc.integer({ min: 1, max: 7 }),
        rounds: fc.constantFrom(1, 1, 1, 2, 3),
        whole: fc.constantFrom(undefined, undefined, true, false),
        priority: fc.constantFrom(0, 0, 5),
      }),
      { maxLength: 25 },
    )
    .map((list) =>
      list.map(({ constraints, hosts, kind, count, rounds, whole, priority }, at) =>
        job(`j${at}`, constraints, {
          priority,
          ...(hosts.length > 0 && { executingHostnames: hosts }),
          ...(whole !== undefined && { allOrNothing: whole }),
          ...(kind === 'pack' || kind === 'group'
            ? { iterations: count }
            : { nodeCount: count, iterations: rounds }),
          ...((kind === 'colocated' || kind === 'group') && { colocated: true }),
        }),
      ),
    );

const jobs = anyJobs(fc.constant([]));
/** Some of them run already. */
const busyJobs = anyJobs(fc.constantFrom([], [], ['h1'], ['h2'], ['h1', 'h3']));

const clouds: fc.Arbitrary<Capacity> = fc
  .record({
    available: fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 3 }),
    cores: fc.integer({ min: 0, max: 90 }),
    nodes: fc.integer({ min: 0, max: 20 }),
    group: fc.integer({ min: 1, max: 6 }),
    existing: fc.array(
      fc.record({
        busy: fc.boolean(),
        group: fc.boolean(),
        phase: fc.constantFrom<NodePhase>('ready', 'ready', 'booting', 'deallocated'),
      }),
      { maxLength: 4 },
    ),
    failing: fc.boolean(),
    licences: fc.integer({ min: 0, max: 8 }),
  })
  .map(({ available, cores, nodes, group, existing, failing, licences }) => {
    const size = { maxPlacementGroupSize: group };
    const made = existing.map(({ busy, group: grouped, phase }, at) =>
      node(`htc-${at * 2 + 1}`, {
        phase,
        hostname: `h${at}`,
        ...(busy && phase === 'ready' && { assignments: ['other'], available: { ncpus: 2 } }),
        ...(grouped && { placementGroup: 'pgx' }),
      }),
    );
    return {
      ...capacity(
        [
          {
            ...size,
            available: available[0]!,
            price: 1,
            resources: { color: 'red' },
            ...(failing && { lastCapacityFailure: 10 }),
          },
          {
            ...size,
            machineType: 'F8s',
            vcpuCount: 8,
            available: available[1]!,
            price: 1.8,
            resources: { color: 'blue' },
          },
          {
            ...size,
            nodearray: 'hpc',
            machineType: 'big',
            vcpuCount: 16,
            available: available[2]!,
            price: 5,
            spot: true,
          },
        ],
        [limit('cores', 'cores', cores), limit('nodes', 'nodes', nodes, 2)],
        made,
      ),
      shared: { licence: licences },
    };
  });

/** What a plan must never do. */
function check(cloud: Capacity, queue: readonly Job[], plan: PlanDocument): void {
  const byId = new Map(cloud.buckets.map((bucket) => [bucket.id, bucket]));
  for (const { id, unit, max, used } of cloud.limits) {
    const taken = plan.groups
      .filter((group) => byId.get(group.bucket)!.limits.includes(id))
      .reduce(
        (sum, group) =>
          sum + group.count * (unit === 'nodes' ? 1 : byId.get(group.bucket)!.vcpuCount),
        0,
      );
    expect(taken, id).toBeLessThanOrEqual(Math.max(0, max - used));
  }
  const groupsOf = new Map<string, Set<string>>();
  const nodes = [...plan.matched, ...plan.groups.flatMap((group) => group.nodes)];
  expect(new Set(nodes.map(({ name }) => name)).size).toBe(nodes.length);
  const inGroup = new Map<string, number>();
  const slots = new Map<string, number>();
  const licensed = new Set(
    queue.filter(({ constraints }) => 'licence' in constraints).map(({ name }) => name),
  );
  let licences = 0;
  const running = new Set(
    queue.filter(({ executingHostnames }) => executingHostnames).map(({ name }) => name),
  );
  for (const { name, bucket, placementGroup, jobs: there } of nodes) {
    const facts = byId.get(bucket)!;
    const existing = cloud.nodes.find((each) => each.name === name);
    if (placementGroup !== undefined) {
      const key = `${bucket} ${placementGroup}`;
      inGroup.set(key, (inGroup.get(key) ?? 0) + (existing ? 0 : 1));
    }
    // Running jobs are where they are, whether there is room or not.
    const placed = there.filter(({ name: each }) => !running.has(each));
    const alone = placed.filter(({ name: each }) => {
      const { constraints } = queue.find((one) => one.name === each)!;
      return 'exclusive' in constraints ? constraints.exclusive : 'exclusive-task' in constraints;
    });
    if (alone.length > 0) expect(placed, name).toHaveLength(1);
    let cpus = 0;
    for (const { name: each, slots: count } of placed) {
      slots.set(each, (slots.get(each) ?? 0) + count);
      const { nodeCount, iterations: rounds = 1 } = queue.find((one) => one.name === each)!;
      if (nodeCount !== undefined) expect(count, each).toBeLessThanOrEqual(rounds);
      if (licensed.has(each)) licences += count;
      const { constraints } = queue.find((one) => one.name === each)! as {
        constraints: Record<string, number>;
      };
      cpus += (constraints.ncpus ?? 0) * count;
      const groups = groupsOf.get(each) ?? new Set();
      groupsOf.set(each, groups.add(`${bucket} ${placementGroup}`));
    }
    expect(cpus, name).toBeLessThanOrEqual(existing?.available?.ncpus ?? facts.vcpuCount);
  }
  expect(licences).toBeLessThanOrEqual(cloud.shared!.licence!);
  for (const [key, count] of inGroup) {
    expect(count, key).toBeLessThanOrEqual(byId.get(key.split(' ')[0]!)!.maxPlacementGroupSize);
  }
  const unplaced = new Map(plan.unplaced.map((each) => [each.job, each]));
  for (const { name, colocated, nodeCount, iterations = 1, allOrNothing } of queue) {
    if (running.has(name)) continue;
    const asked = (nodeCount ?? 1) * iterations;
    const got = slots.get(name) ?? 0;
    expect(got + (unplaced.get(name)?.missing ?? 0), name).toBe(asked);
    if (unplaced.has(name)) expect(unplaced.get(name)!.reason).not.toBe('');
    if (colocated) {
      const rounds = nodeCount === undefined ? 1 : iterations;
      expect(groupsOf.get(name)?.size ?? 0, name).toBeLessThanOrEqual(rounds);
      expect([...(groupsOf.get(name) ?? [])].every((key) => !key.endsWith('undefined'))).toBe(true);
    }
    // All or nothing holds for each round of nodes by itself.
    const whole = allOrNothing ?? (colocated || nodeCount !== undefined);
    if (whole) expect(got % (nodeCount ?? asked), name).toBe(0);
  }
}

/** What is left of limits, pools and nodes, and what the nodes may be taken for. */
const roomOf = ({ floor, pools }: Planner) => ({
  limits: floor.ledger.left(),
  pools: pools.left(),
  nodes: floor.source
    .flatMap((node, at) => (node && !floor.isClosed(at) ? [at] : []))
    .map((at) => ({
      name: floor.nameOf(at),
      ncpus: floor.left(at, 'ncpus'),
      memgb: floor.left(at, 'memgb'),
      marks: floor.indexes[floor.bucketOf[at]!]!.marksOf(floor.positionOf[at]!),
    })),
});

const runs = 200;
const settings = {
  policy: fc.constantFrom(...policies),
  maxPlacementGroups: fc.constantFrom(1, 2, 10_000),
  spot: fc.constantFrom(...spotChoices),
};
const options = fc.record(settings);
const anyOptions = fc.record({ ...settings, scalelibCompatible: fc.boolean() });

describe('a plan', () => {
  it('stays below every limit, splits no colocated job, and accounts for every slot', () => {
    fc.assert(
      fc.property(clouds, jobs, options, (cloud, queue, chosen) => {
        check(cloud, queue, planDemand(cloud, queue, chosen));
      }),
      { numRuns: runs },
    );
  }, 60_000);

  it('made again once it is carried out adds nothing, and no job loses what it had', () => {
    fc.assert(
      fc.property(clouds, jobs, anyOptions, (cloud, queue, chosen) => {
        const first = planDemand(cloud, queue, chosen);
        const second = planDemand(applyPlan(cloud, first), queue, chosen);
        expect(second.groups).toEqual([]);
        const before = new Map(first.unplaced.map(({ job, missing }) => [job, missing]));
        for (const { job, missing } of second.unplaced) {
          expect(missing, job).toBeLessThanOrEqual(before.get(job) ?? 0);
        }
      }),
      { numRuns: runs },
    );
  }, 60_000);

  it('that is mended when jobs come and go holds to the same', () => {
    fc.assert(
      fc.property(clouds, busyJobs, busyJobs, options, (cloud, queue, others, chosen) => {
        const planner = new Planner(cloud, chosen).plan(queue);
        const put = others.map((each, at) => ({ ...each, name: `j${at * 2}` }));
        const remove = queue.filter((_, at) => at % 3 === 1).map(({ name }) => name);
        planner.update({ put, remove });
        const now = new Map(queue.map((each) => [each.name, each]));
        for (const name of remove) now.delete(name);
        for (const each of put) now.set(each.name, each);
        check(cloud, [...now.values()], planDocument(planner));
      }),
      { numRuns: runs },
    );
  }, 60_000);

  it('that is mended has all back once the jobs are gone', () => {
    fc.assert(
      fc.property(clouds, busyJobs, busyJobs, options, (cloud, queue, others, chosen) => {
        const planner = new Planner(cloud, chosen).plan(queue);
        planner.update({ put: others });
        planner.update({ remove: planner.jobs.map(({ name }) => name) });
        const fresh = new Planner(cloud, chosen);
        for (const { constraints } of [...queue, ...others]) fresh.shapeOf(constraints);
        expect(roomOf(planner)).toEqual(roomOf(fresh));
        expect(planDocument(planner).groups).toEqual([]);
      }),
      { numRuns: runs },
    );
  }, 60_000);
});
