import { accountNode } from './account-node.js';
import { dateOrNull, dateText } from './dates.js';
import { blockDevices } from './disks.js';
import { guestExt } from './ext.js';
import { fixed, type Node, type Resolvers, resolved } from './nodes.js';
import {
  billingItemNode,
  locationNode,
  networkComponents,
  operatingSystemNode,
  referenceCode,
  sshKeyNode,
  tagReferences,
  vlanNode,
} from './parts.js';
import type { ShownMachine, Surroundings } from './surroundings.js';
import { transactionsOf } from './transactions.js';
import { stateViews } from './views.js';

export interface Guest {
  readonly machine: ShownMachine;
  readonly around: Surroundings;
}

/** Status 1001 is ACTIVE, which a guest is from its order to its end. */
const activeStatusId = 1001;

const list = (node: Node | undefined): Node[] => (node ? [node] : []);
const location = ({ machine, around }: Guest) =>
  locationNode(around.locations.get(machine.locationId));

/** SoftLayer_Virtual_Guest. What is not here has no value. */
const guestResolvers: Resolvers<Guest> = {
  accountId: ({ machine }) => machine.accountId,
  createDate: ({ machine }) => dateText(machine.createdAt),
  dedicatedAccountHostOnlyFlag: ({ machine }) => guestExt(machine).dedicated ?? false,
  domain: ({ machine }) => machine.domain,
  fullyQualifiedDomainName: ({ machine }) => `${machine.hostname}.${machine.domain}`,
  hostname: ({ machine }) => machine.hostname,
  id: ({ machine }) => machine.id,
  maxCpu: ({ machine }) => machine.vcpus,
  maxCpuUnits: () => 'CORE',
  maxMemory: ({ machine }) => machine.memoryMb,
  modifyDate: ({ machine }) => (machine.firstReadyAt === null ? null : dateText(machine.changedAt)),
  notes: ({ machine }) => guestExt(machine).notes,
  placementGroupId: ({ machine }) => guestExt(machine).placementGroupId,
  postInstallScriptUri: ({ machine }) => guestExt(machine).postInstallScriptUri,
  provisionDate: ({ machine }) => dateOrNull(machine.firstReadyAt),
  startCpus: ({ machine }) => machine.vcpus,
  statusId: () => activeStatusId,
  supplementalCreateObjectOptions: ({ machine }) => {
    const { bootMode, flavor } = guestExt(machine);
    if (bootMode === undefined && flavor === undefined) return null;
    return fixed('SoftLayer_Virtual_Guest_SupplementalCreateObjectOptions', {
      bootMode,
      flavorKeyName: flavor,
    });
  },
  typeId: () => 1,
  uuid: ({ machine }) => machine.uid,

  account: ({ around }) => around.account && accountNode(around.account),
  activeTransaction: ({ machine, around }) => transactionsOf(machine, around).active,
  activeTransactions: ({ machine, around }) => list(transactionsOf(machine, around).active),
  lastOperatingSystemReload: ({ machine, around }) => transactionsOf(machine, around).lastReload,
  lastTransaction: ({ machine, around }) => transactionsOf(machine, around).last,
  backendNetworkComponents: ({ machine, around }) => networkComponents(machine, around).slice(0, 1),
  frontendNetworkComponents: ({ machine, around }) => networkComponents(machine, around).slice(1),
  networkComponents: ({ machine, around }) => networkComponents(machine, around),
  primaryBackendNetworkComponent: ({ machine, around }) => networkComponents(machine, around)[0],
  primaryNetworkComponent: ({ machine, around }) => networkComponents(machine, around)[1],
  networkVlans: ({ machine, around }) =>
    list(vlanNode(around.networks.get(machine.networkId ?? 0))),
  billingItem: ({ machine, around }) => billingItemNode(machine, around),
  blockDevices: ({ machine, around }) => blockDevices(machine, around),
  blockDeviceTemplateGroup: ({ machine, around }) => {
    const image = around.images.get(machine.imageId ?? 0);
    if (!image || image.kind === 'os') return undefined;
    return fixed('SoftLayer_Virtual_Guest_Block_Device_Template_Group', {
      id: image.id,
      name: image.title,
      globalIdentifier: image.uid,
      accountId: image.accountId,
    });
  },
  datacenter: location,
  location,
  deviceStatus: () =>
    fixed('SoftLayer_Device_Status', { id: 8, keyName: 'ACTIVE', name: 'Active' }),
  globalIdentifier: ({ machine }) => machine.uid,
  hourlyBillingFlag: ({ machine }) => guestExt(machine).hourly ?? true,
  localDiskFlag: ({ machine }) => guestExt(machine).localDisk ?? true,
  managedResourceFlag: () => false,
  lastKnownPowerState: ({ machine }) => powerStateNode(machine),
  powerState: ({ machine }) => powerStateNode(machine),
  operatingSystem: ({ machine, around }) => operatingSystemNode(machine, around),
  operatingSystemReferenceCode: ({ machine, around }) => referenceCode(machine, around),
  softwareComponents: ({ machine, around }) => list(operatingSystemNode(machine, around)),
  pendingMigrationFlag: () => false,
  primaryBackendIpAddress: ({ machine }) => machine.privateIp,
  primaryIpAddress: ({ machine }) => machine.publicIp,
  privateNetworkOnlyFlag: ({ machine }) => guestExt(machine).privateOnly ?? false,
  sshKeys: ({ machine, around }) =>
    (guestExt(machine).sshKeyIds ?? [])
      .map((id) => around.sshKeys.get(id))
      .filter((key) => key !== undefined)
      .map(sshKeyNode),
  status: () => fixed('SoftLayer_Virtual_Guest_Status', { keyName: 'ACTIVE', name: 'Active' }),
  tagReferences: ({ machine, around }) => tagReferences(machine, around),
  transientGuestFlag: ({ machine }) => guestExt(machine).transient ?? false,
  type: () => fixed('SoftLayer_Virtual_Guest_Type', { id: 1, keyName: 'PUBLIC', name: 'Public' }),
  userData: ({ machine }) => {
    const { userData } = guestExt(machine);
    return userData === undefined
      ? []
      : [fixed('SoftLayer_Virtual_Guest_Attribute', { value: userData })];
  },
};

export const guestNode = (machine: ShownMachine, around: Surroundings): Node =>
  resolved('SoftLayer_Virtual_Guest', guestResolvers, { machine, around });

function powerStateNode(machine: ShownMachine): Node | undefined {
  const keyName = stateViews[machine.state].powerState;
  if (keyName === null) return undefined;
  return fixed('SoftLayer_Virtual_Guest_Power_State', {
    keyName,
    name: keyName[0] + keyName.slice(1).toLowerCase(),
    description: '',
  });
}
