import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedDriver } from '../compute/simulated.js';
import { eq } from '../store/predicate.js';
import { openSmallWorld, type SmallWorld } from '../testing/small-world.js';
import { removeCluster, startCluster, terminateCluster } from './clusters.js';
import { createNodes } from './nodes.js';

const context = { dialect: 'cyclecloud' } as const;

describe('a cluster', () => {
  let world: SmallWorld;
  beforeEach(async () => {
    world = await openSmallWorld();
    world.reconcile(new SimulatedDriver({ take: async () => true, release: async () => {} }));
    await world.store.command(world.scope, (tx) =>
      createNodes(
        tx,
        world.cluster,
        [
          { array: 'execute', count: 2, start: true, placementGroup: 'pg0' },
          { array: 'execute', count: 1, start: true, fixed: true },
        ],
        { ...context, action: 'create' },
      ),
    );
    await world.run(5000);
  });
  afterEach(() => world.close());

  const reader = () => world.store.reader(world.scope);
  const told = async (operationId: number) =>
    (await reader().select('event', { where: eq('operationId', operationId) }))
      .map(({ kind, data }) => [kind, data?.total] as const)
      .filter(([kind]) => kind.startsWith('operation.'));

  it('is terminated by one operation, which is told of once in each of its states', async () => {
    const { id } = await world.store.command(world.scope, (tx) =>
      terminateCluster(tx, world.cluster, context),
    );
    await world.run(5000);
    expect(await told(id)).toEqual([
      ['operation.queued', 3],
      ['operation.running', 3],
      ['operation.succeeded', 3],
    ]);
    expect(await reader().get('operation', { id })).toMatchObject({ state: 'succeeded', total: 3 });
    expect((await reader().get('cluster', { id: world.cluster.id }))!.state).toBe('Terminated');
    expect((await reader().select('machine')).map(({ state }) => state).sort()).toEqual([
      'deleted',
      'deleted',
      'off',
    ]);
  });

  it('is started at once when no node has to start', async () => {
    const { id } = await world.store.command(world.scope, (tx) =>
      startCluster(tx, world.cluster, context),
    );
    expect(await told(id)).toEqual([['operation.succeeded', 0]]);
    expect((await reader().get('cluster', { id: world.cluster.id }))!.state).toBe('Started');
  });

  it('is removed with everything below it, terminating nodes included', async () => {
    await world.store.command(world.scope, async (tx) => {
      await terminateCluster(tx, world.cluster, context);
      await removeCluster(tx, world.cluster, true, context);
    });
    await world.run(600_000);
    for (const table of ['cluster', 'nodeArray', 'bucket', 'placementGroup', 'machine'] as const) {
      expect([table, await reader().count(table)]).toEqual([table, 0]);
    }
    expect(await reader().count('operation', eq('state', 'running'))).toBe(0);
  });

  it('takes no nodes after it was removed', async () => {
    await world.store.command(world.scope, (tx) => removeCluster(tx, world.cluster, true, context));
    await expect(
      world.store.command(world.scope, (tx) =>
        createNodes(tx, world.cluster, [{ array: 'execute', count: 1, start: true }], {
          ...context,
          action: 'create',
        }),
      ),
    ).rejects.toMatchObject({ code: 'not-found' });
  });
});
