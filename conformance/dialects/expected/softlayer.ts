import { expect } from 'vitest';
import type { Wire } from '../plane.js';
import { type Facts, nulls, type System, softlayerDate } from './facts.js';

/** Every relation of a guest that has a value. */
export const guestMask =
  'mask[account[id,companyName],activeTransaction,activeTransactions,lastOperatingSystemReload,' +
  'lastTransaction[id],networkComponents[primaryIpAddress],networkVlans[id,vlanNumber],' +
  'primaryBackendNetworkComponent[primaryIpAddress,primarySubnet[cidr,networkIdentifier,gateway]],' +
  'billingItem[id,categoryCode,description,hourlyFlag,hourlyRecurringFee,recurringFee,' +
  'nextInvoiceTotalRecurringAmount,resourceTableId,location[name],orderItem[id,order[id,userRecord[username]],' +
  'preset[keyName]]],blockDevices[id,device,bootableFlag,diskImage[id,capacity,units,name]],' +
  'blockDeviceTemplateGroup,datacenter,location,deviceStatus,globalIdentifier,hourlyBillingFlag,localDiskFlag,' +
  'lastKnownPowerState[keyName],powerState,operatingSystem[passwords[username,password]],' +
  'operatingSystemReferenceCode,softwareComponents[id],pendingMigrationFlag,privateNetworkOnlyFlag,sshKeys,' +
  'status,tagReferences,transientGuestFlag,type,userData]';

/** A part that is no row has an id in the machine's block of 64. */
const part = (row: Wire, slot: number): number => row.id * 64 + slot;

const place = (row: Wire, code: string, title: string) => ({
  id: row.locationId,
  longName: title,
  name: code,
  statusId: 2,
});

/** Properties that guests and servers have in common. */
const named = (row: Wire) => ({
  accountId: 1,
  domain: row.domain,
  fullyQualifiedDomainName: `${row.hostname}.${row.domain}`,
  globalIdentifier: row.uid,
  hostname: row.hostname,
  id: row.id,
  notes: null,
  postInstallScriptUri: null,
  provisionDate: softlayerDate(row.firstReadyAt),
  primaryBackendIpAddress: row.privateIp,
  ...(row.publicIp && { primaryIpAddress: row.publicIp }),
});

/** What SoftLayer shows of a running guest without a mask. */
export const guest = (row: Wire) => ({
  ...named(row),
  ...nulls(`deviceStatusId lastPowerStateId lastVerifiedDate metricPollDate placementGroupId reclaimDate
    supplementalCreateObjectOptions`),
  createDate: softlayerDate(row.createdAt),
  dedicatedAccountHostOnlyFlag: false,
  managedResourceFlag: false,
  maxCpu: row.vcpus,
  maxCpuUnits: 'CORE',
  maxMemory: row.memoryMb,
  modifyDate: softlayerDate(row.changedAt),
  startCpus: row.vcpus,
  statusId: 1001,
  typeId: 1,
  uuid: row.uid,
});

/** What {@link guestMask} adds. */
export function guestRelations(row: Wire, code: string, facts: Facts) {
  const location = place(row, code, facts.title);
  const component = (port: 0 | 1, ip: string | null) => ({
    createDate: softlayerDate(row.createdAt),
    guestId: row.id,
    id: part(row, 2 + port),
    macAddress: ['06', ...row.uid.slice(0, 8).match(/../g), `0${port}`].join(':'),
    maxSpeed: facts.speed,
    modifyDate: softlayerDate(row.changedAt),
    name: 'eth',
    networkId: null,
    port,
    speed: facts.speed,
    status: 'ACTIVE',
    uuid: row.uid,
    ...(ip && { primaryIpAddress: ip }),
  });
  const [networkIdentifier, bits] = facts.network.cidr.split('/');
  const isVlan = facts.network.kind === 'vlan';
  return {
    account: { id: 1, companyName: 'Pileus Cap Clouds Inc.' },
    activeTransactions: [],
    lastTransaction: { id: expect.any(Number) },
    networkComponents: [component(0, row.privateIp), component(1, row.publicIp)],
    networkVlans: isVlan ? [{ id: row.networkId, vlanNumber: facts.network.vlan }] : [],
    primaryBackendNetworkComponent: {
      ...component(0, row.privateIp),
      primarySubnet: {
        cidr: Number(bits),
        networkIdentifier,
        gateway: facts.network.gateway,
      },
    },
    billingItem: {
      id: part(row, 1),
      categoryCode: 'guest_core',
      description: `${row.vcpus} Core, ${row.memoryMb / 1024} GB`,
      hourlyFlag: true,
      hourlyRecurringFee: facts.fee,
      recurringFee: '0',
      nextInvoiceTotalRecurringAmount: expect.stringMatching(/^\d*(\.\d{1,2})?$/),
      resourceTableId: row.id,
      location: { name: code },
      orderItem: {
        id: part(row, 7),
        order: { id: part(row, 60), userRecord: { username: 'admin' } },
        ...(facts.machineType && { preset: { keyName: facts.machineType } }),
      },
    },
    blockDevices: blockDevices(row, facts),
    datacenter: location,
    location,
    deviceStatus: { id: 8, keyName: 'ACTIVE', name: 'Active' },
    hourlyBillingFlag: true,
    localDiskFlag: true,
    lastKnownPowerState: { keyName: 'RUNNING' },
    powerState: { description: '', keyName: 'RUNNING', name: 'Running' },
    operatingSystem: operatingSystem(row, facts),
    operatingSystemReferenceCode: facts.system.code,
    softwareComponents: [{ id: part(row, 4) }],
    pendingMigrationFlag: false,
    privateNetworkOnlyFlag: false,
    sshKeys: [],
    status: { keyName: 'ACTIVE', name: 'Active' },
    tagReferences: [],
    transientGuestFlag: false,
    type: { id: 1, keyName: 'PUBLIC', name: 'Public' },
    userData: [],
  };
}

