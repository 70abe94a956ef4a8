import type { CallerOptions } from '../../../http/http-client.js';
import { queryFilter } from '../../filter/shorthand.js';
import type {
  SoftLayer_Container_RemoteManagement_SensorReading,
  SoftLayer_Hardware,
  SoftLayer_Hardware_Component,
  SoftLayer_Hardware_Server,
  SoftLayer_Network_Component,
  SoftLayer_Software_Component,
  SoftLayer_Software_Component_Password,
  SoftLayer_User_Customer_Notification_Hardware,
} from '../../generated/types.js';
import { DeviceManager } from '../device/device.js';
import { type DeviceQuery, deviceTests } from '../device/query.js';
import { mergeFilters } from '../merge-filters.js';
import type { PatienceOptions } from '../patience.js';
import { type MaskOptions, type SoftLayerCalls, withMask } from '../typed-calls.js';
import {
  hardwareBaseMask,
  hardwareListMask,
  hardwareMask,
  hardwareRelationMasks,
} from './masks.js';

export interface ListHardwareOptions extends DeviceQuery {
  /** GB. */
  readonly memory?: number | string | undefined;
  /** Short name: `dal05`. */
  readonly datacenter?: string | undefined;
  /** The user who ordered it. */
  readonly owner?: string | undefined;
}

export interface ReloadHardwareOptions extends CallerOptions {
  /** A script to run afterwards. */
  readonly postUri?: string | undefined;
  /** Ids of keys for root. */
  readonly sshKeys?: readonly number[] | undefined;
  /** True: logical drives are volumes of LVM. Default false. */
  readonly lvm?: boolean | undefined;
}

/** Which firmware; default all. */
export interface ReflashOptions extends CallerOptions {
  readonly ipmi?: boolean | undefined;
  readonly raidController?: boolean | undefined;
  readonly bios?: boolean | undefined;
}

export interface FirmwareOptions extends ReflashOptions {
  readonly hardDrive?: boolean | undefined;
  readonly network?: boolean | undefined;
}

/** A VLAN by its id or its number. */
export interface VlanReference {
  readonly id?: number | null;
  readonly vlanNumber?: number | null;
}

/** Servers that are there. A part of `HardwareManager`. */
export class Servers extends DeviceManager {
  constructor(client: SoftLayerCalls, patience: PatienceOptions = {}) {
    super(client, 'hardware', patience);
  }

  /** All hardware that fits, page by page. */
  listHardware({
    memory,
    datacenter,
    owner,
    ...query
  }: ListHardwareOptions = {}): Promise<SoftLayer_Hardware[]> {
    const { mask = hardwareListMask, pageSize, signal, timeout } = query;
    const username = owner ? queryFilter(owner) : undefined;
    const hardware = {
      ...deviceTests(query, 'processorPhysicalCoreAmount'),
      ...(memory ? { memoryCapacity: queryFilter(memory) } : {}),
      ...(datacenter ? { datacenter: { name: queryFilter(datacenter) } } : {}),
      ...(username ? { billingItem: { orderItem: { order: { userRecord: { username } } } } } : {}),
    };
    const filter = mergeFilters(query.filter, { hardware });
    return this.api.all('Account', 'getHardware', { mask, filter, pageSize, signal, timeout });
  }

  getHardware(id: number | string, options?: MaskOptions): Promise<SoftLayer_Hardware_Server> {
    return this.api.call('Hardware_Server', 'getObject', [], {
      ...{ ...withMask(hardwareMask, options), id },
    });
  }

  /** As `getHardware`, by several calls at once. */
  async getHardwareFast(
    id: number | string,
    options?: CallerOptions,
  ): Promise<SoftLayer_Hardware_Server> {
    const service = 'Hardware_Server';
    const base = { ...options, id, mask: hardwareBaseMask };
    const server = await this.api.call(service, 'getObject', [], base);
    const relations = Object.entries(hardwareRelationMasks).map(async ([relation, mask]) => {
      const name = relation as keyof typeof hardwareRelationMasks;
      const getter =
        `get${name[0]?.toUpperCase()}${name.slice(1)}` as `get${Capitalize<typeof name>}`;
      return [name, await this.api.call(service, getter, [], { ...options, id, mask })] as const;
    });
    return { ...server, ...Object.fromEntries(await Promise.all(relations)) };
  }

