import { decimalText } from '@pileus/sdk/softlayer/wire';
import type { Row } from '../../store/tables.js';
import { dateText } from './dates.js';
import { guestExt } from './ext.js';
import { fixed, type Node, partId } from './nodes.js';
import type { ShownMachine, Surroundings } from './surroundings.js';

/**
 * Places of a machine's parts in its block of 64 ids. A billing item's place is looked up again when the item
 * is cancelled; the others only have to differ.
 */
export const slots = {
  billingItem: 1,
  privateComponent: 2,
  publicComponent: 3,
  operatingSystem: 4,
  password: 5,
  license: 6,
  orderItem: 7,
  blockDevice: 8,
  diskImage: 32,
  order: 60,
} as const;

const statusActive = 2;

export function locationNode(location: Row<'location'> | undefined): Node | undefined {
  if (!location) return undefined;
  return fixed('SoftLayer_Location_Datacenter', {
    id: location.id,
    name: location.code,
    longName: location.title,
    statusId: statusActive,
  });
}

/** Makers and names as the vendor spells them, by the inventory's family of systems. */
const families: Readonly<Record<string, readonly [manufacturer: string, name: string]>> = {
  centos: ['CentOS', 'CentOS'],
  debian: ['Debian', 'Debian'],
  redhat: ['Redhat', 'Redhat'],
  ubuntu: ['Ubuntu', 'Ubuntu'],
  windows: ['Microsoft', 'Windows'],
};

function softwareDescription(image: Row<'image'>, code: string | undefined): Node {
  const [manufacturer, name] = families[image.osFamily.toLowerCase()] ?? [
    image.osFamily,
    image.osFamily,
  ];
  return fixed('SoftLayer_Software_Description', {
    id: image.id,
    controlPanel: 0,
    operatingSystem: 1,
    virtualLicense: 0,
    virtualizationPlatform: 0,
    manufacturer,
    name,
    version: image.osVersion,
    longDescription: image.title,
    referenceCode: code ?? referenceCodeOf(image),
  });
}

const referenceCodeOf = (image: Row<'image'>): string =>
  `${image.osFamily} ${image.osVersion}`.trim();

export function referenceCode(machine: ShownMachine, around: Surroundings): string | undefined {
  const image = around.images.get(machine.imageId ?? 0);
  return image && (around.imageCodes.get(image.id) ?? referenceCodeOf(image));
}

/** The system of a machine, with the administrator's password once the machine has been ready. */
export function operatingSystemNode(machine: ShownMachine, around: Surroundings): Node | undefined {
  const image = around.images.get(machine.imageId ?? 0);
  if (!image) return undefined;
  const id = partId(machine.id, slots.operatingSystem);
  const description = softwareDescription(image, around.imageCodes.get(image.id));
  const password = machine.firstReadyAt === null ? null : around.password(machine);
  const passwords =
    password === null
      ? []
      : [
          fixed('SoftLayer_Software_Component_Password', {
            id: partId(machine.id, slots.password),
            createDate: dateText(machine.firstReadyAt ?? machine.createdAt),
            softwareId: id,
            username: image.osFamily.toLowerCase() === 'windows' ? 'Administrator' : 'root',
            password,
          }),
        ];
  return fixed('SoftLayer_Software_Component_OperatingSystem', {
    id,
    hardwareId: machine.kind === 'metal' ? machine.id : null,
    manufacturerLicenseInstance: '',
    passwords,
    softwareDescription: description,
    softwareLicense: fixed('SoftLayer_Software_License', {
      id: partId(machine.id, slots.license),
      softwareDescriptionId: image.id,
      softwareDescription: description,
    }),
  });
}

export function vlanNode(network: Row<'network'> | undefined): Node | undefined {
  // Networks of clusters are no VLANs.
  if (network?.kind !== 'vlan') return undefined;
  return fixed('SoftLayer_Network_Vlan', {
    id: network.id,
    accountId: network.accountId,
    name: network.name,
    note: network.description,
    networkSpace: 'PRIVATE',
    vlanNumber: network.vlan,
    primarySubnetId: network.id,
    primarySubnet: subnetNode(network),
  });
}

function subnetNode(network: Row<'network'> | undefined): Node | undefined {
  if (!network) return undefined;
  const [networkIdentifier = '', bits = ''] = network.cidr.split('/');
  return fixed('SoftLayer_Network_Subnet', {
    id: network.id,
    networkIdentifier,
    cidr: Number(bits),
    gateway: network.gateway,
    networkVlanId: network.id,
    addressSpace: 'PRIVATE',
    subnetType: 'PRIMARY',
    version: 4,
  });
}

