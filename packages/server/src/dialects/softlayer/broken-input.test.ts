import { encodeRequest } from '@pileus/sdk/softlayer/xmlrpc';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { testAdmin } from '../../testing/index.js';
import {
  type SoftlayerPlane,
  startSoftlayerPlane,
  template,
} from './softlayer-plane.test.helper.js';

const guest = 'SoftLayer_Virtual_Guest';
const account = 'SoftLayer_Account';

describe('calls that are wrong', () => {
  let plane: SoftlayerPlane;
  let ids: number[];
  beforeAll(async () => {
    plane = await startSoftlayerPlane();
  });
  beforeEach(async () => {
    ids = await plane.guestIds();
  });
  afterEach(async () => {
    expect(await plane.guestIds()).toEqual(ids);
  });
  afterAll(() => plane.close());

  const credentials = { authenticate: { username: testAdmin.username, apiKey: testAdmin.apiKey } };

  it.each([
    ['nothing', ''],
    ['text', 'hello'],
    ['JSON', '{"parameters":[]}'],
    ['an open element', '<methodCall><methodName>getObject'],
    ['a document type', '<!DOCTYPE a [<!ENTITY b "c">]><methodCall>&b;</methodCall>'],
  ])('%s is no document', async (_what, document) => {
    const { fault } = await plane.document(account, document);
    expect(fault).toEqual(['-32700', 'parse error. not well formed']);
  });

  it('names bytes that are no characters', async () => {
    const { fault } = await plane.document(account, Buffer.from([0xff, 0xfe, 0x00, 0x01]));
    expect(fault?.[0]).toMatch(/^-3270[012]$/);
  });

  it('well-formed XML that is no call breaks the specification', async () => {
    for (const document of ['<html/>', '<methodCall/>']) {
      const { fault } = await plane.document(account, document);
      expect(fault).toEqual(['-32600', 'server error. invalid xml-rpc. not conforming to spec']);
    }
    const deep = '<value><array><data>'.repeat(200);
    const { fault } = await plane.document(
      account,
      `<methodCall><methodName>a</methodName><params><param>${deep}`,
    );
    expect(fault?.[0]).toMatch(/^-32[67]00$/);
  });

  it('other verbs than POST break it as well', async () => {
    const { statusCode, body } = await plane.app.inject(`/xmlrpc/v3.1/${account}`);
    expect(statusCode).toBe(200);
    expect(body).toContain('<string>-32600</string>');
  });

  it('knows no service and no method of other names', async () => {
    const noService = 'Service does not exist';
    expect((await plane.xmlrpc('SoftLayer_Nope', 'getObject')).fault).toEqual([
      '-32601',
      noService,
    ]);
    for (const path of ['SoftLayer_Nope/getObject', 'SoftLayer_Nope', '', 'SoftLayer___proto__']) {
      expect(await plane.rest('GET', path)).toMatchObject({
        status: 404,
        fault: ['SoftLayer_Exception_Public', noService],
      });
    }
    const text = 'Function ("nope") is not a valid method for this service.';
    const fault = ['SoftLayer_Exception_Public', text];
    expect((await plane.xmlrpc(account, 'nope')).fault).toEqual(fault);
    expect(await plane.rest('GET', `${account}/nope`)).toMatchObject({ status: 404, fault });
    for (const method of ['constructor', '__proto__', 'get', 'getConstructor', '']) {
      const answer = await plane.rest('GET', `${account}/1/${method || '%20'}`);
      expect(answer.status).toBe(404);
    }
    expect((await plane.xmlrpc(account, 'nope', [], { version: 'v3' })).fault).toEqual([
      '-32601',
      'server error. requested method not found',
    ]);
  });

  it('counts what the vendor has and this server does not', async () => {
    const code = 'SoftLayer_Exception_NotImplemented';
    expect((await plane.xmlrpc('SoftLayer_Ticket', 'getObject')).fault?.[0]).toBe(code);
    expect((await plane.xmlrpc(account, 'getInvoices')).fault?.[0]).toBe(code);
    expect((await plane.xmlrpc(guest, 'isPingable', [], { id: ids[0]! })).fault?.[0]).toBe(code);
    const { body } = await plane.app.inject({
      url: '/metrics',
      headers: {
        authorization: `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`,
      },
    });
    for (const what of ['SoftLayer_Ticket', `${account}::getInvoices`, `${guest}::isPingable`]) {
      expect(body).toContain(`dialect="softlayer",what="${what}"`);
    }
  });

  it('needs an object where the method does', async () => {
    const fault = (method: string) => [
      'SoftLayer_Exception',
      `Object does not exist to execute method on. (${guest}::${method})`,
    ];
    for (const method of ['getObject', 'powerOff', 'deleteObject', 'getDatacenter', 'pause']) {
      expect((await plane.xmlrpc(guest, method)).fault).toEqual(fault(method));
    }
  });

  it.each([
    [999_999_999],
    ['nope'],
    ['-1'],
    ['1.5'],
    ['1e3'],
    ["1' or '1'='1"],
    ['\u00e9'],
    [2 ** 40],
  ])('finds nothing under the id %s', async (id) => {
    const { fault } = await plane.xmlrpc(guest, 'getObject', [], { id });
    expect(fault).toEqual([
      'SoftLayer_Exception_ObjectNotFound',
      `Unable to find object with id of '${id}'.`,
    ]);
  });

  it.each([
    ['no parameters', []],
    ['a first parameter that is no struct', ['x', template]],
    ['headers that are no struct', [{ headers: 'x' }, template]],
    [
      'init parameters that are no id',
      [{ headers: { ...credentials, aInitParameters: { id: [] } } }],
    ],
    ['an odd limit', [{ headers: { ...credentials, resultLimit: { limit: 'x', offset: -1 } } }]],
    ['an odd mask', [{ headers: { ...credentials, SoftLayer_ObjectMask: { mask: 7 } } }]],
    ['an odd filter', [{ headers: { ...credentials, aObjectFilter: [1, 'x'] } }]],
  ])('answers %s, one way or the other', async (_what, params) => {
    for (const method of ['createObject', 'getObject']) {
      const { status } = await plane.document(guest, encodeRequest(method, params as never));
      expect(status).toBe(200);
    }
  });

  it.each([
    ['no JSON', '{'],
    ['parameters that are no list', '{"parameters":{}}'],
    ['a list', '[1]'],
    ['null', 'null'],
    ['bytes', Buffer.from([0xff, 0xfe, 0x00])],
  ])('answers a REST body of %s with an error of the vendor’s', async (_what, body) => {
    const { status, fault } = await plane.rest('POST', `${guest}.json`, { body });
    expect([400, 500]).toContain(status);
    expect(fault?.[0]).toMatch(/BadRequest$|MissingCreationProperty$/);
  });

  it('answers odd queries', async () => {
    const list = `${account}/VirtualGuests`;
    const filter = await plane.rest('GET', `${list}?objectFilter=%7B`);
    expect(filter.fault?.[0]).toMatch(/^SoftLayer_Exception/);
    for (const query of [
      'objectFilter=7',
      'objectFilter=null',
      'objectFilter=%7B%22virtualGuests%22%3A%5B%5D%7D',
      'resultLimit=-1,x',
      'resultLimit=0',
      'objectMask=id&objectMask=hostname',
      'colour=red',
    ]) {
      const { status, value } = await plane.rest('GET', `${list}?${query}`);
      expect([query, status, value?.length]).toEqual([query, 200, ids.length]);
    }
  });

  it('refuses a body of 5 MB in its own words, over both wires', async () => {
    const large = 'a'.repeat(5 * 1024 * 1024);
    const { fault } = await plane.document(guest, large);
    expect(fault?.[0]).toBe('SoftLayer_Exception_WebService_BadRequest');
    const rest = await plane.rest('POST', `${guest}.json`, { body: large });
    expect([rest.status, rest.fault?.[0]]).toEqual([
      413,
      'SoftLayer_Exception_WebService_BadRequest',
    ]);
  });

  it('says no more of an internal error than the vendor does', async () => {
    const { store } = plane;
    const { reader } = store;
    Object.assign(store, {
      reader: () => {
        throw new Error('a secret');
      },
    });
    try {
      const xmlrpc = await plane.xmlrpc(account, 'getObject');
      expect(xmlrpc.fault).toEqual(['SOAP-ENV:Server', 'Internal Error']);
      const rest = await plane.rest('GET', account);
      expect(rest.status).toBe(500);
      expect(rest.fault).toEqual(['SoftLayer_Exception_Public', 'Internal Error']);
    } finally {
      Object.assign(store, { reader });
    }
  });
});
