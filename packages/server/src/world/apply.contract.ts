import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { CounterChanges } from '../inventory/admission.js';
import { stateFacts } from '../inventory/states.js';
import { eq } from '../store/predicate.js';
import { type Count, type Store, system, type Tx } from '../store/store.js';
import { type ApplyOptions, applyWorld } from './apply.js';
import { builtInWorld, builtInWorlds } from './built-in.js';
import { parseWorld } from './read-file.js';

const options: ApplyOptions = {
  hashPassword: async (plain) => `hash(${plain.length})`,
  sealKey: (plain) => ({ enc: `sealed(${plain.length})`, mac: `mac(${plain.length})` }),
};

const uid = 'b0b3c1f4-6a0e-4d7a-9d3c-0a9d2b7e1c55';

const small = `
extends: empty
accounts:
  - { alias: ACME, name: Acme, domain: acme.example }
  - { alias: LAB, name: Lab, domain: lab.example, parent: ACME }
users:
  - { username: ann, role: operator, password: correct horse, apiKey: key-of-ann }
networks:
  - { location: wa1, name: back, cidr: 10.99.0.0/24, gateway: 10.99.0.1 }
groups:
  - { location: wa1, name: Inner, parent: Outer }
  - { location: wa1, name: Outer }
clusters:
  - name: c1
    id: 70
    state: Started
    maxCount: 10
    maxCoreCount: 100
    arrays:
      - { name: execute, location: eastus, machineTypes: [Standard_F2s_v2, Standard_F4s_v2] }
machines:
  - { name: fixed, id: 4000, uid: ${uid}, location: wa1, group: Inner, network: back, ip: 10.99.0.12, vcpus: 1, memoryMb: 1024, password: s3cret-root }
  - { name: free, location: wa1, network: back, vcpus: 1, memoryMb: 1024, diskGb: 20 }
  - { name: execute-1, cluster: c1, array: execute, location: eastus, placementGroup: pg0 }
  - { name: execute-2, cluster: c1, array: execute, location: eastus, machineType: standard_f4s_V2, state: deallocated }
  - { name: execute-4, cluster: c1, array: execute, location: eastus, placementGroup: pg0, state: failed, reason: No boot }
  - { name: other, account: LAB, location: wa1, vcpus: 3, memoryMb: 1024, state: stopped }
`;

/** Every counter as the machines of the store add up to it. */
async function recount(store: Store): Promise<Map<string, Count>> {
  const changes = new CounterChanges();
  for (const machine of await store.reader(system).select('machine')) {
    if (stateFacts[machine.state].counted) changes.add(machine, 1);
  }
  let counted = new Map<string, Count>();
  await changes.write({
    addToCounters: (deltas: ReadonlyMap<string, Count>) => {
      counted = new Map(deltas);
    },
  } as Pick<Tx, 'addToCounters'> as Tx);
  return counted;
}

