import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { allDialects, type Dialects, hexOf, serverNameOf } from './drivers.js';
import { adminMachine } from './expected/admin.js';
import { centurylinkServer } from './expected/centurylink.js';
import { executeNode } from './expected/cyclecloud.js';
import { centos, type Facts, ubuntu } from './expected/facts.js';
import {
  guest,
  guestMask,
  guestRelations,
  hardware,
  hardwareMask,
  overXmlRpc,
} from './expected/softlayer.js';
import { tutumContainer, tutumNode } from './expected/tutum.js';
import { Plane, type Wire } from './plane.js';

type Maker = 'cyclecloud' | 'centurylink' | 'softlayerRest' | 'softlayerXmlRpc';
type Viewer = keyof Dialects;

/** What is known of a machine by who made it, and not by its row. */
type Birth = Omit<Facts, 'group' | 'network' | 'password' | 'arrayUid'> & {
  readonly location: string;
  readonly cluster: string | null;
  /** Columns of the row that the request decided. */
  readonly row: Wire;
};

const softlayerBirth: Birth = {
  location: 'dal09',
  cluster: null,
  title: 'Dallas 9',
  provider: 'softlayer',
  machineType: null,
  system: ubuntu,
  disks: [{ sizeGb: 25 }],
  // One core of 0.01, 2 GB of 0.015, 25 GB of 0.000205 each.
  fee: '.045125',
  // The vendor's default; machines of other births have a gigabit.
  speed: 10,
  row: {
    name: 'h1',
    hostname: 'h1',
    domain: 'example.org',
    serverName: null,
    vcpus: 1,
    memoryMb: 2048,
    publicIp: expect.stringMatching(/^198\.1[89]\./),
  },
};

const births: Readonly<Record<Maker, Birth>> = {
  cyclecloud: {
    location: 'southcentralus',
    cluster: 'test-cluster-1',
    title: 'South Central US',
    provider: 'azure',
    machineType: 'Standard_F2s_v2',
    system: ubuntu,
    disks: [{ sizeGb: 16 }],
    fee: '.085',
    speed: 1000,
    row: {
      name: 'execute-1',
      hostname: 'execute-1',
      domain: 'example.com',
      serverName: null,
      vcpus: 2,
      memoryMb: 4096,
      publicIp: null,
    },
  },
  centurylink: {
    location: 'wa1',
    cluster: null,
    title: 'US West (Seattle)',
    provider: 'centurylink',
    machineType: null,
    system: centos('6'),
    disks: [
      { sizeGb: 1, path: '/boot' },
      { sizeGb: 2, path: '(swap)' },
      { sizeGb: 14, path: '/' },
    ],
    fee: '.043485',
    speed: 1000,
    row: {
      name: 'wa1pilweb01',
      serverName: 'WA1PILWEB01',
      hostname: 'wa1pilweb01',
      domain: 'example.com',
      vcpus: 1,
      memoryMb: 2048,
      publicIp: null,
    },
  },
  softlayerRest: softlayerBirth,
  softlayerXmlRpc: softlayerBirth,
};

const makers = Object.keys(births) as Maker[];