  /** What an upgrade must know of a server. */
  getInstance(id: number, options?: CallerOptions): Promise<SoftLayer_Hardware_Server> {
    const mask = 'mask[datacenter,billingItem[id,package[id,keyName],nextInvoiceChildren]]';
    return this.api.call('Hardware_Server', 'getObject', [], { ...options, id, mask });
  }

  /** Installs the operating system anew. */
  reload(
    id: number,
    { postUri, sshKeys, lvm, ...options }: ReloadHardwareOptions = {},
  ): Promise<string> {
    const config = {
      ...(postUri ? { customProvisionScriptUri: postUri } : {}),
      ...(sshKeys && sshKeys.length > 0 ? { sshKeyIds: sshKeys } : {}),
      ...(lvm ? { lvmFlag: true } : {}),
    };
    const args = ['FORCE', config];
    return this.api.call('Hardware_Server', 'reloadOperatingSystem', args, { ...options, id });
  }

  /** Starts a server from a system that repairs others. */
  rescue(id: number, options?: CallerOptions): Promise<boolean> {
    return this.api.call('Hardware_Server', 'bootToRescueLayer', [], { ...options, id });
  }

  /** Sets the speed of a network in Mbit/s; 0 switches it off. */
  changePortSpeed(
    id: number,
    {
      public: isPublic,
      speed,
      redundant,
      ...options
    }: CallerOptions & {
      /** Which network: the public or the private one. */
      readonly public: boolean;
      readonly speed: number;
      /** Of two ports, whether both or one works. */
      readonly redundant?: 'redundant' | 'degraded' | undefined;
    },
  ): Promise<boolean> {
    const method = isPublic ? 'setPublicNetworkInterfaceSpeed' : 'setPrivateNetworkInterfaceSpeed';
    // Both in one list (observed), although the schema has two parameters.
    const args = [[speed, redundant ?? null]];
    return this.api.call('Hardware_Server', method, args, { ...options, id });
  }

  /** Brings firmware up to date. The server is away for some 20 minutes. */
  updateFirmware(
    id: number,
    { hardDrive = true, network = true, ...more }: FirmwareOptions = {},
  ): Promise<boolean> {
    const { ipmi = true, raidController = true, bios = true, ...options } = more;
    const args = [ipmi, raidController, bios, hardDrive, network];
    const method = 'createFirmwareUpdateTransaction';
    return this.api.call('Hardware_Server', method, args, { ...options, id });
  }

  /** Writes the firmware that is there once more. The server is away for some 60 minutes. */
  reflashFirmware(
    id: number,
    { ipmi = true, raidController = true, bios = true, ...options }: ReflashOptions = {},
  ): Promise<boolean> {
    const args = [ipmi, raidController, bios];
    const method = 'createFirmwareReflashTransaction';
    return this.api.call('Hardware_Server', method, args, { ...options, id });
  }

  getHardDrives(id: number, options?: CallerOptions): Promise<SoftLayer_Hardware_Component[]> {
    return this.api.call('Hardware_Server', 'getHardDrives', [], { ...options, id });
  }

  /** The components of a server with their firmware, the newest first. */
  getComponents(
    id: number,
    options?: MaskOptions & { readonly filter?: object | undefined },
  ): Promise<SoftLayer_Hardware_Component[]> {
    const mask =
      'id,hardwareComponentModel[longDescription,' +
      'hardwareGenericComponentModel[description,hardwareComponentType[keyName]],' +
      'firmwares[createDate,version]]';
    const sort = { name: 'sort', value: ['DESC'] };
    const createDate = {
      operation: 'orderBy',
      options: [sort, { name: 'sortOrder', value: [1] }],
    };
    const newest = { components: { hardwareComponentModel: { firmwares: { createDate } } } };
    const args = { ...withMask(mask, options), filter: options?.filter ?? newest, id };
    return this.api.call('Hardware_Server', 'getComponents', [], args);
  }

