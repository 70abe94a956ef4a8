import type { CallerOptions } from '../../../http/http-client.js';
import { queryFilter } from '../../filter/shorthand.js';
import type {
  SoftLayer_Metric_Tracking_Object_Data,
  SoftLayer_Provisioning_Version1_Transaction,
  SoftLayer_User_Customer_Notification_Virtual_Guest,
  SoftLayer_Virtual_BrowserConsoleAccessLog,
  SoftLayer_Virtual_Disk_Image,
  SoftLayer_Virtual_Guest,
  SoftLayer_Virtual_Guest_Block_Device,
  SoftLayer_Virtual_Guest_Block_Device_Template_Group,
} from '../../generated/types.js';
import { DeviceManager } from '../device/device.js';
import { type DeviceQuery, deviceTests } from '../device/query.js';
import { mergeFilters } from '../merge-filters.js';
import { type PatienceOptions, patiently } from '../patience.js';
import { type MaskOptions, type SoftLayerCalls, withMask } from '../typed-calls.js';
import { guestListMask, guestMask } from './masks.js';

export interface ListInstancesOptions extends DeviceQuery {
  /** False: without those paid by the hour. Default true. */
  readonly hourly?: boolean | undefined;
  /** False: without those paid by the month. Default true. */
  readonly monthly?: boolean | undefined;
  /** MiB. */
  readonly memory?: number | string | undefined;
  readonly localDisk?: boolean | undefined;
  /** Short name: `dal05`. */
  readonly datacenter?: string | undefined;
  readonly transient?: boolean | undefined;
}

export interface ReloadInstanceOptions extends CallerOptions {
  /** A script to run afterwards; it is only run from HTTPS. */
  readonly postUri?: string | undefined;
  /** Ids of keys for root. */
  readonly sshKeys?: readonly number[] | undefined;
  /** Id of an image in the place of the system that is there. */
  readonly imageId?: number | string | undefined;
}

export interface CaptureOptions extends CallerOptions {
  readonly name: string;
  /** True: all disks; false: the first alone. Default false. */
  readonly additionalDisks?: boolean | undefined;
  readonly notes?: string | undefined;
}

export interface SummaryUsageOptions extends CallerOptions {
  readonly startDate?: string | Date | undefined;
  readonly endDate?: string | Date | undefined;
  /** Key name of a metric: `CPU0`, `MEMORY_USAGE`. */
  readonly validType: string;
  /** Seconds that a value stands for. */
  readonly summaryPeriod?: number | undefined;
}

/** Virtual servers that are there. A part of `VirtualServerManager`. */
export class Guests extends DeviceManager {
  readonly #patience: PatienceOptions;

  constructor(client: SoftLayerCalls, patience: PatienceOptions = {}) {
    super(client, 'guest', patience);
    this.#patience = patience;
  }

  /** All virtual servers that fit, page by page. */
  listInstances({
    hourly = true,
    monthly = true,
    memory,
    localDisk,
    datacenter,
    transient,
    ...query
  }: ListInstancesOptions = {}): Promise<SoftLayer_Virtual_Guest[]> {
    const { mask = guestListMask, pageSize, signal, timeout } = query;
    const virtualGuests = {
      ...deviceTests(query, 'maxCpu'),
      ...(memory ? { maxMemory: queryFilter(memory) } : {}),
      ...(localDisk === undefined ? {} : { localDiskFlag: queryFilter(localDisk) }),
      ...(datacenter ? { datacenter: { name: queryFilter(datacenter) } } : {}),
      ...(transient === undefined ? {} : { transientGuestFlag: queryFilter(transient) }),
    };
    const method =
      hourly === monthly
        ? 'getVirtualGuests'
        : hourly
          ? 'getHourlyVirtualGuests'
          : 'getMonthlyVirtualGuests';
    // The filter's root is the same for all three (observed).
    const filter = mergeFilters(query.filter, { virtualGuests });
    return this.api.all('Account', method, { mask, filter, pageSize, signal, timeout });
  }

  getInstance(id: number | string, options?: MaskOptions): Promise<SoftLayer_Virtual_Guest> {
    return this.api.call('Virtual_Guest', 'getObject', [], { ...withMask(guestMask, options), id });
  }

  /** Deletes a virtual server and all its data, at once. */
  cancelInstance(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Virtual_Guest', 'deleteObject', [], { ...options, id });
  }

  /** Installs the operating system anew, on an empty first disk. */
  reloadInstance(
    id: number,
    { postUri, sshKeys, imageId, ...options }: ReloadInstanceOptions = {},
  ): Promise<string> {
    const config = {
      ...(postUri ? { customProvisionScriptUri: postUri } : {}),
      ...(sshKeys && sshKeys.length > 0 ? { sshKeyIds: sshKeys } : {}),
      ...(imageId ? { imageTemplateId: imageId } : {}),
    };
    const args = ['FORCE', config];
    return this.api.call('Virtual_Guest', 'reloadOperatingSystem', args, { ...options, id });
  }

  /** Starts a virtual server from a system that repairs others. */
  rescue(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Virtual_Guest', 'executeRescueLayer', [], { ...options, id });
  }

