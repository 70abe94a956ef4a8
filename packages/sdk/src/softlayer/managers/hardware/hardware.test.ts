import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../http/manual-clock.js';
import { type Answers, expectRecordedCalls, Recorder } from '../recorder.test.helper.js';
import { HardwareManager } from './hardware.js';

const mask = 'mask[id]';
const server = {
  ...{ size: 'S1270', hostname: 'web', domain: 'example.org', location: 'dal13' },
  os: 'OS_UBUNTU_20_04',
};
const period = { startDate: '2026-01-01', endDate: '2026-01-31' };

const manager = (client: Recorder, clock = new ManualClock({ skipSleeps: true })) =>
  new HardwareManager(client, { clock, random: () => 0.5 });

describe('HardwareManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('HardwareManager', (client) => manager(client as Recorder), {
      list_hardware: (hardware) => hardware.listHardware(),
      'list_hardware, by place and memory': (hardware) =>
        hardware.listHardware({ datacenter: 'dal05', memory: '> 8' }),
      'list_hardware, filtered': (hardware) =>
        hardware.listHardware({
          ...{ tags: ['a'], cpus: 4, memory: 8, hostname: 'web*', domain: 'example.org', mask },
          ...{ datacenter: 'dal05', nicSpeed: 100, owner: 'SL1' },
          ...{ publicIp: '1.2.3.4', privateIp: '10.2.3.4' },
        }),
      get_hardware: (hardware) => hardware.getHardware(200),
      'get_hardware, with a mask': (hardware) => hardware.getHardware(200, { mask }),
      reload: (hardware) => hardware.reload(200),
      'reload, in full': (hardware) =>
        hardware.reload(200, { postUri: 'https://example.org/x', sshKeys: [1], lvm: true }),
      rescue: (hardware) => hardware.rescue(200),
      change_port_speed: (hardware) => hardware.changePortSpeed(200, { public: true, speed: 100 }),
      'change_port_speed, of the private network': (hardware) =>
        hardware.changePortSpeed(200, { public: false, speed: 0, redundant: 'degraded' }),
      place_order: (hardware) => hardware.placeOrder({ ...server, portSpeed: 100 }),
      'place_order, in full': (hardware) =>
        hardware.placeOrder({
          ...{ ...server, network: '100_MBPS_UNBONDED', sshKeys: [1, 2], hourly: false },
          ...{ postUri: 'https://example.org/x', extras: ['1_IPV6_ADDRESS'] },
          ...{ publicRouter: 1, privateRouter: 2 },
        }),
      'place_order, without a public network': (hardware) =>
        hardware.placeOrder({ ...server, portSpeed: 100, noPublic: true, hourly: false }),
      verify_order: (hardware) => hardware.verifyOrder({ ...server, portSpeed: 100 }),
      get_create_options: (hardware) => hardware.getCreateOptions(),
      'get_create_options, at a data centre': (hardware) =>
        hardware.getCreateOptions({ datacenter: 'dal13' }),
      'resolve_ids, by an address of none': (hardware) => hardware.resolveIds('1.2.3.4'),
      'resolve_ids, by name': (hardware) => hardware.resolveIds('web'),
      edit: (hardware) =>
        hardware.edit(200, { userdata: 'u', hostname: 'h', domain: 'd', notes: 'n', tags: 'a' }),
      'edit, of tags alone': (hardware) => hardware.edit(200, { tags: '' }),
      update_firmware: (hardware) => hardware.updateFirmware(200, { ipmi: false }),
      reflash_firmware: (hardware) => hardware.reflashFirmware(200, { bios: false }),
      wait_for_ready: async (hardware) => expect(await hardware.waitForReady(200)).toBe(true),
      get_tracking_id: (hardware) => hardware.getTrackingId(200),
      get_bandwidth_data: (hardware) =>
        hardware.getBandwidthData(200, { ...period, direction: 'public', rollup: 300 }),
      get_bandwidth_allocation: async (hardware) =>
        expect(await hardware.getBandwidthAllocation(200)).toMatchObject({ allotment: null }),
      get_storage_details: (hardware) => hardware.getStorageDetails(200, 'ISCSI'),
      get_storage_credentials: (hardware) => hardware.getStorageCredentials(200),
      get_hard_drives: (hardware) => hardware.getHardDrives(200),
      get_hardware_item_prices: (hardware) => hardware.getHardwareItemPrices('DALLAS13'),
      authorize_storage: (hardware) => hardware.authorizeStorage(200, 'SL01-1'),
      upgrade: (hardware) =>
        hardware.upgrade(200, {
          ...{ memory: 32, nicSpeed: '10000 Redundant', driveController: 'RAID' },
          publicBandwidth: 500,
        }),
      'upgrade, only checked, without a window': (hardware) =>
        hardware.upgrade(200, { nicSpeed: '10000', test: true }),
      get_maintenance_windows_detail: async (hardware) =>
        expect(await hardware.getMaintenanceWindowsDetail(3)).toEqual({ id: 80 }),
      get_instance: (hardware) => hardware.getInstance(200),
      get_components: (hardware) => hardware.getComponents(200, { mask: undefined }),
      get_sensors: (hardware) => hardware.getSensors(200),
      get_notifications: (hardware) => hardware.getNotifications(200),
      add_notification: (hardware) => hardware.addNotification(200, 12),
      remove_notification: (hardware) => hardware.removeNotification(13),
      get_software_components: (hardware) => hardware.getSoftwareComponents(200),
      create_credential: (hardware) =>
        hardware.createCredential({ softwareId: 9, username: 'u', password: 'p', notes: 'n' }),
      'cancel_hardware, at once, by the month': (hardware) =>
        hardware.cancelHardware(200, { immediate: true }),
      get_network_components: (hardware) => hardware.getNetworkComponents(200),
      'get_network_components, public': (hardware) =>
        hardware.getNetworkComponents(200, { space: 'public' }),
      'get_network_components, private': (hardware) =>
        hardware.getNetworkComponents(200, { space: 'private' }),
      trunk_vlan: (hardware) => hardware.trunkVlan(300, [{ id: 1 }]),
      remove_vlan: (hardware) => hardware.removeVlan(300, [{ vlanNumber: 1 }]),
      clear_vlan: (hardware) => hardware.clearVlan(200),
      get_hardware_fast: (hardware) => hardware.getHardwareFast(200),
    });
  });

  it('puts what it asked for at once together', async () => {
    const client = new Recorder({
      'Hardware_Server::getObject': { id: 200 },
      'Hardware_Server::getNetworkVlans': [{ id: 1 }],
      'Hardware_Server::getOperatingSystem': { id: 2 },
    });
    expect(await manager(client).getHardwareFast(200)).toMatchObject({
      ...{ id: 200, networkVlans: [{ id: 1 }], operatingSystem: { id: 2 } },
    });
  });

  it('waits four hours by default', async () => {
    const client = new Recorder({ 'Hardware_Server::getObject': { id: 200 } });
    expect(await manager(client).waitForReady(200, { interval: 3600 })).toBe(false);
    expect(client.calls).toHaveLength(5);
  });

  describe('cancelling', () => {
    const cancellable = { id: 200, hourlyBillingFlag: true, billingItem: { id: 31 } };
    const cancelling = (server: object) => {
      const client = new Recorder({ 'Hardware_Server::getObject': server });
      return { client, hardware: manager(client) };
    };
    const cancelled = ({ calls }: Recorder) =>
      calls.find(({ call }) => call === 'Billing_Item::cancelItem');

    it('is on the day of billing, with a reason and a comment', async () => {
      const { client, hardware } = cancelling(cancellable);
      await hardware.cancelHardware(200, { reason: 'cost', comment: 'c' });
      expect(cancelled(client)).toMatchObject({
        id: 31,
        args: [false, false, 'Server / Upgrade Costs', 'c'],
      });
    });

    it('is at once, by the hour', async () => {
      const { client, hardware } = cancelling(cancellable);
      await hardware.cancelHardware(200, { immediate: true });
      expect(cancelled(client)?.args).toEqual([true, false, 'No longer needed', '']);
      expect(client.calls).toHaveLength(2);
    });

    it.each([
      [{ ...cancellable, activeTransaction: { id: 1 } }, 'while a transaction runs'],
      [{ id: 200, openCancellationTicket: { id: 66 } }, 'The ticket 66 cancels'],
      [{ id: 200 }, 'may be cancelled already'],
    ])('is refused for %j', async (server, message) => {
      const { client, hardware } = cancelling(server);
      await expect(hardware.cancelHardware(200)).rejects.toThrow(message);
      expect(cancelled(client)).toBeUndefined();
    });

    it('says when it could not ask to do it at once', async () => {
      const { client, hardware } = cancelling({ ...cancellable, hourlyBillingFlag: false });
      await expect(hardware.cancelHardware(200, { immediate: true })).rejects.toThrow(
        'is cancelled, but has no ticket',
      );
      expect(cancelled(client)?.args?.[0]).toBe(false);
    });

    it('refuses unknown reasons before any call', async () => {
      const { client, hardware } = cancelling(cancellable);
      const reason = 'whim' as 'cost';
      await expect(hardware.cancelHardware(200, { reason })).rejects.toMatchObject({
        argument: 'reason',
      });
      expect(client.calls).toEqual([]);
      expect(Object.keys(hardware.getCancellationReasons())).toHaveLength(10);
    });
  });

  describe('upgrading disks', () => {
    const price = (id: number, categoryCode: string, capacity: string) => ({
      ...{ id, categories: [{ id: id * 10, categoryCode }], item: { capacity } },
    });
    const answers: Answers = {
      'Hardware_Server::getUpgradeItemPrices': [
        price(9, 'disk1', '1000'),
        price(10, 'disk2', '2000'),
      ],
      'Hardware_Server::getObject': {
        ...{ id: 200, datacenter: { id: 3 } },
        billingItem: { package: { id: 911 }, nextInvoiceChildren: [{ categoryCode: 'disk1' }] },
      },
      'Provisioning_Maintenance_Window::getMaintenanceWindows': [],
    };

    it('orders their prices with their places', async () => {
      const client = new Recorder(answers);
      await manager(client).upgrade(200, {
        disks: [
          { description: 'resize_disk', capacity: 1000, number: 1 },
          { description: 'add_disk', capacity: 2000, number: 2 },
        ],
      });
      expect(client.calls.at(-1)).toMatchObject({
        call: 'Product_Order::placeOrder',
        args: [
          {
            packageId: 911,
            hardware: [{ id: 200 }],
            prices: [
              { id: 9, categories: [{ categoryCode: 'disk1', id: 90 }] },
              { id: 10, categories: [{ categoryCode: 'disk2', id: 100 }] },
            ],
          },
        ],
      });
    });

    it.each([
      [{ description: 'add_disk', capacity: 1000, number: 1 }, 'has a disk1 already'],
      [{ description: 'resize_disk', capacity: 2000, number: 2 }, 'has no disk2 to resize'],
      [{ capacity: 7, number: 1 }, 'no price for disk1 with 7 GB'],
    ] as const)('refuses %j', async (disk, message) => {
      const client = new Recorder(answers);
      await expect(manager(client).upgrade(200, { disks: [disk] })).rejects.toThrow(message);
      expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
    });

    it('orders nothing when nothing is asked for, or has no price', async () => {
      const client = new Recorder(answers);
      expect(await manager(client).upgrade(200, {})).toBeUndefined();
      await expect(manager(client).upgrade(200, { memory: 7 })).rejects.toThrow('ram 7');
      expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
    });
  });

  describe('ordering', () => {
    const catalogue = (items: object[]): Answers => ({
      'Product_Package::getAllObjects': [{ id: 200 }],
      'Product_Package::getItems': items,
      'Product_Package::getActivePresets': [],
      'Product_Package::getAccountRestrictedActivePresets': [],
      'Product_Package::getRegions': [
        { location: { location: { name: 'dal13', priceGroups: [{ id: 503 }] } } },
      ],
    });
    const bandwidth = (price: object) => ({
      ...{ keyName: 'B', itemCategory: { categoryCode: 'bandwidth' }, capacity: '0' },
      prices: [price],
    });

    it.each([
      ['size', { size: '' }],
      ['os', { os: '' }],
      ['portSpeed', { portSpeed: undefined }],
    ])('refuses a missing %s before any call', async (argument, wrong) => {
      const client = new Recorder();
      const order = manager(client).placeOrder({ ...server, portSpeed: 100, ...wrong });
      await expect(order).rejects.toMatchObject({ argument });
      expect(client.calls).toEqual([]);
    });

    it.each([
      ['a location', { location: 'xyz01' }, [], 'cannot be ordered at xyz01'],
      [
        'bandwidth of another location',
        {},
        [bandwidth({ locationGroupId: 1, hourlyRecurringFee: '0' })],
        'bandwidth by the hour',
      ],
      [
        'bandwidth by the month alone',
        {},
        [bandwidth({ recurringFee: '0' })],
        'bandwidth by the hour',
      ],
      ['ports', {}, [bandwidth({ locationGroupId: 503, hourlyRecurringFee: '0' })], 'ports of 100'],
    ])('orders nothing without %s', async (_what, wrong, items, message) => {
      const client = new Recorder(catalogue(items));
      const order = manager(client).placeOrder({ ...server, portSpeed: 100, ...wrong });
      await expect(order).rejects.toThrow(message);
      expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
    });
  });
});
