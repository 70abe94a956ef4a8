import { addressAt, sizeOf } from '../inventory/addresses.js';
import type { Tx } from '../store/store.js';
import type { Row } from '../store/tables.js';

export interface GivenAddress {
  readonly networkId: number;
  readonly ip: string;
  /** Offset into the network. */
  readonly position: number;
}

/** Gives addresses of networks that nobody used before: first those that were asked for, then the lowest. */
export class Addressing {
  readonly #networks: ReadonlyMap<number, Row<'network'>>;
  readonly #taken = new Map<number, Set<number>>();
  readonly #next = new Map<number, number>();

  private constructor(networks: readonly Row<'network'>[]) {
    this.#networks = new Map(networks.map((network) => [network.id, network]));
  }

  static async open(tx: Tx): Promise<Addressing> {
    return new Addressing(await tx.select('network'));
  }

  /** Takes one address; answers why not when it is not in the network or is taken. */
  claim(networkId: number, ip: string): GivenAddress | string {
    const { cidr } = this.#networks.get(networkId)!;
    const position = numberOf(ip) - numberOf(addressAt(cidr, 0));
    if (position < 1 || position > sizeOf(cidr) - 2) return `${ip} is no address of ${cidr}`;
    const taken = this.#takenIn(networkId);
    if (taken.has(position)) return `${ip} is taken by another machine`;
    taken.add(position);
    return { networkId, ip, position };
  }

  /** Takes the lowest free address; undefined when the network is full. */
  lowest(networkId: number): GivenAddress | undefined {
    const network = this.#networks.get(networkId)!;
    const taken = this.#takenIn(networkId);
    let position = this.#next.get(networkId) ?? network.freeFrom;
    while (taken.has(position)) position += 1;
    if (position > sizeOf(network.cidr) - 2) return undefined;
    taken.add(position);
    this.#next.set(networkId, position + 1);
    return { networkId, position, ip: addressAt(network.cidr, position) };
  }

  /** Stores where the search for the next free address begins. */
  async finish(tx: Tx): Promise<void> {
    for (const [id, freeFrom] of this.#next) await tx.update('network', id, { freeFrom });
  }

  #takenIn(networkId: number): Set<number> {
    const taken = this.#taken.get(networkId) ?? new Set();
    this.#taken.set(networkId, taken);
    return taken;
  }
}

const numberOf = (ip: string): number =>
  ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
