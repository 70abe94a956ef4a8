import type {
  BillingItem,
  LocationDatacenter,
  NetworkComponent,
  NetworkVlan,
  OperatingSystem,
  ProvisioningTransaction,
  TagReference,
} from './machine-parts.js';
import type { DateTimeText } from './scalars.js';

/**
 * The local properties of SoftLayer_Virtual_Guest: all of them come without a mask. A value that is
 * unknown is null over REST and an empty string over XML-RPC; production leaves out `notes` and
 * `deviceStatusId` when null (recorded).
 */
export interface VirtualGuestLocals {
  readonly accountId: number;
  readonly createDate: DateTimeText;
  readonly dedicatedAccountHostOnlyFlag: boolean;
  readonly deviceStatusId: number | null;
  readonly domain: string;
  readonly fullyQualifiedDomainName: string;
  readonly hostname: string;
  readonly id: number;
  readonly lastPowerStateId: number | null;
  readonly lastVerifiedDate: DateTimeText | null;
  readonly maxCpu: number;
  /** `CORE`. */
  readonly maxCpuUnits: string;
  /** MiB. */
  readonly maxMemory: number;
  readonly metricPollDate: DateTimeText | null;
  readonly modifyDate: DateTimeText | null;
  readonly notes: string | null;
  readonly placementGroupId: number | null;
  readonly postInstallScriptUri: string | null;
  /** Null until the guest is ready for the first time. */
  readonly provisionDate: DateTimeText | null;
  readonly reclaimDate: DateTimeText | null;
  readonly startCpus: number;
  /** 1001 is ACTIVE. */
  readonly statusId: number;
  readonly supplementalCreateObjectOptions: SupplementalCreateObjectOptions | null;
  readonly typeId: number;
  readonly uuid: string;
}

/** Relational properties: absent unless a mask names them, and absent when they have no value. */
export interface VirtualGuestRelations {
  /** Sent without being asked for (recorded), as are the next four. */
  readonly globalIdentifier: string;
  readonly managedResourceFlag: boolean;
  /** Absent on private-only guests. */
  readonly primaryIpAddress: string;
  readonly primaryBackendIpAddress: string;
  /** In the answer to a create call. */
  readonly privateNetworkOnlyFlag: boolean;
  readonly powerState: VirtualGuestPowerState;
  readonly lastKnownPowerState: VirtualGuestPowerState;
  readonly status: VirtualGuestStatus;
  readonly deviceStatus: {
    readonly id?: number;
    readonly keyName?: string;
    readonly name?: string;
  };
  readonly datacenter: LocationDatacenter;
  readonly location: LocationDatacenter;
  /** Absent, not null, while nothing is in progress: clients test for its presence. */
  readonly activeTransaction: ProvisioningTransaction;
  readonly activeTransactions: readonly ProvisioningTransaction[];
  readonly lastTransaction: ProvisioningTransaction;
  /** While the system is reloaded its id is that of the active transaction, and stays afterwards. */
  readonly lastOperatingSystemReload: ProvisioningTransaction;
  readonly operatingSystem: OperatingSystem;
  readonly operatingSystemReferenceCode: string;
  readonly softwareComponents: readonly OperatingSystem[];
  readonly networkComponents: readonly NetworkComponent[];
  readonly frontendNetworkComponents: readonly NetworkComponent[];
  readonly backendNetworkComponents: readonly NetworkComponent[];
  readonly primaryNetworkComponent: NetworkComponent;
  readonly primaryBackendNetworkComponent: NetworkComponent;
  readonly networkVlans: readonly NetworkVlan[];
  readonly blockDevices: readonly BlockDevice[];
  readonly blockDeviceTemplateGroup: {
    readonly id?: number;
    readonly name?: string;
    readonly globalIdentifier?: string;
  };
  readonly billingItem: BillingItem;
  readonly hourlyBillingFlag: boolean;
  readonly localDiskFlag: boolean;
  readonly transientGuestFlag: boolean;
  readonly pendingMigrationFlag: boolean;
  readonly dedicatedHost: { readonly id?: number; readonly name?: string };
  readonly tagReferences: readonly TagReference[];
  readonly userData: readonly { readonly value?: string }[];
  readonly sshKeys: readonly { readonly id?: number; readonly label?: string }[];
}

/** SoftLayer_Virtual_Guest as it travels: which members are there is decided by the mask. */
export interface VirtualGuest extends Partial<VirtualGuestLocals>, Partial<VirtualGuestRelations> {}

/** SoftLayer_Virtual_Guest_Power_State. */
export interface VirtualGuestPowerState {
  readonly keyName?: PowerStateName;
  /** `Running`, `Halted`, ... */
  readonly name?: string;
  readonly description?: string;
}

/** The power states that clients know by name. */
export type PowerStateName = 'RUNNING' | 'HALTED' | 'PAUSED' | 'INITIATING';

/** SoftLayer_Virtual_Guest_Status. */
export interface VirtualGuestStatus {
  /** `ACTIVE` in the whole life of a guest, `DISCONNECTED` when cancelled. */
  readonly keyName?: string;
  readonly name?: string;
}

/** SoftLayer_Virtual_Guest_SupplementalCreateObjectOptions. */
export interface SupplementalCreateObjectOptions {
  /** `HVM` or `PV`. softlayer-python always sends the member, null when not chosen. */
  readonly bootMode?: string | null;
  readonly flavorKeyName?: string;
  readonly immediateApprovalOnlyFlag?: boolean;
  readonly postInstallScriptUri?: string;
}

/** SoftLayer_Virtual_Guest_Block_Device. Device `0` is the first disk, `1` the swap. */
export interface BlockDevice {
  readonly id?: number;
  readonly device?: string;
  readonly bootableFlag?: number;
  readonly diskImageId?: number;
  readonly guestId?: number;
  /** `Disk` or `CD`. */
  readonly mountType?: string;
  readonly mountMode?: string;
  readonly statusId?: number;
  readonly uuid?: string;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
  /** Relational. */
  readonly diskImage?: DiskImage;
}

/** SoftLayer_Virtual_Disk_Image. */
export interface DiskImage {
  readonly id?: number;
  readonly name?: string;
  readonly description?: string;
  readonly capacity?: number;
  /** `GB`, or `MB` for a swap. */
  readonly units?: string;
  readonly uuid?: string;
  readonly typeId?: number;
  readonly createDate?: DateTimeText;
  readonly modifyDate?: DateTimeText | null;
}