  /**
   * Replaces the tags of a virtual server.
   *
   * @param tags separated by commas; an empty text takes all away.
   */
  async setTags(id: number, tags: string, options?: CallerOptions): Promise<void> {
    const set = () => this.api.call('Virtual_Guest', 'setTags', [tags], { ...options, id });
    await patiently(set, this.#patience, options);
  }

  /** Sets the speed of a network in Mbit/s; 0 switches it off. */
  changePortSpeed(
    id: number,
    {
      public: isPublic,
      speed,
      ...options
    }: CallerOptions & {
      /** Which network: the public or the private one. */
      readonly public: boolean;
      readonly speed: number;
    },
  ): Promise<boolean> {
    const method = isPublic ? 'setPublicNetworkInterfaceSpeed' : 'setPrivateNetworkInterfaceSpeed';
    return this.api.call('Virtual_Guest', method, [speed], { ...options, id });
  }

  /** Makes an image of a virtual server's disks. */
  async capture(
    id: number,
    { name, additionalDisks = false, notes, ...options }: CaptureOptions,
  ): Promise<SoftLayer_Virtual_Guest_Block_Device_Template_Group> {
    const mask = 'id,blockDevices[id,device,mountType,diskImage[id,metadataFlag,type[keyName]]]';
    const args = { ...options, id, mask };
    const guest = await this.api.call('Virtual_Guest', 'getObject', [], args);
    const disks = (guest.blockDevices ?? []).filter(
      (each) => isDisk(each) && (additionalDisks || String(each.device) === '0'),
    );
    const capture = [name, disks, notes ?? null];
    return this.api.call('Virtual_Guest', 'createArchiveTemplate', capture, { ...options, id });
  }

  /** What a virtual server used of something over time, page by page. */
  async getSummaryDataUsage(
    id: number,
    { startDate, endDate, validType, summaryPeriod, ...options }: SummaryUsageOptions,
  ): Promise<SoftLayer_Metric_Tracking_Object_Data[]> {
    const types = [{ keyName: validType, summaryType: 'max' }];
    const tracking = await this.getTrackingId(id, options);
    const args = [startDate ?? null, endDate ?? null, types, summaryPeriod ?? null];
    const given = { ...options, id: tracking };
    return this.api.all('Metric_Tracking_Object', 'getSummaryData', given, args);
  }

  getPortableStorage(id: number, options?: CallerOptions): Promise<SoftLayer_Virtual_Disk_Image[]> {
    const guest = { id: { operation: id } };
    const filter = { portableStorageVolumes: { blockDevices: { guest } } };
    return this.api.call('Account', 'getPortableStorageVolumes', [], { ...options, filter });
  }

  /** Attaches a portable volume. */
  attachPortableStorage(
    id: number,
    portableId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Provisioning_Version1_Transaction> {
    return this.api.call('Virtual_Guest', 'attachDiskImage', [portableId], { ...options, id });
  }

  getLocalDisks(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Virtual_Guest_Block_Device[]> {
    const args = { ...options, id, mask: 'mask[diskImage]' };
    return this.api.call('Virtual_Guest', 'getBlockDevices', [], args);
  }

  /** Moves a virtual server that must be moved; others are refused. */
  migrate(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Provisioning_Version1_Transaction> {
    return this.api.call('Virtual_Guest', 'migrate', [], { ...options, id });
  }

  /** Moves a virtual server to another dedicated host. */
  async migrateDedicated(id: number, hostId: number, options?: CallerOptions): Promise<void> {
    await this.api.call('Virtual_Guest', 'migrateDedicatedHost', [hostId], { ...options, id });
  }

  /** Who used the console in the browser. */
  browserAccessLog(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Virtual_BrowserConsoleAccessLog[]> {
    const mask = 'createDate,eventType,id,message,sourceIp,sourcePort,username';
    const args = { ...options, id, mask };
    return this.api.call('Virtual_Guest', 'getBrowserConsoleAccessLogs', [], args);
  }

  /** Who is told when a virtual server does not answer. */
  getNotifications(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_Notification_Virtual_Guest[]> {
    const service = 'User_Customer_Notification_Virtual_Guest';
    return this.api.call(service, 'findByGuestId', [id], options);
  }

  addNotification(
    id: number,
    userId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_Notification_Virtual_Guest> {
    const service = 'User_Customer_Notification_Virtual_Guest';
    const args = [{ guestId: id, userId }];
    return this.api.call(service, 'createObject', args, { ...options, mask: 'user' });
  }

  /** @param notificationId of one of `getNotifications`. */
  removeNotification(notificationId: number, options?: CallerOptions): Promise<boolean> {
    const service = 'User_Customer_Notification_Virtual_Guest';
    return this.api.call(service, 'deleteObjects', [[{ id: notificationId }]], options);
  }

  protected override find(query: DeviceQuery): Promise<SoftLayer_Virtual_Guest[]> {
    return this.listInstances(query);
  }

  protected override tag(id: number, tags: string, options: CallerOptions): Promise<void> {
    return this.setTags(id, tags, options);
  }
}

/** Not swap, metadata or a CD. */
const isDisk = ({ diskImage, mountType }: SoftLayer_Virtual_Guest_Block_Device): boolean =>
  !diskImage?.metadataFlag && diskImage?.type?.keyName !== 'SWAP' && mountType !== 'CD';
