import type { ErrorBody } from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
});
afterAll(() => plane.close());

const refused = async (more: Readonly<Record<string, unknown>>) => {
  const before = await plane.store.reader(plane.scope).count('machine');
  const body = await plane.server(more);
  const reply = await plane.call<ErrorBody>('POST /v2/servers/ALTD', { body });
  expect(await plane.store.reader(plane.scope).count('machine')).toBe(before);
  return { status: reply.status, fields: Object.keys(reply.body.modelState ?? {}) };
};

test.each<[string, Record<string, unknown>, string]>([
  ['no name', { name: null }, 'body.name'],
  ['a name of 9 with the alias 13', { name: 'ninechars' }, 'body.name'],
  ['a name with a dot', { name: 'a.b' }, 'body.name'],
  ['a name like those made from ids', { name: 'M12' }, 'body.name'],
  ['a list as name', { name: ['web'] }, 'body.name'],
  ['no group', { groupId: '' }, 'body.groupId'],
  ['an unknown group', { groupId: 'f'.repeat(32) }, 'body.groupId'],
  ['a group that is no id', { groupId: "x' OR 1=1" }, 'body.groupId'],
  ['no source', { sourceServerId: null }, 'body.sourceServerId'],
  ['an unknown source', { sourceServerId: 'BEOS-5' }, 'body.sourceServerId'],
  ['no cpu', { cpu: null }, 'body.cpu'],
  ['17 cpu', { cpu: 17 }, 'body.cpu'],
  ['half a cpu', { cpu: 0.5 }, 'body.cpu'],
  ['129 GB', { memoryGB: 129 }, 'body.memoryGB'],
  ['memory in words', { memoryGB: 'much' }, 'body.memoryGB'],
  ['an unknown type', { type: 'huge' }, 'body.type'],
  ['bare metal', { type: 'bareMetal' }, 'body.type'],
  ['hyperscale storage of a standard server', { storageType: 'hyperscale' }, 'body.storageType'],
  ['an anti-affinity policy', { antiAffinityPolicyId: 'x' }, 'body.antiAffinityPolicyId'],
  ['backup without management', { isManagedBackup: true }, 'body.isManagedBackup'],
  ['a ttl in the past', { ttl: '2001-01-01T00:00:00Z' }, 'body.ttl'],
  ['a ttl that is no time', { ttl: 'tomorrow' }, 'body.ttl'],
  ['an unknown network', { networkId: 'a'.repeat(32) }, 'body.networkId'],
  ['a password with a quote', { password: 'abc"def123' }, 'body.password'],
  ['a package that is not there', { packages: [{ packageId: 'x' }] }, 'body.packages'],
  [
    'a disk of no size',
    { additionalDisks: [{ sizeGB: 0, type: 'raw' }] },
    'body.additionalDisks[0].sizeGB',
  ],
  [
    'a disk at a reserved path',
    { additionalDisks: [{ sizeGB: 1, path: '/usr', type: 'partitioned' }] },
    'body.additionalDisks[0].path',
  ],
  [
    'two disks at one path',
    {
      additionalDisks: [
        { sizeGB: 1, path: '/a', type: 'partitioned' },
        { sizeGB: 1, path: '/A', type: 'partitioned' },
      ],
    },
    'body.additionalDisks[1].path',
  ],
  [
    'a partitioned disk without a path',
    { additionalDisks: [{ sizeGB: 1, type: 'partitioned' }] },
    'body.additionalDisks[0].path',
  ],
  ['a number instead of a disk', { additionalDisks: [7] }, 'body.additionalDisks[0]'],
])('refuses %s and creates nothing', async (_name, more, field) => {
  expect(await refused(more)).toEqual({ status: 400, fields: [field] });
});

test('Archive and Templates take no servers', async () => {
  for (const name of ['Archive', 'Templates']) {
    const groupId = await plane.group(name);
    expect(await refused({ groupId })).toEqual({ status: 400, fields: ['body.groupId'] });
  }
});

test('refuses what exceeds a quota, in the form of this API', async () => {
  const reader = plane.store.reader(plane.scope);
  const { id: locationId } = (await reader.get('location', { code: 'va1' }))!;
  const quotaId = await plane.store.command(plane.scope, (tx) =>
    tx.insert('quota', { locationId, family: '*', spot: false, cores: 1, nodes: null }),
  );
  const groupId = await plane.group('Default Group', 'va1');
  const { status } = await refused({ name: 'big', groupId, cpu: 16 });
  await plane.store.command(plane.scope, (tx) => tx.delete('quota', [quotaId]));
  expect(status).toBe(400);
});
