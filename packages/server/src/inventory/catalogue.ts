import { eq, isIn } from '../store/predicate.js';
import type { Reader } from '../store/store.js';
import type { Dialect, Row } from '../store/tables.js';
import { RefusedError } from './errors.js';

/** A location by its code, in any case. */
export async function findLocation(
  reader: Reader,
  code: string,
): Promise<Row<'location'> | undefined> {
  return reader.get('location', { code: code.toLowerCase() });
}

/**
 * Where a dialect's machines go when the caller names no location: the account's home for that dialect,
 * else the first location of a provider, else the first of all.
 *
 * @throws {RefusedError} `not-found` when the world has no location at all.
 */
export async function homeLocation(
  reader: Reader,
  dialect: Dialect,
  provider: string,
): Promise<Row<'location'>> {
  const account = await accountOf(reader);
  const home = account.home[dialect] ?? account.home.default;
  const location =
    (home !== undefined ? await reader.get('location', { id: home }) : undefined) ??
    (await reader.get('location', { provider })) ??
    (await reader.select('location', { limit: 1 }))[0];
  if (!location) throw new RefusedError('not-found', 'This world has no location.');
  return location;
}

/** The account on whose behalf the call is made. */
export async function accountOf(reader: Reader): Promise<Row<'account'>> {
  const account = await reader.get('account', { id: reader.scope.accountId! });
  if (!account) throw new RefusedError('not-found', 'The account is gone.');
  return account;
}

export type MachineType = Row<'machineType'>;

/** A machine type by name or alias, in any case. */
export async function findMachineType(
  reader: Reader,
  name: string,
): Promise<MachineType | undefined> {
  const exact = await reader.get('machineType', { name });
  if (exact) return exact;
  const wanted = name.toLowerCase();
  const types = await reader.select('machineType');
  const direct = types.find((type) => type.name.toLowerCase() === wanted);
  if (direct) return direct;
  const aliases = await reader.select('machineTypeAlias');
  const alias = aliases.find((entry) => entry.name.toLowerCase() === wanted);
  return alias && types.find((type) => type.id === alias.machineTypeId);
}

/**
 * An image by the name that a dialect gives it, in any case; names that the dialect does not know are tried
 * as inventory names.
 */
export async function findImage(
  reader: Reader,
  dialect: Dialect,
  name: string,
): Promise<Row<'image'> | undefined> {
  const wanted = name.toLowerCase();
  const names = await reader.select('imageName', { where: eq('dialect', dialect) });
  const known = names.find((entry) => entry.name.toLowerCase() === wanted);
  if (known) return reader.get('image', { id: known.imageId });
  return reader.get('image', { name });
}

/** The Default Group of a location, where machines go that were born outside a group. */
export async function defaultGroupId(reader: Reader, locationId: number): Promise<number | null> {
  const group = await reader.get('machineGroup', {
    locationId,
    type: 'default',
    name: 'Default Group',
  });
  return group?.id ?? null;
}

/** The network of a kind that machines of a location get when none is named. */
export async function defaultNetwork(
  reader: Reader,
  locationId: number,
  kind: Row<'network'>['kind'],
): Promise<Row<'network'> | undefined> {
  return reader.get('network', { locationId, kind });
}

/** Names of locations by id, for lists. */
export async function locationCodes(reader: Reader): Promise<Map<number, string>> {
  const rows = await reader.select('location', { columns: ['id', 'code'] });
  return new Map(rows.map((row) => [row.id, row.code]));
}

/** Machine types by id, for lists. */
export async function machineTypes(
  reader: Reader,
  ids?: Iterable<number>,
): Promise<Map<number, MachineType>> {
  const rows = await reader.select('machineType', ids ? { where: isIn('id', [...ids]) } : {});
  return new Map(rows.map((row) => [row.id, row]));
}
