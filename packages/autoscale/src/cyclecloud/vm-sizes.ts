import type { MachineFacts } from '../catalogue.js';

/** A table of machine types cannot be read. */
export class VmSizesError extends Error {
  override readonly name = 'VmSizesError';
}

/** Machine facts by lower-case name, for each region; the key `''` stands for any region. */
export type VmSizes = ReadonlyMap<string, ReadonlyMap<string, MachineFacts>>;

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

/**
 * Reads a table of machine types: scalelib's `vm_sizes.json` (`{ region: { size: { family, capabilities } } }`),
 * the same without regions, or a list of such records with `name` (as `az vm list-skus` prints).
 *
 * @throws VmSizesError
 */
export function readVmSizes(json: unknown): VmSizes {
  if (Array.isArray(json)) return new Map([['', table(namedRecords(json), 'the list')]]);
  if (!isRecord(json)) throw new VmSizesError('The table of machine types is no object or list.');
  const flat = Object.values(json).every((each) => isRecord(each) && looksLikeSize(each));
  if (flat) return new Map([['', table(json, 'the table')]]);
  return new Map(
    Object.entries(json).map(([region, sizes]) => {
      if (!isRecord(sizes))
        throw new VmSizesError(`Region '${region}' is no table of machine types.`);
      return [region.toLowerCase(), table(sizes, `region '${region}'`)];
    }),
  );
}

const looksLikeSize = (json: Record<string, unknown>): boolean =>
  'capabilities' in json || 'family' in json || 'vCPUs' in json || 'price' in json;

function namedRecords(list: readonly unknown[]): Record<string, unknown> {
  return Object.fromEntries(
    list.map((item, at) => {
      if (isRecord(item) && typeof item.name === 'string') return [item.name, item];
      throw new VmSizesError(`Entry ${at + 1} of the list of machine types has no name.`);
    }),
  );
}

function table(json: Record<string, unknown>, where: string): Map<string, MachineFacts> {
  return new Map(
    Object.entries(json).map(([name, size]) => {
      if (isRecord(size)) return [name.toLowerCase(), facts(size)];
      throw new VmSizesError(`'${name}' in ${where} is no record of a machine type.`);
    }),
  );
}

function facts(size: Record<string, unknown>): MachineFacts {
  const given = capabilities(size.capabilities);
  const number = (...names: string[]): number | undefined => {
    for (const name of names) {
      const value = given[name] ?? size[name];
      const read = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
      if (typeof read === 'number' && Number.isFinite(read)) return read;
    }
    return undefined;
  };
  const vcpuCount = number('vCPUsAvailable', 'vCPUs');
  const quotaCoreCount = number('vCPUs');
  const perCore = number('vCPUsPerCore');
  const rdma = given.RdmaEnabled ?? size.RdmaEnabled;
  const all = {
    family: typeof size.family === 'string' && size.family !== 'unknown' ? size.family : undefined,
    vcpuCount,
    pcpuCount: vcpuCount !== undefined && perCore ? Math.floor(vcpuCount / perCore) : undefined,
    quotaCoreCount: quotaCoreCount === vcpuCount ? undefined : quotaCoreCount,
    gpuCount: number('GPUs'),
    memoryGb: number('MemoryGB'),
    infiniband: rdma === undefined ? undefined : String(rdma).toLowerCase() === 'true',
    price: number('price'),
    spotPrice: number('spotPrice'),
    bootSeconds: number('bootSeconds'),
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== undefined));
}

/** Either an object, or a list of `{ name, value }`. */
function capabilities(json: unknown): Record<string, unknown> {
  if (isRecord(json)) return json;
  if (!Array.isArray(json)) return {};
  return Object.fromEntries(
    json.flatMap((item) => (isRecord(item) ? [[String(item.name), item.value]] : [])),
  );
}
