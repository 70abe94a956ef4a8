import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { defaultSimulation, SimulatedDriver } from '../compute/simulated.js';
import { and, eq, ne } from '../store/predicate.js';
import { openSmallWorld, type SmallWorld } from '../testing/small-world.js';
import { counterKeys } from './admission.js';
import { createNodes, type NodeSet, scaleArray } from './nodes.js';
import { applyVerb } from './steps.js';

const context = { dialect: 'cyclecloud', action: 'create' } as const;
const ledger = { take: async () => true, release: async () => {} };

describe('nodes of a cluster', () => {
  let world: SmallWorld;
  beforeEach(async () => {
    world = await openSmallWorld();
  });
  afterEach(() => world.close());

  const create = (...sets: Partial<NodeSet>[]) =>
    world.store.command(world.scope, (tx) =>
      createNodes(
        tx,
        world.cluster,
        sets.map((set) => ({ array: 'execute', count: 1, start: true, ...set })),
        context,
      ),
    );
  const nodes = () =>
    world.store.reader(world.scope).select('machine', { where: ne('state', 'deleted') });
  const names = async () => (await nodes()).map((node) => node.name);
  const remove = async (...which: string[]) => {
    const machines = (await nodes()).filter((node) => which.includes(node.name));
    await world.store.command(world.scope, (tx) =>
      applyVerb(tx, { ...context, action: 'terminate', verb: 'delete', machines }),
    );
    await world.run(60_000);
  };

  it('get the lowest free numbers, and gaps are filled', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await create({ count: 4 });
    await world.run(10_000);
    await remove('execute-2', 'execute-3');
    await create({ count: 3 });
    expect((await names()).sort()).toEqual([
      'execute-1',
      'execute-2',
      'execute-3',
      'execute-4',
      'execute-5',
    ]);
  });

  it('of one request never share a name, whichever set chose it', async () => {
    await create(
      { count: 2, nameFormat: 'execute-%d', nameOffset: 2 },
      { count: 3 },
      { count: 2, nameFormat: 'execute-%d' },
    );
    expect(await names()).toEqual([2, 3, 1, 4, 5, 6, 7].map((n) => `execute-${n}`));
  });

  it('of two sets are numbered in the order of the sets', async () => {
    await create({ count: 2, machineType: 'Standard_HC44rs' }, { count: 1 });
    const sizes = (await nodes()).map((node) => [node.name, node.vcpus]);
    expect(sizes).toEqual([
      ['execute-1', 44],
      ['execute-2', 44],
      ['execute-3', 4],
    ]);
  });

  it('take a name format with an offset, passing over names that are taken', async () => {
    await create({ nameFormat: 'custom-6' });
    await create({ count: 2, nameFormat: 'custom-%d', nameOffset: 5 });
    expect(await names()).toEqual(['custom-6', 'custom-5', 'custom-7']);
  });

  it('with an exact standard name keep that number from being given again', async () => {
    await create({ nameFormat: 'execute-2' });
    await create({ count: 2 });
    expect(await names()).toEqual(['execute-2', 'execute-1', 'execute-3']);
  });

  it('are refused an exact name that exists, and nothing is made', async () => {
    await create({ nameFormat: 'n7' });
    await expect(create({ count: 5 }, { nameFormat: 'n7' })).rejects.toMatchObject({
      code: 'conflict',
    });
    expect(await names()).toEqual(['n7']);
  });

  it('are granted in part up to the placement group, with the reason', async () => {
    const { results } = await create({ count: 50, placementGroup: 'pg0' });
    expect(results[0]!.added).toBe(40);
    expect(results[0]!.message).toContain('placement group "pg0" (0 of 40 machines');
  });

  it('of one request see what its earlier sets took', async () => {
    const { results } = await create(
      { count: 30, placementGroup: 'pg0', machineType: 'Standard_F4s_v2' },
      { count: 30, placementGroup: 'pg0', machineType: 'Standard_F4s_v2' },
    );
    expect(results.map((result) => result.added)).toEqual([30, 10]);
  });

  it('spill over to the next bucket only when the first has no room at all', async () => {
    await limitFamily('FSv2', 8);
    expect((await create({ count: 3 })).results[0]!.added).toBe(3);
    expect((await nodes()).map((node) => node.vcpus)).toEqual([44, 44, 44]);
    expect((await create({ count: 2 })).results[0]!.added).toBe(2);
    expect((await nodes()).at(-1)!.vcpus).toBe(4);
  });

  const limitFamily = (family: string, cores: number) =>
    world.store.command(world.scope, (tx) =>
      tx.insert('quota', { locationId: world.location.id, family, spot: false, cores }),
    );

  it('that are terminating count until they are gone', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await limitFamily('FSv2', 8);
    await create({ count: 2, machineType: 'Standard_F4s_v2' });
    await world.run(10_000);
    const machines = await nodes();
    await world.store.command(world.scope, (tx) =>
      applyVerb(tx, { ...context, verb: 'delete', machines }),
    );
    const full = await create({ count: 1, machineType: 'Standard_F4s_v2' });
    expect(full.results[0]).toMatchObject({ added: 0 });
    await world.run(10_000);
    const free = await create({ count: 1, machineType: 'Standard_F4s_v2' });
    expect(free.results[0]).toEqual({ added: 1 });
  });

  it('start again within the limits only', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await limitFamily('FSv2', 8);
    await create({ count: 2, machineType: 'Standard_F4s_v2' });
    await world.run(10_000);
    await world.store.command(world.scope, async (tx) =>
      applyVerb(tx, { ...context, verb: 'deallocate', machines: await tx.select('machine') }),
    );
    await world.run(10_000);
    await create({ count: 1, machineType: 'Standard_F4s_v2' });
    const start = await world.store.command(world.scope, async (tx) =>
      applyVerb(tx, {
        ...context,
        verb: 'start',
        machines: await tx.select('machine', { where: eq('state', 'deallocated') }),
      }),
    );
    expect(start.results.map((result) => result.outcome)).toEqual(['step', 'refused']);
    expect(start.results[1]).toMatchObject({ code: 'limit' });
  });

  it('scaled to a total are added once, and never removed', async () => {
    const scale = (target: { nodes: number } | { cores: number }) =>
      world.store.command(world.scope, async (tx) =>
        scaleArray(tx, world.cluster, 'execute', target, { ...context, action: 'scale' }),
      );
    expect((await scale({ nodes: 5 })).results).toEqual([{ added: 5 }]);
    expect((await scale({ nodes: 5 })).results).toEqual([{ added: 0 }]);
    expect((await scale({ nodes: 1 })).results).toEqual([{ added: 0 }]);
    expect((await scale({ cores: 21 })).results).toEqual([{ added: 1 }]);
    expect(await names()).toHaveLength(6);
  });

  it('keep names unique and counters exact under any sequence of creates and deletes', async () => {
    const fast = { ...defaultSimulation, times: { ...defaultSimulation.times } };
    world.reconcile(new SimulatedDriver(ledger, fast));
    const action = fc.oneof(
      fc.record({ create: fc.integer({ min: 1, max: 6 }), fixed: fc.boolean() }),
      fc.record({ remove: fc.nat(12) }),
      fc.record({ wait: fc.integer({ min: 1, max: 800 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(action, { minLength: 1, maxLength: 12 }), async (actions) => {
        for (const step of actions) {
          if ('create' in step) await create({ count: step.create, fixed: step.fixed });
          else if ('wait' in step) await world.run(step.wait);
          else {
            const all = await nodes();
            const victim = all[step.remove % Math.max(1, all.length)];
            if (!victim) continue;
            await world.store.command(world.scope, (tx) =>
              applyVerb(tx, {
                ...context,
                verb: victim.fixed ? 'terminate' : 'delete',
                machines: [victim],
              }),
            );
          }
          await expectCountersExact();
        }
        await world.run(10_000);
        await expectCountersExact();
        const living = await nodes();
        expect(new Set(living.map((node) => node.name)).size).toBe(living.length);
        expect(living.every((node) => node.openSteps === 0)).toBe(true);
      }),
      { numRuns: 15 },
    );
  });

  async function expectCountersExact(): Promise<void> {
    const reader = world.store.reader(world.scope);
    const counted = await reader.select('machine', {
      columns: ['vcpus'],
      where: and(eq('arrayId', world.array.id), ne('state', 'deleted'), ne('state', 'off')),
    });
    const [array] = await reader.counters([counterKeys.array(world.array.id)]);
    expect(array).toEqual({
      nodes: counted.length,
      cores: counted.reduce((sum, { vcpus }) => sum + vcpus, 0),
    });
  }
});
