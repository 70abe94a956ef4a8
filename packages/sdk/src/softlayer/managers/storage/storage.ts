import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Container_Network_Storage_DataCenterLimits_VolumeCountLimitContainer,
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Location,
  SoftLayer_Network_Storage,
  SoftLayer_Network_Storage_Allowed_Host,
  SoftLayer_Network_Storage_Hub_Cleversafe_Account,
  SoftLayer_Network_Storage_Schedule,
} from '../../generated/types.js';
import { type MaskOptions, type SoftLayerCalls, TypedCalls, withMask } from '../typed-calls.js';
import {
  type DuplicateOptions,
  duplicateOrder,
  type ModifyOptions,
  modifyOrder,
  type ReplicantOptions,
  replicantOrder,
  type SnapshotSpaceOptions,
  snapshotSpaceOrder,
} from './derived-orders.js';
import * as masks from './masks.js';
import type { StorageOrder } from './order.js';
import { kindOf, refuse } from './volume-facts.js';

export interface CancelVolumeOptions extends CallerOptions {
  /** Default `No longer needed`. */
  readonly reason?: string | undefined;
  /** True: at once; false: on the day of billing. Default false; hourly volumes always go at once. */
  readonly immediate?: boolean | undefined;
}

/** Which hosts may use a volume. */
export interface HostOptions extends CallerOptions {
  readonly hardwareIds?: readonly number[] | undefined;
  readonly virtualGuestIds?: readonly number[] | undefined;
  readonly ipAddressIds?: readonly number[] | undefined;
  /** For file volumes only. */
  readonly subnetIds?: readonly number[] | undefined;
}

export interface SnapshotScheduleOptions extends CallerOptions {
  readonly scheduleType: 'INTERVAL' | 'HOURLY' | 'DAILY' | 'WEEKLY';
  /** How many snapshots are kept. */
  readonly retentionCount: number;
  readonly minute?: number | undefined;
  readonly hour?: number | undefined;
  /** `SUNDAY`. */
  readonly dayOfWeek?: string | undefined;
}

/** What block and file storage have in common; see `BlockStorageManager` and `FileStorageManager`. */
export class StorageManager {
  protected readonly api: TypedCalls;

  constructor(client: SoftLayerCalls) {
    this.api = new TypedCalls(client);
  }