  /** The network components of a server; with a space, of this network alone. */
  getNetworkComponents(
    id: number,
    { space, ...options }: MaskOptions & { readonly space?: 'public' | 'private' | undefined } = {},
  ): Promise<SoftLayer_Network_Component[]> {
    const mask = 'mask[uplinkComponent, router, redundancyEnabledFlag, redundancyCapableFlag]';
    const method =
      space === 'public'
        ? 'getFrontendNetworkComponents'
        : space === 'private'
          ? 'getBackendNetworkComponents'
          : 'getNetworkComponents';
    return this.api.call('Hardware_Server', method, [], { ...withMask(mask, options), id });
  }

  /** Lets a network component see further VLANs. */
  trunkVlan(componentId: number, vlans: readonly VlanReference[], options?: CallerOptions) {
    const args = { ...options, id: componentId };
    return this.api.call('Network_Component', 'addNetworkVlanTrunks', [vlans], args);
  }

  removeVlan(componentId: number, vlans: readonly VlanReference[], options?: CallerOptions) {
    const args = { ...options, id: componentId };
    return this.api.call('Network_Component', 'removeNetworkVlanTrunks', [vlans], args);
  }

  /** Takes all further VLANs away from the network components of a server. */
  async clearVlan(id: number, options?: CallerOptions): Promise<void> {
    const trunks = '[id,networkVlanTrunks[networkVlanId]]';
    const mask = `mask[id,backendNetworkComponents${trunks},frontendNetworkComponents${trunks}]`;
    const args = { ...options, id, mask };
    const server = await this.api.call('Hardware_Server', 'getObject', [], args);
    const { backendNetworkComponents = [], frontendNetworkComponents = [] } = server;
    for (const each of [...backendNetworkComponents, ...frontendNetworkComponents]) {
      // Components without any may refuse the call, as softlayer-python's source warns.
      if (!each.networkVlanTrunks?.length) continue;
      const at = { ...options, id: each.id as number };
      await this.api.call('Network_Component', 'clearNetworkVlanTrunks', [], at);
    }
  }

  /** What the sensors of a server measure. */
  getSensors(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Container_RemoteManagement_SensorReading[]> {
    return this.api.call('Hardware', 'getSensorData', [], { ...options, id });
  }

  /** Who is told when a server does not answer. */
  getNotifications(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_Notification_Hardware[]> {
    const service = 'User_Customer_Notification_Hardware';
    return this.api.call(service, 'findByHardwareId', [id], options);
  }

  addNotification(
    id: number,
    userId: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_User_Customer_Notification_Hardware> {
    const service = 'User_Customer_Notification_Hardware';
    return this.api.call(service, 'createObject', [{ hardwareId: id, userId }], options);
  }

  /** @param notificationId of one of `getNotifications`. */
  removeNotification(notificationId: number, options?: CallerOptions): Promise<boolean> {
    const service = 'User_Customer_Notification_Hardware';
    return this.api.call(service, 'deleteObjects', [[{ id: notificationId }]], options);
  }

  getSoftwareComponents(
    id: number,
    options?: CallerOptions,
  ): Promise<SoftLayer_Software_Component[]> {
    return this.api.call('Hardware', 'getSoftwareComponents', [], { ...options, id });
  }

  /** Keeps a user and password of software that runs on a server. */
  createCredential({
    softwareId,
    username,
    password,
    notes,
    ...options
  }: CallerOptions & {
    readonly softwareId: number;
    readonly username: string;
    readonly password: string;
    readonly notes?: string | undefined;
  }): Promise<SoftLayer_Software_Component_Password> {
    const template = { softwareId, username, password, ...(notes ? { notes } : {}) };
    return this.api.call('Software_Component_Password', 'createObject', [template], options);
  }

  protected override find(query: DeviceQuery): Promise<SoftLayer_Hardware[]> {
    return this.listHardware(query);
  }

  protected override tag(id: number, tags: string, options: CallerOptions): Promise<boolean> {
    return this.api.call('Hardware_Server', 'setTags', [tags], { ...options, id });
  }
}
