import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Views, type Wire } from './plane.js';

/**
 * A machine that is made through one dialect is the same machine in the others: every field of what the other
 * shows is computed here from the inventory's row, by the rules for names, units and defaults.
 */
describe('a machine made through', () => {
  let views: Views;
  beforeEach(async () => {
    views = await Views.open();
  });
  afterEach(() => views.close());

  /** What CenturyLink shows of any machine. */
  const centurylink = (
    row: Wire,
    facts: { os: string; osType: string; group: string; disks: number[]; partitions?: Wire[] },
  ) => {
    const code = row.location.toUpperCase();
    const name = row.serverName ?? `${code}PILM${String(row.id).padStart(9, '0')}`;
    const id = name.toLowerCase();
    const self = `/v2/servers/pil/${id}`;
    const hex = row.uid.replaceAll('-', '');
    const { disks, partitions = [] } = facts;
    return {
      id,
      name,
      description: row.serverName === null ? row.hostname : '',
      groupId: facts.group,
      isTemplate: false,
      locationId: code,
      osType: facts.osType,
      os: facts.os,
      status: 'active',
      details: {
        ipAddresses: [{ internal: row.privateIp, ...(row.publicIp && { public: row.publicIp }) }],
        secondaryIPAddresses: [],
        alertPolicies: [],
        cpu: row.vcpus,
        diskCount: disks.length,
        hostName: row.serverName === null ? row.hostname : id,
        inMaintenanceMode: false,
        memoryMB: row.memoryMb,
        powerState: 'started',
        storageGB: disks.reduce((sum, size) => sum + size, 0),
        disks: disks.map((sizeGB, i) => ({ id: `0:${i}`, sizeGB, partitionPaths: [] })),
        partitions,
        snapshots: [],
        customFields: [],
      },
      type: 'standard',
      storageType: 'standard',
      changeInfo: {
        createdBy: 'admin',
        createdDate: '2026-01-01T00:00:00Z',
        modifiedBy: 'system',
        modifiedDate: expect.stringMatching(/^2026-01-01T00:00:\d\dZ$/),
      },
      links: [
        { rel: 'self', href: self, id, verbs: ['GET', 'PATCH', 'DELETE'] },
        { rel: 'group', href: `/v2/groups/pil/${facts.group}`, id: facts.group },
        { rel: 'account', href: '/v2/accounts/pil', id: 'pil' },
        { rel: 'billing', href: `/v2/billing/pil/serverPricing/${id}` },
        { rel: 'publicIPAddresses', href: `${self}/publicIPAddresses`, verbs: ['POST'] },
        { rel: 'credentials', href: `${self}/credentials` },
        { rel: 'statistics', href: `${self}/statistics` },
        {
          rel: 'upcomingScheduledActivities',
          href: `/v2/servers/pil/${hex}/upcomingScheduledActivities`,
        },
        {
          rel: 'scheduledActivities',
          href: `/v2/servers/pil/${hex}/scheduledActivities`,
          verbs: ['GET', 'POST'],
        },
        { rel: 'capabilities', href: `${self}/capabilities` },
        { rel: 'alertPolicyMappings', href: `${self}/alertPolicies`, verbs: ['POST'] },
        {
          rel: 'antiAffinityPolicyMapping',
          href: `${self}/antiAffinityPolicy`,
          verbs: ['PUT', 'DELETE'],
        },
        {
          rel: 'cpuAutoscalePolicyMapping',
          href: `${self}/cpuAutoscalePolicy`,
          verbs: ['PUT', 'DELETE'],
        },
        ...(row.publicIp
          ? [
              {
                rel: 'publicIPAddress',
                href: `${self}/publicIPAddresses/${row.publicIp}`,
                id: row.publicIp,
                verbs: ['GET', 'PUT', 'DELETE'],
              },
            ]
          : []),
      ],
    };
  };

  const mask =
    'mask[powerState.keyName,status.keyName,datacenter[name,longName],primaryIpAddress,' +
    'primaryBackendIpAddress,activeTransaction,operatingSystem.softwareLicense.softwareDescription[longDescription],' +
    'hourlyBillingFlag,localDiskFlag,privateNetworkOnlyFlag,billingItem[hourlyRecurringFee]]';

  /** What SoftLayer shows of any machine: all local properties, and the relations of the mask. */
  const softlayer = (row: Wire, facts: { longName: string; os: string; fee: string }) => ({
    accountId: 1,
    createDate: '2026-01-01T00:00:00+00:00',
    dedicatedAccountHostOnlyFlag: false,
    deviceStatusId: null,
    domain: row.domain,
    fullyQualifiedDomainName: `${row.hostname}.${row.domain}`,
    globalIdentifier: row.uid,
    hostname: row.hostname,
    id: row.id,
    lastPowerStateId: null,
    lastVerifiedDate: null,
    managedResourceFlag: false,
    maxCpu: row.vcpus,
    maxCpuUnits: 'CORE',
    maxMemory: row.memoryMb,
    metricPollDate: null,
    modifyDate: expect.stringMatching(/^2026-01-01T00:00:\d\d\+00:00$/),
    notes: null,
    placementGroupId: null,
    postInstallScriptUri: null,
    provisionDate: expect.stringMatching(/^2026-01-01T00:00:\d\d\+00:00$/),
    reclaimDate: null,
    startCpus: row.vcpus,
    statusId: 1001,
    supplementalCreateObjectOptions: null,
    typeId: 1,
    uuid: row.uid,
    powerState: { keyName: 'RUNNING' },
    status: { keyName: 'ACTIVE' },
    datacenter: { name: row.location, longName: facts.longName },
    ...(row.publicIp && { primaryIpAddress: row.publicIp }),
    primaryBackendIpAddress: row.privateIp,
    operatingSystem: expect.objectContaining({
      softwareLicense: { ...expectLicense, softwareDescription: { longDescription: facts.os } },
    }),
    hourlyBillingFlag: true,
    localDiskFlag: true,
    privateNetworkOnlyFlag: false,
    billingItem: { hourlyRecurringFee: facts.fee },
  });
  const expectLicense = { id: expect.any(Number), softwareDescriptionId: expect.any(Number) };

  const groupOf = async (location: string): Promise<string> => {
    const { links } = await views.get(`/v2/datacenters/PIL/${location}`);
    const { groups } = await views.get(
      `/v2/groups/PIL/${links.find((link: Wire) => link.rel === 'group').id}`,
    );
    return groups.find((group: Wire) => group.name === 'Default Group').id;
  };

  it('CycleCloud is a server in its Default Group and a virtual guest', async () => {
    const uid = await views.createNode();
    await views.plane.run(10_000);
    const row = await views.admin(uid);
    expect(row).toMatchObject({
      name: 'execute-1',
      cluster: 'test-cluster-1',
      machineType: 'Standard_F2s_v2',
      vcpus: 2,
      memoryMb: 4096,
      serverName: null,
    });
    expect(await views.centurylink(uid)).toEqual(
      centurylink(row, {
        os: 'ubuntu22_64Bit',
        osType: 'Ubuntu 22 64-bit',
        group: await groupOf('southcentralus'),
        disks: [16],
      }),
    );
    expect(await views.softlayer(uid, mask)).toEqual(
      softlayer(row, { longName: 'South Central US', os: 'Ubuntu 22 64-bit', fee: '.085' }),
    );
  });

  it('CenturyLink is a virtual guest, and no node of any cluster', async () => {
    const uid = await views.createServer();
    await views.plane.run(10_000);
    const row = await views.admin(uid);
    expect(row).toMatchObject({
      serverName: 'WA1PILWEB01',
      hostname: 'wa1pilweb01',
      domain: 'example.com',
      cluster: null,
    });
    expect(await views.softlayer(uid, mask)).toEqual(
      softlayer(row, { longName: 'US West (Seattle)', os: 'CentOS 6 64-bit', fee: '.043485' }),
    );
    expect(await views.centurylink(uid)).toEqual(
      centurylink(row, {
        os: 'centOS6_64Bit',
        osType: 'CentOS 6 64-bit',
        group: await groupOf('wa1'),
        disks: [1, 2, 14],
        partitions: [
          { sizeGB: 1, path: '/boot' },
          { sizeGB: 2, path: '(swap)' },
          { sizeGB: 14, path: '/' },
        ],
      }),
    );
    expect(await views.cyclecloud(uid)).toBeUndefined();
  });

  it('SoftLayer is a server with its address, and no node of any cluster', async () => {
    const uid = await views.createGuest();
    await views.plane.run(10_000);
    const row = await views.admin(uid);
    expect(row).toMatchObject({
      hostname: 'h1',
      domain: 'example.org',
      memoryMb: 2048,
      publicIp: expect.any(String),
    });
    expect(await views.centurylink(uid)).toEqual(
      centurylink(row, {
        os: 'ubuntu22_64Bit',
        osType: 'Ubuntu 22 64-bit',
        group: await groupOf('dal09'),
        disks: [25],
      }),
    );
    expect(await views.cyclecloud(uid)).toBeUndefined();
  });

  it('Tutum is a container, which no other vendor lists', async () => {
    const created = await views.send('POST', '/api/v1/application/', {
      image: 'tutum/hello-world',
      name: 'web',
    });
    await views.plane.run(10_000);
    const [uri] = (await views.get(created.body.resource_uri)).containers;
    const container = await views.get(uri);
    const row = await views.admin(container.uuid);
    expect(row).toMatchObject({ kind: 'container', name: 'web-1', state: 'running' });
    expect(await views.cyclecloud(container.uuid)).toBeUndefined();
    expect(
      (await views.send('GET', `/v2/servers/PIL/${container.uuid.replaceAll('-', '')}?uuid=true`))
        .status,
    ).toBe(404);
    expect((await views.softlayer(container.uuid)).code).toBe('SoftLayer_Exception_ObjectNotFound');
    const guests = await views.get('/rest/v3.1/SoftLayer_Account/getVirtualGuests.json');
    expect(guests.map((guest: Wire) => guest.hostname)).not.toContain('web-1');
  });

  it('one and switched off through another is off in the third', async () => {
    const uid = await views.createServer();
    await views.plane.run(10_000);
    await views.get(`/rest/v3.1/SoftLayer_Virtual_Guest/${uid}/powerOff.json`);
    await views.plane.run(5000);
    expect((await views.centurylink(uid)).details.powerState).toBe('stopped');
    await views.send('POST', '/v2/operations/PIL/servers/powerOn', ['WA1PILWEB01']);
    await views.plane.run(5000);
    expect((await views.softlayer(uid, 'mask[powerState]')).powerState.keyName).toBe('RUNNING');
    await views.send('DELETE', '/v2/servers/PIL/WA1PILWEB01');
    expect((await views.softlayer(uid)).code).toBe('SoftLayer_Exception_ObjectNotFound');
  });
});
