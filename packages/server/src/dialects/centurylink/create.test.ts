import type {
  CustomField,
  DeploymentCapabilities,
  ErrorBody,
  OperationStatus,
  QueuedServer,
  Server,
  ServerCredentials,
  ServerDetails,
} from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aWhile, type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
});
afterAll(() => plane.close());

type Queued = QueuedServer & { isQueued: true };

const create = async (more: Readonly<Record<string, unknown>> = {}) =>
  plane.call<Queued>('POST /v2/servers/ALTD', { body: await plane.server(more) });

/** Creates a server and answers it when it is up. */
async function built(more: Readonly<Record<string, unknown>> = {}): Promise<Server> {
  const { body } = await create(more);
  await plane.run(aWhile);
  return (await plane.call<Server>(`GET ${body.links[1]!.href}`)).body;
}

const refused = async (more: Readonly<Record<string, unknown>>) => {
  const before = await plane.store.reader(plane.scope).count('machine');
  const body = await plane.server(more);
  const reply = await plane.call<ErrorBody>('POST /v2/servers/ALTD', { body });
  expect(await plane.store.reader(plane.scope).count('machine')).toBe(before);
  return { status: reply.status, fields: Object.keys(reply.body.modelState ?? {}) };
};

test('a new server is watched by its status link and found by its uuid from the first moment', async () => {
  const { status, body, headers } = await create({ name: 'Web' });
  expect(status).toBe(202);
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(Object.keys(body)).toEqual(['server', 'isQueued', 'links']);
  expect(body.server).toBe('web');
  const [watch, self] = body.links as [Queued['links'][0], Queued['links'][0]];
  expect(watch.id).toMatch(/^de1-\d+$/);
  expect(watch).toEqual({
    rel: 'status',
    href: `/v2/operations/altd/status/${watch.id}`,
    id: watch.id,
  });
  expect(self.id).toMatch(/^[0-9a-f]{32}$/);
  expect(self).toEqual({
    rel: 'self',
    href: `/v2/servers/ALTD/${self.id}?uuid=True`,
    id: self.id,
    verbs: ['GET'],
  });

  const early = await plane.call<Server>(`GET ${self.href}`);
  expect(early.status).toBe(200);
  expect(early.body).toMatchObject({ id: 'de1altdweb01', status: 'underConstruction' });
  expect(early.body).not.toHaveProperty('details');
  expect(early.body.links.map(({ rel }) => rel)).toEqual(['self', 'group', 'account', 'billing']);
  expect(early.body.links[0]!.verbs).toEqual(['GET', 'PATCH']);

  const words = new Set<string>();
  const poll = async () =>
    words.add((await plane.call<OperationStatus>(`GET ${watch.href}`)).body.status);
  await poll();
  for (let i = 0; i < 1000 && !words.has('succeeded'); i++) {
    await plane.run(100);
    await poll();
  }
  expect([...words]).toEqual(['notStarted', 'executing', 'succeeded']);

  const { body: server } = await plane.call<Server>(`GET ${self.href}`);
  expect(Object.keys(server)).toEqual([
    'id',
    'name',
    'description',
    'groupId',
    'isTemplate',
    'locationId',
    'osType',
    'os',
    'status',
    'details',
    'type',
    'storageType',
    'changeInfo',
    'links',
  ]);
  expect(server).toMatchObject({
    id: 'de1altdweb01',
    name: 'DE1ALTDWEB01',
    description: '',
    locationId: 'DE1',
    osType: 'CentOS 6 64-bit',
    os: 'centOS6_64Bit',
    status: 'active',
    type: 'standard',
    storageType: 'standard',
  });
  expect(server.changeInfo.createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Object.keys(server.details!)).toEqual([
    'ipAddresses',
    'secondaryIPAddresses',
    'alertPolicies',
    'cpu',
    'diskCount',
    'hostName',
    'inMaintenanceMode',
    'memoryMB',
    'powerState',
    'storageGB',
    'disks',
    'partitions',
    'snapshots',
    'customFields',
  ]);
  expect(server.details).toMatchObject({
    cpu: 1,
    memoryMB: 1024,
    diskCount: 3,
    storageGB: 17,
    hostName: 'de1altdweb01',
    powerState: 'started',
    inMaintenanceMode: false,
  });
  expect(server.links.map(({ rel }) => rel)).toEqual([
    'self',
    'group',
    'account',
    'billing',
    'publicIPAddresses',
    'credentials',
    'statistics',
    'upcomingScheduledActivities',
    'scheduledActivities',
    'capabilities',
    'alertPolicyMappings',
    'antiAffinityPolicyMapping',
    'cpuAutoscalePolicyMapping',
  ]);
});