  /** How many volumes there may be, and are, in each data centre. */
  getVolumeCountLimits(
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_Network_Storage_DataCenterLimits_VolumeCountLimitContainer[]> {
    return this.api.call('Network_Storage', 'getVolumeCountLimits', [], options);
  }

  getVolumeDetails(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.#volume(id, withMask(masks.details, options));
  }

  /** The hosts that may use a volume, with their credentials. */
  getVolumeAccessList(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.#volume(id, withMask(masks.accessList, options));
  }

  getVolumeSnapshotList(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage[]> {
    const given = { ...withMask(masks.snapshots, options), id };
    return this.api.call('Network_Storage', 'getSnapshots', [], given);
  }

  /** Turns the warning about snapshot space that runs out on or off. */
  setVolumeSnapshotNotification(id: number, enable: boolean, options?: CallerOptions) {
    return this.api.call('Network_Storage', 'setSnapshotNotification', [enable], {
      ...options,
      id,
    });
  }

  /** 1 or 0; a volume for which nothing was set is warned about, so 1. */
  async getVolumeSnapshotNotificationStatus(id: number, options?: CallerOptions): Promise<number> {
    const status: unknown = await this.api.call(
      'Network_Storage',
      'getSnapshotNotificationStatus',
      [],
      { ...options, id },
    );
    // Told as the text "0" at times (observed).
    return status === null || status === undefined ? 1 : Number(status);
  }

  /** @returns the hosts that may use the volume now. */
  authorizeHostToVolume(
    id: number,
    hosts: HostOptions,
  ): Promise<SoftLayer_Network_Storage_Allowed_Host[]> {
    const { signal, timeout } = hosts;
    return this.api.call('Network_Storage', 'allowAccessFromHostList', [hostTemplates(hosts)], {
      ...{ id, signal, timeout },
    });
  }

  /** @returns the hosts that may no longer use the volume. */
  deauthorizeHostToVolume(
    id: number,
    hosts: HostOptions,
  ): Promise<SoftLayer_Network_Storage_Allowed_Host[]> {
    const { signal, timeout } = hosts;
    return this.api.call('Network_Storage', 'removeAccessFromHostList', [hostTemplates(hosts)], {
      ...{ id, signal, timeout },
    });
  }

  /** The replicas of a volume. */
  getReplicationPartners(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage[]> {
    return this.api.call('Network_Storage', 'getReplicationPartners', [], { ...options, id });
  }

  /** The data centres that a volume can be replicated to. */
  getReplicationLocations(id: number, options?: CallerOptions): Promise<SoftLayer_Location[]> {
    return this.api.call('Network_Storage', 'getValidReplicationTargetDatacenterLocations', [], {
      ...options,
      id,
    });
  }

  /** Orders a replica. @throws SoftLayerOperationError when the volume or the catalogue does not allow it. */
  async orderReplicantVolume(
    id: number,
    options: ReplicantOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const volume = await this.#volume(id, { ...callerOf(options), mask: masks.replicant });
    const order = await replicantOrder(this.api, volume, options);
    return this.place({ ...order, ...osFormat(volume, options.osType, 'give `osType`') }, options);
  }

  /** Orders a copy. @throws SoftLayerOperationError when the volume or the catalogue does not allow it. */
  async orderDuplicateVolume(
    id: number,
    options: DuplicateOptions = {},
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const { originSnapshotId, dependentDuplicate } = options;
    const volume = await this.#volume(id, { ...callerOf(options), mask: masks.duplicate });
    const order = await duplicateOrder(this.api, volume, options);
    const more = {
      ...osFormat(volume, undefined, 'it cannot be duplicated'),
      ...(originSnapshotId === undefined ? {} : { duplicateOriginSnapshotId: originSnapshotId }),
      // Any value would mean a dependent one, false too (observed).
      ...(dependentDuplicate ? { isDependentDuplicateFlag: 1 } : {}),
    };
    return this.place({ ...order, ...more }, options);
  }

  /** Orders another size or speed. @throws ArgumentError when neither is given. */
  async orderModifiedVolume(
    id: number,
    options: ModifyOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const volume = await this.#volume(id, { ...callerOf(options), mask: masks.modify });
    return this.place(await modifyOrder(this.api, volume, options), options);
  }

  volumeSetNote(id: number, note: string, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'editObject', [{ notes: note }], { ...options, id });
  }

  deleteSnapshot(snapshotId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'deleteObject', [], { ...options, id: snapshotId });
  }

  createSnapshot(
    id: number,
    { notes = '', ...options }: CallerOptions & { readonly notes?: string | undefined } = {},
  ): Promise<SoftLayer_Network_Storage> {
    return this.api.call('Network_Storage', 'createSnapshot', [notes], { ...options, id });
  }

  /** Orders space for snapshots, or with `upgrade` another size of it. */
  async orderSnapshotSpace(
    id: number,
    options: SnapshotSpaceOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const volume = await this.#volume(id, { ...callerOf(options), mask: masks.snapshotSpace });
    return this.place(await snapshotSpaceOrder(this.api, volume, options), options);
  }

  /** @throws SoftLayerOperationError when the volume has no snapshot space. */
  async cancelSnapshotSpace(id: number, options: CancelVolumeOptions = {}): Promise<boolean> {
    const mask = 'mask[id,billingItem[activeChildren,hourlyFlag]]';
    const { billingItem } = await this.#volume(id, { ...callerOf(options), mask });
    const space = (billingItem?.activeChildren ?? []).find(
      ({ categoryCode }) => categoryCode === 'storage_snapshot_space',
    );
    if (!space) throw refuse('The volume has no snapshot space to cancel');
    return this.#cancel(space.id, billingItem?.hourlyFlag, options);
  }

  /** Makes snapshots by a schedule. */
  enableSnapshots(id: number, options: SnapshotScheduleOptions): Promise<boolean> {
    const { scheduleType, retentionCount, minute, hour, dayOfWeek, ...caller } = options;
    const args = [scheduleType, retentionCount, minute, hour, dayOfWeek];
    return this.api.call('Network_Storage', 'enableSnapshots', args, { ...caller, id });
  }

  disableSnapshots(
    id: number,
    scheduleType: SnapshotScheduleOptions['scheduleType'],
    options?: CallerOptions,
  ): Promise<boolean> {
    return this.api.call('Network_Storage', 'disableSnapshots', [scheduleType], {
      ...options,
      id,
    });
  }

  async listVolumeSchedules(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Schedule[]> {
    const mask = 'schedules[type,properties[type]]';
    return (await this.#volume(id, { ...options, mask })).schedules ?? [];
  }

  restoreFromSnapshot(id: number, snapshotId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'restoreFromSnapshot', [snapshotId], {
      ...options,
      id,
    });
  }

  failoverToReplicant(id: number, replicantId: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'failoverToReplicant', [replicantId], {
      ...options,
      id,
    });
  }

  /** For when the primary volume cannot be reached. */
  disasterRecoveryFailoverToReplicant(
    id: number,
    replicantId: number,
    options?: CallerOptions,
  ): Promise<boolean> {
    const args = [replicantId];
    return this.api.call('Network_Storage', 'disasterRecoveryFailoverToReplicant', args, {
      ...options,
      id,
    });
  }

  failbackFromReplicant(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'failbackFromReplicant', [], { ...options, id });
  }

