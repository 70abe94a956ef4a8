import { openStepsOf } from '../../inventory/steps.js';
import { verbFacts, verbs } from '../../inventory/verbs.js';
import { machinePassword } from '../../security/machine-password.js';
import type { Vault } from '../../security/vault.js';
import { and, eq, isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { Machine, Row, Step } from '../../store/tables.js';

/** Columns that guests and servers are made of. */
export const machineColumns = [
  'id',
  'uid',
  'accountId',
  'kind',
  'createdAt',
  'createdBy',
  'changedAt',
  'ext',
  'locationId',
  'machineTypeId',
  'hostname',
  'domain',
  'vcpus',
  'memoryMb',
  'diskGb',
  'imageId',
  'state',
  'stateSince',
  'openSteps',
  'firstReadyAt',
  'placementGroupId',
  'price',
  'networkId',
  'privateIp',
  'publicIp',
  'passwordEnc',
  'lastReloadStepId',
  'instanceId',
] as const;

export type ShownMachine = Pick<Machine, (typeof machineColumns)[number]>;

/** Rows around machines, as far as they are wanted; what was not asked for is empty. */
export interface Surroundings {
  readonly now: number;
  readonly locations: ReadonlyMap<number, Row<'location'>>;
  readonly images: ReadonlyMap<number, Row<'image'>>;
  /** The reference code of an image, by its id. */
  readonly imageCodes: ReadonlyMap<number, string>;
  readonly networks: ReadonlyMap<number, Row<'network'>>;
  readonly machineTypes: ReadonlyMap<number, Row<'machineType'>>;
  readonly sshKeys: ReadonlyMap<number, Row<'sshKey'>>;
  readonly account: Row<'account'> | undefined;
  /** Steps that have not ended, the head first, by machine. */
  readonly openSteps: ReadonlyMap<number, readonly Step[]>;
  /** The last reloads and the last transactions, by the id of the step. */
  readonly reloads: ReadonlyMap<number, Step>;
  /** The last transaction of a machine that has ended. */
  readonly lastTransactions: ReadonlyMap<number, Step>;
  readonly disks: ReadonlyMap<number, readonly Row<'disk'>[]>;
  readonly tags: ReadonlyMap<number, readonly TagOnMachine[]>;
  /** Null for callers who may not see it. */
  password(machine: ShownMachine): string | null;
}

export interface TagOnMachine {
  readonly taggingId: number;
  readonly tag: Row<'tag'>;
}

/** Which names of a mask or filter need which rows. */
const needs = {
  locations: ['datacenter', 'location', 'serverRoom'],
  images: [
    'operatingSystem',
    'operatingSystemReferenceCode',
    'softwareComponents',
    'blockDeviceTemplateGroup',
  ],
  networks: ['networkVlans', 'networkVlanCount', 'networkVlan', 'primarySubnet'],
  machineTypes: ['preset', 'processorPhysicalCoreAmount', 'processors', 'processorCount'],
  sshKeys: ['sshKeys', 'sshKeyCount'],
  account: ['account'],
  openSteps: [
    'activeTransaction',
    'activeTransactions',
    'activeTransactionCount',
    'lastOperatingSystemReload',
    'lastTransaction',
  ],
  lastTransactions: ['lastTransaction'],
  disks: ['blockDevices', 'blockDeviceCount'],
  tags: ['tagReferences', 'tagReferenceCount'],
} as const;

type Need = keyof typeof needs;

const transactionVerbs = verbs.filter((verb) => verbFacts[verb].transaction);

export interface LoadOptions {
  readonly reader: Reader;
  readonly vault: Pick<Vault, 'open' | 'mac'>;
  /** Every name in the mask, the filter and the path of the call. */
  readonly names: ReadonlySet<string>;
}

/** Reads what `names` need around the machines: at most one query a table, however many machines. */
export async function surroundingsOf(
  { reader, vault, names }: LoadOptions,
  machines: readonly ShownMachine[],
): Promise<Surroundings> {
  const wanted = (need: Need) => machines.length > 0 && needs[need].some((name) => names.has(name));
  const ids = machines.map(({ id }) => id);
  const byId = async <T extends 'location' | 'image' | 'network' | 'machineType' | 'sshKey'>(
    need: Need,
    table: T,
    pick?: readonly (number | null)[],
  ): Promise<ReadonlyMap<number, Row<T>>> => {
    if (!wanted(need)) return new Map();
    const only = pick && [...new Set(pick.filter((id) => id !== null))];
    const rows = await reader.select<T>(table, only ? { where: isIn('id' as never, only) } : {});
    return new Map(rows.map((row) => [(row as { id: number }).id, row as Row<T>]));
  };
  const images = await byId(
    'images',
    'image',
    machines.map(({ imageId }) => imageId),
  );
  const openSteps = wanted('openSteps')
    ? await openStepsOf(
        reader,
        machines.filter(({ openSteps: n }) => n > 0).map(({ id }) => id),
      )
    : new Map<number, Step[]>();
  const maySeePasswords = reader.scope.role !== 'reader';
  return {
    now: reader.now,
    locations: await byId('locations', 'location'),
    images,
    imageCodes: await imageCodes(reader, [...images.keys()]),
    networks: await byId(
      'networks',
      'network',
      machines.map(({ networkId }) => networkId),
    ),
    machineTypes: await byId(
      'machineTypes',
      'machineType',
      machines.map(({ machineTypeId }) => machineTypeId),
    ),
    sshKeys: await byId('sshKeys', 'sshKey'),
    account: wanted('account')
      ? await reader.get('account', { id: machines[0]!.accountId })
      : undefined,
    openSteps,
    reloads: names.has('lastOperatingSystemReload') ? await reloads(reader, machines) : new Map(),
    lastTransactions: wanted('lastTransactions') ? await lastTransactions(reader, ids) : new Map(),
    disks: wanted('disks') ? await disksOf(reader, ids) : new Map(),
    tags: wanted('tags') ? await tagsOf(reader, ids) : new Map(),
    password: (machine) => (maySeePasswords ? machinePassword(vault, machine) : null),
  };
}

/** The first name that this dialect has for an image is the one that is shown; the others are aliases. */
export async function imageCodes(
  reader: Reader,
  imageIds: readonly number[],
): Promise<Map<number, string>> {
  if (imageIds.length === 0) return new Map();
  const names = await reader.select('imageName', {
    where: and(eq('dialect', 'softlayer'), isIn('imageId', imageIds)),
  });
  const codes = new Map<number, string>();
  for (const { imageId, name } of names) if (!codes.has(imageId)) codes.set(imageId, name);
  return codes;
}

async function reloads(reader: Reader, machines: readonly ShownMachine[]) {
  const ids = machines.map(({ lastReloadStepId }) => lastReloadStepId).filter((id) => id !== null);
  if (ids.length === 0) return new Map<number, Step>();
  const steps = await reader.select('step', { where: isIn('id', ids) });
  return new Map(steps.map((step) => [step.id, step]));
}

async function lastTransactions(reader: Reader, ids: readonly number[]) {
  const steps = await reader.select('step', {
    where: and(
      isIn('machineId', ids),
      isIn('verb', transactionVerbs),
      // All states of ended steps: these are in the index.
      isIn('state', ['canceled', 'failed', 'succeeded']),
    ),
  });
  const done = steps.filter((step) => step.state !== 'canceled');
  return new Map(done.map((step) => [step.machineId, step]));
}

async function disksOf(reader: Reader, ids: readonly number[]) {
  const disks = await reader.select('disk', {
    where: isIn('machineId', ids),
    orderBy: [{ column: 'slot' }],
  });
  const byMachine = new Map<number, Row<'disk'>[]>();
  for (const disk of disks) {
    const list = byMachine.get(disk.machineId);
    if (list) list.push(disk);
    else byMachine.set(disk.machineId, [disk]);
  }
  return byMachine;
}

async function tagsOf(reader: Reader, ids: readonly number[]) {
  const taggings = await reader.select('tagging', {
    where: and(eq('objectKind', 'machine'), isIn('objectId', ids)),
  });
  const tagIds = [...new Set(taggings.map(({ tagId }) => tagId))];
  const tags = tagIds.length > 0 ? await reader.select('tag', { where: isIn('id', tagIds) }) : [];
  const byId = new Map(tags.map((tag) => [tag.id, tag]));
  const byMachine = new Map<number, TagOnMachine[]>();
  for (const { id, tagId, objectId } of taggings) {
    const tag = byId.get(tagId);
    if (!tag) continue;
    byMachine.set(objectId, [...(byMachine.get(objectId) ?? []), { taggingId: id, tag }]);
  }
  return byMachine;
}
