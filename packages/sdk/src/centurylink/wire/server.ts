import type { ChangeInfo, CustomFieldValue, Link, Open } from './shared.js';

export type ServerStatus = Open<
  | 'underConstruction'
  | 'active'
  | 'queuedForArchive'
  | 'queuedForRestore'
  | 'archived'
  | 'queuedForDelete'
  | 'template'
>;

export type PowerState = Open<'started' | 'stopped' | 'paused'>;
export type ServerType = Open<'standard' | 'hyperscale' | 'bareMetal'>;
export type StorageType = Open<'standard' | 'premium' | 'hyperscale'>;

export interface ServerDisk {
  /** `0:2`. */
  id: string;
  sizeGB: number;
  partitionPaths: string[];
}

export interface ServerPartition {
  sizeGB: number;
  path: string;
}

export interface ServerSnapshot {
  name: string;
  links: Link[];
}

export interface ServerDetails {
  ipAddresses: { internal: string; public?: string }[];
  secondaryIPAddresses: { internal: string }[];
  alertPolicies: { id: string; name: string; links: Link[] }[];
  cpu: number;
  diskCount: number;
  hostName: string;
  inMaintenanceMode: boolean;
  memoryMB: number;
  powerState: PowerState;
  storageGB: number;
  disks: ServerDisk[];
  partitions: ServerPartition[];
  snapshots: ServerSnapshot[];
  customFields: CustomFieldValue[];
  /** Bare metal only. */
  processorDescription?: string;
  /** Bare metal only. */
  storageDescription?: string;
}

/** What is shown of a server while it is being restored (recorded). */
export type RestoringDetails = Pick<ServerDetails, 'powerState' | 'storageGB'>;

export interface Server {
  /** In lower case: `de1altdweb01`. */
  id: string;
  /** In capitals: `DE1ALTDWEB01`. */
  name: string;
  /** Empty when none was given. */
  description: string;
  groupId: string;
  isTemplate: boolean;
  locationId: string;
  /** `CentOS 6 64-bit`. */
  osType: string;
  /** `centOS6_64Bit`. */
  os: string;
  /** Present only when true. */
  isManagedOS?: boolean;
  /** Present only when true. */
  isManagedBackup?: boolean;
  status: ServerStatus;
  /** Absent while the server is being built or deleted (recorded). */
  details?: ServerDetails | RestoringDetails;
  type: ServerType;
  storageType: StorageType;
  changeInfo: ChangeInfo;
  links: Link[];
}

export interface AdditionalDisk {
  path?: string | null;
  /** 1 to 1024. */
  sizeGB: number;
  type: 'raw' | 'partitioned';
}

/** Creates a server, or clones one. The data centre is the group's. */
export interface CreateServerRequest {
  /** Letters, digits and dashes; with the alias at most 10 characters. */
  name: string;
  description?: string | null;
  groupId: string;
  /** A template's name, or the id of a server to clone. */
  sourceServerId: string;
  /** Needed to clone. */
  sourceServerPassword?: string | null;
  isManagedOS?: boolean;
  isManagedBackup?: boolean;
  primaryDns?: string | null;
  secondaryDns?: string | null;
  networkId?: string | null;
  ipAddress?: string | null;
  password?: string | null;
  /** 1 to 16. */
  cpu: number;
  /** 1 to 128. */
  memoryGB: number;
  cpuAutoscalePolicyId?: string | null;
  antiAffinityPolicyId?: string | null;
  type?: ServerType;
  storageType?: StorageType;
  customFields?: { id: string; value: string }[] | null;
  additionalDisks?: AdditionalDisk[];
  /** When to delete the server. */
  ttl?: string | null;
  packages?: { packageId: string; parameters?: Record<string, string> }[];
}

export interface ServerCredentials {
  userName: string;
  password: string;
}

/** US dollars per hour and unit. */
export interface ServerPricing {
  cpu: number;
  memoryGB: number;
  storageGB: number;
  managedOS: number;
}
