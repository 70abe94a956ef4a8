import type { ErrorBody } from '@pileus/sdk/centurylink/wire';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plane, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
});
afterAll(() => plane.close());

const commands = [
  'POST /v2/servers/ALTD',
  'POST /v2/groups/ALTD',
  'POST /v2/operations/ALTD/servers/powerOff',
  'POST /v2/operations/ALTD/servers/setMaintenance',
  'POST /v2/authentication/login',
];

const counts = async () => {
  const reader = plane.store.reader(plane.scope);
  const tables = ['machine', 'machineGroup', 'operation', 'step'] as const;
  return Promise.all(tables.map((table) => reader.count(table)));
};

test.each(commands)('%s answers any JSON with 400 or less, and changes nothing', async (line) => {
  const before = await counts();
  await fc.assert(
    fc.asyncProperty(fc.jsonValue({ maxDepth: 4 }), async (body) => {
      const { status, headers } = await plane.call(line, { body });
      expect([200, 400]).toContain(status);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
    }),
    { numRuns: 60 },
  );
  expect(await counts()).toEqual(before);
});

test.each(commands)('%s answers broken text with 400', async (line) => {
  for (const body of ['{', '{"name":', '[[[', '\u0000', '<a/>']) {
    const reply = await plane.call<ErrorBody>(line, { body, type: 'application/json' });
    expect(reply.status).toBe(400);
    expect(reply.body.message).not.toBe('');
  }
});

test.each(['application/json; charset', 'nonsense', '/', 'text/xml'])(
  'the content type %o is no reason to refuse JSON',
  async (type) => {
    const body = JSON.stringify(await plane.server());
    expect((await plane.call('POST /v2/servers/ALTD', { body, type })).status).toBe(202);
  },
);

test.each([
  'name',
  'groupId',
  'sourceServerId',
  'cpu',
  'memoryGB',
  'type',
  'storageType',
  'ttl',
  'networkId',
  'password',
  'description',
  'isManagedOS',
  'additionalDisks',
])('an object or a list as %s of a creation is refused', async (field) => {
  const before = await counts();
  for (const value of [{ a: 1 }, [[1]]]) {
    const body = await plane.server({ [field]: value });
    expect((await plane.call('POST /v2/servers/ALTD', { body })).status).toBe(400);
  }
  expect(await counts()).toEqual(before);
});

test('a body of 5 MB is refused before anything is read', async () => {
  const before = await counts();
  const body = { ...(await plane.server()), description: 'x'.repeat(5 * 1024 * 1024) };
  const reply = await plane.call<ErrorBody>('POST /v2/servers/ALTD', { body });
  expect(reply.status).toBe(413);
  expect(Object.keys(reply.body)).toEqual(['message']);
  expect(await counts()).toEqual(before);
});

test('more servers than any account has are refused', async () => {
  const body = Array.from({ length: 10_001 }, (_, i) => `DE1ALTDX${i}`);
  const reply = await plane.call('POST /v2/operations/ALTD/servers/powerOff', { body });
  expect(reply.status).toBe(400);
});

test.each([
  '/v2/servers/ALTD/%ZZ',
  '/v2/servers/ALTD/%00',
  `/v2/servers/ALTD/${'x'.repeat(3000)}`,
  '/v2/servers/ALTD/..%2f..%2fetc',
  "/v2/servers/ALTD/DE1ALTDWEB01'--",
  '/v2/servers/%E2%82%AC/x',
  '/v2/datacenters/ALTD/%00',
])('the odd path %s is an error of this API', async (path) => {
  const { status, body } = await plane.call<ErrorBody>(`GET ${path}`);
  expect([400, 403, 404]).toContain(status);
  expect(Object.keys(body)).toEqual(['message']);
});

test('the same request under one idempotency key is carried out once', async () => {
  const body = await plane.server({ name: 'once' });
  const headers = { 'idempotency-key': 'k1' };
  const first = await plane.call('POST /v2/servers/ALTD', { body, headers });
  const second = await plane.call('POST /v2/servers/ALTD', { body, headers });
  expect(second.text).toBe(first.text);
  const other = { body: await plane.server({ name: 'other' }), headers };
  expect((await plane.call('POST /v2/servers/ALTD', other)).status).toBe(409);
});