/** Applying worlds, over any store. */
export function applyContract(open: () => Promise<Store>): void {
  let store: Store;
  beforeEach(async () => {
    store = await open();
  });
  afterEach(() => store.close());
  const reader = () => store.reader(system);

  it.each(builtInWorlds)('applies %s once', async (name) => {
    const world = await builtInWorld(name);
    expect(await applyWorld(store, world, options)).toBe(true);
    const machines = await reader().count('machine');
    expect(await applyWorld(store, world, options)).toBe(false);
    expect(await reader().count('machine')).toBe(machines);
    expect(await reader().count('account')).toBe(1);
  });

  it.each(builtInWorlds)(
    'leaves the counters of %s equal to what its machines add up to',
    async (name) => {
      await applyWorld(store, await builtInWorld(name), options);
      const rows = await reader().select('counter');
      const stored = new Map(rows.map(({ key, nodes, cores }) => [key, { nodes, cores }]));
      expect(stored).toEqual(await recount(store));
    },
  );

  describe('a world of its own', () => {
    const machineNamed = async (name: string) => (await reader().get('machine', { name }))!;
    beforeEach(async () => {
      await applyWorld(store, await parseWorld(small, 'small'), options);
    });

    it('respects ids and uids, and numbers what comes after past them', async () => {
      expect(await machineNamed('fixed')).toMatchObject({ id: 4000, uid });
      const later = await store.command(system, async (tx) => {
        const account = (await tx.get('account', { alias: 'ACME' }))!;
        const { id: _, uid: __, ...row } = (await tx.get('machine', { id: 4000 }))!;
        return tx.insert('machine', { ...row, name: 'later', accountId: account.id });
      });
      expect(later).toBeGreaterThan(4000);
      expect((await machineNamed('free')).id).toBeGreaterThan(4000);
      expect(await reader().get('cluster', { id: 70 })).toMatchObject({ name: 'c1' });
    });

    it('gives every account its groups and networks in every location', async () => {
      const accounts = await reader().select('account');
      const locations = await reader().count('location');
      for (const { id } of accounts) {
        const own = eq<'accountId'>('accountId', id);
        const extra = id === accounts[0]!.id;
        expect(await reader().count('machineGroup', own)).toBe(locations * 4 + (extra ? 2 : 0));
        expect(await reader().count('network', own)).toBe(locations * 3 + (extra ? 1 : 0));
      }
      expect(accounts[1]!.parentId).toBe(accounts[0]!.id);
    });

    it('puts groups below others whatever their order', async () => {
      const inner = (await reader().get('machineGroup', { name: 'Inner' }))!;
      const outer = (await reader().get('machineGroup', { name: 'Outer' }))!;
      const root = (await reader().get('machineGroup', { id: outer.parentId! }))!;
      expect(inner.parentId).toBe(outer.id);
      expect(root).toMatchObject({ type: 'root', accountId: outer.accountId });
      expect((await machineNamed('fixed')).groupId).toBe(inner.id);
    });

    it('gives the addresses asked for, and the lowest to the others', async () => {
      const network = (await reader().get('network', { name: 'back' }))!;
      expect(await machineNamed('fixed')).toMatchObject({ privateIp: '10.99.0.12' });
      expect(await machineNamed('free')).toMatchObject({ privateIp: '10.99.0.13' });
      expect(network.freeFrom).toBe(14);
      const addresses = await reader().select('address', { where: eq('networkId', network.id) });
      expect(addresses.map(({ position }) => position)).toEqual([12, 13]);
    });

    it('fills arrays: buckets, placement groups, the lowest free number', async () => {
      const array = (await reader().get('nodeArray', { name: 'execute' }))!;
      const group = (await reader().get('placementGroup', { name: 'pg0' }))!;
      expect(array.freeFrom).toBe(3);
      const first = await machineNamed('execute-1');
      expect(first).toMatchObject({ ordinal: 1, placementGroupId: group.id, vcpus: 2 });
      expect(await machineNamed('execute-4')).toMatchObject({ placementGroupId: group.id });
      const second = await machineNamed('execute-2');
      const type = (await reader().get('machineType', { id: second.machineTypeId! }))!;
      expect(type.name).toBe('Standard_F4s_v2');
      expect(second.bucketId).not.toBe(first.bucketId);
    });

    it('bills what holds a machine, and nothing else', async () => {
      const spans = await reader().select('span');
      const names = spans.map(({ name }) => name).sort();
      expect(names).toEqual(['execute-1', 'fixed', 'free', 'local-1', 'other']);
      expect(spans.every(({ toAt }) => toAt === null)).toBe(true);
      expect(await machineNamed('execute-2')).toMatchObject({ instanceId: null, startedAt: null });
    });

    it('stores secrets sealed only', async () => {
      const [user] = await reader().select('user');
      expect(user).toMatchObject({ passwordHash: 'hash(13)', apiKeyEnc: 'sealed(10)' });
      expect((await machineNamed('fixed')).passwordEnc).toBe('sealed(11)');
    });

    it('keeps the counters right', async () => {
      const rows = await reader().select('counter');
      const stored = new Map(rows.map(({ key, nodes, cores }) => [key, { nodes, cores }]));
      expect(stored).toEqual(await recount(store));
    });
  });

  it('changes nothing when an address is outside its network', async () => {
    const wrong = small.replace('10.99.0.12', '10.98.0.12');
    const applied = applyWorld(store, await parseWorld(wrong, 'wrong'), options);
    await expect(applied).rejects.toMatchObject({
      issues: [{ path: expect.stringMatching(/^machines\[\d+\]\.ip$/) }],
    });
    expect(await reader().count('account')).toBe(0);
    expect(await reader().count('location')).toBe(0);
  });
}
