import type { Account, ErrorBody, LoginReply } from '@pileus/sdk/centurylink/wire';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Plane, password, startPlane } from './plane.test.helper.js';

let plane: Plane;
beforeAll(async () => {
  plane = await startPlane();
});
afterAll(() => plane.close());

const form = 'application/x-www-form-urlencoded';
const days = 24 * 60 * 60 * 1000;
const login = (body: unknown, type?: string) =>
  plane.call<LoginReply>('POST /v2/authentication/login', {
    body,
    token: null,
    ...(type !== undefined && { type }),
  });

test.each([
  ['JSON', { username: 'altd', password }, undefined],
  ['JSON with keys in capitals', { UserName: 'altd', PASSWORD: password }, undefined],
  ['a form', `username=altd&password=${encodeURIComponent(password)}`, form],
  ['a form with other keys', `Username=altd&Password=${password.replace(' ', '+')}`, form],
  ['JSON without a type', JSON.stringify({ username: 'altd', password }), 'text/plain'],
  ['JSON in a JSON text', JSON.stringify({ username: 'altd', password }), undefined],
])('logs in by %s and answers exactly five keys', async (_name, body, type) => {
  const reply = await login(body, type);
  expect(reply.status).toBe(200);
  expect(Object.keys(reply.body)).toEqual([
    'userName',
    'accountAlias',
    'locationAlias',
    'roles',
    'bearerToken',
  ]);
  expect(reply.body).toMatchObject({
    userName: 'altd',
    accountAlias: 'ALTD',
    locationAlias: 'DE1',
    roles: ['AccountAdmin'],
  });
  const used = await plane.call('GET /v2/datacenters/ALTD', { token: reply.body.bearerToken });
  expect(used.status).toBe(200);
});

test('answers with the recorded headers', async () => {
  const { headers } = await login({ username: 'altd', password });
  expect(headers).toMatchObject({
    'content-type': 'application/json; charset=utf-8',
    'cache-control': 'no-cache',
    pragma: 'no-cache',
    expires: '-1',
  });
});

test('the token is a JWT with the recorded claims, good for 14 days', async () => {
  const { body } = await login({ username: 'altd', password });
  const claims = JSON.parse(
    Buffer.from(body.bearerToken.split('.')[1]!, 'base64url').toString(),
  ) as Record<string, unknown>;
  expect(claims).toMatchObject({
    iss: 'urn:api-tier3',
    aud: 'urn:tier3-users',
    role: ['AccountAdmin'],
    unique_name: 'altd',
    'urn:tier3:account-alias': 'ALTD',
    'urn:tier3:location-alias': 'DE1',
  });
  expect(Number(claims.exp) - Number(claims.nbf)).toBe(1_209_600);
});

test.each([
  ['a wrong password', { username: 'altd', password: 'x' }],
  ['an unknown user', { username: 'nobody', password }],
])('refuses %s with 400 and a message alone', async (_name, body) => {
  const reply = await plane.call<ErrorBody>('POST /v2/authentication/login', { body, token: null });
  expect(reply.status).toBe(400);
  expect(Object.keys(reply.body)).toEqual(['message']);
});

test.each([
  ['no body', undefined],
  ['a list', []],
  ['a number', 7],
  ['null values', { username: null, password: null }],
  ['a list as name', { username: ['altd'], password }],
])('refuses %s with 400', async (_name, body) => {
  expect((await login(body)).status).toBe(400);
});

test('refuses text that is not JSON, without repeating it', async () => {
  const reply = await login('{"username":"altd","password":"hunter2', 'application/json');
  expect(reply.status).toBe(400);
  expect(reply.text).not.toContain('hunter2');
});

test.each([
  ['none', {}],
  ['another scheme', { authorization: 'Basic YTpi' }],
  ['nonsense', { authorization: 'Bearer x.y.z' }],
])('a request with %s for a token is 401', async (_name, headers) => {
  const reply = await plane.call<ErrorBody>('GET /v2/datacenters/ALTD', { token: null, headers });
  expect(reply.status).toBe(401);
  expect(Object.keys(reply.body)).toEqual(['message']);
});

