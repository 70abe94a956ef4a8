import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { admit, capacity, limitsOn } from '../inventory/admission.js';
import { findImage, findMachineType } from '../inventory/catalogue.js';
import { bucketsOf, targetOf } from '../inventory/nodes.js';
import { openSqliteStore } from '../store/sqlite.js';
import { type Reader, type Store, system } from '../store/store.js';
import type { Row } from '../store/tables.js';
import { applyWorld, readWorld } from './load.js';

describe('the demo world', () => {
  let store: Store;
  let reader: Reader;
  let account: Row<'account'>;

  beforeAll(async () => {
    store = await openSqliteStore({ clock: new ManualClock(), realClock: new ManualClock() });
    await applyWorld(store, await readWorld('demo'), {
      hashPassword: async () => '',
      sealKey: () => ({ enc: '', mac: '' }),
    });
    account = (await store.reader(system).get('account', {}))!;
    reader = store.reader({ accountId: account.id, actor: 'test', role: 'reader' });
  });
  afterAll(() => store.close());

  const place = async (code: string) => (await reader.get('location', { code }))!;

  it('has one account with a three-letter alias, business details and its home in WA1', async () => {
    expect(account.alias).toMatch(/^[A-Z]{3}$/);
    for (const detail of [
      'businessName',
      'addressLine1',
      'addressLine2',
      'city',
      'stateProvince',
      'postalCode',
    ]) {
      expect(account.contact[detail], detail).toBeTruthy();
    }
    expect(account.home.centurylink).toBe((await place('wa1')).id);
  });

  it.each([
    ['wa1', 'centurylink'],
    ['va1', 'centurylink'],
    ['dal05', 'softlayer'],
    ['dal09', 'softlayer'],
    ['dal13', 'softlayer'],
    ['ams01', 'softlayer'],
    ['sng01', 'softlayer'],
    ['southcentralus', 'azure'],
    ['eastus', 'azure'],
    ['westeurope', 'azure'],
    ['local', 'docker'],
    ['nyc3', 'digitalocean'],
  ])('has the location %s of %s with a Default Group and networks', async (code, provider) => {
    const location = await place(code);
    expect(location.provider).toBe(provider);
    const at = { locationId: location.id };
    expect(await reader.get('machineGroup', { ...at, name: 'Default Group' })).toBeDefined();
    for (const kind of ['vlan', 'compute', 'overlay'] as const) {
      expect(await reader.get('network', { ...at, kind }), kind).toBeDefined();
    }
  });

  it('has a group Production with three running servers in VA1', async () => {
    const { id: locationId } = await place('va1');
    const group = (await reader.get('machineGroup', { locationId, name: 'Production' }))!;
    const servers = await reader.select('machine', {
      where: { op: 'eq', field: 'groupId', value: group.id },
    });
    expect(servers.map(({ serverName }) => serverName).sort()).toEqual([
      'VA1PILDB01',
      'VA1PILWEB01',
      'VA1PILWEB02',
    ]);
    for (const server of servers) {
      expect(server).toMatchObject({ state: 'running', locationId });
      const disks = await reader.count('disk', { op: 'eq', field: 'machineId', value: server.id });
      expect(disks).toBe(3);
    }
  });

  it.each([
    'CENTOS-5-64-TEMPLATE',
    'CENTOS-6-64-TEMPLATE',
    'DEBIAN-6-64-TEMPLATE',
    'DEBIAN-7-64-TEMPLATE',
    'RHEL-5-64-TEMPLATE',
    'RHEL-6-64-TEMPLATE',
    'RHEL-7-64-TEMPLATE',
    'UBUNTU-12-64-TEMPLATE',
    'UBUNTU-14-64-TEMPLATE',
    'WIN2008R2DTC-64',
    'WIN2008R2ENT-64',
    'WIN2008R2STD-64',
    'WIN2012DTC-64',
    'WIN2012R2DTC-64',
    'PXE-TEMPLATE',
  ])('has the template %s in every data centre', async (name) => {
    expect(await findImage(reader, 'centurylink', name)).toMatchObject({ locationId: null });
  });

  it.each(['UBUNTU', 'CENTOS', 'DEBIAN', 'REDHAT', 'WIN'])(
    'has %s_LATEST as another name of a code',
    async (family) => {
      const latest = (await findImage(reader, 'softlayer', `${family}_LATEST`))!;
      expect(await findImage(reader, 'softlayer', `${family}_LATEST_64`)).toEqual(latest);
      const names = await reader.select('imageName', {
        where: { op: 'eq', field: 'imageId', value: latest.id },
      });
      expect(names.find(({ dialect }) => dialect === 'softlayer')!.name).toMatch(/_\d+[^ ]*_64$/);
    },
  );

  it('has the package that the CenturyLink page runs', async () => {
    const uid = '77ab3844-579d-4c8d-8955-c69a94a2ba1a';
    expect(await reader.get('script', { uid })).toMatchObject({ accountId: null, exitCode: 0 });
  });

  it('has bare metal of more than 8 GB in dal05, and less', async () => {
    const metal = await reader.select('machine', {
      where: { op: 'eq', field: 'kind', value: 'metal' },
    });
    const { id } = await place('dal05');
    expect(metal.every(({ locationId }) => locationId === id)).toBe(true);
    expect(metal.map(({ memoryMb }) => memoryMb / 1024).sort((a, b) => a - b)).toEqual([
      8, 32, 32, 64,
    ]);
  });

  it('has the Tutum image and the running application with two containers', async () => {
    expect(await reader.get('repository', { name: 'tutum/hello-world' })).toMatchObject({
      tag: 'latest',
    });
    const service = (await reader.get('service', { uid: 'fee900c6-97da-46b3-a21c-e2b50ed07015' }))!;
    expect(service).toMatchObject({
      generation: 1,
      image: 'tutum/hello-world:latest',
      targetCount: 2,
    });
    const host = (await reader.get('machine', { kind: 'host' }))!;
    const containers = await reader.select('machine', {
      where: { op: 'eq', field: 'serviceId', value: service.id },
    });
    expect(
      containers.map(({ name, state, hostId, ordinal }) => ({ name, state, hostId, ordinal })),
    ).toEqual(
      [1, 2].map((ordinal) => ({
        name: `hello-world-${ordinal}`,
        state: 'running',
        hostId: host.id,
        ordinal,
      })),
    );
  });

  describe('cluster test-cluster-1', () => {
    const array = async (name: string) => {
      const cluster = (await reader.get('cluster', { name: 'test-cluster-1' }))!;
      return { cluster, array: (await reader.get('nodeArray', { clusterId: cluster.id, name }))! };
    };

    it('is started, with the limits of the REST page', async () => {
      const { cluster } = await array('ondemand');
      expect(cluster).toMatchObject({
        state: 'Started',
        targetState: 'Started',
        maxCount: 10_000,
        maxCoreCount: 1_000_000,
      });
    });

    it('has the array ondemand with its two buckets, in order', async () => {
      const { array: ondemand } = await array('ondemand');
      expect(ondemand).toMatchObject({
        maxCount: 10_000,
        maxCoreCount: 500,
        placementGroupSize: 40,
      });
      expect(ondemand.locationId).toBe((await place('southcentralus')).id);
      const buckets = await bucketsOf(reader, ondemand.id);
      expect(buckets.map(({ bucket, type }) => [bucket.uid, type.name])).toEqual([
        ['cd56af52-c041-435a-a4e7-e6a91ca519a2', 'Standard_F32s_v2'],
        ['d81e001a-a29e-4208-9754-79815cb7b225', 'Standard_HC44rs'],
      ]);
      expect((await findMachineType(reader, 'Standard_Fs32_v2'))!.name).toBe('Standard_F32s_v2');
      expect((await findMachineType(reader, 'Standard_Hc44rs'))!.name).toBe('Standard_HC44rs');
    });

    it('gives the figures of the worked example for HC44rs', async () => {
      const { cluster, array: ondemand } = await array('ondemand');
      const type = (await findMachineType(reader, 'Standard_HC44rs'))!;
      expect(type).toMatchObject({ vcpus: 44, pcpus: 44, infiniband: true });
      expect(Math.round((type.memoryMb / 1024) * 100) / 100).toBe(327.83);
      const limits = await limitsOn(reader, targetOf(cluster, ondemand, type, 'southcentralus'));
      const [inArray, , family, region] = limits;
      expect(capacity(inArray!)).toBe(11);
      expect(family).toMatchObject({ maxCores: 8800, used: { nodes: 1, cores: 44 } });
      expect(region!.maxCores).toBeGreaterThan(8800);
      // 11 as soon as ondemand-3 with its 32 cores is gone.
      expect(admit(limits, 100).granted).toBe(10);
    });

    it('takes 9,999 nodes in the array execute beside ondemand-3', async () => {
      const { cluster, array: execute } = await array('execute');
      expect(execute.maxCount).toBe(10_000);
      const [{ type } = { type: undefined }] = await bucketsOf(reader, execute.id);
      const limits = await limitsOn(reader, targetOf(cluster, execute, type!, 'southcentralus'));
      const { granted, boundBy } = admit(limits, 20_000);
      expect(granted).toBe(9_999);
      expect(boundBy!.name).toBe('cluster "test-cluster-1"');
    });

    it('runs ondemand-3, and numbers 1 and 2 are free', async () => {
      const node = await reader.get('machine', { uid: '62a1b116-3c4e-4229-b290-b54ea23f1b68' });
      expect(node).toMatchObject({ name: 'ondemand-3', ordinal: 3, state: 'running', vcpus: 32 });
      expect((await array('ondemand')).array.freeFrom).toBe(1);
    });
  });
});
