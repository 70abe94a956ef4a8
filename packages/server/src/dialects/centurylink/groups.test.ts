import type {
  ErrorBody,
  Group,
  GroupDefaults,
  OperationStatus,
  StatusLink,
} from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aWhile, type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
  // One server that is up, and one that is being built.
  await plane.call('POST /v2/servers/ALTD', { body: await plane.server() });
  await plane.run(aWhile);
  await plane.call('POST /v2/servers/ALTD', { body: await plane.server() });
});
afterAll(() => plane.close());

const tree = async (query = '') =>
  (await plane.call<Group>(`GET /v2/groups/ALTD/${await plane.group('DE1 Hardware')}${query}`))
    .body;
const child = (group: Group, name: string) => group.groups.find((each) => each.name === name)!;
const rels = (group: Group) => group.links.map(({ rel }) => rel);
const ownRels = (group: Group) => rels(group).filter((rel) => rel !== 'server');

test('a root group has its three children; counts are of active servers, links of all', async () => {
  const root = await tree();
  expect(root).toMatchObject({ name: 'DE1 Hardware', type: 'default', locationId: 'DE1' });
  expect(root.groups.map(({ name, type }) => [name, type])).toEqual([
    ['Archive', 'archive'],
    ['Default Group', 'default'],
    ['Templates', 'templates'],
  ]);
  const standard = child(root, 'Default Group');
  expect([root.serversCount, standard.serversCount]).toEqual([1, 1]);
  expect(standard.links.filter(({ rel }) => rel === 'server')).toEqual([
    { rel: 'server', href: '/v2/servers/altd/de1altdweb01', id: 'DE1ALTDWEB01' },
    { rel: 'server', href: '/v2/servers/altd/de1altdweb02', id: 'DE1ALTDWEB02' },
  ]);
  for (const group of [root, ...root.groups]) {
    expect(group).not.toHaveProperty('servers');
    expect(group.changeInfo.createdDate).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(Object.keys(group.changeInfo)).toEqual([
      'createdBy',
      'createdDate',
      'modifiedBy',
      'modifiedDate',
    ]);
  }
});

test('with full servers there are no server links, and all servers are counted', async () => {
  const root = await tree('?ServerDetail=Detailed');
  expect(root.serversCount).toBe(2);
  expect(root.servers).toEqual([]);
  const standard = child(root, 'Default Group');
  expect(standard.servers!.map(({ id, status }) => [id, status])).toEqual([
    ['de1altdweb01', 'active'],
    ['de1altdweb02', 'underConstruction'],
  ]);
  expect(rels(standard)).not.toContain('server');
  const single = await plane.call('GET /v2/servers/ALTD/DE1ALTDWEB01');
  expect(standard.servers![0]).toEqual(single.body);
});

test('a tree with full servers costs the same number of statements for 2 servers and for 12', async () => {
  const cost = async () => {
    // Neither the engine's own statements are meant, nor those that recognise a token again.
    await plane.run(aWhile);
    const root = await plane.group('DE1 Hardware');
    const before = plane.store.usage.statements;
    await plane.call(`GET /v2/groups/ALTD/${root}?serverDetail=detailed`);
    return plane.store.usage.statements - before;
  };
  const two = await cost();
  for (let i = 0; i < 10; i++) {
    await plane.call('POST /v2/servers/ALTD', { body: await plane.server() });
  }
  expect(await cost()).toBe(two);
  expect(two).toBeLessThanOrEqual(9);
});

test('links of each kind of group are the recorded ones, in order', async () => {
  const root = await tree();
  const common = [
    'statistics',
    'upcomingScheduledActivities',
    'horizontalAutoscalePolicyMapping',
    'scheduledActivities',
  ];
  expect(rels(root)).toEqual([
    'createGroup',
    'createServer',
    'self',
    'defaults',
    'billing',
    ...common,
  ]);
  expect(ownRels(child(root, 'Default Group'))).toEqual([
    'createGroup',
    'createServer',
    'self',
    'parentGroup',
    'defaults',
    'billing',
    'archiveGroupAction',
    ...common,
  ]);
  const closed = ['self', 'parentGroup', 'defaults', 'billing'];
  expect(rels(child(root, 'Archive'))).toEqual(closed);
  expect(rels(child(root, 'Templates'))).toEqual(closed);
});

test.each([
  ['a form', 'application/x-www-form-urlencoded'],
  ['JSON with keys in capitals', 'application/json'],
])('creates a group from %s', async (_name, type) => {
  const parent = await plane.group('DE1 Hardware');
  const fields = { Name: 'QA 1234', Description: 'QA 1234', ParentGroupId: parent };
  const body =
    type === 'application/json'
      ? JSON.stringify(fields)
      : new URLSearchParams({
          name: fields.Name,
          description: fields.Description,
          parentGroupId: parent,
        }).toString();
  const reply = await plane.call<Group>('POST /v2/groups/ALTD/', { body, type });
  expect(reply.status).toBe(201);
  expect(reply.headers.location).toBe(`/v2/groups/altd/${reply.body.id}`);
  expect(reply.body.id).toMatch(/^[0-9a-f]{32}$/);
  expect(reply.body).toMatchObject({ name: 'QA 1234', groups: [], locationId: 'DE1' });
  expect(reply.body).not.toHaveProperty('serversCount');
  const seen = await plane.call<Group>(`GET /v2/groups/ALTD/${reply.body.id.toUpperCase()}`);
  expect(seen.body).toMatchObject({ id: reply.body.id, serversCount: 0 });
});

