import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testAdmin } from '../../testing/index.js';
import {
  basicOf,
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

describe('who calls', () => {
  let plane: SoftlayerPlane;
  const looker = { username: 'looker', apiKey: 'r'.repeat(64) };
  beforeAll(async () => {
    plane = await startSoftlayerPlane();
    const made = await plane.app.inject({
      method: 'POST',
      url: '/pileus/v1/users',
      headers: { authorization: basicOf(testAdmin.username, testAdmin.apiKey) },
      payload: { ...looker, role: 'reader' },
    });
    expect(made.statusCode).toBe(201);
  });
  afterAll(() => plane.close());

  const account = (options: Parameters<SoftlayerPlane['xmlrpc']>[3]) =>
    plane.xmlrpc('SoftLayer_Account', 'getObject', [], options);
  const portalToken = async (
    username: string = testAdmin.username,
    secret: string = testAdmin.password,
  ): Promise<{ userId: number; hash: string }> => {
    const login = await plane.xmlrpc(
      'SoftLayer_User_Customer',
      'getPortalLoginToken',
      [username, secret, null, null],
      { authenticate: null },
    );
    return login.value;
  };

  it('takes an IBM Cloud key by HTTP Basic, without an authenticate struct', async () => {
    const authorization = basicOf('apikey', testAdmin.apiKey);
    const { value } = await account({ authenticate: null, authorization });
    expect(value.id).toEqual(expect.any(Number));
    const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
    expect(rest.value.id).toBe(value.id);
  });

  it('takes a portal token in each of its three places', async () => {
    const { userId, hash } = await portalToken();
    const { value } = await account({});
    const inStruct = await account({
      authenticate: { complexType: 'PortalLoginToken', userId, authToken: hash },
    });
    expect(inStruct.value.id).toBe(value.id);
    for (const authorization of [basicOf(String(userId), hash), `Bearer ${hash}`]) {
      const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
      expect(rest.value?.id).toBe(value.id);
    }
  });

  it('refuses a portal token under the id of another user', async () => {
    const { userId, hash } = await portalToken();
    const other = await account({
      authenticate: { complexType: 'PortalLoginToken', userId: userId + 1, authToken: hash },
    });
    expect(other.fault).toEqual(['SoftLayer_Exception', 'Invalid API token.']);
    const authorization = basicOf(String(userId + 1), hash);
    expect((await plane.rest('GET', 'SoftLayer_Account.json', { authorization })).status).toBe(401);
  });

  it('says so when a bearer token has expired: Go fetches another for exactly this answer', async () => {
    const { hash } = await portalToken();
    plane.manual.advance(25 * 3600 * 1000);
    const fault = [
      'SoftLayer_Exception_Account_Authentication_AccessTokenValidation',
      'Expired Token',
    ];
    const authorization = `Bearer ${hash}`;
    const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
    expect(rest).toMatchObject({ status: 500, fault });
    expect((await account({ authenticate: null, authorization })).fault).toEqual(fault);
  });

  it('takes an expired portal token for a bad credential', async () => {
    const { userId, hash } = await portalToken();
    plane.manual.advance(25 * 3600 * 1000);
    const fault = ['SoftLayer_Exception', 'Invalid API token.'];
    const authorization = basicOf(String(userId), hash);
    const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
    expect(rest).toMatchObject({ status: 401, fault });
    const authenticate = { complexType: 'PortalLoginToken', userId, authToken: hash };
    expect((await account({ authenticate })).fault).toEqual(fault);
  });

  it.each([
    'x',
    'a.b.c',
    '..',
    `${Buffer.from('{"alg":"none"}').toString('base64url')}.${Buffer.from('{"sub":"1"}').toString('base64url')}.`,
    'é.é.é',
    'x'.repeat(10_000),
  ])('does not know the token %s, wherever it is sent', async (token) => {
    const fault = ['SoftLayer_Exception', 'Invalid API token.'];
    for (const authorization of [`Bearer ${token}`, basicOf('1', token)]) {
      const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
      expect(rest).toMatchObject({ status: 401, fault });
      expect((await account({ authenticate: null, authorization })).fault).toEqual(fault);
    }
    const authenticate = { complexType: 'PortalLoginToken', userId: 1, authToken: token };
    expect((await account({ authenticate })).fault).toEqual(fault);
  });

  it('does not know a token whose user has changed his key since, nor one of another vendor', async () => {
    const fault = ['SoftLayer_Exception', 'Invalid API token.'];
    const login = await plane.app.inject({
      method: 'POST',
      url: '/v2/authentication/login',
      payload: JSON.stringify({ username: testAdmin.username, password: testAdmin.password }),
    });
    const other = `Bearer ${login.json().bearerToken}`;
    const rest = await plane.rest('GET', 'SoftLayer_Account.json', { authorization: other });
    expect(rest).toMatchObject({ status: 401, fault });
    const administrator = basicOf(testAdmin.username, testAdmin.apiKey);
    const made = await plane.app.inject({
      method: 'POST',
      url: '/pileus/v1/users',
      headers: { authorization: administrator },
      payload: { username: 'changer', apiKey: 'c'.repeat(64) },
    });
    expect(made.statusCode).toBe(201);
    const { hash } = await portalToken('changer', 'c'.repeat(64));
    const authorization = `Bearer ${hash}`;
    const before = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
    expect(before.status).toBe(200);
    const changed = await plane.app.inject({
      method: 'POST',
      url: '/pileus/v1/users/changer/key',
      headers: { authorization: administrator },
    });
    expect(changed.statusCode).toBe(200);
    const after = await plane.rest('GET', 'SoftLayer_Account.json', { authorization });
    expect(after).toMatchObject({ status: 401, fault });
  });

  it.each([
    ['a wrong key', { authenticate: { username: testAdmin.username, apiKey: 'wrong' } }],
    ['no such user', { authenticate: { username: 'nobody', apiKey: 'wrong' } }],
    ['a token that is none', { authenticate: { userId: 1, authToken: 'x' } }],
    ['structs for texts', { authenticate: { username: {}, apiKey: [] } }],
    ['a header that cannot be read', { authenticate: null, authorization: 'Basic %%%' }],
  ])('refuses %s in the words that clients look for', async (_what, options) => {
    expect((await account(options)).fault).toEqual(['SoftLayer_Exception', 'Invalid API token.']);
    // Libcloud knows bad credentials by a code that is the service's name.
    const v3 = await account({ ...options, version: 'v3' });
    expect(v3.fault).toEqual(['SoftLayer_Account', 'Invalid API token.']);
  });

  it('lets readers look, and nothing else; they see no passwords', async () => {
    const authenticate = looker;
    const guests = await plane.xmlrpc('SoftLayer_Account', 'getVirtualGuests', [], {
      authenticate,
      mask: 'id,operatingSystem.passwords',
    });
    const withSystem = guests.value.filter((guest: object) => 'operatingSystem' in guest);
    expect(withSystem.length).toBeGreaterThan(0);
    for (const guest of withSystem) expect(guest.operatingSystem.passwords).toEqual([]);
    const before = await plane.guestIds();
    const create = await plane.xmlrpc('SoftLayer_Virtual_Guest', 'createObject', [template], {
      authenticate,
    });
    expect(create.fault?.[0]).toBe('SoftLayer_Exception_PermissionDenied');
    const off = await plane.xmlrpc('SoftLayer_Virtual_Guest', 'powerOff', [], {
      authenticate,
      id: before[0]!,
    });
    expect(off.fault?.[0]).toBe('SoftLayer_Exception_PermissionDenied');
    expect(await plane.guestIds()).toEqual(before);
  });

  it('asks nobody who wants to know the security questions who he is', async () => {
    const questions = await plane.xmlrpc('SoftLayer_User_Security_Question', 'getAllObjects', [], {
      authenticate: null,
    });
    expect(questions).toMatchObject({ value: [], total: 0 });
  });

  it('answers a log-in with bad credentials as a fault', async () => {
    const login = await plane.xmlrpc(
      'SoftLayer_User_Customer',
      'getPortalLoginToken',
      [testAdmin.username, 'wrong'],
      { authenticate: null },
    );
    expect(login.fault).toEqual(['SoftLayer_Exception', 'Invalid API token.']);
    const empty = await plane.xmlrpc('SoftLayer_User_Customer', 'getPortalLoginToken', [], {
      authenticate: null,
    });
    expect(empty.fault).toEqual(['SoftLayer_Exception', 'Invalid API token.']);
  });
});
