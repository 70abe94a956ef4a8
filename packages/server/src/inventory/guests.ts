import type { Tx } from '../store/store.js';
import type { Ext, Insert, Row } from '../store/tables.js';
import { addressAt, sizeOf } from './addresses.js';
import { admit, explainLimit, limitsOn } from './admission.js';
import { accountOf, defaultGroupId, defaultNetwork, type MachineType } from './catalogue.js';
import { RefusedError } from './errors.js';
import { type CreatedMachines, createMachines, type MachineDraft } from './machines.js';
import type { CommandContext } from './operations.js';

export interface GuestDisk {
  readonly sizeGb: number;
  readonly path?: string | null;
  readonly kind: Row<'disk'>['kind'];
}

/** A virtual server outside any cluster. */
export interface GuestSpec {
  readonly location: Row<'location'>;
  readonly hostname: string;
  /** Default: the account's domain. */
  readonly domain?: string;
  /** Default: the hostname. */
  readonly name?: string;
  /** CenturyLink's own name, unique among all machines. */
  readonly serverName?: string;
  /** Default: the Default Group of the location. */
  readonly groupId?: number;
  /** Default: the location's server network. */
  readonly networkId?: number;
  /** Default: the lowest free address of the network. */
  readonly ip?: string;
  /** A public address besides, from the range that is set apart for tests of networks (RFC 2544). */
  readonly publicAddress?: boolean;
  readonly vcpus: number;
  readonly memoryMb: number;
  readonly machineType?: MachineType;
  readonly image?: Row<'image'>;
  readonly disks: readonly GuestDisk[];
  /** World time of deletion. */
  readonly expiresAt?: number;
  /** Sealed by the vault. */
  readonly passwordEnc?: string;
  readonly spot?: boolean;
  readonly ext?: Ext;
}

/** Prices of machines without a type, in US dollars per hour. */
export const unitPrices = { vcpu: 0.01, memoryGb: 0.015, storageGb: 0.000205 };

/**
 * Creates virtual servers of one location and size in one operation.
 *
 * @throws {RefusedError} `limit` when not all of them fit; then nothing is made.
 */
export async function createGuests(
  tx: Tx,
  specs: readonly GuestSpec[],
  context: CommandContext,
): Promise<CreatedMachines> {
  const account = await accountOf(tx);
  const drafts: MachineDraft[] = [];
  for (const spec of specs) drafts.push(await draftOf(tx, spec, account));
  await admitAll(tx, specs, drafts, account.id);
  const locationId = specs[0]?.location.id ?? null;
  const created = await createMachines(tx, { locationId, ...context }, drafts);
  const disks = specs.flatMap((spec, i) =>
    spec.disks.map(
      (disk, slot): Insert<'disk'> => ({
        machineId: created.machineIds[i]!,
        slot,
        sizeGb: disk.sizeGb,
        path: disk.path ?? null,
        kind: disk.kind,
      }),
    ),
  );
  if (disks.length > 0) await tx.insertMany('disk', disks);
  const exposed = created.machineIds.filter((_, i) => specs[i]!.publicAddress);
  if (exposed.length > 0) await givePublicAddresses(tx, exposed);
  return created;
}

/** Machines are told apart by id, so their public addresses are too. */
const publicRange = '198.18.0.0/15';

async function givePublicAddresses(tx: Tx, machineIds: readonly number[]): Promise<void> {
  const rows = machineIds.map((id) => ({
    id,
    publicIp: addressAt(publicRange, id % sizeOf(publicRange)),
  }));
  await tx.updateMany('machine', rows);
  await tx.insertMany(
    'address',
    rows.map(
      ({ id, publicIp }): Insert<'address'> => ({ ip: publicIp, machineId: id, role: 'public' }),
    ),
  );
}

async function draftOf(tx: Tx, spec: GuestSpec, account: Row<'account'>): Promise<MachineDraft> {
  const { location, machineType } = spec;
  const networkId = spec.networkId ?? (await defaultNetwork(tx, location.id, 'vlan'))?.id ?? null;
  const diskGb = spec.disks.reduce((sum, disk) => sum + disk.sizeGb, 0);
  const price =
    machineType?.price ??
    spec.vcpus * unitPrices.vcpu +
      (spec.memoryMb / 1024) * unitPrices.memoryGb +
      diskGb * unitPrices.storageGb;
  return {
    locationId: location.id,
    kind: 'guest',
    groupId: spec.groupId ?? (await defaultGroupId(tx, location.id)),
    name: spec.name ?? spec.hostname,
    hostname: spec.hostname,
    domain: spec.domain ?? account.domain,
    serverName: spec.serverName ?? null,
    machineTypeId: machineType?.id ?? null,
    family: machineType?.family ?? 'custom',
    vcpus: spec.vcpus,
    quotaVcpus: machineType?.quotaVcpus ?? spec.vcpus,
    memoryMb: spec.memoryMb,
    diskGb,
    imageId: spec.image?.id ?? null,
    networkId,
    ...(spec.ip !== undefined && { ip: spec.ip }),
    expiresAt: spec.expiresAt ?? null,
    spot: spec.spot ?? false,
    price,
    passwordEnc: spec.passwordEnc ?? null,
    ext: spec.ext ?? {},
    start: true,
  };
}

async function admitAll(
  tx: Tx,
  specs: readonly GuestSpec[],
  drafts: readonly MachineDraft[],
  accountId: number,
): Promise<void> {
  const first = drafts[0];
  if (!first) return;
  const limits = await limitsOn(
    tx,
    {
      accountId,
      locationId: first.locationId,
      locationCode: specs[0]!.location.code,
      placementGroupId: null,
      family: first.family,
      spot: first.spot ?? false,
      kind: 'guest',
      vcpus: first.vcpus,
      quotaVcpus: first.quotaVcpus,
    },
    tx,
  );
  const { granted, boundBy } = admit(limits, drafts.length);
  if (granted === drafts.length) return;
  throw new RefusedError(
    'limit',
    `Only ${granted} of ${drafts.length} machines fit: ${explainLimit(boundBy!)}.`,
  );
}
