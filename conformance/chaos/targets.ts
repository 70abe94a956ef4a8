import type { TestPlane } from '@pileus/server/testing';
import { testAdmin } from '@pileus/server/testing';
import type { Vendor } from './error-forms.js';
import { rawXmlRpc } from './raw-xmlrpc.js';

/** A call that changes something, with a body that is valid. */
export interface Target {
  readonly vendor: Vendor;
  readonly method: 'POST' | 'PUT' | 'PATCH';
  readonly path: string;
  readonly body: unknown;
  /** The body as it is is refused, for what it refers to is not there. */
  readonly refused?: true;
  /** What is called, where the path does not say it. */
  readonly call?: string;
  /** How the body is written; default: as JSON. */
  readonly encode?: (body: unknown) => string;
}

export const basic = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;

/** Lower quotas, so that no huge count makes thousands of machines. */
export async function restrain(plane: TestPlane): Promise<void> {
  for (const location of ['southcentralus', 'wa1', 'dal05', 'local']) {
    const answer = await plane.app.inject({
      method: 'PUT',
      url: '/pileus/v1/limits',
      headers: { authorization: basic },
      payload: JSON.stringify({ location, cores: 400, nodes: 60 }),
    });
    if (answer.statusCode !== 200) throw new Error(answer.body);
  }
}

/** The token of CenturyLink's dialect; the others take {@link basic}. */
export async function centurylinkToken(plane: TestPlane): Promise<string> {
  const { username, password } = testAdmin;
  const answer = await plane.app.inject({
    method: 'POST',
    url: '/v2/authentication/login',
    headers: { 'content-type': 'application/json' },
    payload: JSON.stringify({ username, password }),
  });
  return `Bearer ${(answer.json() as { bearerToken: string }).bearerToken}`;
}

export const authorizationFor = (vendor: Vendor, token: string): string =>
  vendor === 'centurylink' ? token : basic;