/** The interfaces of a machine: `eth0` is the private side, `eth1` the public one. */
export function networkComponents(machine: ShownMachine, around: Surroundings): Node[] {
  const { privateOnly, maxSpeed = 1000 } = guestExt(machine);
  const network = around.networks.get(machine.networkId ?? 0);
  const one = (port: 0 | 1, slot: number, ip: string | null): Node => {
    const isPrivate = port === 0;
    const common = {
      id: partId(machine.id, slot),
      name: 'eth',
      port,
      speed: maxSpeed,
      maxSpeed,
      macAddress: macAddress(machine.uid, port),
      status: 'ACTIVE',
      modifyDate: dateText(machine.changedAt),
      primaryIpAddress: ip ?? undefined,
      networkVlan: isPrivate ? vlanNode(network) : undefined,
      primarySubnet: isPrivate ? subnetNode(network) : undefined,
    };
    return machine.kind === 'guest'
      ? fixed('SoftLayer_Virtual_Guest_Network_Component', {
          ...common,
          guestId: machine.id,
          createDate: dateText(machine.createdAt),
          uuid: machine.uid,
        })
      : fixed('SoftLayer_Network_Component', { ...common, hardwareId: machine.id });
  };
  const components = [one(0, slots.privateComponent, machine.privateIp)];
  if (!privateOnly) components.push(one(1, slots.publicComponent, machine.publicIp));
  return components;
}

/** `06` marks an address that no maker gave out. */
function macAddress(uid: string, port: number): string {
  const hex = uid.replaceAll('-', '').slice(0, 8) + (port === 0 ? '00' : '01');
  return ['06', ...hex.match(/../g)!].join(':');
}

/** Hours that a month is billed as. */
const hoursOfMonth = 730;

/** What the machine costs, and who ordered it. */
export function billingItemNode(machine: ShownMachine, around: Surroundings): Node {
  const { hourly = true } = guestExt(machine);
  const monthly = decimalText(Math.round(machine.price * hoursOfMonth * 100) / 100);
  const isGuest = machine.kind === 'guest';
  const preset = around.machineTypes.get(machine.machineTypeId ?? 0);
  return fixed(
    isGuest ? 'SoftLayer_Billing_Item_Virtual_Guest' : 'SoftLayer_Billing_Item_Hardware',
    {
      id: partId(machine.id, slots.billingItem),
      allowCancellationFlag: 1,
      cancellationDate: null,
      categoryCode: isGuest ? 'guest_core' : 'server',
      createDate: dateText(machine.createdAt),
      cycleStartDate: dateText(machine.createdAt),
      description: `${machine.vcpus} Core, ${Math.round(machine.memoryMb / 1024)} GB`,
      hostName: machine.hostname,
      domainName: machine.domain,
      hourlyRecurringFee: hourly ? decimalText(machine.price) : '0',
      recurringFee: hourly ? '0' : monthly,
      recurringMonths: 1,
      laborFee: '0',
      oneTimeFee: '0',
      setupFee: '0',
      serviceProviderId: 1,
      resourceTableId: machine.id,
      orderItemId: partId(machine.id, slots.orderItem),
      hourlyFlag: hourly,
      nextInvoiceTotalRecurringAmount: monthly,
      location: locationNode(around.locations.get(machine.locationId)),
      orderItem: fixed('SoftLayer_Billing_Order_Item', {
        id: partId(machine.id, slots.orderItem),
        description: machine.hostname,
        order: fixed('SoftLayer_Billing_Order', {
          id: partId(machine.id, slots.order),
          accountId: machine.accountId,
          createDate: dateText(machine.createdAt),
          status: 'APPROVED',
          userRecord: fixed('SoftLayer_User_Customer', { username: machine.createdBy }),
        }),
        preset:
          preset &&
          fixed('SoftLayer_Product_Package_Preset', {
            id: preset.id,
            keyName: preset.name,
            name: preset.name,
            description: preset.description,
            isActive: '1',
          }),
      }),
    },
  );
}

export function tagReferences(machine: ShownMachine, around: Surroundings): Node[] {
  const isGuest = machine.kind === 'guest';
  return (around.tags.get(machine.id) ?? []).map(({ taggingId, tag }) =>
    fixed('SoftLayer_Tag_Reference', {
      id: taggingId,
      tagId: tag.id,
      tagTypeId: isGuest ? 2 : 1,
      resourceTableId: machine.id,
      tag: fixed('SoftLayer_Tag', {
        id: tag.id,
        accountId: tag.accountId,
        internal: 0,
        name: tag.name,
      }),
      tagType: fixed('SoftLayer_Tag_Type', {
        keyName: isGuest ? 'GUEST' : 'HARDWARE',
        description: isGuest ? 'CCI' : 'Hardware',
      }),
    }),
  );
}

/** A key without anything secret in it: it is the public half. */
export const sshKeyNode = (key: Row<'sshKey'>): Node =>
  fixed('SoftLayer_Security_Ssh_Key', {
    id: key.id,
    label: key.label,
    key: key.publicKey,
    fingerprint: key.fingerprint,
    notes: key.notes,
    createDate: dateText(key.createdAt),
    modifyDate: dateText(key.changedAt),
  });
