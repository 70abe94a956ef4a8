import { CounterChanges } from '../inventory/admission.js';
import { unitPrices } from '../inventory/guests.js';
import { standardOrdinal } from '../inventory/node-names.js';
import { stateFacts } from '../inventory/states.js';
import type { Tx } from '../store/store.js';
import type { Insert } from '../store/tables.js';
import { Addressing, type GivenAddress } from './addressing.js';
import type { ApplyOptions } from './apply.js';
import { type Directory, inAccount, inPlace, type PlacedArray } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { Entry, World } from './schema.js';
import { WorldError, type WorldIssue } from './world-error.js';

type Row = Insert<'machine'> & { readonly accountId: number };

/** A machine to be written. */
export interface Draft {
  readonly row: Row;
  readonly ip?: string | undefined;
  readonly publicIp?: string | undefined;
  readonly disks?: Entry<'machines'>['disks'];
  /** Where it stands in the world, for mistakes. */
  readonly path: string;
}

/** Writes machines with all that follows from them: addresses, disks, spans, counters, free numbers. */
export class MachineWriter {
  readonly #tx: Tx;
  readonly #world: World;
  readonly #directory: Directory;
  readonly #addressing: Addressing;
  readonly #counters = new CounterChanges();
  readonly #ordinals = new Map<number, Set<number>>();
  readonly #typeNames = new Map<number, string>();

  private constructor(tx: Tx, world: World, directory: Directory, addressing: Addressing) {
    this.#tx = tx;
    this.#world = world;
    this.#directory = directory;
    this.#addressing = addressing;
    for (const { name } of world.machineTypes) this.#typeNames.set(directory.type(name).id, name);
  }

  static async open(tx: Tx, world: World, directory: Directory): Promise<MachineWriter> {
    return new MachineWriter(tx, world, directory, await Addressing.open(tx));
  }

  /** Answers the ids in order. @throws {WorldError} for addresses that cannot be given. */
  async write(drafts: readonly Draft[]): Promise<number[]> {
    const tx = this.#tx;
    const addresses = this.#address(drafts);
    const rows = drafts.map(({ row }, i) => ({ ...row, privateIp: addresses[i]?.ip ?? null }));
    const ids = await insertRows(tx, 'machine', rows);
    const addressRows: Insert<'address'>[] = [];
    const disks: Insert<'disk'>[] = [];
    const spans: Insert<'span'>[] = [];
    for (const [i, { row, publicIp, disks: own = [] }] of drafts.entries()) {
      const machineId = ids[i]!;
      const { accountId } = row;
      const address = addresses[i];
      if (address) addressRows.push({ ...address, accountId, machineId, role: 'primary' });
      if (publicIp) addressRows.push({ accountId, machineId, ip: publicIp, role: 'public' });
      for (const [slot, { sizeGb, path, kind }] of own.entries()) {
        disks.push({ accountId, machineId, slot, sizeGb, path: path ?? null, kind });
      }
      if (row.startedAt != null) spans.push(this.#spanOf(row, machineId));
      this.#count(row);
    }
    await tx.insertMany('address', addressRows);
    await tx.insertMany('disk', disks);
    await tx.insertMany('span', spans);
    return ids;
  }

  /** Writes what is known only when every machine is. */
  async finish(): Promise<void> {
    for (const { id } of this.#directory.arrays) {
      const taken = this.#ordinals.get(id);
      let freeFrom = 1;
      while (taken?.has(freeFrom)) freeFrom += 1;
      if (freeFrom > 1) await this.#tx.update('nodeArray', id, { freeFrom });
    }
    await this.#addressing.finish(this.#tx);
    await this.#counters.write(this.#tx);
  }

  #address(drafts: readonly Draft[]): (GivenAddress | undefined)[] {
    const issues: WorldIssue[] = [];
    const addresses: (GivenAddress | undefined)[] = [];
    // Addresses that are asked for go first: another machine must not get one of them.
    for (const wanted of [true, false]) {
      for (const [i, { row, ip, path }] of drafts.entries()) {
        if ((ip !== undefined) !== wanted || row.networkId == null) continue;
        const given =
          ip === undefined
            ? (this.#addressing.lowest(row.networkId) ?? 'Its network has no free address left')
            : this.#addressing.claim(row.networkId, ip);
        if (typeof given === 'string') issues.push({ path: `${path}.ip`, message: given });
        else addresses[i] = given;
      }
    }
    if (issues.length > 0) throw new WorldError(this.#world.title ?? 'file', issues);
    return addresses;
  }

  #count(row: Row): void {
    if (row.arrayId != null && row.ordinal != null) {
      const taken = this.#ordinals.get(row.arrayId) ?? new Set();
      this.#ordinals.set(row.arrayId, taken.add(row.ordinal));
    }
    if (!stateFacts[row.state].counted) return;
    this.#counters.add(
      {
        accountId: row.accountId,
        locationId: row.locationId,
        clusterId: row.clusterId ?? null,
        arrayId: row.arrayId ?? null,
        bucketId: row.bucketId ?? null,
        placementGroupId: row.placementGroupId ?? null,
        family: row.family,
        spot: row.spot ?? false,
        kind: row.kind,
        vcpus: row.vcpus,
        quotaVcpus: row.quotaVcpus,
      },
      1,
    );
  }

  #spanOf(row: Row, machineId: number): Insert<'span'> {
    return {
      accountId: row.accountId,
      machineId,
      machineUid: row.uid!,
      name: row.name,
      clusterId: row.clusterId ?? null,
      arrayId: row.arrayId ?? null,
      locationId: row.locationId,
      machineType:
        this.#typeNames.get(row.machineTypeId ?? 0) ?? `Custom_${row.vcpus}_${row.memoryMb}`,
      spot: row.spot ?? false,
      vcpus: row.quotaVcpus,
      memoryMb: row.memoryMb,
      price: row.price,
      fromAt: row.startedAt!,
      toAt: null,
    };
  }
}