/** Every served call that takes a body. */
export async function targetsOf(plane: TestPlane): Promise<Target[]> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  const [wa1] = await reader.select('location', {
    where: { op: 'eq', field: 'code', value: 'wa1' },
  });
  const groups = await reader.select('machineGroup', {
    where: { op: 'eq', field: 'locationId', value: wa1!.id },
  });
  const groupId = groups.find(({ type }) => type === 'default')!.uid.replaceAll('-', '');
  const [guest] = await reader.select('machine', {
    where: { op: 'eq', field: 'name', value: 'mpi-build' },
  });
  const [linked] = await reader.select('service');
  const nodes = '/clusters/test-cluster-1/nodes';
  const selectors = {
    ids: ['62a1b116-3c4e-4229-b290-b54ea23f1b68'],
    names: ['none-1'],
    hostnames: ['none-2'],
    ip_addresses: ['10.1.2.3'],
    filter: 'Name === "none-3"',
  };
  const server = {
    name: 'odd',
    description: 'odd',
    groupId,
    sourceServerId: 'CENTOS-6-64-TEMPLATE',
    cpu: 1,
    memoryGB: 1,
    type: 'standard',
    storageType: 'standard',
    primaryDns: '10.0.0.1',
    secondaryDns: '10.0.0.2',
    password: 'P@ssw0rd1',
    isManagedOS: false,
    isManagedBackup: false,
    ttl: '2099-01-01T00:00:00Z',
    additionalDisks: [{ path: '/data', sizeGB: 10, type: 'partitioned' }],
  };
  return [
    {
      vendor: 'cyclecloud',
      method: 'POST',
      path: `${nodes}/create`,
      body: {
        sets: [
          {
            count: 1,
            nodearray: 'execute',
            definition: { machineType: 'Standard_F2s_v2' },
            nameFormat: 'odd-%d',
            nameOffset: 3,
            placementGroupId: 'pg0',
            nodeAttributes: {
              KeepAlive: true,
              Fixed: false,
              StartAutomatically: false,
              Configuration: { a: 1 },
            },
          },
        ],
      },
    },
    ...['start', 'deallocate', 'shutdown', 'remove', 'restart', 'reimage', 'terminate'].map(
      (verb): Target => ({
        vendor: 'cyclecloud',
        method: 'POST',
        path: `${nodes}/${verb}`,
        body: selectors,
      }),
    ),
    // A request id is good once: here every other one is new.
    {
      vendor: 'cyclecloud',
      method: 'POST',
      path: `${nodes}/create`,
      call: 'with a request id',
      body: { requestId: 'hostile-1', sets: [{ count: 1, nodearray: 'execute' }] },
    },
    {
      vendor: 'cyclecloud',
      method: 'POST',
      path: `${nodes}/terminate`,
      call: 'with a request id',
      body: { requestId: 'hostile-2', names: ['none-1'] },
    },
    {
      vendor: 'centurylink',
      method: 'POST',
      path: '/v2/servers/PIL',
      body: server,
    },
    {
      vendor: 'centurylink',
      method: 'POST',
      path: '/v2/servers/PIL',
      call: 'with references to nothing',
      refused: true,
      body: {
        ...server,
        networkId: '00000000000000000000000000000000',
        ipAddress: '10.0.0.9',
        customFields: [{ id: '0', value: 'x' }],
        packages: [{ packageId: '77ab3844-579d-4c8d-8955-c69a94a2ba1a', parameters: { a: 'b' } }],
      },
    },
    {
      vendor: 'centurylink',
      method: 'POST',
      path: '/v2/groups/PIL',
      body: { name: 'odd group', description: 'odd', parentGroupId: groupId, customFields: [] },
    },
    {
      vendor: 'centurylink',
      method: 'POST',
      path: '/v2/operations/PIL/servers/powerOff',
      body: ['WA1PILNONE01'],
    },
    {
      vendor: 'centurylink',
      method: 'POST',
      path: '/v2/authentication/login',
      refused: true,
      body: { username: 'nobody', password: 'wrong' },
    },
    ...['service', 'application'].map(
      (kind): Target => ({
        vendor: 'tutum',
        method: 'POST',
        path: `/api/v1/${kind}/`,
        body: {
          image: 'tutum/hello-world',
          name: 'odd',
          target_num_containers: 1,
          container_size: 'XS',
          run_command: '/run.sh',
          entrypoint: '/bin/sh',
          container_ports: [{ protocol: 'tcp', inner_port: 80, outer_port: 8080, published: true }],
          container_envvars: [{ key: 'A', value: 'b' }],
          linked_to_service: [{ to_service: `/api/v1/service/${linked!.uid}/`, name: 'db' }],
          bindings: [{ host_path: '/a', container_path: '/b', rewritable: true }],
          autorestart: 'OFF',
          autodestroy: 'OFF',
          sequential_deployment: false,
          roles: ['global'],
          privileged: false,
          deployment_strategy: 'EMPTIEST_NODE',
          tags: ['a'],
          net: 'bridge',
          memory: 1024,
          cpu_shares: 512,
        },
      }),
    ),
    ...softlayerTargets(guest!.id),
    {
      vendor: 'admin',
      method: 'PUT',
      path: '/pileus/v1/limits',
      body: { location: 'eastus2', family: 'odd', spot: false, cores: 1, nodes: 1 },
    },
    {
      vendor: 'admin',
      method: 'POST',
      path: '/pileus/v1/users',
      body: { username: 'odd', password: 'odd odd odd', role: 'reader', email: 'a@b.example' },
    },
    {
      vendor: 'admin',
      method: 'PATCH',
      path: '/pileus/v1/faults',
      body: { seed: 'odd', times: { boot: { min: 1, max: 2 } }, spotEvictionsPerHour: 0 },
    },
  ];
}

