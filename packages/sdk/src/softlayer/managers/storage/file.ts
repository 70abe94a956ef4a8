import type { CallerOptions } from '../../../http/http-client.js';
import type {
  SoftLayer_Container_Product_Order_Receipt,
  SoftLayer_Network_Storage,
} from '../../generated/types.js';
import { type Identifier, idsOf } from '../identifier.js';
import { type MaskOptions, withMask } from '../typed-calls.js';
import * as masks from './masks.js';
import { type CancelVolumeOptions, StorageManager } from './storage.js';
import { type VolumeListOptions, volumeFilter } from './volume-filter.js';
import { type VolumeOrderOptions, volumeOrder } from './volume-order.js';

/** File storage: volumes over NFS. */
export class FileStorageManager extends StorageManager {
  listFileVolumeLimit(options?: CallerOptions) {
    return this.getVolumeCountLimits(options);
  }

  /** All file volumes that fit, page by page. */
  listFileVolumes(options: VolumeListOptions = {}): Promise<SoftLayer_Network_Storage[]> {
    const { mask = masks.fileList, signal, timeout } = options;
    return this.api.all('Account', 'getNasNetworkStorage', {
      ...{ mask, signal, timeout },
      filter: volumeFilter('nasNetworkStorage', '!~ NAS', 'FILE_STORAGE', options),
    });
  }

  getFileVolumeDetails(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.getVolumeDetails(id, withMask(masks.fileDetails, options));
  }

  getFileVolumeAccessList(id: number, options?: MaskOptions): Promise<SoftLayer_Network_Storage> {
    return this.getVolumeAccessList(id, options);
  }

  getFileVolumeSnapshotList(
    id: number,
    options?: MaskOptions,
  ): Promise<SoftLayer_Network_Storage[]> {
    return this.getVolumeSnapshotList(id, options);
  }

  /** Orders a volume. @throws ArgumentError before any call; SoftLayerOperationError without a price. */
  async orderFileVolume(
    options: VolumeOrderOptions,
  ): Promise<SoftLayer_Container_Product_Order_Receipt> {
    return this.place(await volumeOrder(this.api, 'file', options), options);
  }

  cancelFileVolume(id: number, options?: CancelVolumeOptions): Promise<boolean> {
    return this.cancelVolume(id, options);
  }

  /** The ids of the volumes that an id or a user name stands for. */
  resolveIds(identifier: Identifier, options?: CallerOptions): Promise<(number | string)[]> {
    return idsOf(identifier, (username) =>
      this.listFileVolumes({ ...options, username, mask: 'mask[id]' }),
    );
  }
}