test.each(['bearer', 'Bearer Bearer', 'BEARER'])('takes the scheme "%s"', async (scheme) => {
  const authorization = `${scheme} ${await plane.tokenOf('altd')}`;
  const reply = await plane.call('GET /v2/accounts/ALTD', {
    token: null,
    headers: { authorization },
  });
  expect(reply.status).toBe(200);
});

test('an account reads the same in any case of its alias, with a slash at the end or not', async () => {
  const lower = await plane.call<Account>('GET /v2/accounts/altd');
  const upper = await plane.call<Account>('GET /V2/Accounts/ALTD/');
  expect(upper.body).toEqual(lower.body);
  expect(Object.keys(lower.body)).toEqual([
    'accountAlias',
    'businessName',
    'addressLine1',
    'addressLine2',
    'city',
    'stateProvince',
    'postalCode',
    'country',
    'telephone',
    'status',
    'isManaged',
    'parentAlias',
    'primaryDataCenter',
    'links',
  ]);
  expect(lower.body).toMatchObject({
    accountAlias: 'ALTD',
    businessName: 'Alternate Ltd.',
    telephone: '',
    status: 'Active',
    parentAlias: '',
    primaryDataCenter: 'DE1',
  });
});

test.each(['OTHR', 'NONE'])(
  'another account (%s) is 403, whether it exists or not',
  async (alias) => {
    const reply = await plane.call<ErrorBody>(`GET /v2/accounts/${alias}`);
    expect(reply.status).toBe(403);
    expect(Object.keys(reply.body)).toEqual(['message']);
  },
);

test('an account below acts as itself and names its parent; the parent is out of its reach', async () => {
  const kid = await plane.call<Account>('GET /v2/accounts/KID');
  expect(kid.body).toMatchObject({ accountAlias: 'KID', parentAlias: 'ALTD' });
  expect(kid.body.links[1]).toEqual({
    rel: 'parentAccount',
    href: '/v2/accounts/altd',
    id: 'altd',
  });
  expect((await plane.call('GET /v2/datacenters/KID?groupLinks=true')).status).toBe(200);
  const token = await plane.tokenOf('othr');
  expect((await plane.call('GET /v2/accounts/KID', { token })).status).toBe(403);
});

test('a reader may look and nothing else', async () => {
  const token = await plane.tokenOf('altd-reader');
  expect((await plane.call('GET /v2/datacenters/ALTD/DE1', { token })).status).toBe(200);
  const body = await plane.server();
  expect((await plane.call('POST /v2/servers/ALTD', { token, body })).status).toBe(403);
  expect(await plane.store.reader(plane.scope).count('machine')).toBe(0);
});

test('a reader does not get the passwords of servers', async () => {
  await plane.call('POST /v2/servers/ALTD', { body: await plane.server() });
  const path = 'GET /v2/servers/ALTD/DE1ALTDWEB01/credentials';
  expect((await plane.call(path)).status).toBe(200);
  const token = await plane.tokenOf('altd-reader');
  expect((await plane.call(path, { token })).status).toBe(403);
});

test('ten bad log-ins shut that user out for a while, in the same form', async () => {
  const bad = { username: 'othr', password: 'x' };
  for (let i = 0; i < 10; i++) expect((await login(bad)).status).toBe(400);
  const reply = await login({ ...bad, password: 'another' });
  expect(reply.status).toBe(400);
  expect(Number(reply.headers['retry-after'])).toBeGreaterThan(0);
  expect(Object.keys(reply.body)).toEqual(['message']);
});

test('a token ends after 14 days, and a new log-in helps', async () => {
  const { body } = await login({ username: 'altd', password });
  const token = body.bearerToken;
  plane.clock.advance(14 * days - 1000);
  expect((await plane.call('GET /v2/accounts/ALTD', { token })).status).toBe(200);
  plane.clock.advance(2000);
  expect((await plane.call('GET /v2/accounts/ALTD', { token })).status).toBe(401);
  const again = await login({ username: 'altd', password });
  const fresh = { token: again.body.bearerToken };
  expect((await plane.call('GET /v2/accounts/ALTD', fresh)).status).toBe(200);
});