/** SoftLayer's calls over both transports. */
function softlayerTargets(guestId: number): Target[] {
  const template = {
    hostname: 'odd',
    domain: 'example.org',
    datacenter: { name: 'dal05' },
    startCpus: 1,
    maxMemory: 1024,
    hourlyBillingFlag: true,
    localDiskFlag: false,
    dedicatedAccountHostOnlyFlag: false,
    operatingSystemReferenceCode: 'UBUNTU_LATEST',
    blockDevices: [{ device: '0', diskImage: { capacity: 25 } }],
    networkComponents: [{ maxSpeed: 100 }],
    userData: [{ value: 'odd' }],
    postInstallScriptUri: 'https://example.org/odd',
  };
  const referring = {
    ...template,
    primaryNetworkComponent: { networkVlan: { id: 999_999 } },
    sshKeys: [{ id: 999_999 }],
  };
  const flavored = {
    hostname: 'odd',
    domain: 'example.org',
    datacenter: { name: 'dal05' },
    hourlyBillingFlag: true,
    operatingSystemReferenceCode: 'UBUNTU_LATEST',
    supplementalCreateObjectOptions: { flavorKeyName: 'B1_1X2X25' },
  };
  const guests = 'SoftLayer_Virtual_Guest';
  const rest = (path: string, parameters: readonly unknown[], refused?: true): Target => ({
    ...(refused && { refused }),
    vendor: 'softlayer',
    method: 'POST',
    path: `/rest/v3.1/${path}`,
    body: { parameters },
  });
  const xml = (
    service: string,
    call: string,
    { id, args = [], refused }: { id?: number; args?: readonly unknown[]; refused?: true },
  ): Target => ({
    ...(refused && { refused }),
    vendor: 'softlayerXml',
    method: 'POST',
    path: `/xmlrpc/v3.1/${service}`,
    call,
    body: [
      {
        headers: {
          // Checking bad ones takes long on purpose: one call of each kind is enough.
          ...(call === 'getVirtualGuests' && {
            authenticate: { username: testAdmin.username, apiKey: testAdmin.apiKey },
          }),
          ...(id !== undefined && { [`${service}InitParameters`]: { id } }),
          [`${service}ObjectFilter`]: { virtualGuests: { hostname: { operation: 'odd' } } },
          SoftLayer_ObjectMask: { mask: 'mask[id,globalIdentifier]' },
          resultLimit: { limit: 1, offset: 0 },
        },
      },
      ...args,
    ],
    // What replaces the list of parameters is the only one.
    encode: (params) => rawXmlRpc(call, Array.isArray(params) ? params : [params]),
  });
  const login = ['nobody', 'wrong', null, null];
  return [
    rest(`${guests}.json`, [template]),
    rest(`${guests}/createObject.json`, [flavored]),
    rest(`${guests}/createObject.json`, [referring], true),
    rest(`${guests}/createObjects.json`, [[template, flavored]]),
    rest(`${guests}/${guestId}/rebootDefault.json`, [true]),
    rest('SoftLayer_User_Customer/getPortalLoginToken.json', login, true),
    xml(guests, 'createObject', { args: [template] }),
    xml(guests, 'createObject', { args: [referring], refused: true }),
    xml(guests, 'createObjects', { args: [[template, flavored]] }),
    xml(guests, 'powerOff', { id: guestId }),
    xml(guests, 'deleteObject', { id: 999_999, refused: true }),
    xml('SoftLayer_Account', 'getVirtualGuests', {}),
  ];
}

/** The id of the machine that was made last. */
export async function newestMachine(plane: TestPlane): Promise<number> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  return Math.max(...(await reader.select('machine', { columns: ['id'] })).map(({ id }) => id));
}

/** Uids of the machines that were made later than another and still are. */
export async function machinesAfter(plane: TestPlane, id: number): Promise<string[]> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  const machines = await reader.select('machine', {
    columns: ['uid', 'state'],
    where: { op: 'gt', field: 'id', value: id },
  });
  return machines.filter(({ state }) => state !== 'deleted').map(({ uid }) => uid);
}

/** How many rows there are of everything that a client can make, and of the events that tell of changes. */
export async function rowCounts(plane: TestPlane): Promise<Record<string, number>> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  const counts: Record<string, number> = {};
  for (const table of [
    'machine',
    'operation',
    'step',
    'service',
    'address',
    'disk',
    'machineGroup',
    'placementGroup',
    'user',
    'quota',
    'idempotency',
    'event',
  ] as const) {
    counts[table] = await reader.count(table);
  }
  return counts;
}
