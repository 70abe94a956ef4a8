import type { ControlPlane } from '@pileus/server';

export type Store = ControlPlane['store'];
type Reader = ReturnType<Store['reader']>;

/** Acts for nobody's account and sees all of them. */
export const everyone = { accountId: null, actor: 'audit', role: 'admin' } as const;

/** States in which a machine takes none of its limits. */
const uncounted = new Set(['off', 'deallocated', 'deleted']);

/**
 * Compares what the store holds with what must be true when `count` nodes of an array have been made by
 * one operation and nothing is under way. Answers what is wrong, in words; nothing when all is well.
 */
export async function auditNodes(
  store: Store,
  wanted: { readonly array: string; readonly count: number; readonly requestId: string },
): Promise<string[]> {
  const reader = store.reader(everyone);
  const wrong: string[] = [];
  const expectEqual = (what: string, found: unknown, expected: unknown) => {
    if (found !== expected) wrong.push(`${what}: ${found}, not ${expected}`);
  };
  const array = (await reader.select('nodeArray')).find(({ name }) => name === wanted.array)!;
  const machines = await reader.select('machine');
  const nodes = machines.filter(({ arrayId }) => arrayId === array.id);
  const ids = new Set(nodes.map(({ id }) => id));
  const distinct = (what: string, values: readonly unknown[]) =>
    expectEqual(`different ${what}`, new Set(values).size, wanted.count);

  expectEqual('nodes', nodes.length, wanted.count);
  expectEqual(
    'nodes running',
    nodes.filter(({ state }) => state === 'running').length,
    wanted.count,
  );
  distinct(
    'uids',
    nodes.map(({ uid }) => uid),
  );
  distinct(
    'names',
    nodes.map(({ name }) => name),
  );
  distinct(
    'ordinals',
    nodes.map(({ ordinal }) => ordinal),
  );
  distinct(
    'instance ids',
    nodes.map(({ instanceId }) => instanceId),
  );
  distinct(
    'addresses',
    nodes.map(({ privateIp }) => privateIp),
  );
  expectEqual(
    'highest ordinal',
    Math.max(...nodes.map(({ ordinal }) => ordinal ?? 0)),
    wanted.count,
  );
  const held = (await reader.select('address')).filter(({ machineId }) => ids.has(machineId!));
  distinct(
    'address rows',
    held.map(({ networkId, ip }) => `${networkId} ${ip}`),
  );
  expectEqual('address rows', held.length, wanted.count);

  const spans = (await reader.select('span')).filter(({ machineId }) => ids.has(machineId));
  expectEqual('spans', spans.length, wanted.count);
  expectEqual('open spans', spans.filter(({ toAt }) => toAt === null).length, wanted.count);
  distinct(
    'machines with a span',
    spans.map(({ machineId }) => machineId),
  );

  const steps = (await reader.select('step')).filter(({ machineId }) => ids.has(machineId));
  expectEqual('steps', steps.length, wanted.count);
  expectEqual(
    'steps that succeeded',
    steps.filter(({ state, endedAt }) => state === 'succeeded' && endedAt !== null).length,
    wanted.count,
  );
  distinct(
    'machines with a step',
    steps.map(({ machineId }) => machineId),
  );
  expectEqual(
    'open steps of machines',
    nodes.reduce((sum, node) => sum + node.openSteps, 0),
    0,
  );
  expectEqual('leases', machines.filter(({ leaseOwner }) => leaseOwner !== null).length, 0);

  const operations = (await reader.select('operation')).filter(
    ({ dialect, action }) => dialect === 'cyclecloud' && action === 'create',
  );
  expectEqual('operations', operations.length, 1);
  const [operation] = operations;
  expectEqual('operation', operation?.state, 'succeeded');
  expectEqual('its request id', operation?.requestKey, wanted.requestId);
  expectEqual('its total', operation?.total, wanted.count);
  expectEqual('its pending steps', operation?.pending, 0);
  expectEqual('its failed steps', operation?.failed, 0);
  const requests = await reader.select('idempotency');
  expectEqual('request ids', requests.filter(({ key }) => key === wanted.requestId).length, 1);

  const ready = (await reader.select('event')).filter(
    ({ kind, machineId }) => kind === 'machine.running' && ids.has(machineId!),
  );
  expectEqual('events of nodes that became ready', ready.length, wanted.count);
  return [...wrong, ...(await auditCounters(reader))];
}

/** How many nodes of an array became ready later than `time`. */
export async function readyAfter(store: Store, name: string, time: number): Promise<number> {
  const reader = store.reader(everyone);
  const array = (await reader.select('nodeArray')).find((row) => row.name === name)!;
  const nodes = (await reader.select('machine')).filter(({ arrayId }) => arrayId === array.id);
  return nodes.filter(({ firstReadyAt }) => (firstReadyAt ?? 0) > time).length;
}

/** Compares the counters with the machines that they count. */
export async function auditCounters(reader: Reader): Promise<string[]> {
  const expected = new Map<string, { nodes: number; cores: number }>();
  const add = (key: string, cores: number) => {
    const sum = expected.get(key) ?? { nodes: 0, cores: 0 };
    expected.set(key, { nodes: sum.nodes + 1, cores: sum.cores + cores });
  };
  for (const machine of await reader.select('machine')) {
    if (machine.kind === 'container' || uncounted.has(machine.state)) continue;
    const { accountId, locationId, family, spot, vcpus, quotaVcpus } = machine;
    if (machine.clusterId !== null) add(`cluster:${machine.clusterId}`, vcpus);
    if (machine.arrayId !== null) add(`array:${machine.arrayId}`, vcpus);
    if (machine.bucketId !== null) add(`bucket:${machine.bucketId}`, vcpus);
    if (machine.placementGroupId !== null) add(`group:${machine.placementGroupId}`, vcpus);
    if (!spot) add(`family:${accountId}:${locationId}:${family}`, quotaVcpus);
    add(`${spot ? 'spot' : 'region'}:${accountId}:${locationId}`, quotaVcpus);
  }
  const wrong: string[] = [];
  const keys = new Set([
    ...expected.keys(),
    ...(await reader.select('counter')).map(({ key }) => key),
  ]);
  const stored = await reader.counters([...keys]);
  for (const [i, key] of [...keys].entries()) {
    const { nodes, cores } = stored[i]!;
    const real = expected.get(key) ?? { nodes: 0, cores: 0 };
    if (nodes === real.nodes && cores === real.cores) continue;
    wrong.push(
      `counter ${key}: ${nodes} machines and ${cores} cores, not ${real.nodes} and ${real.cores}`,
    );
  }
  return wrong;
}
