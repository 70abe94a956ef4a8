import type { Link, Open } from './shared.js';

export interface DataCenter {
  /** In lower case: `de1`. */
  id: string;
  /** `DE1 - Germany (Frankfurt)`. */
  name: string;
  links: Link[];
}

export interface DeployableNetwork {
  name: string;
  networkId: string;
  type: Open<'private'>;
  accountID: string;
}

export interface Template {
  /** What servers are created from: `CENTOS-6-64-TEMPLATE`. */
  name: string;
  /** `centOS6_64Bit`. */
  osType: string;
  description: string;
  storageSizeGB: number;
  capabilities: Open<'cpuAutoscale' | 'hyperscale' | 'managedOS' | 'managedBackup' | 'importVM'>[];
  reservedDrivePaths: string[];
  /** Windows only. */
  drivePathLength?: number;
}

export interface ImportableOsType {
  id: number;
  description: string;
  labProductCode: string;
  premiumProductCode: string;
  type: string;
}

export interface DeploymentCapabilities {
  dataCenterEnabled: boolean;
  importVMEnabled: boolean;
  supportsPremiumStorage: boolean;
  supportsSharedLoadBalancer: boolean;
  supportsBareMetalServers: boolean;
  deployableNetworks: DeployableNetwork[];
  templates: Template[];
  importableOSTypes: ImportableOsType[];
}

export interface LimitValue {
  value: number;
  inherited: boolean;
}

export interface ComputeLimits {
  cpu: LimitValue;
  memoryGB: LimitValue;
  storageGB: LimitValue;
}

export interface NetworkLimits {
  networks: LimitValue;
}
