import { locationCodes } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { and, eq, ge, isIn, lt, ne, type Predicate } from '../../store/predicate.js';
import type { Reader, Tx } from '../../store/store.js';
import type { ColumnOf, Machine } from '../../store/tables.js';
import { uidOf } from './codec.js';

/** Machines of these kinds are servers here; hosts and containers never are. */
const isServer: Predicate<ColumnOf<'machine'>> = and(
  isIn('kind', ['guest', 'metal']),
  ne('state', 'deleted'),
);

export const serversOnly = (
  where: Predicate<ColumnOf<'machine'>>,
): Predicate<ColumnOf<'machine'>> => and(isServer, where);

/**
 * A server's name in capitals: the stored one, or, for machines that were born in another dialect, one
 * made from the machine's id. Clients rely on names of more than 8 characters that end in two digits.
 */
export function serverNameOf(
  machine: Pick<Machine, 'id' | 'serverName'>,
  locationCode: string,
  alias: string,
): string {
  return (
    machine.serverName ??
    `${locationCode}${alias}M${String(machine.id).padStart(9, '0')}`.toUpperCase()
  );
}

/** Names that would look like those of {@link serverNameOf}. */
export const reservedName = /^m\d+$/i;

/** Looks for servers by their ids in any case; unknown ones are absent from the answer. */
export async function findServers(
  reader: Reader,
  ids: readonly string[],
  alias: string,
): Promise<Map<string, Machine>> {
  const names = [...new Set(ids.map((id) => id.toUpperCase()))];
  const stored = await reader.select('machine', {
    where: serversOnly(isIn('serverName', names)),
  });
  const found = new Map(stored.map((machine) => [machine.serverName!, machine]));
  // Two queries, for one with "or" would read all machines of the account.
  const others = names.filter((name) => !found.has(name));
  for (const [name, machine] of await findByNumber(reader, others, alias)) found.set(name, machine);
  return new Map(
    ids.flatMap((id): [string, Machine][] => {
      const machine = found.get(id.toUpperCase());
      return machine ? [[id, machine]] : [];
    }),
  );
}

/** Machines whose names are made from their ids. */
async function findByNumber(
  reader: Reader,
  names: readonly string[],
  alias: string,
): Promise<[name: string, machine: Machine][]> {
  const numbers = names.flatMap((name) => {
    const number = Number(/M(\d{9,10})$/.exec(name)?.[1]);
    return number > 0 && number < 2 ** 31 ? [number] : [];
  });
  if (numbers.length === 0) return [];
  const machines = await reader.select('machine', { where: serversOnly(isIn('id', numbers)) });
  if (machines.length === 0) return [];
  const codes = await locationCodes(reader);
  return machines.map((machine) => [
    serverNameOf(machine, codes.get(machine.locationId)!, alias),
    machine,
  ]);
}

/** @throws {RefusedError} `not-found`. */
export async function findServer(reader: Reader, id: string, alias: string): Promise<Machine> {
  const machine = (await findServers(reader, [id], alias)).get(id);
  return machine ?? missing();
}

/** By the 32 digits that the reply to a creation has. @throws {RefusedError} `not-found`. */
export async function findServerByUid(reader: Reader, hex: string): Promise<Machine> {
  const uid = uidOf(hex);
  if (uid === undefined) return missing();
  const [machine] = await reader.select('machine', { where: serversOnly(eq('uid', uid)) });
  return machine ?? missing();
}

function missing(): never {
  throw new RefusedError('not-found', 'The server does not exist.');
}

/** A name is not "new" to the Python client unless the server's id has more characters than this. */
const shortNames = 8;

/**
 * The next free name: data centre, account, requested name and the lowest number that is free, of at least
 * two digits (recorded). Creations in one data centre must not decide this at once: lock something first.
 */
export async function nextServerName(
  tx: Tx,
  locationCode: string,
  alias: string,
  requested: string,
): Promise<string> {
  const prefix = `${locationCode}${alias}${requested}`.toUpperCase();
  const rows = await tx.select('machine', {
    columns: ['serverName'],
    // Names that go on with a digit: a range, which an index can find.
    where: and(
      ge('serverName', `${prefix}0`),
      lt('serverName', `${prefix}:`),
      ne('state', 'deleted'),
    ),
  });
  const taken = new Set(rows.map((row) => row.serverName));
  const digits = Math.max(2, shortNames + 1 - prefix.length);
  for (let number = 1; ; number++) {
    const name = prefix + String(number).padStart(digits, '0');
    if (!taken.has(name)) return name;
  }
}
