import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Client } from '../client.js';
import type {
  SoftLayer_Dns_Domain,
  SoftLayer_Dns_Domain_ResourceRecord,
} from '../generated/types.js';
import { connect, success } from '../softlayer.test.helper.js';
import { DnsManager } from './dns.js';
import { Recorder } from './recorder.test.helper.js';
import { type SoftLayerCalls, TypedCalls, withMask } from './typed-calls.js';

describe('TypedCalls', () => {
  it('gives results the types of the schema, and knows no other names', () => {
    const api = new TypedCalls(new Recorder());
    const call = api.call.bind(api);
    expectTypeOf(() =>
      call('Dns_Domain', 'getObject', []),
    ).returns.resolves.toEqualTypeOf<SoftLayer_Dns_Domain>();
    expectTypeOf(() => call('Dns_Domain', 'getResourceRecords', [])).returns.resolves.toEqualTypeOf<
      SoftLayer_Dns_Domain_ResourceRecord[]
    >();
    expectTypeOf(() => call('Dns_Domain', 'getZoneFileContents', [])).returns.resolves.toBeString();
    // @ts-expect-error there is no such method
    () => call('Dns_Domain', 'getObjekt', []);
    // @ts-expect-error there is no such service
    () => call('Dns_Domane', 'getObject', []);
    expectTypeOf<Client>().toExtend<SoftLayerCalls>();
  });

  it('calls nothing on an object whose id is not given', async () => {
    const client = new Recorder();
    const dns = new DnsManager(client);
    const nothing = undefined as unknown as number;
    await expect(dns.deleteZone(nothing)).rejects.toMatchObject({
      kind: 'argument',
      argument: 'id',
    });
    await expect(dns.getRecords(null as unknown as number)).rejects.toMatchObject({
      argument: 'id',
    });
    expect(client.calls).toEqual([]);
  });

  it.each(['rest', 'xmlrpc'] as const)(
    'walks through all pages of a list over %s',
    async (transport) => {
      const zones = Array.from({ length: 250 }, (_, i) => ({ id: i + 1 }));
      let pages = 0;
      const { client } = await connect(transport, () => {
        const page = zones.slice(pages * 100, (pages + 1) * 100);
        pages += 1;
        return success(transport, page, zones.length);
      });
      const all = await new DnsManager(client).listZones({ mask: 'id' });
      expect(all.map(({ id }) => id)).toEqual(zones.map(({ id }) => id));
      expect(pages).toBe(3);
    },
  );

  it('passes the signal and the timeout on to every call', async () => {
    const client = new Recorder({ 'Dns_Domain::getResourceRecords': [] });
    const { signal } = new AbortController();
    const caller = { signal, timeout: 5 };
    const host = { hostname: 'www', ipAddress: '10.0.0.2' };
    await new DnsManager(client).syncHostRecord(5, { ...host, ...caller });
    expect(client.options).toHaveLength(2);
    for (const options of client.options) expect(options).toMatchObject(caller);
  });
});

describe('withMask', () => {
  it('is the mask given, or the own one', () => {
    expect(withMask('id', { timeout: 5 })).toEqual({ timeout: 5, mask: 'id' });
    expect(withMask('id', { mask: undefined })).toEqual({ mask: 'id' });
    expect(withMask('id', { mask: { name: true } })).toEqual({ mask: { name: true } });
    expect(withMask('id', undefined)).toEqual({ mask: 'id' });
  });
});