test('a group without a description has no such key', async () => {
  const parentGroupId = await plane.group();
  const body = { name: 'plain', parentGroupId };
  const reply = await plane.call<Group>('POST /v2/groups/ALTD', { body });
  expect(reply.body).not.toHaveProperty('description');
});

test.each<[string, Record<string, unknown>, string[]]>([
  ['no name', { name: '' }, ['body.name']],
  ['no parent', { parentGroupId: null }, ['body.parentGroupId']],
  ['an unknown parent', { parentGroupId: '0'.repeat(32) }, ['body.parentGroupId']],
])('refuses a group with %s', async (_name, more, fields) => {
  const body = { name: 'x', parentGroupId: await plane.group(), ...more };
  const before = await plane.store.reader(plane.scope).count('machineGroup');
  const reply = await plane.call<ErrorBody>('POST /v2/groups/ALTD', { body });
  expect(reply.status).toBe(400);
  expect(Object.keys(reply.body.modelState!)).toEqual(fields);
  expect(await plane.store.reader(plane.scope).count('machineGroup')).toBe(before);
});

test('nothing goes into Archive', async () => {
  const body = { name: 'x', parentGroupId: await plane.group('Archive') };
  expect((await plane.call('POST /v2/groups/ALTD', { body })).status).toBe(400);
});

test('defaults are all inherited', async () => {
  const { body } = await plane.call<GroupDefaults>(
    `GET /v2/groups/ALTD/${await plane.group()}/defaults`,
  );
  expect(Object.entries(body)).toEqual(
    ['cpu', 'memoryGB', 'networkId', 'primaryDns', 'secondaryDns', 'templateName'].map((key) => [
      key,
      { inherited: true },
    ]),
  );
});

test.each(['0'.repeat(32), 'nonsense', `${'0'.repeat(32)}/defaults`])(
  'an unknown group is 404: %s',
  async (path) => {
    expect((await plane.call(`GET /v2/groups/ALTD/${path}`)).status).toBe(404);
  },
);

test('a group of another account is 404', async () => {
  const id = await plane.group();
  const token = await plane.tokenOf('othr');
  expect((await plane.call(`GET /v2/groups/OTHR/${id}`, { token })).status).toBe(404);
});

test('deleting a group deletes everything below it, servers that are being built too', async () => {
  const parentGroupId = await plane.group('DE1 Hardware');
  const outer = await plane.call<Group>('POST /v2/groups/ALTD', {
    body: { name: 'outer', parentGroupId },
  });
  const inner = await plane.call<Group>('POST /v2/groups/ALTD', {
    body: { name: 'inner', parentGroupId: outer.body.id },
  });
  for (const groupId of [outer.body.id, inner.body.id]) {
    await plane.call('POST /v2/servers/ALTD', {
      body: await plane.server({ name: 'doom', groupId }),
    });
  }
  const reply = await plane.call<StatusLink>(`DELETE /v2/groups/ALTD/${outer.body.id}`);
  expect(reply.status).toBe(202);
  expect(reply.body).toEqual({
    rel: 'status',
    href: `/v2/operations/altd/status/${reply.body.id}`,
    id: reply.body.id,
  });
  await plane.run(aWhile);
  const watched = await plane.call<OperationStatus>(`GET ${reply.body.href}`);
  expect(watched.body).toEqual({ status: 'succeeded' });
  for (const path of [`groups/ALTD/${outer.body.id}`, `groups/ALTD/${inner.body.id}`]) {
    expect((await plane.call(`GET /v2/${path}`)).status).toBe(404);
  }
  expect((await plane.call('GET /v2/servers/ALTD/DE1ALTDDOOM01')).status).toBe(404);
  expect((await plane.call('GET /v2/servers/ALTD/DE1ALTDWEB01')).status).toBe(200);
});

test('an empty group is gone at once', async () => {
  const { body } = await plane.call<Group>('POST /v2/groups/ALTD', {
    body: { name: 'empty', parentGroupId: await plane.group() },
  });
  const { body: link } = await plane.call<StatusLink>(`DELETE /v2/groups/ALTD/${body.id}`);
  expect((await plane.call(`GET /v2/groups/ALTD/${body.id}`)).status).toBe(404);
  const watched = await plane.call<OperationStatus>(`GET ${link.href}`);
  expect(watched.body).toEqual({ status: 'succeeded' });
});

test.each(['DE1 Hardware', 'Archive', 'Templates'])('%s cannot be deleted', async (name) => {
  const id = await plane.group(name);
  const reply = await plane.call<ErrorBody>(`DELETE /v2/groups/ALTD/${id}`);
  expect(reply.status).toBe(400);
  expect(Object.keys(reply.body.modelState!)).toEqual(['']);
});
