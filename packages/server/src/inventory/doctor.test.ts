import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedDriver } from '../compute/simulated.js';
import { system } from '../store/store.js';
import { openSmallWorld, type SmallWorld } from '../testing/small-world.js';
import { counterKeys } from './admission.js';
import { compareCounters, repairCounters } from './doctor.js';
import { createNodes } from './nodes.js';

describe('the doctor', () => {
  let world: SmallWorld;
  beforeEach(async () => {
    world = await openSmallWorld();
    world.reconcile(new SimulatedDriver({ take: async () => true, release: async () => {} }));
    await world.store.command(world.scope, (tx) =>
      createNodes(
        tx,
        world.cluster,
        [
          { array: 'execute', count: 3, start: true, placementGroup: 'pg0' },
          { array: 'execute', count: 2, start: false },
        ],
        { dialect: 'cyclecloud', action: 'create' },
      ),
    );
    await world.run(5000);
  });
  afterEach(() => world.close());

  it('finds nothing wrong with what the rules wrote', async () => {
    expect(await compareCounters(world.store.reader(system))).toEqual([]);
  });

  it('finds a counter that was changed by hand, and puts it right', async () => {
    const key = counterKeys.array(world.array.id);
    await world.store.command(world.scope, (tx) =>
      tx.addToCounters(new Map([[key, { nodes: 2, cores: -1 }]])),
    );
    const mismatches = await compareCounters(world.store.reader(system));
    expect(mismatches).toEqual([
      { key, stored: { nodes: 5, cores: 11 }, actual: { nodes: 3, cores: 12 } },
    ]);
    await world.store.command(system, (tx) => repairCounters(tx, mismatches));
    expect(await compareCounters(world.store.reader(system))).toEqual([]);
  });
});