  /** @throws SoftLayerOperationError when the volume was cancelled already. */
  async cancelVolume(id: number, options: CancelVolumeOptions = {}): Promise<boolean> {
    const mask = 'mask[id,billingItem[id,hourlyFlag]]';
    const { billingItem } = await this.#volume(id, { ...callerOf(options), mask });
    if (!billingItem) throw refuse('The volume has been cancelled already');
    return this.#cancel(billingItem.id, billingItem.hourlyFlag, options);
  }

  /** Brings a dependent duplicate to the state of a snapshot of its origin. */
  refreshDupe(
    id: number,
    snapshotId: number,
    {
      forceRefresh = false,
      ...options
    }: CallerOptions & { readonly forceRefresh?: boolean | undefined } = {},
  ): Promise<boolean> {
    const args = [snapshotId, forceRefresh];
    return this.api.call('Network_Storage', 'refreshDuplicate', args, { ...options, id });
  }

  /** Makes a dependent duplicate independent. */
  convertDepDupe(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Network_Storage', 'convertCloneDependentToIndependent', [], {
      ...options,
      id,
    });
  }

  /** How far the conversion of a duplicate is. */
  convertDupeStatus(id: number, options?: CallerOptions) {
    return this.api.call('Network_Storage', 'getDuplicateConversionStatus', [], {
      ...options,
      id,
    });
  }

  /** The credentials of a cloud object storage. */
  getNetworkMessageDeliveryAccounts(
    objectId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Hub_Cleversafe_Account> {
    return this.api.call('Network_Storage_Hub_Cleversafe_Account', 'getObject', [], {
      ...options,
      mask: 'mask[uuid,credentials]',
      id: objectId,
    });
  }

  getEndPoints(objectId: number, options?: CallerOptions) {
    return this.api.call('Network_Storage_Hub_Cleversafe_Account', 'getEndpoints', [], {
      ...options,
      id: objectId,
    });
  }

  protected place(
    order: StorageOrder,
    options: CallerOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    return this.api.call('Product_Order', 'placeOrder', [order], callerOf(options));
  }

  #volume(id: number, options: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.api.call('Network_Storage', 'getObject', [], { ...options, id });
  }

  #cancel(
    billingItemId: number | null | undefined,
    hourly: boolean | null | undefined,
    options: CancelVolumeOptions,
  ): Promise<boolean> {
    const { reason = 'No longer needed', immediate = false } = options;
    return this.api.call(
      'Billing_Item',
      'cancelItem',
      [immediate || hourly === true, true, reason],
      {
        ...callerOf(options),
        id: billingItemId ?? undefined,
      },
    );
  }
}

const callerOf = ({ signal, timeout }: CallerOptions): CallerOptions => ({ signal, timeout });

/** The format of a block volume; file volumes have none. */
function osFormat(volume: SoftLayer_Network_Storage, given: string | undefined, otherwise: string) {
  if (kindOf(volume) === 'file') return {};
  const keyName = given ?? volume.osType?.keyName;
  if (keyName) return { osFormatType: { keyName } };
  throw refuse(`The format of the volume is not known; ${otherwise}`);
}

function hostTemplates(hosts: HostOptions): object[] {
  const of = (objectType: string, ids: readonly number[] = []) =>
    ids.map((id) => ({ objectType: `SoftLayer_${objectType}`, id }));
  return [
    ...of('Hardware', hosts.hardwareIds),
    ...of('Virtual_Guest', hosts.virtualGuestIds),
    ...of('Network_Subnet_IpAddress', hosts.ipAddressIds),
    ...of('Network_Subnet', hosts.subnetIds),
  ];
}
