import { ge } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import { RefusedError } from './errors.js';

export interface FreeAddress {
  readonly ip: string;
  readonly position: number;
}

/** The address at an offset into an IPv4 network: `10.0.0.0/12` and 258 give `10.0.1.2`. */
export function addressAt(cidr: string, position: number): string {
  const [base = ''] = cidr.split('/');
  const number = numberOf(base) + position;
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** How many addresses a network has, its network and broadcast addresses included. */
export const sizeOf = (cidr: string): number => 2 ** (32 - Number(cidr.split('/')[1]));

/**
 * The hint at which a search begins is moved when it lags so far behind: below it nothing is free, and the few taken
 * numbers above it cost less to read than its row costs to write, and to read again, for each machine.
 */
export const hintStep = 24;

/**
 * Finds the `count` lowest free numbers from `from` on. `taken` yields, in ascending order, the numbers
 * that are in use.
 */
export async function lowestFree(
  from: number,
  count: number,
  taken: (from: number, limit: number) => Promise<readonly number[]>,
): Promise<{ free: number[]; next: number }> {
  const free: number[] = [];
  let candidate = from;
  // One number more than asked for: the next free one is where the following search begins.
  while (free.length <= count) {
    const limit = Math.max(64, count);
    const used = await taken(candidate, limit);
    for (const number of used) {
      while (candidate < number && free.length <= count) free.push(candidate++);
      candidate = Math.max(candidate, number + 1);
    }
    if (used.length < limit) while (free.length <= count) free.push(candidate++);
  }
  return { free: free.slice(0, count), next: free[count]! };
}

/**
 * Picks the lowest free addresses of a network and moves its hint as needed. The caller inserts the address
 * rows in the same transaction.
 *
 * @throws {RefusedError} `limit` when the network is full.
 */
export async function pickAddresses(
  tx: Tx,
  networkId: number,
  count: number,
): Promise<FreeAddress[]> {
  const network = await tx.lock('network', networkId);
  if (!network) throw new RefusedError('not-found', `There is no network with id ${networkId}.`);
  const { free, next } = await lowestFree(network.freeFrom, count, async (from, limit) => {
    const rows = await tx.select('address', {
      columns: ['position'],
      where: {
        op: 'and',
        all: [{ op: 'eq', field: 'networkId', value: networkId }, ge('position', from)],
      },
      orderBy: [{ column: 'position' }],
      limit,
    });
    return rows.map((row) => row.position!);
  });
  const last = sizeOf(network.cidr) - 2;
  if (count > 0 && free[count - 1]! > last) {
    throw new RefusedError(
      'limit',
      `Network "${network.name}" (${network.cidr}) has no room for ${count} more addresses.`,
    );
  }
  if (next - network.freeFrom >= hintStep) {
    await tx.update('network', networkId, { freeFrom: next });
  }
  return free.map((position) => ({ position, ip: addressAt(network.cidr, position) }));
}

/**
 * Checks that one address of a network can be given out. The caller inserts the address row in the same
 * transaction.
 *
 * @throws {RefusedError} `invalid` when the network has no such address, `conflict` when it is taken.
 */
export async function claimAddress(tx: Tx, networkId: number, ip: string): Promise<FreeAddress> {
  const network = await tx.lock('network', networkId);
  if (!network) throw new RefusedError('not-found', `There is no network with id ${networkId}.`);
  const position = positionOf(network.cidr, ip);
  if (position === undefined || ip === network.gateway) {
    throw new RefusedError(
      'invalid',
      `${ip} is no address for a machine in network "${network.name}" (${network.cidr}).`,
      'ip',
    );
  }
  if (await tx.get('address', { networkId, position })) {
    throw new RefusedError('conflict', `The address ${ip} is taken.`, 'ip');
  }
  return { ip, position };
}

/** Where an address is in a network; undefined outside it, and for its first and last one. */
function positionOf(cidr: string, ip: string): number | undefined {
  const parts = ip.split('.');
  if (parts.length !== 4 || parts.some((part) => !/^\d{1,3}$/.test(part) || Number(part) > 255)) {
    return undefined;
  }
  const [base = ''] = cidr.split('/');
  const position = numberOf(ip) - numberOf(base);
  return position > 0 && position < sizeOf(cidr) - 1 ? position : undefined;
}

const numberOf = (ip: string): number =>
  ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
