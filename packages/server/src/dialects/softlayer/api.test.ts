import { decodeResponse, encodeRequest, type XmlRpcInput } from '@pileus/sdk/softlayer/xmlrpc';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const basic = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;
const template = {
  hostname: 'myhostname',
  domain: 'example.org',
  startCpus: 1,
  maxMemory: 1024,
  hourlyBillingFlag: 'true',
  operatingSystemReferenceCode: 'UBUNTU_LATEST',
  localDiskFlag: 'false',
  datacenter: { name: 'dal09' },
};

describe("SoftLayer's API", () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const rest = (
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    path: string,
    payload?: object,
    authorization = basic,
  ) =>
    plane.app.inject({
      method,
      url: `/rest/v3.1/${path}`,
      headers: { authorization },
      ...(payload && { payload: JSON.stringify(payload) }),
    });
  const post = (service: string, document: string, version = 'v3.1') =>
    plane.app.inject({
      method: 'POST',
      url: `/xmlrpc/${version}/${service}`,
      headers: { 'content-type': 'application/xml' },
      payload: document,
    });
  const headers = (
    more: Record<string, XmlRpcInput> = {},
    apiKey: string = testAdmin.apiKey,
  ): XmlRpcInput => ({
    headers: { authenticate: { username: testAdmin.username, apiKey }, ...more },
  });
  /** One XML-RPC call as Python's client makes it. */
  const call = async (
    service: string,
    method: string,
    args: XmlRpcInput[] = [],
    more: Record<string, XmlRpcInput> = {},
    version = 'v3.1',
  ) => {
    const answer = await post(service, encodeRequest(method, [headers(more), ...args]), version);
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['content-type']).toMatch(/^text\/xml/);
    const decoded = decodeResponse(answer.rawPayload);
    return decoded.kind === 'fault'
      ? { fault: [decoded.faultCode, decoded.faultString], answer, value: undefined as never }
      : { value: decoded.value as never as Record<string, never>, answer, fault: undefined };
  };
  const id = (value: number | string) => ({ SoftLayer_Virtual_GuestInitParameters: { id: value } });
  const mask = (text: string) => ({ SoftLayer_ObjectMask: { mask: text } });
  const created = async (): Promise<{ id: number; globalIdentifier: string }> =>
    (await rest('POST', 'SoftLayer_Virtual_Guest.json', { parameters: [template] })).json();

  it('answers XML-RPC with params as its root, as production does', async () => {
    const { value, answer } = await call('SoftLayer_Account', 'getObject');
    expect(answer.body).toMatch(/^<\?xml version="1\.0" encoding="utf-8"\?>\s*<params>/);
    expect(answer.body).not.toContain('methodResponse');
    expect(value).toMatchObject({ id: expect.any(Number), companyName: expect.any(String) });
  });

  it('tells bad credentials in the words of each transport', async () => {
    const wrong = encodeRequest('getObject', [headers({}, 'wrong')]);
    const v31 = decodeResponse((await post('SoftLayer_Account', wrong)).rawPayload);
    expect(v31).toEqual({
      kind: 'fault',
      faultCode: 'SoftLayer_Exception',
      faultString: 'Invalid API token.',
    });
    const v3 = decodeResponse((await post('SoftLayer_Account', wrong, 'v3')).rawPayload);
    expect(v3).toMatchObject({ faultCode: 'SoftLayer_Account' });
    const answer = await rest('GET', 'SoftLayer_Account.json', undefined, 'Basic eDp5');
    expect([answer.statusCode, answer.json()]).toEqual([
      401,
      { error: 'Invalid API token.', code: 'SoftLayer_Exception' },
    ]);
  });

  it('takes a key alone, a portal token and a bearer token', async () => {
    const alone = `Basic ${Buffer.from(`apikey:${testAdmin.apiKey}`).toString('base64')}`;
    expect((await rest('GET', 'SoftLayer_Account.json', undefined, alone)).statusCode).toBe(200);
    const login = await post(
      'SoftLayer_User_Customer',
      encodeRequest('getPortalLoginToken', [
        { headers: {} },
        testAdmin.username,
        testAdmin.password,
      ]),
    );
    const { value } = decodeResponse(login.rawPayload) as never as {
      value: { userId: number; hash: string };
    };
    const authenticate = {
      complexType: 'PortalLoginToken',
      userId: value.userId,
      authToken: value.hash,
    };
    const answer = await post(
      'SoftLayer_Account',
      encodeRequest('getObject', [{ headers: { authenticate } }]),
    );
    expect(decodeResponse(answer.rawPayload).kind).toBe('value');
    expect(
      (await rest('GET', 'SoftLayer_Account.json', undefined, `Bearer ${value.hash}`)).statusCode,
    ).toBe(200);
  });

  it('has a fault for everything that is wrong with a call', async () => {
    expect(
      decodeResponse((await post('SoftLayer_Account', '<methodCall>')).rawPayload),
    ).toMatchObject({
      faultCode: '-32700',
    });
    expect((await call('SoftLayer_Nope', 'getObject')).fault![1]).toBe('Service does not exist');
    expect((await call('SoftLayer_Account', 'nope')).fault![1]).toBe(
      'Function ("nope") is not a valid method for this service.',
    );
    expect((await call('SoftLayer_Virtual_Guest', 'getObject')).fault).toEqual([
      'SoftLayer_Exception',
      'Object does not exist to execute method on. (SoftLayer_Virtual_Guest::getObject)',
    ]);
    const missing = await call('SoftLayer_Virtual_Guest', 'getObject', [], id(999999999));
    expect(missing.fault).toEqual([
      'SoftLayer_Exception_ObjectNotFound',
      "Unable to find object with id of '999999999'.",
    ]);
    expect((await rest('GET', 'SoftLayer_Virtual_Guest/999999999.json')).statusCode).toBe(404);
    expect((await rest('GET', 'SoftLayer_Nope.json')).statusCode).toBe(404);
    const xml = await rest('GET', 'SoftLayer_Virtual_Guest/999999999.xml');
    expect(xml.body).toContain('<code>SoftLayer_Exception_ObjectNotFound</code>');
  });

  it('creates the guest of the vendor’s article, strings for booleans and all', async () => {
    const { value } = await call('SoftLayer_Virtual_Guest', 'createObject', [template]);
    expect(value).toMatchObject({
      id: expect.any(Number),
      hostname: 'myhostname',
      fullyQualifiedDomainName: 'myhostname.example.org',
      startCpus: 1,
      maxMemory: 1024,
      statusId: 1001,
      provisionDate: '',
      globalIdentifier: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
    const guest = value as never as { id: number; globalIdentifier: string };
    for (const each of [guest.id, String(guest.id), guest.globalIdentifier]) {
      expect(
        (await call('SoftLayer_Virtual_Guest', 'getObject', [], id(each))).value,
      ).toMatchObject({
        hostname: 'myhostname',
      });
    }
  });

  it('answers a REST create with 201 and the address of the guest', async () => {
    const answer = await rest('POST', 'SoftLayer_Virtual_Guest.json', { parameters: [template] });
    expect(answer.statusCode).toBe(201);
    expect(answer.headers.location).toMatch(
      /^http.*\/rest\/v3\.1\/SoftLayer_Virtual_Guest\/\d+\/getObject$/,
    );
    const { hostname: _, ...rest_ } = template;
    const wrong = await rest('POST', 'SoftLayer_Virtual_Guest.json', { parameters: [rest_] });
    expect([wrong.statusCode, wrong.json()]).toEqual([
      500,
      {
        error:
          "The property 'hostname' must be set to create an instance of 'SoftLayer_Virtual_Guest'.",
        code: 'SoftLayer_Exception_MissingCreationProperty',
      },
    ]);
    const many = await rest('POST', 'SoftLayer_Virtual_Guest/createObjects.json', {
      parameters: [[template, { ...template, hostname: 'two' }]],
    });
    expect(many.json().map((guest: { hostname: string }) => guest.hostname)).toEqual([
      'myhostname',
      'two',
    ]);
  });

  it('shows a transaction until the guest is ready', async () => {
    const guest = await created();
    const wanted = mask('mask[id,provisionDate,powerState.keyName,activeTransaction]');
    const look = async () =>
      (await call('SoftLayer_Virtual_Guest', 'getObject', [], { ...id(guest.id), ...wanted }))
        .value;
    expect(await look()).toMatchObject({
      provisionDate: '',
      powerState: { keyName: 'HALTED' },
      activeTransaction: { id: expect.any(Number) },
    });
    const busy = await call('SoftLayer_Virtual_Guest', 'powerOff', [], id(guest.id));
    expect(busy.fault![1]).toBe('There is currently an outstanding transaction for this server.');
    await plane.run(5000);
    const ready = await look();
    expect(ready).toMatchObject({
      provisionDate: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d$/),
      powerState: { keyName: 'RUNNING' },
    });
    expect(Object.keys(ready)).not.toContain('activeTransaction');
  });

  it('switches power, and cancels', async () => {
    const guest = await created();
    await plane.run(5000);
    const power = async () =>
      (await rest('GET', `SoftLayer_Virtual_Guest/${guest.id}/getPowerState.json`)).json().keyName;
    for (const [method, state] of [
      ['powerOff', 'HALTED'],
      ['powerOn', 'RUNNING'],
      ['pause', 'PAUSED'],
      ['resume', 'RUNNING'],
      ['rebootSoft', 'RUNNING'],
    ]) {
      expect((await rest('GET', `SoftLayer_Virtual_Guest/${guest.id}/${method}.json`)).body).toBe(
        'true',
      );
      await plane.run(3000);
      expect(await power()).toBe(state);
    }
    expect((await rest('DELETE', `SoftLayer_Virtual_Guest/${guest.id}.json`)).body).toBe('true');
    expect((await rest('GET', `SoftLayer_Virtual_Guest/${guest.id}.json`)).statusCode).toBe(404);
    const list = (await rest('GET', 'SoftLayer_Account/getVirtualGuests.json')).json();
    expect(list.map((each: { id: number }) => each.id)).not.toContain(guest.id);
  });

  it('applies masks by their rules', async () => {
    const guest = await created();
    const masked = async (text: string) =>
      (
        await rest(
          'GET',
          `SoftLayer_Virtual_Guest/${guest.id}.json?objectMask=${encodeURIComponent(text)}`,
        )
      ).json();
    expect(Object.keys(await masked('mask[id]'))).toEqual(['id']);
    expect(await masked('mask[id,datacenter[name]]')).toEqual({
      id: guest.id,
      datacenter: { name: 'dal09' },
    });
    expect(await masked('id;datacenter.name')).toEqual({
      id: guest.id,
      datacenter: { name: 'dal09' },
    });
    const all = await masked('mask[datacenter]');
    expect(all).toMatchObject({ hostname: 'myhostname', datacenter: { name: 'dal09' } });
    expect(await masked('mask[nope]')).toEqual({
      error: "Property 'nope' not valid for 'SoftLayer_Virtual_Guest'.",
      code: 'SoftLayer_Exception_WebService_ObjectMask',
    });
    expect((await masked("mask[id,'x']")).code).toBe('SoftLayer_Exception_Common_Parser');
  });

  it('lists with filters, limits and the total', async () => {
    for (const hostname of ['web1', 'web2', 'db1']) {
      await rest('POST', 'SoftLayer_Virtual_Guest.json', {
        parameters: [{ ...template, hostname }],
      });
    }
    const list = async (query: string) =>
      rest('GET', `SoftLayer_Account/getVirtualGuests.json?objectMask=mask[hostname]&${query}`);
    const filter = (tree: object) =>
      `objectFilter=${encodeURIComponent(JSON.stringify({ virtualGuests: tree }))}`;
    const webs = await list(filter({ hostname: { operation: '^= WEB' } }));
    expect(webs.json()).toEqual([{ hostname: 'web1' }, { hostname: 'web2' }]);
    const page = await list(`${filter({ hostname: { operation: '^= web' } })}&resultLimit=1,1`);
    expect(page.json()).toEqual([{ hostname: 'web2' }]);
    expect(page.headers['softlayer-total-items']).toBe('2');
    const unknown = await list(filter({ nothing: { operation: 'x' } }));
    expect(Number(unknown.headers['softlayer-total-items'])).toBeGreaterThan(3);
    const ordered = await list(
      `${filter({ id: { operation: 'orderBy', options: [{ name: 'sort', value: ['DESC'] }] } })}&resultLimit=2`,
    );
    expect(ordered.json()[0]).toEqual({ hostname: 'db1' });
  });

  it('lists the bare metal of the article: more than 8 GB in dal05', async () => {
    const filter = {
      hardware: {
        memoryCapacity: { operation: '> 8' },
        datacenter: { name: { operation: '_= DAL05' } },
      },
    };
    const { value, answer } = await call('SoftLayer_Account', 'getHardware', [], {
      SoftLayer_AccountObjectFilter: filter,
      ...mask(
        '[mask[id,hostname,memoryCapacity,datacenter],mask(SoftLayer_Hardware_Server)[activeTransaction[id]]]',
      ),
    });
    expect((value as never as { hostname: string }[]).map((each) => each.hostname)).toEqual([
      'db01',
      'db02',
      'hpc01',
    ]);
    expect(answer.headers['softlayer-total-items']).toBe('3');
  });

  it('answers the mask of the article, counts included', async () => {
    const text = 'mask[operatingSystem.passwords, networkComponents, datacenter, processorCount]';
    const { value } = await call('SoftLayer_Account', 'getHardware', [], mask(text));
    expect((value as never as object[])[0]).toMatchObject({
      hostname: expect.any(String),
      datacenter: { name: 'dal05' },
      processorCount: expect.any(Number),
    });
  });

  it('reads the struct mask of Libcloud', async () => {
    await created();
    await plane.run(5000);
    const { value } = await call(
      'SoftLayer_Account',
      'getVirtualGuests',
      [],
      {
        SoftLayer_AccountObjectMask: {
          mask: { virtualGuests: { powerState: '', operatingSystem: { passwords: '' } } },
        },
      },
      'v3',
    );
    const guest = (value as never as Record<string, never>[]).find(
      (each) => each.hostname === ('myhostname' as never),
    )!;
    expect(guest).toMatchObject({
      maxMemory: 1024,
      powerState: { keyName: 'RUNNING' },
      operatingSystem: { passwords: [{ username: 'root', password: expect.any(String) }] },
    });
  });

  it('follows paths from object to object', async () => {
    const guest = await created();
    const path = `SoftLayer_Account/getVirtualGuests/${guest.id}/getDatacenter.json`;
    expect((await rest('GET', path)).json()).toMatchObject({ name: 'dal09' });
    expect((await rest('GET', 'SoftLayer_Account/VirtualGuests')).statusCode).toBe(200);
    expect((await rest('GET', 'Account/getObject?unknown=1')).statusCode).toBe(200);
    expect((await rest('GET', `SoftLayer_Virtual_Guest/${guest.id}/deleteObject.json`)).body).toBe(
      'true',
    );
  });
});
