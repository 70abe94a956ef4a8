import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Network_Storage,
  SoftLayer_Network_Storage_Property,
  SoftLayer_Network_Subnet,
} from '../../generated/types.js';
import { type Identifier, idsOf } from '../identifier.js';
import type { MaskOptions } from '../typed-calls.js';
import * as masks from './masks.js';
import { type CancelVolumeOptions, StorageManager } from './storage.js';
import { type VolumeListOptions, volumeFilter } from './volume-filter.js';
import { type VolumeOrderOptions, volumeOrder } from './volume-order.js';

export interface BlockVolumeOrderOptions extends VolumeOrderOptions {
  /** How the volume is aligned: `LINUX`, `VMWARE`, `WINDOWS_2008` and others. */
  readonly osType: string;
}

/** Block storage: volumes over iSCSI. */
export class BlockStorageManager extends StorageManager {
  listBlockVolumeLimit(options?: CallerOptions) {
    return this.getVolumeCountLimits(options);
  }

  /** All block volumes that fit, page by page. */
  listBlockVolumes(options: VolumeListOptions = {}): Promise<SoftLayer_Network_Storage[]> {
    const { mask = masks.blockList, signal, timeout } = options;
    return this.api.all('Account', 'getIscsiNetworkStorage', {
      ...{ mask, signal, timeout },
      filter: volumeFilter('iscsiNetworkStorage', '!~ ISCSI', 'BLOCK_STORAGE', options),
    });
  }

  getBlockVolumeDetails(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.getVolumeDetails(id, options);
  }

  getBlockVolumeAccessList(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.getVolumeAccessList(id, options);
  }

  getBlockVolumeSnapshotList(
    id: number,
    options?: MaskOptions,
  ): Promise<SoftLayer_Network_Storage[]> {
    return this.getVolumeSnapshotList(id, options);
  }

  /** Lets a host reach its volumes from subnets. `accessId` is the id of an allowed host. @returns ids */
  assignSubnetsToAcl(
    accessId: number,
    subnetIds: readonly number[],
    options?: CallerOptions,
  ): Promise<number[]> {
    return this.api.call('Network_Storage_Allowed_Host', 'assignSubnetsToAcl', [subnetIds], {
      ...options,
      id: accessId,
    });
  }

  removeSubnetsFromAcl(
    accessId: number,
    subnetIds: readonly number[],
    options?: CallerOptions,
  ): Promise<number[]> {
    return this.api.call('Network_Storage_Allowed_Host', 'removeSubnetsFromAcl', [subnetIds], {
      ...options,
      id: accessId,
    });
  }

  getSubnetsInAcl(accessId: number, options?: CallerOptions): Promise<SoftLayer_Network_Subnet[]> {
    return this.api.call('Network_Storage_Allowed_Host', 'getSubnetsInAcl', [], {
      ...options,
      id: accessId,
    });
  }

  /** Orders a volume. @throws ArgumentError before any call; SoftLayerOperationError without a price. */
  async orderBlockVolume(
    options: BlockVolumeOrderOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    const order = await volumeOrder(this.api, 'block', options);
    return this.place({ ...order, osFormatType: { keyName: options.osType } }, options);
  }

  cancelBlockVolume(id: number, options?: CancelVolumeOptions): Promise<boolean> {
    return this.cancelVolume(id, options);
  }

  setCredentialPassword(
    accessId: number,
    password: string,
    options?: CallerOptions,
  ): Promise<boolean> {
    return this.api.call('Network_Storage_Allowed_Host', 'setCredentialPassword', [password], {
      ...options,
      id: accessId,
    });
  }

  createOrUpdateLunId(
    id: number,
    lunId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Network_Storage_Property> {
    return this.api.call('Network_Storage', 'createOrUpdateLunId', [lunId], { ...options, id });
  }

  /** The account's cloud object storages. */
  getCloudList(options?: CallerOptions): Promise<SoftLayer_Network_Storage[]> {
    const mask = 'mask[id,username,billingItem,storageType,notes]';
    return this.api.call('Account', 'getHubNetworkStorage', [], { ...options, mask });
  }

  getBuckets(objectId: number, options?: CallerOptions) {
    return this.api.call('Network_Storage_Hub_Cleversafe_Account', 'getBuckets', [], {
      ...options,
      id: objectId,
    });
  }

  /** The ids of the volumes that an id or a user name stands for. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (username) =>
      this.listBlockVolumes({ ...options, username, mask: 'mask[id]' }),
    );
  }
}
