import type {
  Account,
  DataCenter,
  DeploymentCapabilities,
  Group,
  LoginReply,
  OperationStatus,
  QueuedServer,
  Server,
  ServerCredentials,
} from '@pileus/sdk/centurylink/wire';
import { expect, test } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

/** Calls as the Python client makes them: the alias as the log-in gave it, mixed case elsewhere. */
class Python {
  #token: string | undefined;

  constructor(readonly plane: TestPlane) {}

  async call<T>(method: 'GET' | 'POST', url: string, payload?: object | string): Promise<T> {
    const form = typeof payload === 'string' || payload === undefined;
    const reply = await this.plane.app.inject({
      method,
      url,
      headers: {
        'content-type': form ? 'application/x-www-form-urlencoded' : 'Application/json',
        ...(this.#token !== undefined && { authorization: `Bearer ${this.#token}` }),
      },
      ...(payload !== undefined && { payload }),
    });
    if (reply.statusCode >= 300) throw new Error(`${url}: ${reply.statusCode} ${reply.body}`);
    return reply.json() as T;
  }

  async logIn(): Promise<LoginReply> {
    const { username, password } = testAdmin;
    const reply = await this.call<LoginReply>('POST', '/v2/authentication/login', {
      username,
      password,
    });
    this.#token = reply.bearerToken;
    return reply;
  }
}

test("the readme's quick start runs as it is written", async () => {
  const plane = await startTestPlane();
  const python = new Python(plane);
  const { accountAlias: alias, locationAlias } = await python.logIn();
  expect(alias).toHaveLength(3);
  expect(locationAlias).toBe('WA1');

  const account = await python.call<Account>('GET', `/v2/accounts/${alias}`);
  for (const key of [
    'businessName',
    'addressLine1',
    'addressLine2',
    'city',
    'postalCode',
  ] as const) {
    expect(account[key]).not.toBe('');
  }

  const dc = account.primaryDataCenter;
  const center = await python.call<DataCenter>(
    'GET',
    `/v2/datacenters/${alias}/${dc}?GroupLinks=true`,
  );
  expect(center.name).toBe('WA1 - US West (Seattle)');
  const root = center.links.find(({ rel }) => rel === 'group')!;
  const tree = await python.call<Group>('GET', `/v2/groups/${alias}/${root.id}`);
  const group = tree.groups.find(({ name }) => name.toLowerCase() === 'default group')!;

  const capabilities = await python.call<DeploymentCapabilities>(
    'GET',
    `/v2/datacenters/${alias}/${dc}/deploymentCapabilities`,
  );
  const template = capabilities.templates.find(({ name }) => /centos-6-64/i.test(name))!;

  const queued = await python.call<QueuedServer & { isQueued: true }>(
    'POST',
    `/v2/servers/${alias}`,
    {
      name: 'api2',
      description: null,
      groupId: group.id,
      sourceServerId: template.name,
      isManagedOS: false,
      primaryDNS: null,
      secondaryDNS: null,
      networkId: capabilities.deployableNetworks[0]!.networkId,
      ipAddress: null,
      password: null,
      sourceServerPassword: null,
      cpu: 1,
      cpuAutoscalePolicyId: null,
      memoryGB: 1,
      type: 'standard',
      storageType: 'standard',
      antiAffinityPolicyId: null,
      customFields: [],
      additionalDisks: [],
      ttl: null,
      packages: [],
    },
  );
  // By this the client knows that the server is new.
  expect(queued.server.length).toBeLessThanOrEqual(8);
  const self = queued.links.find(({ href }) => href.includes('/v2/servers/'))!;

  const seen: string[] = [];
  for (let i = 0; i < 60 && seen.at(-1) !== 'succeeded'; i++) {
    const path = `/v2/operations/${alias}/status/${queued.links[0]!.id}`;
    seen.push((await python.call<OperationStatus>('GET', path)).status);
    await plane.run(2000);
  }
  expect(seen.at(-1)).toBe('succeeded');

  const server = await python.call<Server>('GET', self.href);
  expect(server).toMatchObject({
    id: 'wa1pilapi201',
    name: 'WA1PILAPI201',
    status: 'active',
    details: { powerState: 'started', cpu: 1, memoryMB: 1024 },
  });
  const credentials = await python.call<ServerCredentials>(
    'GET',
    `/v2/servers/${alias}/${server.name}/credentials`,
  );
  expect(credentials.userName).toBe('root');
  await plane.close();
});

test('the production site in VA1 has three servers, and every template can be built', async () => {
  const plane = await startTestPlane();
  const python = new Python(plane);
  const { accountAlias: alias } = await python.logIn();
  const center = await python.call<DataCenter>('GET', `/v2/datacenters/${alias}/VA1`);
  const root = center.links.find(({ rel }) => rel === 'group')!;
  const tree = await python.call<Group>('GET', `/v2/groups/${alias}/${root.id}`);
  const production = tree.groups.find(({ name }) => name === 'Production')!;
  expect(production.serversCount).toBe(3);
  const servers = production.links.filter(({ rel }) => rel === 'server');
  for (const { id } of servers) {
    const server = await python.call<Server>('GET', `/v2/servers/${alias}/${id}`);
    expect(server.name).toBe(id);
    await python.call('GET', `/v2/servers/${alias}/${id}/credentials`);
  }

  const catalogue = await python.call<Group>(
    'POST',
    `/v2/groups/${alias}`,
    new URLSearchParams({
      name: 'Build Entire Catalog',
      description: 'Build Entire Catalog',
      parentGroupId: tree.id,
    }).toString(),
  );
  const { templates } = await python.call<DeploymentCapabilities>(
    'GET',
    `/v2/datacenters/${alias}/VA1/deploymentCapabilities`,
  );
  expect(templates.length).toBeGreaterThan(10);
  const ttl = new Date(plane.clock.now() + 7_200_000).toISOString();
  for (const { name } of templates) {
    const { isQueued } = await python.call<QueuedServer>('POST', `/v2/servers/${alias}`, {
      name: 'CAT',
      cpu: 2,
      memoryGB: 4,
      ttl,
      groupId: catalogue.id,
      sourceServerId: name,
    });
    expect(isQueued).toBe(true);
  }
  const count = async () =>
    (await python.call<Group>('GET', `/v2/groups/${alias}/${catalogue.id}`)).serversCount;
  await plane.run(60_000);
  expect(await count()).toBe(templates.length);
  await plane.run(7_200_000);
  expect(await count()).toBe(0);
  await plane.close();
});
