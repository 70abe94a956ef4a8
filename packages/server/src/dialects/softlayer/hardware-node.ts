import { accountNode } from './account-node.js';
import { dateOrNull } from './dates.js';
import { guestExt } from './ext.js';
import type { Guest } from './guest-node.js';
import { fixed, type Node, type Resolvers, resolved } from './nodes.js';
import {
  billingItemNode,
  locationNode,
  networkComponents,
  operatingSystemNode,
  referenceCode,
  tagReferences,
  vlanNode,
} from './parts.js';
import type { ShownMachine, Surroundings } from './surroundings.js';
import { transactionsOf } from './transactions.js';

const list = (node: Node | undefined): Node[] => (node ? [node] : []);

const activeStatusId = 5;

/** Cores of one processor, where only the number of cores is known. */
const coresOfProcessor = 16;

const physicalCores = ({ machine, around }: Guest): number =>
  around.machineTypes.get(machine.machineTypeId ?? 0)?.pcpus ?? machine.vcpus;

/** SoftLayer_Hardware_Server. What is not here has no value. */
const hardwareResolvers: Resolvers<Guest> = {
  accountId: ({ machine }) => machine.accountId,
  bareMetalInstanceFlag: () => 0,
  domain: ({ machine }) => machine.domain,
  fullyQualifiedDomainName: ({ machine }) => `${machine.hostname}.${machine.domain}`,
  hardwareStatusId: () => activeStatusId,
  hostname: ({ machine }) => machine.hostname,
  id: ({ machine }) => machine.id,
  notes: ({ machine }) => guestExt(machine).notes,
  provisionDate: ({ machine }) => dateOrNull(machine.firstReadyAt),
  serviceProviderId: () => 1,
  serviceProviderResourceId: ({ machine }) => machine.id,

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
  datacenter: ({ machine, around }) => locationNode(around.locations.get(machine.locationId)),
  location: ({ machine, around }) => locationNode(around.locations.get(machine.locationId)),
  globalIdentifier: ({ machine }) => machine.uid,
  hardwareFunction: () =>
    fixed('SoftLayer_Hardware_Function', { id: 1, code: 'WEB', description: 'Web Server' }),
  hardwareStatus: () =>
    fixed('SoftLayer_Hardware_Status', { id: activeStatusId, status: 'ACTIVE' }),
  hourlyBillingFlag: ({ machine }) => guestExt(machine).hourly ?? true,
  /** GB. */
  memoryCapacity: ({ machine }) => Math.round(machine.memoryMb / 1024),
  processorCoreAmount: ({ machine }) => machine.vcpus,
  processorPhysicalCoreAmount: physicalCores,
  processorCount: (server) => Math.ceil(physicalCores(server) / coresOfProcessor),
  operatingSystem: ({ machine, around }) => operatingSystemNode(machine, around),
  operatingSystemReferenceCode: ({ machine, around }) => referenceCode(machine, around),
  softwareComponents: ({ machine, around }) => list(operatingSystemNode(machine, around)),
  primaryBackendIpAddress: ({ machine }) => machine.privateIp,
  privateIpAddress: ({ machine }) => machine.privateIp,
  primaryIpAddress: ({ machine }) => machine.publicIp,
  privateNetworkOnlyFlag: ({ machine }) => guestExt(machine).privateOnly ?? false,
  tagReferences: ({ machine, around }) => tagReferences(machine, around),
};

export const hardwareNode = (machine: ShownMachine, around: Surroundings): Node =>
  resolved('SoftLayer_Hardware_Server', hardwareResolvers, { machine, around });
