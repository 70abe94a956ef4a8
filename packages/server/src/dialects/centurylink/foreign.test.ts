import type {
  Group,
  QueuedServer,
  Server,
  ServerCredentials,
  ServerPricing,
} from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createMachines } from '../../inventory/machines.js';
import type { MachineKind } from '../../inventory/states.js';
import { aWhile, type Plane, startPlane } from './plane.test.helper.js';

/** Machines that were born in other dialects, by name. */
const ids = new Map<string, number>();
let plane: Plane;

beforeAll(async () => {
  plane = await startPlane();
  await plane.store.command(plane.scope, async (tx) => {
    const location = (await tx.get('location', { code: 'de1' }))!;
    const draft = (name: string, kind: MachineKind) => ({
      locationId: location.id,
      kind,
      name,
      hostname: name,
      domain: 'example.org',
      family: 'custom',
      vcpus: 4,
      quotaVcpus: 4,
      memoryMb: 7500,
      diskGb: 30,
      price: 0.5,
      groupId: null,
      start: true,
    });
    const kinds: readonly [string, MachineKind][] = [
      ['execute-1', 'guest'],
      ['metal1', 'metal'],
      ['host1', 'host'],
      ['container1', 'container'],
    ];
    const context = { dialect: 'cyclecloud', action: 'create' } as const;
    const { machineIds } = await createMachines(
      tx,
      context,
      kinds.map(([name, kind]) => draft(name, kind)),
    );
    for (const [i, [name]] of kinds.entries()) ids.set(name, machineIds[i]!);
  });
  await plane.run(aWhile);
});
afterAll(() => plane.close());

const nameOf = (machine: string) => `DE1ALTDM${String(ids.get(machine)).padStart(9, '0')}`;

test('a machine of another dialect has a name from its id, and its own host name', async () => {
  const name = nameOf('execute-1');
  const { status, body } = await plane.call<Server>(`GET /v2/servers/ALTD/${name.toLowerCase()}`);
  expect(status).toBe(200);
  expect(body).toMatchObject({
    id: name.toLowerCase(),
    name,
    description: 'execute-1',
    groupId: await plane.group(),
    status: 'active',
    type: 'standard',
    os: '',
    details: {
      hostName: 'execute-1',
      cpu: 4,
      memoryMB: 7500,
      diskCount: 1,
      storageGB: 30,
      disks: [{ id: '0:0', sizeGB: 30, partitionPaths: [] }],
    },
  });
});

test('bare metal is of that type', async () => {
  const { body } = await plane.call<Server>(`GET /v2/servers/ALTD/${nameOf('metal1')}`);
  expect(body.type).toBe('bareMetal');
});

test.each(['host1', 'container1'])('a %s is no server', async (machine) => {
  const id = nameOf(machine);
  expect((await plane.call(`GET /v2/servers/ALTD/${id}`)).status).toBe(404);
  const uid = (await plane.store.reader(plane.scope).get('machine', { id: ids.get(machine)! }))!
    .uid;
  const path = `GET /v2/servers/ALTD/${uid.replaceAll('-', '')}?uuid=true`;
  expect((await plane.call(path)).status).toBe(404);
  const { body } = await plane.call<QueuedServer[]>('POST /v2/operations/ALTD/servers/powerOff', {
    body: [id],
  });
  expect(body[0]!.isQueued).toBe(false);
});

test('machines of other dialects are in the Default Group of their location', async () => {
  const { body } = await plane.call<Group>(
    `GET /v2/groups/ALTD/${await plane.group()}?serverDetail=detailed`,
  );
  expect(body.servers!.map(({ name }) => name)).toEqual([nameOf('execute-1'), nameOf('metal1')]);
});

test('credentials work for machines that were made without a password, always the same', async () => {
  const path = `GET /v2/servers/ALTD/${nameOf('execute-1')}/credentials`;
  const { status, body } = await plane.call<ServerCredentials>(path);
  expect(status).toBe(200);
  expect(body.password).toMatch(/^P7[A-Za-z0-9]{14}$/);
  expect((await plane.call(path)).body).toEqual(body);
});

test('can be cloned with those credentials', async () => {
  const id = nameOf('execute-1');
  const { body: source } = await plane.call<ServerCredentials>(
    `GET /v2/servers/ALTD/${id}/credentials`,
  );
  const body = await plane.server({
    name: 'copy',
    sourceServerId: id,
    sourceServerPassword: source.password,
  });
  expect((await plane.call('POST /v2/servers/ALTD', { body })).status).toBe(202);
  await plane.run(aWhile);
  const { body: copy } = await plane.call<Server>('GET /v2/servers/ALTD/DE1ALTDCOPY01');
  expect(copy.details).toMatchObject({ diskCount: 1, storageGB: 30 });
});

test('prices add up to what the machine costs', async () => {
  const price = async (id: string) =>
    (await plane.call<ServerPricing>(`GET /v2/billing/ALTD/serverPricing/${id}`)).body;
  expect(await price(nameOf('execute-1'))).toEqual({
    cpu: 0.01,
    memoryGB: 0.015,
    storageGB: 0.000205,
    managedOS: 0,
  });
  await plane.store.command(plane.scope, async (tx) => {
    const machineTypeId = await tx.insert('machineType', {
      name: 'Standard_F4s_v2',
      kind: 'guest',
      vcpus: 4,
      pcpus: 4,
      memoryMb: 8192,
      gpus: 0,
      diskGb: 30,
      family: 'F',
      price: 0.5,
    });
    await tx.update('machine', ids.get('metal1')!, { machineTypeId });
  });
  const typed = await price(nameOf('metal1'));
  expect(typed.cpu * 4 + typed.memoryGB * 8 + typed.storageGB * 30).toBeCloseTo(0.5);
});

test('can be powered and deleted like any other', async () => {
  const name = nameOf('execute-1');
  const { body } = await plane.call<QueuedServer[]>('POST /v2/operations/ALTD/servers/powerOff', {
    body: [name],
  });
  expect(body[0]!.isQueued).toBe(true);
  await plane.run(aWhile);
  expect((await plane.call(`DELETE /v2/servers/ALTD/${name}`)).status).toBe(202);
  await plane.run(aWhile);
  expect((await plane.call(`GET /v2/servers/ALTD/${name}`)).status).toBe(404);
});
