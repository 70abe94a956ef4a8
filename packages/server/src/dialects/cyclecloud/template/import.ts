import { isDeepStrictEqual } from 'node:util';
import {
  defaultGroupId,
  findImage,
  findLocation,
  findMachineType,
  homeLocation,
} from '../../../inventory/catalogue.js';
import { RefusedError } from '../../../inventory/errors.js';
import { createMachines, type MachineDraft } from '../../../inventory/machines.js';
import type { NewOperation } from '../../../inventory/operations.js';
import { eq } from '../../../store/predicate.js';
import type { Tx } from '../../../store/store.js';
import type { Row } from '../../../store/tables.js';
import { isRecord } from '../views.js';
import { readTemplate, type Template, TemplateError, type TemplateNode } from './template.js';
import { type Parameters, textOf } from './values.js';

export interface ImportRequest {
  /** The name that the cluster gets. */
  readonly name: string;
  /** The template's text. */
  readonly text: string;
  /** Which cluster of the template; default: its only one. */
  readonly template?: string | undefined;
  readonly parameters: Parameters;
  /** Take up the template in a cluster that exists. */
  readonly force: boolean;
}

type Attributes = Readonly<Record<string, unknown>>;

/** What a cluster may hold that says nothing about it (the sizes of the vendor's own sample). */
const defaultLimits = { maxCount: 10_000, maxCoreCount: 1_000_000 };

/**
 * Makes a cluster of a template, never started, its stand-alone nodes off. With `force` an existing one takes
 * the template up: new and changed arrays are inactive until the cluster is started again, arrays that the
 * template no longer has accept no more nodes.
 *
 * @throws {RefusedError} for a template that cannot be read (with the line), an unknown machine type, or a
 * name that is taken.
 */
export async function importCluster(tx: Tx, request: ImportRequest): Promise<NewOperation> {
  const template = read(request);
  const existing = await tx.get('cluster', { name: request.name });
  if (existing && !request.force) {
    throw new RefusedError(
      'conflict',
      `Cluster "${request.name}" exists: import with "force" to change it.`,
      'name',
    );
  }
  const clusterId = existing?.id ?? (await insertCluster(tx, request.name, template));
  if (existing) {
    await tx.update('cluster', clusterId, {
      ...limitsOf(template),
      parameters: template.parameters,
    });
  }
  const kept = new Set<string>();
  for (const node of template.nodes) {
    if (node.kind !== 'nodearray') continue;
    kept.add(node.name);
    await importArray(tx, clusterId, node);
  }
  await retireArrays(tx, clusterId, kept);
  return importNodes(
    tx,
    clusterId,
    template.nodes.filter((node) => node.kind === 'node'),
  );
}

function read({ text, parameters, template }: ImportRequest): Template {
  try {
    return readTemplate(text, parameters, template);
  } catch (error) {
    if (error instanceof TemplateError) throw new RefusedError('invalid', error.message, 'cluster');
    throw error;
  }
}

const limitsOf = ({ name, attributes }: Template) => ({
  maxCount: countOf(attributes, 'MaxCount', `cluster "${name}"`) ?? defaultLimits.maxCount,
  maxCoreCount:
    countOf(attributes, 'MaxCoreCount', `cluster "${name}"`) ?? defaultLimits.maxCoreCount,
});

const insertCluster = async (tx: Tx, name: string, template: Template): Promise<number> =>
  tx.insert('cluster', { name, ...limitsOf(template), parameters: template.parameters });

/** Where and what: the columns that nodes and arrays have in common. */
async function placeOf(tx: Tx, node: TemplateNode) {
  const { Region, ImageName } = node.attributes;
  const location =
    typeof Region === 'string' && Region !== ''
      ? await findLocation(tx, Region)
      : await homeLocation(tx, 'cyclecloud', 'azure');
  if (!location) throw mistake(node, `there is no region "${textOf(Region)}"`);
  const network = await tx.get('network', { locationId: location.id, kind: 'compute' });
  const image =
    typeof ImageName === 'string' ? await findImage(tx, 'cyclecloud', ImageName) : undefined;
  return { locationId: location.id, networkId: network?.id ?? null, imageId: image?.id ?? null };
}

async function importArray(tx: Tx, clusterId: number, node: TemplateNode): Promise<void> {
  const types = await machineTypesOf(tx, node);
  const { attributes } = node;
  const azure = isRecord(attributes.Azure) ? attributes.Azure : {};
  const count = (name: string, of: Attributes = attributes) =>
    countOf(of, name, `Line ${node.line}: nodearray "${node.name}"`);
  // Read when the cluster is started, which is too late to say that they are wrong.
  count('InitialCount');
  count('InitialCoreCount');
  const row = {
    ...(await placeOf(tx, node)),
    attributes: keptAttributes(attributes),
    maxCount: count('MaxCount'),
    maxCoreCount: count('MaxCoreCount'),
    spot: attributes.Interruptible === true,
    placementGroupSize: count('MaxScalesetSize', azure) ?? count('MaxScaleSetSize', azure) ?? 40,
  };
  const existing = await tx.get('nodeArray', { clusterId, name: node.name });
  const buckets = existing
    ? await tx.select('bucket', {
        where: eq('arrayId', existing.id),
        orderBy: [{ column: 'position' }],
      })
    : [];
  // What was not edited goes on as it is; all else waits for the next start of the cluster.
  if (existing && isSame(existing, row) && isOfTypes(buckets, types)) return;
  const inactive = { ...row, activated: false };
  if (existing) await tx.update('nodeArray', existing.id, inactive);
  const arrayId =
    existing?.id ??
    (await tx.insert('nodeArray', { ...inactive, clusterId, name: node.name, freeFrom: 1 }));
  for (const [position, type] of types.entries()) {
    const bucket = buckets.find((each) => each.machineTypeId === type.id);
    if (bucket) await tx.update('bucket', bucket.id, { position, disabled: false });
    else await tx.insert('bucket', { arrayId, machineTypeId: type.id, position });
  }
  // Nodes of a machine type that the array no longer names stay, in a bucket that takes no more.
  for (const bucket of buckets) {
    if (types.some((type) => type.id === bucket.machineTypeId)) continue;
    await tx.update('bucket', bucket.id, {
      disabled: true,
      position: types.length + bucket.position,
    });
  }
}

