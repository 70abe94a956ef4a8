import { ManualClock } from '../clock.js';
import type { Driver } from '../compute/driver.js';
import { Reconciler } from '../engine/reconciler.js';
import { ensureGroups, ensureNetworks } from '../inventory/groups.js';
import { openSqliteStore } from '../store/sqlite.js';
import { type Scope, type Store, system } from '../store/store.js';
import type { Row } from '../store/tables.js';

/** A store with one account, one location, one started cluster and one machine type: enough for rules. */
export interface SmallWorld {
  readonly store: Store;
  readonly clock: ManualClock;
  readonly scope: Scope;
  readonly cluster: Row<'cluster'>;
  readonly array: Row<'nodeArray'>;
  readonly location: Row<'location'>;
  /** Makes a reconciler that is closed with the world. Two of them play two replicas. Errors are thrown by default. */
  reconcile(driver: Driver, owner?: string, onError?: (error: unknown) => void): Reconciler;
  /** Lets the reconcilers work until `ms` have passed. */
  run(ms: number): Promise<void>;
  close(): Promise<void>;
}

export async function openSmallWorld(
  options: { readonly openStore?: (clock: ManualClock) => Promise<Store> } = {},
): Promise<SmallWorld> {
  const clock = new ManualClock();
  const store = await (options.openStore?.(clock) ?? openSqliteStore({ clock, realClock: clock }));
  const made = await store.command(system, async (tx) => ({
    accountId: await tx.insert('account', {
      alias: 'ABC',
      name: 'Example',
      domain: 'example.org',
      home: {},
      contact: {},
      status: 'Active',
    }),
    locationId: await tx.insert('location', {
      code: 'southcentralus',
      title: 'South Central US',
      provider: 'azure',
      capabilities: {},
    }),
    small: await tx.insert('machineType', machineType('Standard_F4s_v2', 4, 'FSv2')),
    large: await tx.insert('machineType', machineType('Standard_HC44rs', 44, 'HCS')),
  }));
  const { accountId, locationId } = made;
  const scope: Scope = { accountId, actor: 'tester', role: 'admin' };
  const ids = await store.command(scope, async (tx) => {
    const location = (await tx.get('location', { id: locationId }))!;
    await ensureGroups(tx, location);
    await ensureNetworks(tx, location);
    const network = await tx.get('network', { locationId, kind: 'compute' });
    const clusterId = await tx.insert('cluster', {
      name: 'c1',
      state: 'Started',
      targetState: 'Started',
      maxCount: 10_000,
      maxCoreCount: 1_000_000,
      parameters: {},
    });
    const arrayId = await tx.insert('nodeArray', {
      clusterId,
      locationId,
      networkId: network!.id,
      name: 'execute',
      attributes: {},
      activated: true,
      freeFrom: 1,
      placementGroupSize: 40,
    });
    await tx.insertMany('bucket', [
      { arrayId, machineTypeId: made.small, position: 0 },
      { arrayId, machineTypeId: made.large, position: 1 },
    ]);
    return { clusterId, arrayId };
  });
  const reader = store.reader(scope);
  const reconcilers: Reconciler[] = [];
  const settle = async () => {
    for (const reconciler of reconcilers) await reconciler.quiet();
  };
  return {
    store,
    clock,
    scope,
    cluster: (await reader.get('cluster', { id: ids.clusterId }))!,
    array: (await reader.get('nodeArray', { id: ids.arrayId }))!,
    location: (await reader.get('location', { id: locationId }))!,
    reconcile(
      driver,
      owner = `replica-${reconcilers.length + 1}`,
      onError = (error) => {
        throw error;
      },
    ) {
      const reconciler = new Reconciler({
        store,
        driver,
        clock,
        realClock: clock,
        random: () => 0.5,
        owner,
        onError,
      });
      reconciler.start();
      reconcilers.push(reconciler);
      return reconciler;
    },
    async run(ms) {
      const end = clock.now() + ms;
      await settle();
      for (let next = clock.nextTimer; next !== undefined && next <= end; next = clock.nextTimer) {
        clock.advance(next - clock.now());
        await settle();
      }
      clock.advance(end - clock.now());
      await settle();
    },
    async close() {
      for (const reconciler of reconcilers) await reconciler.stop();
      await store.close();
    },
  };
}

const machineType = (name: string, vcpus: number, family: string) => ({
  name,
  kind: 'guest' as const,
  vcpus,
  pcpus: vcpus,
  memoryMb: vcpus * 2048,
  gpus: 0,
  diskGb: 30,
  family,
  price: vcpus * 0.05,
});
