import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../http/manual-clock.js';
import { DnsManager } from './dns.js';
import { SoftLayerOperationError } from './operation-error.js';
import { expectRecordedCalls, Recorder } from './recorder.test.helper.js';

describe('DnsManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('DNSManager', (client) => new DnsManager(client), {
      list_zones: (dns) => dns.listZones(),
      'list_zones, with a mask': (dns) => dns.listZones({ mask: 'id,name' }),
      get_zone: (dns) => dns.getZone(5),
      'get_zone, without records': (dns) => dns.getZone(5, { records: false }),
      create_zone: (dns) => dns.createZone('example.com', { serial: '2026010201' }),
      delete_zone: (dns) => dns.deleteZone(5),
      edit_zone: (dns) => dns.editZone({ id: 5, name: 'example.org' }),
      create_record: (dns) =>
        dns.createRecord(5, { record: 'www', recordType: 'A', data: '10.0.0.1' }),
      'create_record, with a ttl': (dns) =>
        dns.createRecord(5, { record: 'www', recordType: 'TXT', data: 'hello', ttl: 900 }),
      create_record_mx: (dns) => dns.createRecordMx(5, { record: '@', data: 'mail.example.com.' }),
      'create_record_mx, with a priority': (dns) =>
        dns.createRecordMx(5, { record: '@', data: 'mail.example.com.', ttl: 300, priority: 5 }),
      create_record_srv: (dns) =>
        dns.createRecordSrv(5, {
          ...{ record: '_sip', data: 'sip.example.com.' },
          ...{ protocol: 'TCP', port: 5060, service: 'sip' },
        }),
      'create_record_srv, in full': (dns) =>
        dns.createRecordSrv(5, {
          ...{ record: '_sip', data: 'sip.example.com.', ttl: 300 },
          ...{ protocol: 'UDP', port: 5061, service: 'sip', priority: 1, weight: 2 },
        }),
      create_record_ptr: (dns) =>
        dns.createRecordPtr({ record: '10.0.0.1', data: 'www.example.com' }),
      delete_record: (dns) => dns.deleteRecord(9),
      get_record: (dns) => dns.getRecord(9),
      get_records: (dns) => dns.getRecords(5),
      'get_records, filtered': (dns) =>
        dns.getRecords(5, { ttl: 60, data: '10.*', host: 'www', recordType: 'A' }),
      edit_record: (dns) =>
        dns.editRecord({ id: 9, data: '10.0.0.2', isGatewayAddress: false } as { id: number }),
      dump_zone: (dns) => dns.dumpZone(5),
      'sync_host_record, to create': (dns) =>
        dns.syncHostRecord(5, { hostname: 'www', ipAddress: '10.0.0.2' }),
      'sync_host_record, to edit': (dns) =>
        dns.syncHostRecord(5, { hostname: 'www', ipAddress: '10.0.0.2' }),
      'sync_ptr_record, to create': (dns) =>
        dns.syncPtrRecord(reverse, { ipAddress: '10.0.0.9', fqdn: 'www.example.com' }),
      'sync_ptr_record, to edit': (dns) =>
        dns.syncPtrRecord(
          { id: 7, resourceRecords: [{ id: 70, host: '9', data: 'old' }] },
          { ipAddress: '10.0.0.9', fqdn: 'www.example.com', ttl: 300 },
        ),
      resolve_ids: (dns) => dns.resolveIds('example.com'),
    });
  });

  it("numbers a new zone's serial by the day of the clock", async () => {
    const client = new Recorder();
    const clock = new ManualClock({ start: Date.UTC(2026, 1, 3, 23, 59) });
    await new DnsManager(client, { clock }).createZone('example.com');
    expect(client.calls[0]?.args).toEqual([
      { name: 'example.com', serial: '2026020301', resourceRecords: {} },
    ]);
  });

  it('changes nothing when a host has several records', async () => {
    const records = [{ id: 1 }, { id: 2 }];
    const client = new Recorder({ 'Dns_Domain::getResourceRecords': records });
    const dns = new DnsManager(client);
    await expect(dns.syncHostRecord(5, { hostname: 'www', ipAddress: '10.0.0.2' })).rejects.toThrow(
      new SoftLayerOperationError('The host www has 2 records of type a; one can be synchronised.'),
    );
    expect(client.calls).toHaveLength(1);
  });

  it('refuses to edit a record without an id, before any call', async () => {
    const client = new Recorder();
    await expect(new DnsManager(client).editRecord({ data: '10.0.0.2' })).rejects.toMatchObject({
      kind: 'argument',
      argument: 'record',
    });
    expect(client.calls).toEqual([]);
  });

  it('tells an id from a name', async () => {
    const client = new Recorder({ 'Account::getDomains': [{ id: 5 }, { id: 6 }] });
    const dns = new DnsManager(client);
    expect(await dns.resolveIds(7)).toEqual([7]);
    expect(await dns.resolveIds('8')).toEqual([8]);
    expect(client.calls).toEqual([]);
    expect(await dns.resolveIds('example.*')).toEqual([5, 6]);
  });
});

const reverse = { id: 7, resourceRecords: [{ id: 70, host: '8', data: 'old' }] };