/** Device 0 is the first disk, device 1 the swap that every guest has, further disks begin with 2. */
function blockDevices(row: Wire, { disks }: Facts) {
  const sizes = disks.map(({ sizeGb }) => sizeGb);
  const devices = [
    ['0', sizes[0]!],
    ['1', 2],
    ...sizes.slice(1).map((size, i) => [String(i + 2), size] as const),
  ] as const;
  return devices.map(([device, capacity], i) => ({
    id: part(row, 8 + i),
    device,
    bootableFlag: device === '0' ? 1 : 0,
    diskImage: {
      id: part(row, 32 + i),
      capacity,
      units: 'GB',
      name: `${row.hostname}-${device === '1' ? 'SWAP' : device}`,
    },
  }));
}

const operatingSystem = (row: Wire, { system, password }: Facts) => ({
  hardwareId: row.kind === 'metal' ? row.id : null,
  id: part(row, 4),
  licenseExpirationDate: null,
  manufacturerActivationCode: null,
  manufacturerLicenseInstance: '',
  softwareLicense: {
    id: part(row, 6),
    softwareDescriptionId: row.imageId,
    softwareDescription: softwareDescription(row, system),
  },
  passwords: [{ username: 'root', password }],
});

const softwareDescription = (row: Wire, system: System) => ({
  ...nulls('licenseTermUnit licenseTermValue upgradeSoftwareDescriptionId upgradeSwDescId'),
  controlPanel: 0,
  id: row.imageId,
  longDescription: system.title,
  manufacturer: system.maker,
  name: system.maker,
  operatingSystem: 1,
  referenceCode: system.code,
  version: system.version,
  virtualLicense: 0,
  virtualizationPlatform: 0,
});

export const hardwareMask =
  'mask[datacenter,activeTransaction,operatingSystem[passwords[username,password]],processorCoreAmount,' +
  'processorPhysicalCoreAmount,memoryCapacity,hourlyBillingFlag,billingItem[categoryCode,hourlyRecurringFee]]';

/** What SoftLayer shows of a running server of bare metal, with {@link hardwareMask}. */
export const hardware = (row: Wire, code: string, facts: Facts & { readonly cores: number }) => ({
  ...named(row),
  bareMetalInstanceFlag: 0,
  hardwareStatusId: 5,
  manufacturerSerialNumber: null,
  serialNumber: null,
  serviceProviderId: 1,
  serviceProviderResourceId: row.id,
  privateIpAddress: row.privateIp,
  hardwareFunction: { code: 'WEB', description: 'Web Server', id: 1 },
  hardwareStatus: { id: 5, status: 'ACTIVE' },
  datacenter: place(row, code, facts.title),
  operatingSystem: operatingSystem(row, facts),
  // GB, where guests have MB.
  memoryCapacity: row.memoryMb / 1024,
  processorCoreAmount: row.vcpus,
  processorPhysicalCoreAmount: facts.cores,
  hourlyBillingFlag: true,
  billingItem: { categoryCode: 'server', hourlyRecurringFee: facts.fee },
});

/** XML-RPC has no null: what has no value is an empty text. */
export const overXmlRpc = (value: Wire): Wire => {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(overXmlRpc);
  // Matchers are objects of their own.
  if (typeof value !== 'object' || 'asymmetricMatch' in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, overXmlRpc(member)]),
  );
};