test('the self link repeats the alias as it was typed, all other links have it in lower case', async () => {
  const body = await plane.server({ name: 'case' });
  const { body: reply } = await plane.call<Queued>('POST /v2/Servers/AltD/', { body });
  expect(reply.links[0]!.href).toMatch(/^\/v2\/operations\/altd\/status\//);
  expect(reply.links[1]!.href).toMatch(/^\/v2\/servers\/AltD\//);
});

test('a server is found by its id in any case', async () => {
  const server = await built({ name: 'find' });
  for (const path of ['DE1ALTDFIND01', 'de1altdfind01', 'DE1AltdFind01?uuid=false']) {
    expect((await plane.call<Server>(`GET /v2/servers/ALTD/${path}`)).body).toEqual(server);
  }
});

test('names take the lowest free number, and are free again when the server is gone', async () => {
  for (const id of ['de1altdnum01', 'de1altdnum02', 'de1altdnum03']) {
    expect((await built({ name: 'num' })).id).toBe(id);
  }
  expect((await plane.call('DELETE /v2/servers/ALTD/DE1ALTDNUM02')).status).toBe(202);
  expect((await create({ name: 'num' })).status).toBe(202);
  expect((await plane.call('GET /v2/servers/ALTD/DE1ALTDNUM04')).status).toBe(200);
  await plane.run(aWhile);
  expect((await built({ name: 'num' })).id).toBe('de1altdnum02');
});

test('creations at the same time get different names', async () => {
  const replies = await Promise.all(Array.from({ length: 8 }, () => create({ name: 'same' })));
  expect(replies.map(({ status }) => status)).toEqual(Array(8).fill(202));
  for (let i = 1; i <= 8; i++) {
    expect((await plane.call(`GET /v2/servers/ALTD/DE1ALTDSAME0${i}`)).status).toBe(200);
  }
});

test('names that end in digits do not collide with numbers of other names', async () => {
  expect((await built({ name: 'api2' })).id).toBe('de1altdapi201');
  expect((await built({ name: 'api' })).id).toBe('de1altdapi01');
  expect((await built({ name: 'api2' })).id).toBe('de1altdapi202');
});

test('takes null, empty texts, numbers as texts, keys in any case and keys it does not know', async () => {
  const group = await plane.group();
  const capabilities = await plane.call<DeploymentCapabilities>(
    'GET /v2/datacenters/ALTD/DE1/deploymentCapabilities',
  );
  const { status } = await plane.call('POST /v2/servers/ALTD', {
    body: {
      Name: 'nulls',
      Description: 'of many',
      GroupId: group.toUpperCase(),
      SourceServerId: 'centos-6-64-template',
      IsManagedOS: 'False',
      primaryDNS: null,
      secondaryDNS: '',
      networkId: capabilities.body.deployableNetworks[0]!.networkId,
      ipAddress: '',
      password: null,
      sourceServerPassword: null,
      Cpu: '2',
      MemoryGb: '4',
      cpuAutoscalePolicyId: null,
      antiAffinityPolicyId: null,
      type: 'Standard',
      storageType: 'standard',
      customFields: null,
      additionalDisks: [],
      ttl: null,
      packages: [],
      wait: true,
      machine: { publicIp: {} },
    },
  });
  expect(status).toBe(202);
  await plane.run(aWhile);
  const { body } = await plane.call<Server>('GET /v2/servers/ALTD/DE1ALTDNULLS01');
  expect(body.description).toBe('of many');
  expect(body.details).toMatchObject({ cpu: 2, memoryMB: 4096 });
});

test('reads a form, and JSON inside a JSON text', async () => {
  const wanted = await plane.server({ name: 'form' });
  const form = new URLSearchParams(wanted as Record<string, string>).toString();
  const type = 'application/x-www-form-urlencoded';
  const first = await plane.call('POST /v2/servers/ALTD', { body: form, type });
  expect(first.status).toBe(202);
  const second = await plane.call('POST /v2/servers/ALTD', { body: JSON.stringify(wanted) });
  expect(second.status).toBe(202);
});

test("additional disks follow the template's", async () => {
  const { details } = await built({
    name: 'disks',
    additionalDisks: [
      { path: null, sizeGB: 2, type: 'raw' },
      { path: '/data', sizeGB: '4', type: 'partitioned' },
    ],
  });
  expect(details).toMatchObject({ diskCount: 5, storageGB: 23 });
  expect((details as ServerDetails).disks.slice(3)).toEqual([
    { id: '0:3', sizeGB: 2, partitionPaths: [] },
    { id: '0:4', sizeGB: 4, partitionPaths: ['/data'] },
  ]);
});

test('a Windows server has its own disk, account and system', async () => {
  const server = await built({ name: 'win', sourceServerId: 'WIN2012R2DTC-64' });
  expect(server).toMatchObject({
    os: 'windows2012R2DataCenter_64Bit',
    osType: 'Windows 2012 R2 Datacenter 64-bit',
    details: { diskCount: 1, storageGB: 60 },
  });
  const { body } = await plane.call<ServerCredentials>(
    'GET /v2/servers/ALTD/DE1ALTDWIN01/credentials',
  );
  expect(body.userName).toBe('Administrator');
});

test('credentials are the password that was given, or one that was made, and stored sealed', async () => {
  await built({ name: 'cred', password: 'Given-Pass-1' });
  await built({ name: 'made' });
  const given = await plane.call<ServerCredentials>(
    'GET /v2/servers/ALTD/DE1ALTDCRED01/credentials',
  );
  expect(given.body).toEqual({ userName: 'root', password: 'Given-Pass-1' });
  const made = await plane.call<ServerCredentials>(
    'GET /v2/servers/altd/de1altdmade01/credentials',
  );
  expect(made.body.password.length).toBeGreaterThan(8);
  const reader = plane.store.reader(plane.scope);
  const row = await reader.get('machine', { serverName: 'DE1ALTDCRED01' });
  expect(JSON.stringify(row)).not.toContain('Given-Pass-1');
});

test('a clone needs the password of its source, and has its disks and system', async () => {
  await built({
    name: 'src',
    password: 'Given-Pass-1',
    additionalDisks: [{ path: '/data', sizeGB: 4, type: 'partitioned' }],
  });
  const clone = { name: 'copy', sourceServerId: 'de1ALTDsrc01' };
  expect(await refused({ ...clone, sourceServerPassword: 'x' })).toEqual({
    status: 400,
    fields: ['body.sourceServerPassword'],
  });
  expect((await refused(clone)).status).toBe(400);
  const copy = await built({ ...clone, sourceServerPassword: 'Given-Pass-1' });
  expect(copy).toMatchObject({ os: 'centOS6_64Bit', details: { diskCount: 4, storageGB: 21 } });
});

test('a server with a time to live is deleted at that time', async () => {
  const ttl = new Date(plane.clock.now() + 2 * 60 * 60_000 + 123).toISOString();
  expect((await built({ name: 'ttl', ttl })).status).toBe('active');
  await plane.run(60 * 60_000);
  expect((await plane.call('GET /v2/servers/ALTD/DE1ALTDTTL01')).status).toBe(200);
  await plane.run(60 * 60_000);
  expect((await plane.call('GET /v2/servers/ALTD/DE1ALTDTTL01')).status).toBe(404);
});

test('an address that is asked for is given once', async () => {
  const reader = plane.store.reader(plane.scope);
  const network = (await reader.get('network', { name: 'vlan_601_10.1.0' }))!;
  const networkId = network.uid.replaceAll('-', '');
  const ipAddress = '10.1.1.200';
  const { details } = await built({ name: 'addr', networkId, ipAddress });
  expect((details as ServerDetails).ipAddresses).toEqual([{ internal: ipAddress }]);
  for (const bad of [ipAddress, '10.1.4.1', '10.1.0.1', '10.1.3.255', '10.1.0', 'x']) {
    const more = { name: 'addr', networkId, ipAddress: bad };
    expect(await refused(more)).toEqual({ status: 400, fields: ['body.ipAddress'] });
  }
});

test('custom fields are checked, kept and shown', async () => {
  const ids = await plane.store.command(plane.scope, async (tx) => ({
    required: await tx.insert('customField', {
      name: 'Cost centre',
      type: 'text',
      required: true,
      options: [],
    }),
    option: await tx.insert('customField', {
      name: 'Size',
      type: 'option',
      required: false,
      options: [{ name: 'Small', value: 's' }],
    }),
  }));
  const { body } = await plane.call<CustomField[]>('GET /v2/accounts/ALTD/customFields');
  const [required, option] = body as [CustomField, CustomField];
  expect(option).toEqual({
    id: option.id,
    name: 'Size',
    isRequired: false,
    type: 'option',
    options: [{ name: 'Small', value: 's' }],
  });
  const cost = { id: required.id, value: '4711' };
  expect((await refused({ name: 'cf' })).fields).toEqual(['body.customFields']);
  expect(
    (await refused({ name: 'cf', customFields: [cost, { id: 'x', value: 'y' }] })).fields,
  ).toEqual(['body.customFields[1].id']);
  const wrong = [cost, { id: option.id, value: 'xxl' }];
  expect((await refused({ name: 'cf', customFields: wrong })).fields).toEqual([
    'body.customFields[1].value',
  ]);
  const { details } = await built({
    name: 'cf',
    customFields: [cost, { id: option.id, value: 's' }],
  });
  expect((details as ServerDetails).customFields).toEqual([
    { id: required.id, name: 'Cost centre', value: '4711', displayValue: '4711' },
    { id: option.id, name: 'Size', value: 's', displayValue: 'Small' },
  ]);
  await plane.store.command(plane.scope, (tx) =>
    tx.update('customField', ids.required, { required: false }),
  );
});

test('a group of another data centre decides where the server goes', async () => {
  const groupId = await plane.group('Default Group', 'va1');
  const { body } = await create({ name: 'far', groupId });
  expect(body.links[0]!.id).toMatch(/^va1-\d+$/);
  expect((await plane.call('GET /v2/servers/ALTD/VA1ALTDFAR01')).status).toBe(200);
});
