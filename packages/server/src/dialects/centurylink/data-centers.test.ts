import type {
  ComputeLimits,
  DataCenter,
  DeploymentCapabilities,
  ErrorBody,
  NetworkLimits,
} from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
});
afterAll(() => plane.close());

const base = [
  'self',
  'deploymentCapabilities',
  'loadBalancers',
  'computeLimits',
  'networkLimits',
  'availableOvfs',
  'group',
];
const withRoot = [
  ...base,
  'createGroup',
  'createServer',
  'defaults',
  'billing',
  'statistics',
  'upcomingScheduledActivities',
  'horizontalAutoscalePolicyMapping',
  'scheduledActivities',
];

test('lists data centres with ids in lower case, names in the pattern, and the group link always', async () => {
  const { status, body } = await plane.call<DataCenter[]>('GET /v2/datacenters/ALTD');
  expect(status).toBe(200);
  expect(body.map(({ id, name }) => [id, name])).toEqual([
    ['de1', 'DE1 - Germany (Frankfurt)'],
    ['va1', 'VA1 - US East (Sterling)'],
  ]);
  for (const each of body) expect(each.links.map(({ rel }) => rel)).toEqual(base);
  expect(body[0]!.links[0]).toEqual({ rel: 'self', href: '/v2/datacenters/altd/de1' });
});

test.each(['DE1?GroupLinks=true', 'de1/?groupLinks=True', 'De1?GROUPLINKS=TRUE'])(
  'one data centre with its root group: %s',
  async (path) => {
    const { body } = await plane.call<DataCenter>(`GET /v2/datacenters/ALTD/${path}`);
    const lower = await plane.call<DataCenter>('GET /v2/datacenters/ALTD/de1?groupLinks=true');
    expect(body).toEqual(lower.body);
    expect(body.links.map(({ rel }) => rel)).toEqual(withRoot);
    const group = body.links.find(({ rel }) => rel === 'group')!;
    expect(group.name).toBe('DE1 Hardware');
    expect(group.id).toMatch(/^[0-9a-f]{32}$/);
    expect(group.href).toBe(`/v2/groups/altd/${group.id}`);
  },
);

test('an account that has no groups yet gets them when it first looks', async () => {
  const { body } = await plane.call<DataCenter[]>('GET /v2/datacenters/KID?groupLinks=true');
  const groups = body.map(({ links }) => links.find(({ rel }) => rel === 'group')!.name);
  expect(groups).toEqual(['DE1 Hardware', 'VA1 Hardware']);
  const again = await plane.call<DataCenter[]>('GET /v2/datacenters/kid?groupLinks=true');
  expect(again.body).toEqual(body);
});

test('says what can be deployed', async () => {
  const { body } = await plane.call<DeploymentCapabilities>(
    'GET /v2/datacenters/ALTD/de1/deploymentCapabilities',
  );
  expect(Object.keys(body)).toEqual([
    'dataCenterEnabled',
    'importVMEnabled',
    'supportsPremiumStorage',
    'supportsSharedLoadBalancer',
    'supportsBareMetalServers',
    'deployableNetworks',
    'templates',
    'importableOSTypes',
  ]);
  expect(body.supportsPremiumStorage).toBe(true);
  expect(body.deployableNetworks).toHaveLength(1);
  expect(body.deployableNetworks[0]).toMatchObject({ type: 'private', accountID: 'ALTD' });
  expect(body.deployableNetworks[0]!.networkId).toMatch(/^[0-9a-f]{32}$/);
  expect(
    body.templates.map(({ name, osType, storageSizeGB }) => [name, osType, storageSizeGB]),
  ).toEqual([
    ['CENTOS-6-64-TEMPLATE', 'centOS6_64Bit', 17],
    ['WIN2012R2DTC-64', 'windows2012R2DataCenter_64Bit', 60],
  ]);
  expect(body.templates.map(({ drivePathLength }) => drivePathLength)).toEqual([undefined, 1]);
});

test('shows limits as whole numbers', async () => {
  const locationId = (await plane.store.reader(plane.scope).get('location', { code: 'va1' }))!.id;
  await plane.store.command(plane.scope, (tx) =>
    tx.insert('quota', { locationId, family: '*', spot: false, cores: 48, nodes: null }),
  );
  const compute = await plane.call<ComputeLimits>('GET /v2/datacenters/ALTD/VA1/computeLimits');
  expect(compute.body.cpu).toEqual({ value: 48, inherited: false });
  expect(Object.keys(compute.body)).toEqual(['cpu', 'memoryGB', 'storageGB']);
  const networks = await plane.call<NetworkLimits>('GET /v2/datacenters/ALTD/VA1/networkLimits');
  expect(networks.body).toEqual({ networks: { value: 1, inherited: true } });
});

test.each(['xx9', 'xx9/deploymentCapabilities', 'xx9/computeLimits', 'xx9/networkLimits'])(
  'an unknown data centre is 404: %s',
  async (path) => {
    const { status, body } = await plane.call<ErrorBody>(`GET /v2/datacenters/ALTD/${path}`);
    expect(status).toBe(404);
    expect(Object.keys(body)).toEqual(['message']);
  },
);

test.each(['HEAD', 'OPTIONS', 'PUT', 'PATCH', 'DELETE'])(
  '%s on a known path is 405',
  async (method) => {
    const { status, headers } = await plane.call(`${method} /v2/datacenters/ALTD`);
    expect(status).toBe(405);
    expect(headers.allow).toBe('GET');
  },
);

test.each(['/v2', '/v2/alertPolicies/ALTD', '/v2/servers', '/v2/a/b/c/d/e/f/g'])(
  'a path that leads nowhere is 404 with the recorded message: %s',
  async (path) => {
    const { status, body } = await plane.call<ErrorBody>(`GET ${path}`);
    expect(status).toBe(404);
    expect(body).toEqual({ message: 'The requested resource does not exist.' });
  },
);
