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

/** The local properties of SoftLayer_Hardware: all of them come without a mask. */
export interface HardwareLocals {
  readonly accountId: number;
  /** 0 or 1. */
  readonly bareMetalInstanceFlag: number;
  readonly domain: string;
  readonly fullyQualifiedDomainName: string;
  readonly hardwareStatusId: number;
  readonly hostname: string;
  readonly id: number;
  readonly manufacturerSerialNumber: string | null;
  readonly notes: string | null;
  readonly postInstallScriptUri: string | null;
  readonly provisionDate: DateTimeText | null;
  readonly serialNumber: string | null;
  readonly serviceProviderId: number;
  readonly serviceProviderResourceId: number;
}

/** Relational properties: absent unless a mask names them, and absent when they have no value. */
export interface HardwareRelations {
  /** Sent without being asked for (recorded), as are the next five. */
  readonly globalIdentifier: string;
  readonly hardwareFunction: {
    readonly id?: number;
    readonly code?: string;
    readonly description?: string;
  };
  readonly hardwareStatus: { readonly id?: number; readonly status?: string };
  readonly networkManagementIpAddress: string;
  readonly primaryIpAddress: string;
  readonly primaryBackendIpAddress: string;
  readonly datacenter: LocationDatacenter;
  /** GB, unlike a guest's maxMemory. */
  readonly memoryCapacity: number;
  readonly processorCoreAmount: number;
  readonly processorPhysicalCoreAmount: number;
  readonly operatingSystem: OperatingSystem;
  readonly networkComponents: readonly NetworkComponent[];
  readonly networkVlans: readonly NetworkVlan[];
  readonly billingItem: BillingItem;
  readonly hourlyBillingFlag: boolean;
  readonly tagReferences: readonly TagReference[];
  /** On SoftLayer_Hardware_Server only, hence the cast in the masks that name it. */
  readonly activeTransaction: ProvisioningTransaction;
  /** On SoftLayer_Hardware_Server only. */
  readonly lastOperatingSystemReload: ProvisioningTransaction;
}

/** Counts: only on request. */
export interface HardwareCounts {
  readonly processorCount: number;
}

/** SoftLayer_Hardware and SoftLayer_Hardware_Server as they travel. */
export interface Hardware
  extends Partial<HardwareLocals>,
    Partial<HardwareRelations>,
    Partial<HardwareCounts> {}