describe('a machine of one dialect is the same machine in another, field by field', () => {
  let plane: Plane;
  let dialects: Dialects;
  const uids = new Map<Maker | 'tutum', string>();
  beforeAll(async () => {
    plane = await Plane.open();
    // A moment whose every part shows in dates: the sixth of January, 13:17:43.210.
    plane.test.manual.advance(5 * 86_400_000 + 47_863_210);
    dialects = allDialects(plane);
    for (const maker of [...makers, 'tutum'] as const) {
      uids.set(maker, (await dialects[maker].create!()).uid);
    }
    await plane.test.run(10_000);
  });
  afterAll(() => plane.close());

  /** The group of a data centre that takes what was born elsewhere, or where it was put. */
  const groupOf = async (location: string) => dialects.centurylink.group(location, 'Default Group');

  async function factsOf(row: Wire, birth: Birth): Promise<Facts> {
    const array = row.arrayId && (await plane.row('nodeArray', { id: row.arrayId }));
    const id = dialects.centurylink.idOf(row);
    const { body } = await dialects.centurylink.send('GET', `/v2/servers/PIL/${id}/credentials`);
    expect(body).toEqual({ userName: 'root', password: expect.stringMatching(/^.{9,}$/) });
    return {
      ...birth,
      group: await groupOf(birth.location),
      network: await plane.row('network', { id: row.networkId }),
      // One password, whichever dialect tells it.
      password: body.password,
      ...(array && { arrayUid: array.uid }),
    };
  }

  /** What each dialect must show; undefined: nothing. */
  const shown: Readonly<Record<Viewer, (row: Wire, facts: Facts, birth: Birth) => Wire>> = {
    cyclecloud: (row, _facts, { cluster }) => (cluster ? executeNode(row) : undefined),
    centurylink: (row, facts, { location }) =>
      centurylinkServer(row, serverNameOf(plane, row), location, facts),
    softlayerRest: guest,
    softlayerXmlRpc: (row) => overXmlRpc(guest(row)),
    tutum: (row, facts, { location }) =>
      tutumNode(row, location, facts, { now: plane.test.clock.now(), containers: 0 }),
    admin: (row, _facts, { location, cluster, machineType }) =>
      adminMachine(row, { location, cluster, machineType }),
  };

  const viewers = Object.keys(shown) as Viewer[];
  const pairs = makers.flatMap((maker) => viewers.map((viewer) => [maker, viewer] as const));

  it.each(pairs)('made through %s, shown by %s', async (maker, viewer) => {
    const uid = uids.get(maker)!;
    const row = await plane.machine(uid);
    const birth = births[maker];
    expect(row).toMatchObject({
      ...birth.row,
      kind: 'guest',
      state: 'running',
      price: expect.any(Number),
    });
    expect(plane.codeOf(row)).toBe(birth.location);
    const facts = await factsOf(row, birth);
    expect(await dialects[viewer].read(row)).toEqual(shown[viewer](row, facts, birth));
    if (viewer !== 'softlayerRest' && viewer !== 'softlayerXmlRpc') return;
    const masked = { ...guest(row), ...guestRelations(row, birth.location, facts) };
    expect(await dialects[viewer].readMasked(row, guestMask)).toEqual(
      viewer === 'softlayerRest' ? masked : overXmlRpc(masked),
    );
  });

  it.each(makers)('made through %s, priced alike by CenturyLink and SoftLayer', async (maker) => {
    const uid = uids.get(maker)!;
    const row = await plane.machine(uid);
    const { body: unit } = await dialects.centurylink.send(
      'GET',
      `/v2/billing/PIL/serverPricing/${dialects.centurylink.idOf(row)}`,
    );
    const total =
      unit.cpu * row.vcpus + unit.memoryGB * (row.memoryMb / 1024) + unit.storageGB * row.diskGb;
    expect(total).toBeCloseTo(row.price, 10);
    expect(Number(births[maker].fee)).toBeCloseTo(row.price, 10);
  });

  it('made through Tutum: a container, which Tutum and the admin API show', async () => {
    const uid = uids.get('tutum')!;
    const row = await plane.machine(uid);
    expect(row).toMatchObject({ kind: 'container', name: 'web-1', state: 'running' });
    const service = await plane.row('service', { id: row.serviceId });
    const host = await plane.row('machine', { id: row.hostId });
    expect(await dialects.tutum.read(row)).toEqual(
      tutumContainer(row, { service: service.uid, host: host.uid }),
    );
    const place = { location: 'local', cluster: null, machineType: null };
    expect(await dialects.admin.read(row)).toEqual(adminMachine(row, place));
    for (const other of [
      'cyclecloud',
      'centurylink',
      'softlayerRest',
      'softlayerXmlRpc',
    ] as const) {
      const seen = await dialects[other].read(row);
      expect(
        seen?.code === 'SoftLayer_Exception_ObjectNotFound' ? undefined : seen,
      ).toBeUndefined();
    }
  });

  it('a host is a node of Tutum, with the containers that it carries', async () => {
    const row = await plane.row('machine', { kind: 'host' });
    const birth = { provider: 'docker', machineType: 'host' };
    const seen = { now: plane.test.clock.now(), containers: 3 };
    expect(await dialects.tutum.read(row)).toEqual(tutumNode(row, 'local', birth, seen));
    const place = { location: 'local', cluster: null, machineType: 'host' };
    expect(await dialects.admin.read(row)).toEqual(adminMachine(row, place));
  });

  it('bare metal is hardware in SoftLayer and a bareMetal server in CenturyLink', async () => {
    const row = await plane.row('machine', { name: 'db01' });
    const birth: Birth = {
      ...softlayerBirth,
      location: 'dal05',
      title: 'Dallas 5',
      machineType: 'S1270_32GB_1X1TBSATA_NORAID',
      system: centos('7'),
      disks: [{ sizeGb: 1000 }],
      fee: '.385',
      speed: 1000,
    };
    const facts = { ...(await factsOf(row, birth)), cores: 4 };
    const server = hardware(row, 'dal05', facts);
    expect(await dialects.softlayerRest.readMasked(row, hardwareMask)).toEqual(server);
    expect(await dialects.softlayerXmlRpc.readMasked(row, hardwareMask)).toEqual(
      overXmlRpc(server),
    );
    expect(await dialects.centurylink.read(row)).toEqual(
      centurylinkServer(row, serverNameOf(plane, row), 'dal05', facts),
    );
    const place = { location: 'dal05', cluster: null, machineType: birth.machineType };
    expect(await dialects.admin.read(row)).toEqual(adminMachine(row, place));
  });

  it('ids are spelled from one uid and one number', async () => {
    const uid = uids.get('cyclecloud')!;
    const row = await plane.machine(uid);
    const server = await dialects.centurylink.send(
      'GET',
      `/v2/servers/PIL/${hexOf(uid)}?uuid=true`,
    );
    expect(server.body.name).toBe(`SOUTHCENTRALUSPILM${String(row.id).padStart(9, '0')}`);
    const byUid = await plane.send('GET', `/rest/v3.1/SoftLayer_Virtual_Guest/${uid}.json`);
    expect([byUid.body.id, byUid.body.globalIdentifier]).toEqual([row.id, uid]);
    expect((await plane.send('GET', `/pileus/v1/machines/${row.id}`)).body.uid).toBe(uid);
    expect((await plane.send('GET', `/api/v1/node/${uid}/`)).body.uuid).toBe(uid);
  });
});
