import { describe, expect, it } from 'vitest';
import { expectRecordedCalls, Recorder } from '../recorder.test.helper.js';
import { BlockStorageManager } from './block.js';
import { FileStorageManager } from './file.js';

const block = { location: 'dal09', size: 1000, osType: 'LINUX' };
const performance = { ...block, storageType: 'performance' as const, iops: 800 };
const endurance = { ...block, storageType: 'endurance' as const, tierLevel: 2 as const };
const file = { location: 'dal09', size: 1000 };
const daily = { snapshotSchedule: 'DAILY', location: 'dal09' } as const;

describe('BlockStorageManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('BlockStorageManager', (client) => new BlockStorageManager(client), {
      list_block_volumes: (storage) => storage.listBlockVolumes(),
      'list_block_volumes, filtered': (storage) =>
        storage.listBlockVolumes({
          ...{ datacenter: 'dal09', username: 'SL01', storageType: 'endurance' },
          ...{ order: 77, mask: 'id' },
        }),
      list_block_volume_limit: (storage) => storage.listBlockVolumeLimit(),
      get_block_volume_details: (storage) => storage.getBlockVolumeDetails(102),
      'get_block_volume_details, with a mask': (storage) =>
        storage.getBlockVolumeDetails(102, { mask: 'id' }),
      get_block_volume_access_list: (storage) => storage.getBlockVolumeAccessList(102),
      get_block_volume_snapshot_list: (storage) => storage.getBlockVolumeSnapshotList(102),
      cancel_block_volume: (storage) => storage.cancelBlockVolume(102),
      'cancel_block_volume, at once': (storage) =>
        storage.cancelBlockVolume(102, { reason: 'broken', immediate: true }),
      resolve_ids: (storage) => storage.resolveIds('SL01-1'),
      assign_subnets_to_acl: (storage) => storage.assignSubnetsToAcl(3, [70]),
      remove_subnets_from_acl: (storage) => storage.removeSubnetsFromAcl(3, [70]),
      get_subnets_in_acl: (storage) => storage.getSubnetsInAcl(3),
      set_credential_password: (storage) => storage.setCredentialPassword(3, 'secret'),
      create_or_update_lun_id: (storage) => storage.createOrUpdateLunId(102, 5),
      get_cloud_list: (storage) => storage.getCloudList(),
      get_buckets: (storage) => storage.getBuckets(8),
      'order_block_volume, performance': (storage) =>
        storage.orderBlockVolume({ ...performance, snapshotSize: 10 }),
      'order_block_volume, endurance': (storage) =>
        storage.orderBlockVolume({ ...endurance, tierLevel: 0.25, hourlyBillingFlag: true }),
      'order_block_volume, endurance with snapshots': (storage) =>
        storage.orderBlockVolume({ ...endurance, snapshotSize: 10 }),
      'order_block_volume, of the package Enterprise': (storage) =>
        storage.orderBlockVolume({
          ...{ ...endurance, tierLevel: 4, osType: 'VMWARE' },
          ...{ snapshotSize: 10, serviceOffering: 'enterprise' },
        }),
      'order_block_volume, of the package Performance': (storage) =>
        storage.orderBlockVolume({ ...performance, serviceOffering: 'performance' }),
      set_volume_snapshot_notification: (storage) =>
        storage.setVolumeSnapshotNotification(102, true),
      get_volume_snapshot_notification_status: (storage) =>
        storage.getVolumeSnapshotNotificationStatus(102),
      authorize_host_to_volume: (storage) =>
        storage.authorizeHostToVolume(102, {
          ...{ hardwareIds: [1], virtualGuestIds: [2, 3], ipAddressIds: [4], subnetIds: [5] },
        }),
      deauthorize_host_to_volume: (storage) =>
        storage.deauthorizeHostToVolume(102, { virtualGuestIds: [2] }),
      get_replication_partners: (storage) => storage.getReplicationPartners(102),
      get_replication_locations: (storage) => storage.getReplicationLocations(102),
      'order_replicant_volume, endurance': (storage) => storage.orderReplicantVolume(102, daily),
      'order_replicant_volume, endurance with another tier and format': (storage) =>
        storage.orderReplicantVolume(102, {
          ...{ ...daily, snapshotSchedule: 'WEEKLY' },
          ...{ tier: 4, osType: 'VMWARE' },
        }),
      'order_replicant_volume, performance': (storage) => storage.orderReplicantVolume(102, daily),
      'order_replicant_volume, of the package Enterprise': (storage) =>
        storage.orderReplicantVolume(102, daily),
      'order_duplicate_volume, endurance': (storage) => storage.orderDuplicateVolume(102),
      'order_duplicate_volume, endurance in full': (storage) =>
        storage.orderDuplicateVolume(102, {
          ...{ originSnapshotId: 103, duplicateSize: 1500, duplicateTierLevel: 4 },
          ...{ duplicateSnapshotSize: 0, hourlyBillingFlag: true, dependentDuplicate: true },
        }),
      'order_duplicate_volume, performance': (storage) => storage.orderDuplicateVolume(102),
      'order_modified_volume, endurance, size': (storage) =>
        storage.orderModifiedVolume(102, { newSize: 2000 }),
      'order_modified_volume, endurance, tier': (storage) =>
        storage.orderModifiedVolume(102, { newTierLevel: 4 }),
      'order_modified_volume, performance, size': (storage) =>
        storage.orderModifiedVolume(102, { newSize: 1500 }),
      'order_modified_volume, performance, IOPS': (storage) =>
        storage.orderModifiedVolume(102, { newIops: 600 }),
      volume_set_note: (storage) => storage.volumeSetNote(102, 'note'),
      delete_snapshot: (storage) => storage.deleteSnapshot(103),
      create_snapshot: (storage) => storage.createSnapshot(102),
      'create_snapshot, with a note': (storage) => storage.createSnapshot(102, { notes: 'before' }),
      'order_snapshot_space, endurance': (storage) =>
        storage.orderSnapshotSpace(102, { capacity: 10 }),
      'order_snapshot_space, endurance, another tier, upgrade': (storage) =>
        storage.orderSnapshotSpace(102, { capacity: 10, tier: 0.25, upgrade: true }),
      'order_snapshot_space, performance': (storage) =>
        storage.orderSnapshotSpace(102, { capacity: 10 }),
      'order_snapshot_space, of the package Enterprise': (storage) =>
        storage.orderSnapshotSpace(102, { capacity: 10, upgrade: true }),
      cancel_snapshot_space: (storage) => storage.cancelSnapshotSpace(102),
      enable_snapshots: (storage) =>
        storage.enableSnapshots(102, {
          ...{ scheduleType: 'WEEKLY', retentionCount: 3 },
          ...{ minute: 30, hour: 4, dayOfWeek: 'SUNDAY' },
        }),
      disable_snapshots: (storage) => storage.disableSnapshots(102, 'HOURLY'),
      list_volume_schedules: (storage) => storage.listVolumeSchedules(102),
      restore_from_snapshot: (storage) => storage.restoreFromSnapshot(102, 103),
      failover_to_replicant: (storage) => storage.failoverToReplicant(102, 104),
      disaster_recovery_failover_to_replicant: (storage) =>
        storage.disasterRecoveryFailoverToReplicant(102, 104),
      failback_from_replicant: (storage) => storage.failbackFromReplicant(102),
      refresh_dupe: (storage) => storage.refreshDupe(102, 103),
      'refresh_dupe, by force': (storage) => storage.refreshDupe(102, 103, { forceRefresh: true }),
      convert_dep_dupe: (storage) => storage.convertDepDupe(102),
      convert_dupe_status: (storage) => storage.convertDupeStatus(102),
      get_network_message_delivery_accounts: (storage) =>
        storage.getNetworkMessageDeliveryAccounts(8),
      get_end_points: (storage) => storage.getEndPoints(8),
    });
  });

  it('warns of full snapshot space unless told otherwise', async () => {
    const status = (answer: unknown) =>
      new BlockStorageManager(
        new Recorder({ 'Network_Storage::getSnapshotNotificationStatus': answer }),
      ).getVolumeSnapshotNotificationStatus(102);
    expect(await Promise.all([null, '0', '1', 1].map(status))).toEqual([1, 0, 1, 1]);
  });

  it('cancels hourly volumes at once, and none that is cancelled already', async () => {
    const volume = { id: 102, billingItem: { id: 5, hourlyFlag: true } };
    const client = new Recorder({ 'Network_Storage::getObject': volume });
    await new BlockStorageManager(client).cancelVolume(102);
    expect(client.calls[1]?.args).toEqual([true, true, 'No longer needed']);
    const cancelled = new Recorder({ 'Network_Storage::getObject': { id: 102 } });
    const storage = new BlockStorageManager(cancelled);
    await expect(storage.cancelVolume(102)).rejects.toThrow('has been cancelled already');
    await expect(storage.cancelSnapshotSpace(102)).rejects.toThrow('no snapshot space');
    expect(cancelled.calls).toHaveLength(2);
  });

  it('refuses options that do not go together, before any call', async () => {
    const client = new Recorder();
    const storage = new BlockStorageManager(client);
    const refused = (options: object, argument: string) =>
      expect(storage.orderBlockVolume({ ...endurance, ...options })).rejects.toMatchObject({
        kind: 'argument',
        argument,
      });
    await refused({ storageType: 'performance' }, 'iops');
    await refused({ tierLevel: undefined }, 'tierLevel');
    await refused({ tierLevel: 3 }, 'tier');
    await refused({ storageType: 'fast' }, 'storageType');
    await refused({ serviceOffering: 'performance' }, 'serviceOffering');
    await refused({ serviceOffering: 'cheap' }, 'serviceOffering');
    await refused({ ...performance, serviceOffering: 'enterprise' }, 'serviceOffering');
    expect(client.calls).toEqual([]);
  });

  it('refuses a data centre that there is not, with its name', async () => {
    const datacenters = { 'Location_Datacenter::getDatacenters': [{ id: 1, name: 'dal13' }] };
    const client = new Recorder(datacenters);
    await expect(new BlockStorageManager(client).orderBlockVolume(endurance)).rejects.toMatchObject(
      { argument: 'location', message: expect.stringContaining('"dal09"') },
    );
    expect(client.calls).toHaveLength(1);
  });

  describe('orders nothing', () => {
    const volume = {
      ...{ id: 102, capacityGb: 100, snapshotCapacityGb: '10', provisionedIops: '800' },
      ...{
        storageType: { keyName: 'ENDURANCE_BLOCK_STORAGE' },
        storageTierLevel: 'READHEAVY_TIER',
      },
      ...{ staasVersion: '2', hasEncryptionAtRest: true, osType: { keyName: 'LINUX' } },
      schedules: [{ id: 900, type: { keyname: 'SNAPSHOT_DAILY' } }],
      billingItem: { id: 5, categoryCode: 'storage_as_a_service', location: { id: 1 } },
    };
    const { billingItem } = volume;
    const isPerformance = { storageType: { keyName: 'PERFORMANCE_BLOCK_STORAGE' } };
    const doomed = { categoryCode: 'storage_snapshot_space', cancellationDate: '2026-01-01' };
    const reasons: [string, object, RegExp][] = [
      ['of a volume that was cancelled', { billingItem: undefined }, /has been cancelled/],
      ['of an old volume', { staasVersion: '1', ...isPerformance }, /encryption at rest/],
      ['of a volume of an unknown type', { storageType: { keyName: 'NAS' } }, /neither/],
      ['of a volume of an unknown tier', { storageTierLevel: 'FAST' }, /tier "FAST"/],
      ['that has no price', {}, /no price for/],
      [
        'when a volume has no IOPS',
        { ...isPerformance, provisionedIops: '0' },
        /IOPS of the volume/,
      ],
    ];
    const orders: [string, (storage: BlockStorageManager) => Promise<unknown>][] = [
      ['snapshot space', (storage) => storage.orderSnapshotSpace(102, { capacity: 10 })],
      ['a replica', (storage) => storage.orderReplicantVolume(102, daily)],
      ['a duplicate', (storage) => storage.orderDuplicateVolume(102)],
    ];
    const answers = (change: object) => ({
      'Network_Storage::getObject': { ...volume, ...change },
      'Location_Datacenter::getDatacenters': [{ id: 1, name: 'dal09' }],
      'Product_Package::getAllObjects': [{ id: 759, items: [] }],
    });
    const refused = async (
      run: (storage: BlockStorageManager) => Promise<unknown>,
      change: object,
      reason: RegExp,
    ) => {
      const client = new Recorder(answers(change));
      const ordered = run(new BlockStorageManager(client));
      await expect(ordered).rejects.toThrow(reason);
      await expect(ordered).rejects.toMatchObject({ kind: 'operation' });
      expect(client.calls.map(({ call }) => call)).not.toContain('Product_Order::placeOrder');
    };
    for (const [what, run] of orders) {
      for (const [when, change, reason] of reasons) {
        it(`${what}: ${when}`, () => refused(run, change, reason));
      }
    }

    it('but says what a change must name', async () => {
      const client = new Recorder(answers({}));
      await expect(
        new BlockStorageManager(client).orderModifiedVolume(102, { newIops: 900 }),
      ).rejects.toMatchObject({ kind: 'argument', argument: 'newTierLevel' });
      expect(client.calls).toHaveLength(1);
    });

    it('of a replica without what it needs', async () => {
      const replica = (storage: BlockStorageManager) => storage.orderReplicantVolume(102, daily);
      await refused(replica, { snapshotCapacityGb: undefined }, /no snapshot space/);
      await refused(replica, { schedules: [] }, /no snapshot schedule SNAPSHOT_DAILY/);
      const gone = { ...billingItem, cancellationDate: '2026-01-01' };
      await refused(replica, { billingItem: gone }, /The volume is set for cancellation/);
      const spaceGone = { ...billingItem, activeChildren: [doomed] };
      await refused(replica, { billingItem: spaceGone }, /snapshot space of the volume is set/);
      const odd = { ...billingItem, categoryCode: 'nas' };
      await refused(replica, { billingItem: odd }, /category "nas"/);
    });

    it('when there is not one package of the offering', async () => {
      for (const packages of [[], [{ id: 1 }, { id: 2 }]]) {
        const client = new Recorder({
          ...answers({}),
          'Product_Package::getAllObjects': packages,
        });
        await expect(new BlockStorageManager(client).orderBlockVolume(endurance)).rejects.toThrow(
          `There are ${packages.length} packages`,
        );
      }
    });
  });
});

