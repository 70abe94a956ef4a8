import {
  findImage,
  findLocation,
  findMachineType,
  homeLocation,
} from '../../inventory/catalogue.js';
import type { GuestDisk, GuestSpec } from '../../inventory/guests.js';
import { eq } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import type { GuestExt } from './ext.js';
import { invalidValue, missingProperty } from './faults.js';
import { defaultSpeed, offers, smallestDiskGb } from './offers.js';
import { Template } from './template.js';

const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/i;

/**
 * What a template asks for, in the inventory's words.
 *
 * @throws {Fault} for what is missing, unknown or not offered, in the order in which the vendor documents the
 * properties.
 */
export async function guestSpecOf(tx: Tx, sent: unknown): Promise<GuestSpec> {
  const template = new Template(sent);
  const hostname = nameIn(template, 'hostname');
  const domain = nameIn(template, 'domain');
  const location = await locationIn(tx, template);
  const size = await sizeIn(tx, template, location);
  const hourly = template.required('hourlyBillingFlag', template.flag('hourlyBillingFlag'));
  const localDisk = localDiskIn(template, size.machineType !== undefined);
  const image = await imageIn(tx, template);
  const transient = template.flag('transientGuestFlag') ?? false;
  if (transient && !hourly) {
    throw invalidValue(
      'transientGuestFlag',
      'Only guests that are billed by the hour are transient.',
    );
  }
  const networkId = await networkIn(tx, template, location);
  const options = template.struct('supplementalCreateObjectOptions');
  const ext: GuestExt = {
    hourly,
    localDisk,
    transient,
    privateOnly: template.flag('privateNetworkOnlyFlag') ?? false,
    dedicated: template.flag('dedicatedAccountHostOnlyFlag') ?? false,
    maxSpeed: speedIn(template),
    ...definedOnly({
      notes: template.text('notes'),
      userData: template.list('userData')[0]?.text('value'),
      postInstallScriptUri:
        template.text('postInstallScriptUri') ?? options.text('postInstallScriptUri'),
      bootMode: options.text('bootMode'),
      flavor: size.machineType?.name,
      placementGroupId: template.integer('placementGroupId'),
      sshKeyIds: await sshKeysIn(tx, template),
    }),
  };
  return {
    location,
    hostname,
    domain,
    ...size,
    image,
    disks: disksIn(template, image, size.machineType),
    ...(networkId !== undefined && { networkId }),
    publicAddress: !ext.privateOnly,
    ...(transient && { spot: true }),
    ext: { softlayer: { ...ext } },
  };
}

function nameIn(template: Template, property: 'hostname' | 'domain'): string {
  const name = template.required(property, template.text(property)).replace(/\.$/, '');
  const labels = name.split('.');
  const fits = name.length <= 190 && labels.every((each) => label.test(each));
  const isWhole = property === 'hostname' || labels.length > 1;
  if (fits && isWhole) return name;
  throw invalidValue(property, 'It must consist of valid DNS labels.');
}

async function locationIn(tx: Tx, template: Template): Promise<Row<'location'>> {
  const code = template.struct('datacenter').text('name');
  if (code === undefined) return homeLocation(tx, 'softlayer', 'softlayer');
  const location = await findLocation(tx, code);
  if (!location) throw invalidValue('datacenter.name', `There is no data center "${code}".`);
  return location;
}

async function sizeIn(
  tx: Tx,
  template: Template,
  location: Row<'location'>,
): Promise<Pick<GuestSpec, 'vcpus' | 'memoryMb' | 'machineType'>> {
  const flavor = template.struct('supplementalCreateObjectOptions').text('flavorKeyName');
  const vcpus = template.integer('startCpus');
  const memoryMb = template.integer('maxMemory');
  if (flavor === undefined) {
    return {
      vcpus: offered('startCpus', template.required('startCpus', vcpus), offers.processors),
      memoryMb: offered('maxMemory', template.required('maxMemory', memoryMb), offers.memory),
    };
  }
  const property = 'supplementalCreateObjectOptions.flavorKeyName';
  if (vcpus !== undefined || memoryMb !== undefined) {
    throw invalidValue(property, 'A flavor excludes startCpus and maxMemory.');
  }
  const machineType = await findMachineType(tx, flavor);
  if (machineType?.kind !== 'guest')
    throw invalidValue(property, `There is no flavor "${flavor}".`);
  const places = await tx.select('machineTypeLocation', {
    where: eq('machineTypeId', machineType.id),
  });
  if (places.length > 0 && !places.some(({ locationId }) => locationId === location.id)) {
    throw invalidValue(property, `Flavor "${flavor}" is not available in ${location.code}.`);
  }
  return { vcpus: machineType.vcpus, memoryMb: machineType.memoryMb, machineType };
}

