import { describe, expect, it } from 'vitest';
import type { TransportName } from './client.js';
import { connect, success } from './softlayer.test.helper.js';
import type { XmlRpcInput } from './xmlrpc/values.js';

const transports: TransportName[] = ['xmlrpc', 'rest'];

async function result(
  transport: TransportName,
  call: string,
  value: XmlRpcInput,
): Promise<unknown> {
  const { client } = await connect(transport, () => success(transport, value));
  const [service = '', method = ''] = call.split('.');
  return client.call(service, method, [], { id: 1 });
}

describe.each(transports)('a result over %s', (transport) => {
  it.each<[string, string, XmlRpcInput, unknown]>([
    ['a lone object in the place of a list', 'Account.getVirtualGuests', { id: 1 }, [{ id: 1 }]],
    ['nothing in the place of a list', 'Account.getVirtualGuests', '', []],
    ['null for a list', 'Account.getVirtualGuests', null, []],
    [
      'a lone object in a list inside',
      'Account.getObject',
      { virtualGuests: { id: 1 } },
      { virtualGuests: [{ id: 1 }] },
    ],
    ['no value: a time', 'Virtual_Guest.getObject', { provisionDate: '' }, { provisionDate: null }],
    ['no value: a number', 'Virtual_Guest.getObject', { statusId: '' }, { statusId: null }],
    ['a text may be empty', 'Virtual_Guest.getObject', { notes: '' }, { notes: '' }],
    [
      'a relation without an object is absent',
      'Virtual_Guest.getObject',
      { id: 1, powerState: '' },
      { id: 1 },
    ],
    ['a number as text', 'Virtual_Guest.getObject', { id: '5' }, { id: 5 }],
    [
      'a number too large',
      'Virtual_Guest.getObject',
      { id: '12345678901234567890' },
      { id: '12345678901234567890' },
    ],
    ['truth as a number', 'Virtual_Guest.getObject', { localDiskFlag: 1 }, { localDiskFlag: true }],
    ['a decimal as a number', 'Virtual_Guest.getCurrentBillingTotal', 29, '29'],
    ['a decimal as it is', 'Virtual_Guest.getCurrentBillingTotal', '.056', '.056'],
    [
      'deep inside',
      'Account.getObject',
      { hardware: [{ datacenter: { id: '3', longName: '' } }] },
      { hardware: [{ datacenter: { id: 3, longName: '' } }] },
    ],
    [
      'a subtype that says so',
      'Dns_Domain_ResourceRecord.getObject',
      { complexType: 'SoftLayer_Dns_Domain_ResourceRecord_SrvType', port: '5' },
      { complexType: 'SoftLayer_Dns_Domain_ResourceRecord_SrvType', port: 5 },
    ],
    [
      'what the table does not know',
      'Virtual_Guest.getObject',
      { newer: { a: '' } },
      { newer: { a: '' } },
    ],
    ['of a method that it does not know', 'Virtual_Guest.getNewer', { id: '' }, { id: '' }],
    ['of a void method', 'Virtual_Guest.executeRemoteScript', '', null],
  ])('%s', async (_what, call, value, expected) => {
    expect(await result(transport, call, value)).toEqual(expected);
  });

  it('has bytes where the API has bytes', async () => {
    const data = new Uint8Array([1, 2, 255]);
    const value = transport === 'rest' ? 'AQL/' : data;
    const graph = await result(transport, 'Virtual_Guest.getCpuMetricImage', { graphImage: value });
    expect(graph).toEqual({ graphImage: data });
  });
});

describe('an answer over XML-RPC', () => {
  const read = async (body: string | Uint8Array) => {
    const { client } = await connect('xmlrpc', () => ({ body: body as string }));
    return client.call('Virtual_Guest', 'getObject', [], { id: 1 });
  };
  const guest = (notes: string) =>
    `<struct><member><name>notes</name><value>${notes}</value></member></struct>`;
  const bare = (value: string) => `<params><param><value>${value}</value></param></params>`;

  it.each<[string, string, unknown]>([
    [
      'the root of production',
      `<?xml version="1.0" encoding="utf-8"?>\n${bare(guest('a'))}`,
      { notes: 'a' },
    ],
    [
      'the root of the standard',
      `<methodResponse>${bare(guest('a'))}</methodResponse>`,
      { notes: 'a' },
    ],
    [
      'a prolog of Latin-1 over UTF-8',
      `<?xml version='1.0' encoding='iso-8859-1'?>${bare(guest('é'))}`,
      { notes: 'é' },
    ],
    ['nil', bare(guest('<nil/>')), { notes: null }],
    ['an empty value', bare(guest('')), { notes: null }],
    ['no value at all', '<params><param/></params>', null],
    ['entities, and only once', bare(guest('&lt;&amp;amp;&#233;')), { notes: '<&amp;é' }],
  ])('may have %s', async (_what, body, expected) => {
    expect(await read(body)).toEqual(expected);
  });

  it('tells a fault whose code is a number', async () => {
    const fault =
      '<methodResponse><fault><value><struct><member><name>faultCode</name><value><int>-32601</int></value></member>' +
      '<member><name>faultString</name><value>x</value></member></struct></value></fault></methodResponse>';
    await expect(read(fault)).rejects.toMatchObject({
      name: 'SoftLayerMethodNotFoundError',
      faultCode: '-32601',
    });
  });
});
