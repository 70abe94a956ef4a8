import type { Bucket } from './capacity.js';
import type { Constraint } from './constraint.js';
import { every } from './evaluate.js';
import { compileExpression } from './expression.js';
import { parseConstraints } from './parse-constraint.js';
import { knownProperty, readProperty } from './properties.js';
import { type Resources, type ResourceValue, sizeInGb } from './quantity.js';

/** A bucket before its resources are worked out: `resources` holds those that its array names itself. */
export type BucketFacts = Bucket;

/**
 * One entry of `default_resources`, scalelib's form: buckets that `select` matches get the resource `name`,
 * unless they have it. `value` is a literal, `node.<property>`, `node.resources.<name>`,
 * `node.software_configuration.<name>`, a size (`memory::4g`), or an expression in back-quotes over `node`.
 */
export interface DefaultResource {
  readonly select: unknown;
  readonly name: string;
  readonly value: unknown;
  readonly add?: number;
  readonly subtract?: number;
  readonly multiply?: number;
  readonly divide?: number;
  readonly divide_floor?: number;
}

/** A default resource is wrong, or does not fit the machine that it is for. */
export class DefaultResourceError extends Error {
  override readonly name = 'DefaultResourceError';
}

const modifiers = {
  add: (value: number, by: number) => value + by,
  subtract: (value: number, by: number) => value - by,
  multiply: (value: number, by: number) => value * by,
  divide: (value: number, by: number) => value / by,
  divide_floor: (value: number, by: number) => Math.floor(value / by),
} as const;

export interface DefaultResourceOptions {
  readonly entries?: readonly DefaultResource[];
  /** True: nothing but `entries` and what the array names itself. */
  readonly withoutSystem?: boolean;
}

type Entry = {
  readonly name: string;
  readonly select: readonly Constraint[];
  readonly value: (bucket: Bucket, resources: Resources) => ResourceValue | undefined;
};

/**
 * Makes the function that gives a bucket its resources: those of its array first, then `entries` in order, then
 * the system's (`ncpus`, `pcpus`, `ngpus`, `memb` to `memtb`, `nodearray`). What is defined once stays.
 *
 * @throws DefaultResourceError
 */
export function defaultResources(
  options: DefaultResourceOptions = {},
): (facts: BucketFacts) => Resources {
  const entries = (options.entries ?? []).map(readEntry);
  return (facts) => {
    const resources: Record<string, ResourceValue> = { ...facts.resources };
    const system = options.withoutSystem ? {} : systemResources(facts);
    // A user's entry may build on the system's values, and may come before them.
    for (const { name, select, value } of entries) {
      if (Object.hasOwn(resources, name)) continue;
      const known = { ...system, ...resources };
      if (every(select, exampleOf(facts, known)) !== true) continue;
      const given = value(facts, known);
      if (given !== undefined) resources[name] = given;
    }
    return { ...system, ...resources };
  };
}

function systemResources(facts: BucketFacts): Resources {
  const gb = facts.memoryGb;
  return {
    ncpus: facts.vcpuCount,
    pcpus: facts.pcpuCount,
    ngpus: facts.gpuCount,
    memb: gb * 1024 ** 3,
    memkb: gb * 1024 ** 2,
    memmb: gb * 1024,
    memgb: gb,
    memtb: gb / 1024,
    nodearray: facts.nodearray,
  };
}

const exampleOf = (bucket: Bucket, resources: Resources) => ({
  bucket,
  node: undefined,
  placementGroup: bucket.placementGroup,
  resources,
  available: (name: string) => {
    const value = resources[name];
    return typeof value === 'number' ? value : undefined;
  },
  assigned: false,
});

function readEntry(entry: DefaultResource, at: number): Entry {
  const where = `default_resources[${at}]`;
  const refuse = (problem: string): never => {
    throw new DefaultResourceError(`${where}: ${problem}.`);
  };
  if (typeof entry !== 'object' || entry === null) return refuse('it is no object');
  const { name } = entry;
  if (typeof name !== 'string' || name === '') return refuse(`'name' is missing`);
  const used = (Object.keys(modifiers) as (keyof typeof modifiers)[]).filter(
    (key) => entry[key] !== undefined,
  );
  if (used.length > 1) return refuse(`only one of ${used.join(', ')} can be used`);
  const [modifier] = used;
  const operand = modifier && entry[modifier];
  if (modifier && (typeof operand !== 'number' || !Number.isFinite(operand))) {
    return refuse(`'${modifier}' must be a number`);
  }
  if (modifier?.startsWith('divide') && operand === 0) return refuse('nothing can be divided by 0');
  const empty =
    entry.select === undefined ||
    (typeof entry.select === 'object' &&
      entry.select !== null &&
      Object.keys(entry.select).length === 0);
  const select = empty ? [] : parseConstraints(entry.select, {}, `${where}.select`);
  const base = readValue(entry.value, refuse);
  return {
    name,
    select,
    value: (bucket, resources) => {
      const value = base(bucket, resources);
      if (!modifier || value === undefined) return value;
      if (typeof value !== 'number') {
        return refuse(`'${modifier}' needs a number, but '${name}' is ${JSON.stringify(value)}`);
      }
      return modifiers[modifier](value, operand as number);
    },
  };
}

type ValueReader = (bucket: Bucket, resources: Resources) => ResourceValue | undefined;

function readValue(value: unknown, refuse: (problem: string) => never): ValueReader {
  if (value === undefined) return refuse(`'value' is missing`);
  if (value === null || typeof value === 'number' || typeof value === 'boolean') return () => value;
  if (typeof value !== 'string')
    return refuse(`'value' must be a text, a number, a boolean or null`);
  if (value.length > 2 && value.startsWith('`') && value.endsWith('`')) {
    const compute = compileExpression(value.slice(1, -1));
    return (bucket, resources) => plain(compute({ node: nodeData(bucket, resources) }), refuse);
  }
  const size = sizeInGb(value);
  if (size !== undefined) return () => size;
  if (!value.startsWith('node.')) return () => value;
  const [, kind, name] =
    /^node\.(resources|software_configuration)\.(.+?)(?:\.value)?$/.exec(value) ?? [];
  if (kind === 'resources') return (_, resources) => resources[name!];
  if (kind)
    return (bucket) => plain(nested(bucket.configuration, name!.split('.')) ?? null, refuse);
  const property = value.slice(5).replace(/\.value$/, '');
  if (!knownProperty(property)) return refuse(`a node has no property '${property}'`);
  return (bucket) => readProperty(property, bucket, undefined, bucket.placementGroup) ?? null;
}

function plain(value: unknown, refuse: (problem: string) => never): ResourceValue {
  const isPlain = value === null || ['number', 'string', 'boolean'].includes(typeof value);
  return isPlain ? (value as ResourceValue) : refuse(`${JSON.stringify(value)} is no plain value`);
}

function nested(data: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? (at as Record<string, unknown>)[key]
        : undefined,
    data,
  );
}

const expressionProperties = [
  'vcpu_count',
  'pcpu_count',
  'gpu_count',
  'cores_per_socket',
  'memory',
  'vm_size',
  'vm_family',
  'nodearray',
  'location',
  'spot',
  'infiniband',
] as const;

const nodeData = (bucket: Bucket, resources: Resources): Readonly<Record<string, unknown>> => ({
  ...Object.fromEntries(
    expressionProperties.map((name) => [
      name,
      readProperty(name, bucket, undefined, bucket.placementGroup),
    ]),
  ),
  resources,
  software_configuration: bucket.configuration ?? {},
});
