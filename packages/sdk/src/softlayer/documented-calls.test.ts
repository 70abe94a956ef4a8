/** The calls of the vendor's article on its Python library, and what they are on the wire. */
import { describe, expect, it } from 'vitest';
import type { Client } from './client.js';
import { apiKey, connect, success } from './softlayer.test.helper.js';
import { decodeRequest } from './xmlrpc/decode.js';

const guest = {
  hostname: 'myhostname',
  domain: 'example.org',
  startCpus: 1,
  maxMemory: 1024,
  hourlyBillingFlag: true,
  operatingSystemReferenceCode: 'UBUNTU_LATEST',
  localDiskFlag: false,
  datacenter: { name: 'dal09' },
};
const zone = {
  name: 'example.org',
  resourceRecords: [{ host: '@', data: '127.0.0.1', type: 'a' }],
};
const seedMask = 'operatingSystem.passwords, networkComponents, datacenter, processorCount';
const sentMask = 'mask[operatingSystem[passwords],networkComponents,datacenter,processorCount]';
const authenticate = { username: 'SL1', apiKey };

interface Documented {
  readonly what: string;
  readonly run: (client: Client) => Promise<unknown>;
  /** The answer of the server. */
  readonly answer: object;
  /** Verb, path and query after the endpoint, and the parameters. */
  readonly rest: string;
  readonly xmlrpc: { service: string; method: string; headers?: object; args?: unknown[] };
}

const calls: Documented[] = [
  {
    what: 'the account',
    run: (client) => client.Account.getObject(),
    answer: { id: 1 },
    rest: 'GET Account/getObject.json',
    xmlrpc: { service: 'Account', method: 'getObject' },
  },
  {
    what: 'a new guest',
    run: (client) => client.Virtual_Guest.createObject(guest),
    answer: { id: 1 },
    rest: `POST Virtual_Guest/createObject.json ${JSON.stringify({ parameters: [guest] })}`,
    xmlrpc: { service: 'Virtual_Guest', method: 'createObject', args: [guest] },
  },
  {
    what: 'a new guest, its flags as words',
    run: (client) =>
      client.call('Virtual_Guest', 'createObject', [{ ...guest, hourlyBillingFlag: 'true' }]),
    answer: { id: 1 },
    rest: `POST Virtual_Guest/createObject.json ${JSON.stringify({ parameters: [{ ...guest, hourlyBillingFlag: 'true' }] })}`,
    xmlrpc: {
      service: 'Virtual_Guest',
      method: 'createObject',
      args: [{ ...guest, hourlyBillingFlag: 'true' }],
    },
  },
  {
    what: 'a new zone',
    run: (client) => client.Dns_Domain.createObject(zone),
    answer: { id: 5 },
    rest: `POST Dns_Domain/createObject.json ${JSON.stringify({ parameters: [zone] })}`,
    xmlrpc: { service: 'Dns_Domain', method: 'createObject', args: [zone] },
  },
  {
    what: 'a new record in it',
    run: (client) => client.Dns_Domain.createARecord('myhost', '127.0.0.1', 86400, { id: 5 }),
    answer: { id: 7 },
    rest: 'POST Dns_Domain/5/createARecord.json {"parameters":["myhost","127.0.0.1",86400]}',
    xmlrpc: {
      service: 'Dns_Domain',
      method: 'createARecord',
      headers: { SoftLayer_Dns_DomainInitParameters: { id: 5 } },
      args: ['myhost', '127.0.0.1', 86400],
    },
  },
  {
    what: 'hardware under a mask',
    run: (client) => client.Account.getHardware({ mask: seedMask }),
    answer: [],
    rest: `GET Account/getHardware.json?objectMask=${sentMask}`,
    xmlrpc: {
      service: 'Account',
      method: 'getHardware',
      headers: { SoftLayer_ObjectMask: { mask: sentMask } },
    },
  },
  {
    what: 'the second page of guests',
    run: (client) => client.Account.getVirtualGuests({ limit: 10, offset: 10 }),
    answer: [],
    rest: 'GET Account/getVirtualGuests.json?resultLimit=10,10',
    xmlrpc: {
      service: 'Account',
      method: 'getVirtualGuests',
      headers: { resultLimit: { limit: 10, offset: 10 } },
    },
  },
  {
    what: 'hardware of a datacenter with much memory',
    run: (client) =>
      client.Account.getHardware({
        filter: { memoryCapacity: '> 8', datacenter: { name: 'dal05' } },
      }),
    answer: [],
    rest:
      'GET Account/getHardware.json?objectFilter={"hardware":{"memoryCapacity":{"operation":"> 8"},' +
      '"datacenter":{"name":{"operation":"_= dal05"}}}}',
    xmlrpc: {
      service: 'Account',
      method: 'getHardware',
      headers: {
        SoftLayer_AccountObjectFilter: {
          hardware: {
            memoryCapacity: { operation: '> 8' },
            datacenter: { name: { operation: '_= dal05' } },
          },
        },
      },
    },
  },
  {
    what: 'an object by its global identifier',
    run: (client) => client.Virtual_Guest.getObject({ id: 'a1b2c3d4-0000-4000-8000-000000000000' }),
    answer: { id: 1 },
    rest: 'GET Virtual_Guest/a1b2c3d4-0000-4000-8000-000000000000/getObject.json',
    xmlrpc: {
      service: 'Virtual_Guest',
      method: 'getObject',
      headers: {
        SoftLayer_Virtual_GuestInitParameters: { id: 'a1b2c3d4-0000-4000-8000-000000000000' },
      },
    },
  },
];

describe.each(calls)('$what', ({ run, answer, rest, xmlrpc }) => {
  it('over REST', async () => {
    const { client, server } = await connect('rest', () => success('rest', answer as never));
    await run(client);
    const { method, url, body } = server.received[0]!;
    const path = decodeURIComponent(url.replace('/rest/v3.1/SoftLayer_', ''));
    expect(`${method} ${path}${body && ` ${body}`}`).toBe(rest);
  });

  it('over XML-RPC', async () => {
    const { client, server } = await connect('xmlrpc', () => success('xmlrpc', answer as never));
    await run(client);
    const { method, url, body } = server.received[0]!;
    expect(`${method} ${url}`).toBe(`POST /xmlrpc/v3.1/SoftLayer_${xmlrpc.service}`);
    expect(decodeRequest(Buffer.from(body))).toEqual({
      methodName: xmlrpc.method,
      params: [{ headers: { authenticate, ...xmlrpc.headers } }, ...(xmlrpc.args ?? [])],
    });
  });
});
