import { ArgumentError } from '../../../http/argument-error.js';

/** A virtual server to create. */
export interface GuestOptions {
  readonly hostname: string;
  readonly domain: string;
  /** Cores; not with a flavor. */
  readonly cpus?: number | undefined;
  /** MiB; not with a flavor. */
  readonly memory?: number | undefined;
  /** Key name of a size: `B1_2X4X100`. */
  readonly flavor?: string | undefined;
  /** False: by the month. Default true. */
  readonly hourly?: boolean | undefined;
  /** False: disks in the network; null: what the flavor has. Default true. */
  readonly localDisk?: boolean | null | undefined;
  /** Short name: `dal09`. Default one that the API chooses. */
  readonly datacenter?: string | undefined;
  /** Reference code of an operating system: `UBUNTU_LATEST`; not with an image. */
  readonly osCode?: string | undefined;
  /** Global identifier of an image. */
  readonly imageId?: string | undefined;
  /** True: on a host of the account's own. Default false. */
  readonly dedicated?: boolean | undefined;
  /** Id of a dedicated host. */
  readonly hostId?: number | undefined;
  /** Ids of networks: VLANs, each with a subnet of it or without, or routers. */
  readonly publicVlan?: number | undefined;
  readonly privateVlan?: number | undefined;
  readonly publicSubnet?: number | undefined;
  readonly privateSubnet?: number | undefined;
  readonly publicRouter?: number | undefined;
  readonly privateRouter?: number | undefined;
  /** Ids. */
  readonly publicSecurityGroups?: readonly number[] | undefined;
  readonly privateSecurityGroups?: readonly number[] | undefined;
  /** True: without a public network. Default false. */
  readonly private?: boolean | undefined;
  /** Mbit/s. */
  readonly nicSpeed?: number | undefined;
  /** GB, the first disk first. */
  readonly disks?: readonly (number | string)[] | undefined;
  readonly userdata?: string | undefined;
  /** A script to run when the server is there; it is only run from HTTPS. */
  readonly postUri?: string | undefined;
  /** Ids. */
  readonly sshKeys?: readonly number[] | undefined;
  /** `HVM` or `PV`. */
  readonly bootMode?: string | undefined;
  /** True: it may be taken back at any time. Default false. */
  readonly transient?: boolean | undefined;
}

/** A template for `createObject` and `generateOrderTemplate`. */
export interface GuestTemplate {
  readonly [property: string]: unknown;
}

/**
 * The template of a virtual server.
 *
 * @throws ArgumentError naming what is missing, or what cannot stand together.
 */
export function guestTemplate(options: GuestOptions): GuestTemplate {
  const { hostname, domain, cpus, memory, flavor, hostId, imageId, osCode } = options;
  if (!hostname || !domain) {
    const missing = hostname ? 'domain' : 'hostname';
    throw refuse(missing, `A virtual server needs a \`${missing}\`.`);
  }
  oneOf(options, 'osCode', 'imageId');
  for (const each of ['cpus', 'memory', 'dedicated', 'hostId'] as const) {
    oneOf(options, 'flavor', each);
  }
  const { hourly = true, localDisk = true, bootMode = null, dedicated, datacenter } = options;
  return {
    startCpus: cpus ?? null,
    maxMemory: memory ?? null,
    hostname,
    domain,
    localDiskFlag: localDisk,
    hourlyBillingFlag: hourly,
    supplementalCreateObjectOptions: { bootMode, ...(flavor ? { flavorKeyName: flavor } : {}) },
    ...(dedicated && !hostId ? { dedicatedAccountHostOnlyFlag: true } : {}),
    ...(hostId ? { dedicatedHost: { id: hostId } } : {}),
    ...(options.private ? { privateNetworkOnlyFlag: true } : {}),
    ...(options.transient ? { transientGuestFlag: true } : {}),
    ...(osCode ? { operatingSystemReferenceCode: osCode } : {}),
    ...(imageId ? { blockDeviceTemplateGroup: { globalIdentifier: imageId } } : {}),
    ...(datacenter ? { datacenter: { name: datacenter } } : {}),
    ...guestNetworks(options, true),
    ...guestParts(options),
  };
}

function guestParts({ userdata, nicSpeed, disks, postUri, sshKeys }: GuestOptions): object {
  // Device 1 is the one for swap.
  const blockDevices = disks?.map((capacity, i) => ({
    device: String(i === 0 ? 0 : i + 1),
    diskImage: { capacity },
  }));
  return {
    ...(userdata ? { userData: [{ value: userdata }] } : {}),
    ...(nicSpeed ? { networkComponents: [{ maxSpeed: nicSpeed }] } : {}),
    ...(blockDevices && blockDevices.length > 0 ? { blockDevices } : {}),
    ...(postUri ? { postInstallScriptUri: postUri } : {}),
    ...(sshKeys && sshKeys.length > 0 ? { sshKeys: sshKeys.map((id) => ({ id })) } : {}),
  };
}

/**
 * The two networks of a template, as far as they are chosen.
 *
 * @param withGroups false: without security groups.
 * @throws ArgumentError for a subnet without its VLAN, and for routers beside VLANs.
 */
export function guestNetworks(options: GuestOptions, withGroups: boolean): object {
  const { publicVlan, privateVlan, publicSubnet, privateSubnet } = options;
  const { publicRouter, privateRouter } = options;
  const router = publicRouter ? 'publicRouter' : privateRouter ? 'privateRouter' : undefined;
  if (router && (publicVlan || privateVlan || publicSubnet || privateSubnet)) {
    throw refuse(router, 'Choose networks by VLANs and subnets, or by routers alone, not by both.');
  }
  if (publicSubnet && !publicVlan) {
    throw refuse('publicSubnet', 'A `publicSubnet` needs its `publicVlan`.');
  }
  if (privateSubnet && !privateVlan) {
    throw refuse('privateSubnet', 'A `privateSubnet` needs its `privateVlan`.');
  }
  const groups = (ids: readonly number[] | undefined) => (withGroups ? ids : undefined);
  const front = network(
    { vlan: publicVlan, subnet: publicSubnet, router: publicRouter },
    groups(options.publicSecurityGroups),
  );
  const back = network(
    { vlan: privateVlan, subnet: privateSubnet, router: privateRouter },
    groups(options.privateSecurityGroups),
  );
  return {
    ...(front ? { primaryNetworkComponent: front } : {}),
    ...(back ? { primaryBackendNetworkComponent: back } : {}),
  };
}

function network(
  ids: Readonly<Record<'vlan' | 'subnet' | 'router', number | undefined>>,
  groups: readonly number[] = [],
): object | undefined {
  const { vlan, subnet, router } = ids;
  const bindings = groups.map((id) => ({ securityGroup: { id } }));
  const chosen = {
    ...(router ? { router: { id: router } } : {}),
    ...(vlan
      ? { networkVlan: { id: vlan, ...(subnet ? { primarySubnet: { id: subnet } } : {}) } }
      : {}),
    ...(bindings.length > 0 ? { securityGroupBindings: bindings } : {}),
  };
  return Object.keys(chosen).length > 0 ? chosen : undefined;
}

function oneOf(options: GuestOptions, first: keyof GuestOptions, second: keyof GuestOptions): void {
  if (options[first] && options[second]) {
    throw refuse(second, `Give \`${first}\` or \`${second}\`, not both.`);
  }
}

const refuse = (argument: string, message: string): ArgumentError =>
  new ArgumentError(argument, message, 'SoftLayer');