describe('FileStorageManager', () => {
  it('makes the calls that softlayer-python makes', async () => {
    await expectRecordedCalls('FileStorageManager', (client) => new FileStorageManager(client), {
      list_file_volumes: (storage) => storage.listFileVolumes(),
      'list_file_volumes, filtered': (storage) =>
        storage.listFileVolumes({
          ...{ datacenter: 'dal09', username: 'SL01', storageType: 'endurance' },
          ...{ order: 77, mask: 'id' },
        }),
      list_file_volume_limit: (storage) => storage.listFileVolumeLimit(),
      get_file_volume_details: (storage) => storage.getFileVolumeDetails(102),
      'get_file_volume_details, with a mask': (storage) =>
        storage.getFileVolumeDetails(102, { mask: 'id' }),
      get_file_volume_access_list: (storage) => storage.getFileVolumeAccessList(102),
      get_file_volume_snapshot_list: (storage) => storage.getFileVolumeSnapshotList(102),
      cancel_file_volume: (storage) => storage.cancelFileVolume(102),
      'cancel_file_volume, at once': (storage) =>
        storage.cancelFileVolume(102, { reason: 'broken', immediate: true }),
      resolve_ids: (storage) => storage.resolveIds('SL01-1'),
      'order_file_volume, performance': (storage) =>
        storage.orderFileVolume({ ...file, size: 500, storageType: 'performance', iops: 800 }),
      'order_file_volume, endurance': (storage) =>
        storage.orderFileVolume({
          ...{ location: 'wdc04', size: 20, snapshotSize: 10 },
          ...{ storageType: 'endurance', tierLevel: 4 },
        }),
      'order_file_volume, of the package Enterprise': (storage) =>
        storage.orderFileVolume({
          ...{ ...file, storageType: 'endurance', tierLevel: 2 },
          serviceOffering: 'enterprise',
        }),
      'order_file_volume, of the package Performance': (storage) =>
        storage.orderFileVolume({
          ...{ ...file, storageType: 'performance', iops: 800 },
          serviceOffering: 'performance',
        }),
      'order_replicant_volume, performance with other IOPS': (storage) =>
        storage.orderReplicantVolume(102, { ...daily, iops: 600 }),
      'order_duplicate_volume, performance with other IOPS': (storage) =>
        storage.orderDuplicateVolume(102, { duplicateIops: 600, duplicateSnapshotSize: 10 }),
    });
  });
});
