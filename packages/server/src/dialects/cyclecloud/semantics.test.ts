import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SimulatedDriver } from '../../compute/simulated.js';
import { StoredLedger } from '../../engine/capacity-ledger.js';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;

const template = `
[cluster lab]
MaxCount = 1000
MaxCoreCount = 400
[[node defaults]]
Region = eastus
SubnetId = rg/vnet/compute
[[node scheduler]]
MachineType = Standard_F4s_v2
[[nodearray htc]]
MachineType = Standard_F4s_v2
Priority = 3
[[[configuration]]]
autoscale.enabled = true
[[nodearray mix]]
MachineType = Standard_F4s_v2, Standard_F2s_v2
ThrottleCapacity = true
ThrottleCapacityTime = 2m
MaxCount = 6
Azure.MaxScalesetSize = 3
[[nodearray spot]]
MachineType = Standard_F4s_v2
Interruptible = true
`;

interface Bucket {
  readonly [name: string]: unknown;
  readonly availableCount: number;
  readonly activeCount: number;
  readonly virtualMachine: { readonly vcpuCount: number };
}

/** What the vendor's reference says of limits, states and reasons, in a cluster made for it. */
describe('a CycleCloud cluster', () => {
  let plane: TestPlane;
  let unreachable: Set<string>;
  beforeEach(async () => {
    unreachable = new Set();
    plane = await startTestPlane(
      {},
      {
        driver: (store) => {
          const driver = new SimulatedDriver(new StoredLedger(store));
          const observe = driver.observe.bind(driver);
          return Object.assign(driver, {
            observe: (call: Parameters<typeof observe>[0]) =>
              unreachable.has(call.machine.name)
                ? {
                    status: 'unreachable' as const,
                    message: 'No heartbeat.',
                    lookAgainAt: call.now + 1000,
                  }
                : observe(call),
          });
        },
      },
    );
    const imported = await send('POST', '/cloud/api/import_cluster/lab', {
      cluster: template,
      source: 'standard',
    });
    expect(imported.statusCode).toBe(200);
    await limit({ cores: 1000 });
    await limit({ cores: 1000, spot: true });
    await limit({ family: 'standardFSv2Family', cores: 1000 });
    await send('POST', '/cloud/actions/startcluster/lab');
    await plane.run(10_000);
  });
  afterEach(() => plane.close());

  const send = (method: 'GET' | 'POST' | 'PUT' | 'PATCH', url: string, body?: object) =>
    plane.app.inject({
      method,
      url,
      headers: { authorization },
      ...(body && { payload: JSON.stringify(body) }),
    });
  const limit = async (values: object) => {
    const answer = await send('PUT', '/pileus/v1/limits', { location: 'eastus', ...values });
    expect(answer.statusCode).toBe(200);
  };
  const status = async (query = '') => (await send('GET', `/clusters/lab/status${query}`)).json();
  const buckets = async (array: string, query = ''): Promise<Bucket[]> =>
    (await status(query)).nodearrays.find((each: { name: string }) => each.name === array).buckets;
  const create = async (...sets: object[]) =>
    (await send('POST', '/clusters/lab/nodes/create', { sets })).json();
  const ask = async (verb: string, selector: object) =>
    (await send('POST', `/clusters/lab/nodes/${verb}`, selector)).json();
  const nodes = async (query = '') =>
    (await send('GET', `/clusters/lab/nodes${query}`)).json().nodes as {
      Name: string;
      NodeId: string;
      Status: string;
      MachineType: string;
      [attribute: string]: unknown;
    }[];
  const statuses = async () =>
    Object.fromEntries((await nodes()).map(({ Name, Status }) => [Name, Status]));

  it('shows nodes only when they are asked for, and none that are off', async () => {
    await create(
      { nodearray: 'htc', count: 1 },
      { nodearray: 'htc', count: 1, nodeAttributes: { StartAutomatically: false } },
    );
    const plain = await status();
    expect(Object.keys(plain).sort()).toEqual(
      ['maxCoreCount', 'maxCount', 'nodearrays', 'state', 'targetState'].sort(),
    );
    for (const { buckets: each } of plain.nodearrays) {
      for (const bucket of each) expect(bucket).not.toHaveProperty('activeNodes');
    }
    const full = await status('?nodes=TRUE');
    // The stand-alone node has no array that callers could look up.
    expect(full.nodes.map((node: { Name: string }) => node.Name)).toEqual(['htc-1']);
    expect((await buckets('htc', '?nodes=true'))[0]!.activeNodes).toEqual(['htc-1']);
    expect(Object.keys(await statuses()).sort()).toEqual(['htc-1', 'htc-2', 'scheduler']);
    await plane.run(20_000);
    await ask('deallocate', { names: ['htc-1'] });
    await plane.run(20_000);
    // It is there to be started again, and in use by nobody.
    const { nodes: listed } = await status('?nodes=true');
    expect(listed).toMatchObject([{ Name: 'htc-1', Status: 'Deallocated' }]);
    expect((await buckets('htc', '?nodes=true'))[0]).toMatchObject({
      activeCount: 0,
      activeNodes: [],
    });
  });

  it('describes every bucket whole; cores are machines times theirs', async () => {
    await create({ nodearray: 'mix', count: 2, placementGroupId: 'pg0' });
    for (const { nodearray, name, maxCount, maxCoreCount, buckets: list } of (await status())
      .nodearrays) {
      expect(nodearray).toMatchObject({
        Name: name,
        Region: 'eastus',
        SubnetId: 'rg/vnet/compute',
      });
      expect([typeof maxCount, typeof maxCoreCount]).toEqual(['number', 'number']);
      for (const bucket of list) {
        const { vcpuCount } = bucket.virtualMachine;
        for (const what of ['active', 'available', 'max']) {
          expect(bucket[`${what}CoreCount`]).toBe(bucket[`${what}Count`] * vcpuCount);
        }
        for (const what of ['quota', 'regionalQuota']) {
          expect(bucket[`${what}Count`]).toBe(Math.floor(bucket[`${what}CoreCount`] / vcpuCount));
        }
        expect(bucket.maxPlacementGroupCoreSize).toBe(bucket.maxPlacementGroupSize * vcpuCount);
        expect(bucket).toMatchObject({
          bucketId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          definition: { machineType: expect.any(String) },
          virtualMachine: {
            pcpuCount: expect.any(Number),
            gpuCount: 0,
            memory: expect.any(Number),
            infiniband: false,
          },
          valid: true,
          consumedCoreCount: expect.any(Number),
          familyConsumedCoreCount: expect.any(Number),
          familyQuotaCoreCount: expect.any(Number),
          familyQuotaCount: expect.any(Number),
          regionalConsumedCoreCount: expect.any(Number),
          lastCapacityFailure: -1,
          placementGroups: expect.any(Array),
        });
      }
    }
    const { nodearray } = (await status()).nodearrays[0];
    expect(nodearray).toMatchObject({
      Priority: 3,
      Configuration: { autoscale: { enabled: true } },
      MachineType: ['Standard_F4s_v2'],
    });
  });

  it('answers sets in the order of the request, and names nodes from an offset', async () => {
    const { sets, operationId } = await create(
      { nodearray: 'htc', count: 2, nameFormat: 'custom-%d', nameOffset: 5 },
      { nodearray: 'spot', count: 1 },
      { nodearray: 'htc', count: 1, nameFormat: 'n7' },
    );
    expect(sets).toEqual([{ added: 2 }, { added: 1 }, { added: 1 }]);
    expect((await nodes(`?operation=${operationId}`)).map(({ Name }) => Name)).toEqual([
      'custom-5',
      'custom-6',
      'spot-1',
      'n7',
    ]);
    expect((await send('GET', '/clusters/lab/nodes?operation=nope')).statusCode).toBe(404);
  });

  it('says which limit bound a grant, whichever of them it was', async () => {
    const grant = async (array: string, more = {}) =>
      (await create({ nodearray: array, count: 500, ...more })).sets[0];
    expect(await grant('mix', { placementGroupId: 'pg0' })).toEqual({
      added: 3,
      message: expect.stringContaining('placement group "pg0"'),
    });
    expect(await grant('mix')).toEqual({
      added: 3,
      message: expect.stringContaining('array "mix"'),
    });
    // The scheduler has one share of it.
    await limit({ family: 'standardFSv2Family', cores: 4 * 10 });
    expect(await grant('htc')).toEqual({
      added: 3,
      message: expect.stringContaining('family standardFSv2Family'),
    });
    await limit({ cores: 4 * 20, spot: true });
    expect(await grant('spot')).toEqual({
      added: 20,
      message: expect.stringContaining('eastus'),
    });
    await limit({ cores: 4 * 12 });
    await limit({ family: 'standardFSv2Family', cores: 1000 });
    expect(await grant('htc')).toEqual({
      added: 2,
      message: expect.stringContaining('eastus'),
    });
    await limit({ cores: 10_000 });
    await limit({ family: 'standardFSv2Family', cores: 10_000 });
    expect(await grant('htc')).toEqual({
      added: 400 / 4 - 32,
      message: expect.stringContaining('cluster "lab"'),
    });
    expect(await grant('htc')).toEqual({ added: 0, message: expect.stringContaining('lab') });
  });

  it('shares families among arrays; spot nodes are bound by their own quota alone', async () => {
    await limit({ family: 'standardFSv2Family', cores: 44 });
    // The stand-alone scheduler has four of them.
    expect((await buckets('htc'))[0]!.availableCount).toBe(10);
    await create({ nodearray: 'mix', count: 3 });
    const after = (await buckets('htc'))[0]!;
    expect(after).toMatchObject({
      availableCount: 7,
      activeCount: 0,
      consumedCoreCount: 16,
      familyConsumedCoreCount: 16,
    });
    await limit({ cores: 80, spot: true });
    await create({ nodearray: 'spot', count: 5 });
    expect((await buckets('htc'))[0]).toEqual(after);
    expect((await buckets('spot'))[0]).toMatchObject({
      availableCount: 15,
      familyConsumedCoreCount: 0,
      familyQuotaCoreCount: 0,
      familyQuotaCount: 0,
      consumedCoreCount: 20,
      regionalConsumedCoreCount: 20,
      regionalQuotaCoreCount: 80,
    });
  });

  it('takes the next machine type while the first waits after a lack of capacity', async () => {
    await send('PATCH', '/pileus/v1/faults', {
      failures: [{ kind: 'capacity', machineType: 'Standard_F4s_v2', rate: 1, message: 'Full.' }],
    });
    await create({ nodearray: 'mix', count: 1 }, { nodearray: 'htc', count: 1 });
    await plane.run(5000);
    expect(await statuses()).toMatchObject({ 'mix-1': 'Failed', 'htc-1': 'Failed' });
    const [large, small] = await buckets('mix');
    expect(large).toMatchObject({ availableCount: 0, availableCoreCount: 0, valid: true });
    expect(small!.availableCount).toBe(5);
    // The other array has not asked for it: it tries again at once.
    expect((await buckets('htc'))[0]!.availableCount).toBeGreaterThan(0);

    const { operationId } = await create({ nodearray: 'mix', count: 1 });
    expect((await nodes(`?operation=${operationId}`))[0]).toMatchObject({
      Name: 'mix-2',
      MachineType: 'Standard_F2s_v2',
    });
    const explicit = { nodearray: 'mix', count: 2, definition: { machineType: 'Standard_F4s_v2' } };
    expect((await create(explicit)).sets[0]).toEqual({
      added: 0,
      message: expect.stringMatching(/no capacity; it is tried again in 11\d s/),
    });
    // Cores are counted in what can be had.
    const scaled = await send('POST', '/clusters/lab/scale/mix?totalCoreCount=10');
    expect(scaled.json().sets[0].added).toBe(2);

    await plane.run(120_000);
    expect((await buckets('mix'))[0]!.availableCount).toBe(2);
    await send('PATCH', '/pileus/v1/faults', { failures: [] });
    expect((await create(explicit)).sets[0]).toEqual({ added: 2 });
  });

  it('lets failed nodes be retried, removed and shut down, with the reason on each', async () => {
    await send('PATCH', '/pileus/v1/faults', {
      failures: [{ kind: 'boot', rate: 1, message: 'No disk.' }],
    });
    await create({ nodearray: 'htc', count: 4 });
    await plane.run(20_000);
    for (const node of (await nodes()).filter(({ Name }) => Name.startsWith('htc'))) {
      expect(node).toMatchObject({ Status: 'Failed', TargetState: 'Started' });
      expect(node.StatusMessage).toContain('No disk.');
    }
    expect((await ask('remove', { names: ['htc-1'] })).nodes[0].status).toBe('OK');
    expect((await ask('shutdown', { names: ['htc-2'] })).nodes[0].status).toBe('OK');
    expect((await ask('terminate', { names: ['htc-3'] })).nodes[0].status).toBe('OK');
    await plane.run(20_000);
    expect(await statuses()).toMatchObject({ 'htc-4': 'Failed' });
    expect(Object.keys(await statuses()).filter((name) => name.startsWith('htc'))).toEqual([
      'htc-4',
    ]);
    await send('PATCH', '/pileus/v1/faults', { failures: [] });
    expect((await send('POST', '/cloud/actions/retry/lab')).statusCode).toBe(200);
    await plane.run(20_000);
    expect(await statuses()).toMatchObject({ 'htc-4': 'Ready' });
    expect((await nodes()).find(({ Name }) => Name === 'htc-4')!.StatusMessage).toBeNull();
    expect((await buckets('htc'))[0]).toMatchObject({ activeCount: 1 });
  });

  it('shows nodes that are heard of no more, and lets them be removed', async () => {
    await create({ nodearray: 'htc', count: 2 });
    await plane.run(20_000);
    unreachable.add('htc-1');
    // The simulation looks only at spot machines by itself.
    await plane.store.command({ accountId: null, actor: 'test', role: 'admin' }, async (tx) => {
      const machine = await tx.get('machine', { name: 'htc-1' });
      await tx.update('machine', machine!.id, { dueAt: tx.now });
      tx.wake();
    });
    await plane.run(2000);
    const lost = (await nodes()).find(({ Name }) => Name === 'htc-1')!;
    expect(lost).toMatchObject({ Status: 'Unavailable', StatusMessage: 'No heartbeat.' });
    // It still takes what it took.
    expect((await buckets('htc'))[0]!.activeCount).toBe(2);
    await ask('remove', { ids: [lost.NodeId] });
    await plane.run(20_000);
    expect(Object.keys(await statuses())).not.toContain('htc-1');
    expect((await buckets('htc'))[0]!.activeCount).toBe(1);
  });

  it('loses spot nodes to eviction, and gives their names and capacity back', async () => {
    await create({ nodearray: 'spot', count: 2 });
    await plane.run(20_000);
    const [first] = (await nodes()).filter(({ Name }) => Name === 'spot-1');
    expect(first).toMatchObject({ Interruptible: true, Status: 'Ready' });
    const evicted = await send('POST', `/pileus/v1/machines/${first!.NodeId}/evict`);
    expect(evicted.statusCode).toBe(202);
    await plane.run(20_000);
    expect(Object.keys(await statuses()).filter((name) => name.startsWith('spot'))).toEqual([
      'spot-2',
    ]);
    expect((await buckets('spot'))[0]!.activeCount).toBe(1);
    await create({ nodearray: 'spot', count: 1 });
    const again = (await nodes()).find(({ Name }) => Name === 'spot-1')!;
    expect(again.NodeId).not.toBe(first!.NodeId);
  });

  it('reimages and restarts nodes of arrays, and only those', async () => {
    await create({ nodearray: 'htc', count: 1 });
    await plane.run(20_000);
    const seen = async (verb: string) => {
      const { nodes: results } = await ask(verb, { names: ['htc-1', 'scheduler'] });
      expect(results).toEqual([
        {
          name: 'scheduler',
          id: expect.any(String),
          status: 'Error',
          error: expect.stringContaining('no node array'),
        },
        { name: 'htc-1', id: expect.any(String), status: 'OK' },
      ]);
      const words: string[] = [];
      for (let i = 0; i < 60; i += 1) {
        const node = (await nodes()).find(({ Name }) => Name === 'htc-1')!;
        expect(node.TargetState).toBe('Started');
        if (words.at(-1) !== node.Status) words.push(node.Status);
        await plane.run(50);
      }
      return words;
    };
    expect(await seen('restart')).toEqual(['Restarting', 'Ready']);
    expect(await seen('reimage')).toEqual(['Reimaging', 'Preparing', 'Ready']);
  });

  it('terminates and starts a stand-alone node, which stays as a record', async () => {
    expect(await statuses()).toMatchObject({ scheduler: 'Ready' });
    await ask('terminate', { names: ['scheduler'] });
    await plane.run(20_000);
    expect((await nodes()).find(({ Name }) => Name === 'scheduler')).toMatchObject({
      State: 'Terminated',
      Status: 'Terminated',
      TargetState: 'Terminated',
      Template: 'scheduler',
    });
    await ask('start', { names: ['scheduler'] });
    await plane.run(20_000);
    expect(await statuses()).toMatchObject({ scheduler: 'Ready' });
    await ask('remove', { names: ['scheduler'] });
    await plane.run(20_000);
    expect(await statuses()).toEqual({});
  });

  it('takes filters that name thousands of nodes, one way or the other', async () => {
    await create({ nodearray: 'htc', count: 2 });
    await plane.run(20_000);
    const names = Array.from({ length: 5000 }, (_, i) => `"HTC-${i + 2}"`);
    const found = async (filter: string) => {
      const { nodes: results } = await ask('start', { filter });
      return results.map((node: { name: string }) => node.name);
    };
    expect(await found(`Name in {${names.join(',')}}`)).toEqual(['htc-2']);
    const terms = (operator: string) =>
      names.slice(0, 1999).map((name) => `Name ${operator} ${name}`);
    expect(await found(`State == "x" || ${terms('==').join('||')}`)).toEqual(['htc-2']);
    expect(await found(`Template == "htc" && ${terms('!=').join('&&')}`)).toEqual(['htc-1']);
    const endless = await ask('start', { filter: Array(100_000).fill('a').join('||') });
    expect(endless.Message).toMatch(/position 6001: expected at most 2000 comparisons/);
  });
});
