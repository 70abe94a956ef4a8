import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../http/manual-clock.js';
import { connect, fault, success } from '../../softlayer.test.helper.js';
import { expectRecordedCalls, Recorder, recordedCases } from '../recorder.test.helper.js';
import { VirtualServerManager } from './virtual-server.js';

const image = '1a1aa111-4474-4e16-9f02-4de959229b85';
const mask = 'mask[id]';
const named = { hostname: 'web', domain: 'example.org' };
const small = { ...named, cpus: 1, memory: 1024 };
const full = {
  ...{ ...small, hourly: false, localDisk: false, datacenter: 'dal09', imageId: image },
  ...{ dedicated: true, publicVlan: 1, privateVlan: 2, privateSubnet: 3, publicSubnet: 4 },
  ...{ userdata: 'u', nicSpeed: 1000, disks: [25, 100, '10'], private: true, sshKeys: [5, 6] },
  ...{ postUri: 'https://example.org/x', publicSecurityGroups: [7], bootMode: 'HVM' },
  ...{ privateSecurityGroups: [8, 9], transient: true },
};
const linux = { ...small, osCode: 'A' };
const ubuntu = { ...small, osCode: 'UBUNTU_LATEST' };
const period = { startDate: '2026-01-01', endDate: '2026-01-31' };

const manager = (client: Recorder, clock = new ManualClock({ skipSleeps: true })) =>
  new VirtualServerManager(client, { clock, random: () => 0.5 });