const isSame = (existing: Attributes, row: Attributes): boolean =>
  Object.entries(row).every(([key, value]) => isDeepStrictEqual(existing[key], value));

const isOfTypes = (
  buckets: readonly Row<'bucket'>[],
  types: readonly { readonly id: number }[],
): boolean => {
  const enabled = buckets.filter(({ disabled }) => !disabled);
  return (
    enabled.length === types.length &&
    enabled.every(({ machineTypeId }, i) => machineTypeId === types[i]!.id)
  );
};

async function retireArrays(tx: Tx, clusterId: number, kept: ReadonlySet<string>): Promise<void> {
  const arrays = await tx.select('nodeArray', { where: eq('clusterId', clusterId) });
  for (const array of arrays) {
    if (kept.has(array.name)) continue;
    const buckets = await tx.select('bucket', { columns: ['id'], where: eq('arrayId', array.id) });
    for (const bucket of buckets) await tx.update('bucket', bucket.id, { disabled: true });
  }
}

/** Stand-alone nodes are records from the start; those that exist are left alone. */
async function importNodes(
  tx: Tx,
  clusterId: number,
  nodes: readonly TemplateNode[],
): Promise<NewOperation> {
  const existing = await tx.select('machine', {
    columns: ['name'],
    where: {
      op: 'and',
      all: [eq('clusterId', clusterId), { op: 'ne', field: 'state', value: 'deleted' }],
    },
  });
  const names = new Set(existing.map((machine) => machine.name));
  const drafts: MachineDraft[] = [];
  for (const node of nodes) {
    if (names.has(node.name)) continue;
    const [type] = await machineTypesOf(tx, node);
    const place = await placeOf(tx, node);
    const account = await tx.get('account', { id: tx.scope.accountId! });
    drafts.push({
      ...place,
      kind: 'guest',
      groupId: await defaultGroupId(tx, place.locationId),
      clusterId,
      name: node.name,
      hostname: node.name.toLowerCase(),
      domain: account?.domain ?? '',
      machineTypeId: type!.id,
      family: type!.family,
      vcpus: type!.vcpus,
      quotaVcpus: type!.quotaVcpus ?? type!.vcpus,
      memoryMb: type!.memoryMb,
      diskGb: type!.diskGb,
      price: type!.price,
      keepAlive: node.attributes.KeepAlive === true,
      ext: { cyclecloud: { attributes: keptAttributes(node.attributes) } },
      start: false,
    });
  }
  const { operation } = await createMachines(
    tx,
    { dialect: 'cyclecloud', action: 'import', clusterId },
    drafts,
  );
  return operation;
}

async function machineTypesOf(tx: Tx, node: TemplateNode): Promise<Row<'machineType'>[]> {
  const { MachineType } = node.attributes;
  const names = (Array.isArray(MachineType) ? MachineType : textOf(MachineType).split(','))
    .map((name) => textOf(name).trim())
    .filter((name) => name !== '');
  if (names.length === 0) throw mistake(node, 'MachineType is missing');
  const types: Row<'machineType'>[] = [];
  for (const name of names) {
    const type = await findMachineType(tx, name);
    if (!type) throw mistake(node, `machine type "${name}" is not recognized`);
    if (!types.some((each) => each.id === type.id)) types.push(type);
  }
  return types;
}

const mistake = (node: TemplateNode, what: string): RefusedError =>
  new RefusedError(
    'invalid',
    `Line ${node.line}: ${node.kind} "${node.name}": ${what}.`,
    'cluster',
  );

/** Attributes that have columns of their own are left out. */
const ownColumns = new Set([
  'MachineType',
  'MaxCount',
  'MaxCoreCount',
  'Interruptible',
  'KeepAlive',
]);

const keptAttributes = (attributes: Attributes) =>
  Object.fromEntries(Object.entries(attributes).filter(([key]) => !ownColumns.has(key)));

/** The most that a column of whole numbers holds. */
const most = 2 ** 31 - 1;

/** A count among attributes; null where it is left out. */
function countOf(attributes: Attributes, name: string, where: string): number | null {
  const value = attributes[name];
  if (value === undefined || value === null || value === '') return null;
  const number = typeof value === 'string' ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= 0 && number <= most) {
    return number;
  }
  throw new RefusedError(
    'invalid',
    `${where}: ${name} must be a whole number from 0 to ${most}, not ${textOf(value)}.`,
    'cluster',
  );
}
