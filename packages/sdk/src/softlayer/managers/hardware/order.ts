import { ArgumentError } from '../../../http/argument-error.js';
import type {
  SoftLayer_Location_Region,
  SoftLayer_Product_Item,
  SoftLayer_Product_Item_Price,
} from '../../generated/types.js';
import type { DevicePackage } from '../device/create-options.js';
import { SoftLayerOperationError } from '../operation-error.js';
import type { OrderOptions } from '../ordering/ordering.js';

/** A server to order. */
export interface HardwareOptions {
  /** Key name of a size: `S1270_8GB_2X1TBSATA_NORAID`. */
  readonly size: string;
  readonly hostname: string;
  readonly domain: string;
  /** Short name of a data centre: `dal13`. */
  readonly location: string;
  /** Key name or reference code of an operating system. */
  readonly os: string;
  /** Mbit/s; in the place of `network`. */
  readonly portSpeed?: number | undefined;
  /** Key name of network ports; in the place of `portSpeed`. */
  readonly network?: string | undefined;
  /** Ids. */
  readonly sshKeys?: readonly number[] | undefined;
  /** A script to run when the server is there. */
  readonly postUri?: string | undefined;
  /** False: by the month. Default true. */
  readonly hourly?: boolean | undefined;
  /** True: without a public network. Default false. */
  readonly noPublic?: boolean | undefined;
  /** Key names. */
  readonly extras?: readonly string[] | undefined;
  /** Ids. */
  readonly publicRouter?: number | undefined;
  readonly privateRouter?: number | undefined;
}

export const hardwarePackage = 'BARE_METAL_SERVER';

/** @throws ArgumentError naming what is missing, or what stands beside another. */
export function checkHardware(options: HardwareOptions): void {
  const { network, portSpeed } = options;
  for (const name of ['size', 'hostname', 'domain', 'location', 'os'] as const) {
    if (!options[name]) throw refuse(name, `A server needs a \`${name}\`.`);
  }
  if (!network && portSpeed === undefined) {
    throw refuse('portSpeed', 'A server needs a `portSpeed`, or `network` in its place.');
  }
}

/**
 * The order of a server in the words of the catalogue.
 *
 * @throws SoftLayerOperationError for what cannot be had at the location.
 */
export function hardwareOrder(options: HardwareOptions, devices: DevicePackage): OrderOptions {
  const { size, hostname, domain, location, os, network, portSpeed, postUri } = options;
  const { sshKeys = [], hourly = true, noPublic = false, extras = [] } = options;
  const { publicRouter, privateRouter } = options;
  const region = devices.regions.find((each) => each.location?.location?.name === location);
  if (!region) {
    throw new SoftLayerOperationError(`Servers cannot be ordered at ${location}.`);
  }
  const hardware = {
    hostname,
    domain,
    ...(privateRouter ? { primaryBackendNetworkComponent: { router: { id: privateRouter } } } : {}),
    ...(publicRouter ? { primaryNetworkComponent: { router: { id: publicRouter } } } : {}),
  };
  return {
    packageKeyname: hardwarePackage,
    location,
    itemKeynames: [
      ...['1_IP_ADDRESS', 'UNLIMITED_SSL_VPN_USERS_1_PPTP_VPN_USER_PER_ACCOUNT'],
      ...['REBOOT_KVM_OVER_IP', os],
      bandwidthKey(devices.items, { hourly, noPublic, region }),
      network || portSpeedKey(devices.items, { portSpeed, noPublic, region }),
      ...extras,
    ],
    complexType: 'SoftLayer_Container_Product_Order_Hardware_Server',
    hourly,
    presetKeyname: size,
    extras: {
      hardware: [hardware],
      ...(postUri ? { provisionScripts: [postUri] } : {}),
      ...(sshKeys.length > 0 ? { sshKeys: [{ sshKeyIds: sshKeys }] } : {}),
    },
    quantity: 1,
  };
}

/** By the hour and without a public network, traffic is paid as it comes. */
function bandwidthKey(
  items: readonly SoftLayer_Product_Item[],
  {
    hourly,
    noPublic,
    region,
  }: { hourly: boolean; noPublic: boolean; region: SoftLayer_Location_Region },
): string {
  const asItComes = hourly || noPublic;
  const found = items.find(
    ({ itemCategory, capacity, prices = [] }) =>
      itemCategory?.categoryCode === 'bandwidth' &&
      (Number(capacity ?? 0) === 0) === asItComes &&
      prices.some((price) => isBilled(price, hourly) && holdsAt(price, region)),
  );
  if (found?.keyName) return found.keyName;
  throw new SoftLayerOperationError(
    `There is no price for bandwidth ${hourly ? 'by the hour' : 'by the month'} at this location.`,
  );
}

function portSpeedKey(
  items: readonly SoftLayer_Product_Item[],
  {
    portSpeed,
    noPublic,
    region,
  }: { portSpeed: number | undefined; noPublic: boolean; region: SoftLayer_Location_Region },
): string {
  const found = items.find((item) => {
    const attributes = (item.attributes ?? []).map((each) => each.attributeTypeKeyName);
    return (
      item.itemCategory?.categoryCode === 'port_speed' &&
      Number(item.capacity) === portSpeed &&
      attributes.includes('IS_PRIVATE_NETWORK_ONLY') === noPublic &&
      // Ports that are bonded.
      !attributes.includes('NON_LACP') &&
      (item.prices ?? []).some((price) => holdsAt(price, region))
    );
  });
  if (found?.keyName) return found.keyName;
  throw new SoftLayerOperationError(
    `There is no price for ports of ${portSpeed} Mbit/s at this location.`,
  );
}

const isBilled = (price: SoftLayer_Product_Item_Price, hourly: boolean): boolean =>
  (hourly ? price.hourlyRecurringFee : price.recurringFee) != null;

const holdsAt = (
  { locationGroupId }: SoftLayer_Product_Item_Price,
  { location }: SoftLayer_Location_Region,
): boolean =>
  !locationGroupId ||
  (location?.location?.priceGroups ?? []).some(({ id }) => id === locationGroupId);

const refuse = (argument: string, message: string): ArgumentError =>
  new ArgumentError(argument, message, 'SoftLayer');