function offered(property: string, value: number, choices: readonly number[]): number {
  if (choices.includes(value)) return value;
  throw invalidValue(property, `${value} is not offered; choose one of ${choices.join(', ')}.`);
}

/** python sends null for it with a flavor, which decides. */
function localDiskIn(template: Template, hasFlavor: boolean): boolean {
  const flag = template.flag('localDiskFlag');
  return hasFlavor ? (flag ?? false) : template.required('localDiskFlag', flag);
}

async function imageIn(tx: Tx, template: Template): Promise<Row<'image'>> {
  const code = template.text('operatingSystemReferenceCode');
  const identifier = template.struct('blockDeviceTemplateGroup').text('globalIdentifier');
  if (code !== undefined && identifier !== undefined) {
    throw invalidValue(
      'operatingSystemReferenceCode',
      'It excludes blockDeviceTemplateGroup.globalIdentifier.',
    );
  }
  if (identifier !== undefined) {
    const uid = identifier.toLowerCase();
    const image = await tx.get('image', { uid });
    if (image && image.kind !== 'docker') return image;
    throw invalidValue('blockDeviceTemplateGroup.globalIdentifier');
  }
  if (code === undefined) throw missingProperty('operatingSystemReferenceCode');
  const image = await findImage(tx, 'softlayer', code);
  if (image && image.kind !== 'docker') return image;
  throw invalidValue('operatingSystemReferenceCode', `There is no operating system "${code}".`);
}

function speedIn(template: Template): number {
  const speed = template.list('networkComponents')[0]?.integer('maxSpeed') ?? defaultSpeed;
  return offered('networkComponents[0].maxSpeed', speed, offers.speeds);
}

/** The private side decides the network; a VLAN named for the public side must exist, too. */
async function networkIn(
  tx: Tx,
  template: Template,
  location: Row<'location'>,
): Promise<number | undefined> {
  let chosen: number | undefined;
  for (const property of ['primaryNetworkComponent', 'primaryBackendNetworkComponent']) {
    const id = template.struct(property).struct('networkVlan').integer('id');
    if (id === undefined) continue;
    const network = await tx.get('network', { id });
    if (network?.kind !== 'vlan' || network.locationId !== location.id) {
      throw invalidValue(`${property}.networkVlan.id`);
    }
    chosen = id;
  }
  return chosen;
}

async function sshKeysIn(tx: Tx, template: Template): Promise<readonly number[] | undefined> {
  const ids = template.list('sshKeys').map((key) => key.integer('id'));
  for (const [i, id] of ids.entries()) {
    const key = id === undefined ? undefined : await tx.get('sshKey', { id });
    if (!key) throw invalidValue(`sshKeys[${i}].id`);
  }
  return ids.length > 0 ? ids.filter((id) => id !== undefined) : undefined;
}

/** Device `0` is the first disk, `1` is the swap, which nobody may set. */
function disksIn(
  template: Template,
  image: Row<'image'>,
  machineType: Row<'machineType'> | undefined,
): GuestDisk[] {
  const least = machineType?.diskGb ?? smallestDiskGb;
  const disks: GuestDisk[] = [{ kind: 'system', sizeGb: Math.max(least, image.diskGb) }];
  for (const [i, device] of template.list('blockDevices').entries()) {
    const position = device.integer('device') ?? (i === 0 ? 0 : i + 1);
    const capacity = device.struct('diskImage').integer('capacity');
    if (position === 1 || position > 24) throw invalidValue(`blockDevices[${i}].device`);
    if (capacity === undefined || capacity < 1 || capacity > 12_000) {
      throw invalidValue(`blockDevices[${i}].diskImage.capacity`);
    }
    if (position === 0) disks[0] = { kind: 'system', sizeGb: capacity };
    else disks.push({ kind: 'raw', sizeGb: capacity });
  }
  return disks;
}

const definedOnly = <T extends object>(members: T): { [K in keyof T]?: NonNullable<T[K]> } =>
  Object.fromEntries(Object.entries(members).filter(([, value]) => value !== undefined)) as never;