/** What a machine's row says of a machine that has been in `state` since the world began. */
export function restingIn(
  state: Insert<'machine'>['state'],
  uid: string,
  now: number,
): Pick<
  Row,
  'state' | 'stateSince' | 'openSteps' | 'instanceId' | 'firstReadyAt' | 'startedAt' | 'dueAt'
> {
  const holds = stateFacts[state].exists;
  return {
    state,
    stateSince: now,
    openSteps: 0,
    instanceId: holds ? `sim-${uid}` : null,
    firstReadyAt: holds || state === 'deallocated' ? now : null,
    startedAt: holds ? now : null,
    dueAt: null,
  };
}

export async function addMachines(
  tx: Tx,
  world: World,
  directory: Directory,
  writer: MachineWriter,
  sealKey: ApplyOptions['sealKey'],
): Promise<void> {
  const groups = new Map<string, number>();
  const drafts: Draft[] = [];
  for (const [i, entry] of world.machines.entries()) {
    const accountId = directory.account(entry.account);
    const clusterId = directory.idOrNull(
      'cluster',
      entry.cluster && inAccount(accountId, entry.cluster),
    );
    const array = entry.array ? directory.array(clusterId!, entry.array) : undefined;
    const row = draftOf(tx, entry, world, directory, { accountId, clusterId, array });
    const password = entry.password;
    drafts.push({
      row: {
        ...row,
        placementGroupId: await ensurePlacementGroup(tx, groups, entry, row, array),
        passwordEnc: password === undefined ? null : sealKey(password).enc,
      },
      ip: entry.ip,
      publicIp: entry.publicIp,
      disks: entry.disks ?? (row.diskGb > 0 ? [{ sizeGb: row.diskGb, kind: 'system' }] : []),
      path: `machines[${i}]`,
    });
  }
  await writer.write(drafts);
}

function draftOf(
  tx: Tx,
  entry: Entry<'machines'>,
  world: World,
  directory: Directory,
  owner: { accountId: number; clusterId: number | null; array: PlacedArray | undefined },
): Row {
  const { accountId, clusterId, array } = owner;
  const locationId = directory.id('location', entry.location);
  const alias = entry.account ?? world.accounts[0]!.alias;
  const bucket = array?.buckets.find(
    ({ type }) => !entry.machineType || type.id === directory.type(entry.machineType).id,
  );
  const type = entry.machineType ? directory.type(entry.machineType) : bucket?.type;
  const vcpus = entry.vcpus ?? type?.vcpus ?? 0;
  const memoryMb = entry.memoryMb ?? type?.memoryMb ?? 0;
  const diskGb =
    entry.disks?.reduce((sum, disk) => sum + disk.sizeGb, 0) ?? entry.diskGb ?? type?.diskGb ?? 0;
  const spot = array?.entry.spot ?? entry.spot;
  const uid = entry.uid ?? crypto.randomUUID();
  const kind = array ? 'compute' : 'vlan';
  const group = entry.group ?? (entry.kind === 'host' ? undefined : 'Default Group');
  const network = inPlace(accountId, locationId, entry.network ?? `kind:${kind}`);
  return {
    ...fixed(entry),
    ...restingIn(entry.state, uid, tx.now),
    uid,
    accountId,
    locationId,
    kind: entry.kind,
    groupId: directory.idOrNull('group', group && inPlace(accountId, locationId, group)),
    clusterId,
    arrayId: array?.id ?? null,
    bucketId: bucket?.id ?? null,
    ordinal: array ? (entry.ordinal ?? standardOrdinal(array.entry, entry.name)) : null,
    name: entry.name,
    hostname: entry.hostname ?? entry.name.toLowerCase(),
    domain: entry.domain ?? world.accounts.find((each) => each.alias === alias)!.domain,
    serverName: entry.serverName ?? null,
    machineTypeId: type?.id ?? null,
    family: type?.family ?? 'custom',
    vcpus,
    quotaVcpus: type?.quotaVcpus ?? vcpus,
    memoryMb,
    diskGb,
    imageId: directory.idOrNull('image', entry.image ?? array?.entry.image),
    reason: entry.reason ?? null,
    keepAlive: entry.keepAlive,
    fixed: entry.fixed,
    spot,
    maintenance: entry.maintenance,
    price:
      entry.price ??
      (spot ? type?.spotPrice : undefined) ??
      type?.price ??
      vcpus * unitPrices.vcpu +
        (memoryMb / 1024) * unitPrices.memoryGb +
        diskGb * unitPrices.storageGb,
    networkId: entry.network || !array ? directory.id('network', network) : array.networkId,
    publicIp: entry.publicIp ?? null,
  };
}

async function ensurePlacementGroup(
  tx: Tx,
  groups: Map<string, number>,
  entry: Entry<'machines'>,
  row: Row,
  array: PlacedArray | undefined,
): Promise<number | null> {
  const { placementGroup: name } = entry;
  if (name === undefined || !array || row.bucketId == null) return null;
  const key = `${row.bucketId} ${name}`;
  const known = groups.get(key);
  if (known !== undefined) return known;
  const id = await tx.insert('placementGroup', {
    accountId: row.accountId,
    name,
    rule: 'pack',
    bucketId: row.bucketId,
    locationId: row.locationId,
    maxSize: array.entry.placementGroupSize,
  });
  groups.set(key, id);
  return id;
}