describe('VirtualServerManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('VSManager', (client) => manager(client as Recorder), {
      list_instances: (guests) => guests.listInstances(),
      'list_instances, hourly': (guests) => guests.listInstances({ monthly: false }),
      'list_instances, monthly': (guests) => guests.listInstances({ hourly: false }),
      'list_instances, neither': (guests) =>
        guests.listInstances({ hourly: false, monthly: false }),
      'list_instances, filtered': (guests) =>
        guests.listInstances({
          ...{ tags: ['a', 'b'], cpus: 4, memory: '> 1024', hostname: 'web*', nicSpeed: 100 },
          ...{ domain: 'example.org', localDisk: true, datacenter: 'dal05', transient: false },
          ...{ publicIp: '1.2.3.4', privateIp: '10.2.3.4', mask },
        }),
      'list_instances, with a filter': (guests) =>
        guests.listInstances({
          ...{ filter: { virtualGuests: { notes: { operation: 'x' } } }, cpus: 4 },
        }),
      get_instance: (guests) => guests.getInstance(100),
      'get_instance, with a mask': (guests) => guests.getInstance(100, { mask }),
      cancel_instance: (guests) => guests.cancelInstance(100),
      get_create_options: (guests) => guests.getCreateOptions(),
      'get_create_options, at a data centre': (guests) =>
        guests.getCreateOptions({ package: 'TRANSIENT_CLOUD_SERVER', datacenter: 'dal13' }),
      reload_instance: (guests) => guests.reloadInstance(100),
      'reload_instance, in full': (guests) =>
        guests.reloadInstance(100, {
          ...{ postUri: 'https://example.org/x', sshKeys: [1, 2], imageId: image },
        }),
      create_instance: (guests) => guests.createInstance(ubuntu),
      'create_instance, in full': (guests) => guests.createInstance({ ...full, tags: 'a,b' }),
      'create_instance, of a flavor, at routers': (guests) =>
        guests.createInstance({
          ...{ ...named, flavor: 'B1_1X2X25', osCode: 'UBUNTU_LATEST', localDisk: null },
          ...{ publicRouter: 1, privateRouter: 2, publicSecurityGroups: [7] },
        }),
      'create_instance, on a dedicated host': (guests) =>
        guests.createInstance({ ...ubuntu, dedicated: true, hostId: 44 }),
      create_instances: (guests) =>
        guests.createInstances([
          { ...linux, tags: 'a' },
          { ...named, cpus: 2, memory: 2048, osCode: 'B' },
        ]),
      verify_create_instance: (guests) => guests.verifyCreateInstance({ ...linux, tags: 'a' }),
      'verify_create_instance, in full': (guests) => guests.verifyCreateInstance(full),
      order_guest: (guests) => guests.orderGuest(linux),
      'order_guest, in full': (guests) =>
        guests.orderGuest({
          ...{ ...linux, ipv6: true, userdata: 'u', hostId: 44, placementId: 45, tags: 'a,b' },
        }),
      'order_guest, only checked': (guests) =>
        guests.orderGuest({ ...linux, publicVlan: 1, publicSubnet: 2, tags: 'a', test: true }),
      'order_guest, at routers': (guests) =>
        guests.orderGuest({ ...linux, publicRouter: 1, privateRouter: 2 }),
      set_tags: (guests) => guests.setTags(100, 'a,b'),
      change_port_speed: (guests) => guests.changePortSpeed(100, { public: true, speed: 100 }),
      'change_port_speed, of the private network': (guests) =>
        guests.changePortSpeed(100, { public: false, speed: 0 }),
      'resolve_ids, by the public address': (guests) => guests.resolveIds('1.2.3.4'),
      'resolve_ids, by an address of none': (guests) => guests.resolveIds('1.2.3.4'),
      'resolve_ids, by name': (guests) => guests.resolveIds('web'),
      edit: (guests) =>
        guests.edit(100, { userdata: 'u', hostname: 'h', domain: 'd', notes: 'n', tags: 'a' }),
      'edit, of tags alone': (guests) => guests.edit(100, { tags: '' }),
      rescue: (guests) => guests.rescue(100),
      capture: (guests) => guests.capture(100, { name: 'image' }),
      'capture, of all disks': (guests) =>
        guests.capture(100, { name: 'image', additionalDisks: true, notes: 'n' }),
      'upgrade, to nothing': async (guests) => expect(await guests.upgrade(100, {})).toBe(false),
      'upgrade, of cores, memory and speed': async (guests) =>
        expect(await guests.upgrade(100, { cpus: 4, memory: 8, nicSpeed: 100 })).toBe(true),
      'upgrade, of private cores': (guests) => guests.upgrade(100, { cpus: 4, public: false }),
      'upgrade, to a preset': (guests) => guests.upgrade(100, { preset: 'S1270' }),
      'upgrade, of disks': (guests) =>
        guests.upgrade(100, { disks: [{ capacity: 25 }, { capacity: 25, number: 1 }] }),
      get_disk_category_id_by_disk_number: async (guests) =>
        expect(await guests.getDiskCategoryIdByDiskNumber(25, 2)).toBe(504),
      get_summary_data_usage: (guests) =>
        guests.getSummaryDataUsage(100, { ...period, validType: 'CPU0', summaryPeriod: 3600 }),
      get_tracking_id: (guests) => guests.getTrackingId(100),
      get_bandwidth_data: (guests) => guests.getBandwidthData(100),
      'get_bandwidth_data, in full': (guests) =>
        guests.getBandwidthData(100, { ...period, direction: 'public', rollup: 300 }),
      get_bandwidth_allocation: async (guests) =>
        expect(await guests.getBandwidthAllocation(100)).toEqual({
          allotment: { amount: '250' },
          usage: true,
        }),
      get_storage_details: (guests) => guests.getStorageDetails(100, 'NAS'),
      get_storage_credentials: (guests) => guests.getStorageCredentials(100),
      get_portable_storage: (guests) => guests.getPortableStorage(100),
      get_local_disks: (guests) => guests.getLocalDisks(100),
      migrate: (guests) => guests.migrate(100),
      migrate_dedicated: (guests) => guests.migrateDedicated(100, 44),
      authorize_storage: (guests) => guests.authorizeStorage(100, 'SL01-1'),
      attach_portable_storage: (guests) => guests.attachPortableStorage(100, 55),
      browser_access_log: (guests) => guests.browserAccessLog(100),
      get_notifications: (guests) => guests.getNotifications(100),
      add_notification: (guests) => guests.addNotification(100, 12),
      remove_notification: (guests) => guests.removeNotification(13),
      wait_for_ready: async (guests) => expect(await guests.waitForReady(100)).toBe(true),
      wait_for_transaction: async (guests) =>
        expect(await guests.waitForTransaction(100, { timeout: 10 })).toBe(true),
    });
  });

  it('waits an hour by default, every ten seconds', async () => {
    const clock = new ManualClock({ skipSleeps: true });
    const client = new Recorder({ 'Virtual_Guest::getObject': { id: 100 } });
    expect(await manager(client, clock).waitForReady(100)).toBe(false);
    expect(client.calls).toHaveLength(361);
    expect(new Set(clock.sleeps)).toEqual(new Set([10_000]));
  });

  it('refuses what cannot be before any call', async () => {
    const client = new Recorder();
    const guests = manager(client);
    await expect(guests.createInstance({ ...linux, hostname: '' })).rejects.toMatchObject({
      argument: 'hostname',
    });
    await expect(guests.createInstances([linux, { ...linux, flavor: 'F' }])).rejects.toMatchObject({
      argument: 'cpus',
    });
    await expect(guests.upgrade(100, { preset: 'P', memory: 8 })).rejects.toMatchObject({
      argument: 'preset',
    });
    await expect(guests.cancelInstance(undefined as unknown as number)).rejects.toMatchObject({
      argument: 'id',
    });
    expect(client.calls).toEqual([]);
  });

  it('orders no upgrade that has no price', async () => {
    const client = new Recorder({
      'Virtual_Guest::getUpgradeItemPrices': [
        { id: 1, categories: [{ categoryCode: 'ram' }], item: { capacity: '8' } },
        { id: 2, categories: [{ categoryCode: 'guest_disk1' }], item: { capacity: '25' } },
      ],
      'Virtual_Guest::getObject': { id: 100 },
      'Product_Package::getItemPrices': [],
    });
    const guests = manager(client);
    await expect(guests.upgrade(100, { memory: 8, cpus: 64 })).rejects.toThrow('cpus 64');
    await expect(guests.upgrade(100, { disks: [{ capacity: 25, number: 9 }] })).rejects.toThrow(
      'There is no disk 9 with 25 GB.',
    );
    await expect(guests.upgrade(100, { preset: 'P' })).rejects.toThrow('has no billing item');
    expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
  });

  it('names a volume that there is not', async () => {
    const guests = manager(new Recorder({ 'Account::getNetworkStorage': [] }));
    await expect(guests.authorizeStorage(100, 'SL01-9')).rejects.toThrow('username SL01-9');
  });

  it('tells what virtual servers can be made of, with the prices of a data centre', async () => {
    const [, atDatacenter] = recordedCases('VSManager').filter(({ name }) =>
      name.startsWith('get_create_options'),
    );
    const guests = manager(new Recorder(atDatacenter?.answers));
    const everywhere = await guests.getCreateOptions();
    expect(everywhere.locations).toEqual([{ name: 'Dallas 13', key: 'dal13' }]);
    expect(everywhere.sizes).toEqual([
      { name: 'S1270 8GB', key: 'S1270', hourlyRecurringFee: 0.5, recurringFee: 100 },
    ]);
    expect(everywhere.guestCore).toMatchObject([{ key: 'GUEST_CORES_4', capacity: '4' }]);
    expect(everywhere.operatingSystems).toMatchObject([
      { name: 'Ubuntu / 20.04', referenceCode: 'UBUNTU_20_64', prices: [{ id: 14 }] },
    ]);
    expect(everywhere.extras.map(({ key }) => key)).toEqual(['1_IPV6_ADDRESS']);
    const speeds = async (datacenter?: string) =>
      (await guests.getCreateOptions({ datacenter })).portSpeed.map(({ prices }) =>
        prices.map(({ id }) => id),
      );
    expect(await speeds()).toEqual([[17], [18], [], [34]]);
    expect(await speeds('dal13')).toEqual([[17], [18], [], [20]]);
  });

  it('says when there is no such data centre', async () => {
    const answers = { ...recordedCases('VSManager')[9]?.answers, 'Location::getDatacenters': [] };
    const guests = manager(new Recorder(answers));
    await expect(guests.getCreateOptions({ datacenter: 'xyz01' })).rejects.toThrow('xyz01');
  });

  it('sets tags again while the server itself fails, and no call twice that creates', async () => {
    const { client, server } = await connect('xmlrpc', (_request, i) =>
      i === 0
        ? success('xmlrpc', { id: 100 })
        : i < 3
          ? fault('xmlrpc', '-32500', 'Later.')
          : success('xmlrpc', true),
    );
    const clock = new ManualClock({ skipSleeps: true });
    const guests = new VirtualServerManager(client, { clock, random: () => 0.5 });
    expect(await guests.createInstance({ ...linux, tags: 'a' })).toMatchObject({ id: 100 });
    const methods = server.received.map(({ body }) => /<methodName>(\w+)/.exec(body)?.[1]);
    expect(methods).toEqual(['createObject', 'setTags', 'setTags', 'setTags']);
    expect(clock.sleeps).toEqual([7500, 12_500]);
  });

  it.each(['rest', 'xmlrpc'] as const)('lists page by page over %s', async (transport) => {
    const all = Array.from({ length: 5 }, (_, i) => ({ id: i + 1 }));
    const { client, server } = await connect(transport, (_request, i) =>
      success(transport, all.slice(i * 2, i * 2 + 2), all.length),
    );
    const guests = await new VirtualServerManager(client).listInstances({ pageSize: 2 });
    expect(guests.map(({ id }) => id)).toEqual([1, 2, 3, 4, 5]);
    expect(server.received).toHaveLength(3);
  });
});
