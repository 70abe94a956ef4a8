import type { Row } from '../store/tables.js';
import type { Entry, World } from './schema.js';

export type PlacedType = Pick<
  Row<'machineType'>,
  'id' | 'name' | 'vcpus' | 'memoryMb' | 'diskGb' | 'family' | 'price' | 'spotPrice' | 'quotaVcpus'
>;

export interface PlacedArray {
  readonly id: number;
  readonly clusterId: number;
  readonly entry: Entry<'clusters'>['arrays'][number];
  readonly networkId: number | null;
  /** Ids of its buckets, in order, with their machine types. */
  readonly buckets: readonly { readonly id: number; readonly type: PlacedType }[];
}

/** The ids of the rows that have been written so far, by the names that entries use. */
export class Directory {
  readonly #first: string;
  readonly #ids = new Map<string, number>();
  readonly #types = new Map<string, PlacedType>();
  readonly #arrays = new Map<string, PlacedArray>();

  constructor(world: World) {
    this.#first = world.accounts[0]!.alias;
  }

  add(kind: Kind, name: string, id: number): void {
    this.#ids.set(`${kind} ${name}`, id);
  }

  /** The world was checked, so that what is not there is a mistake of this module's. */
  id(kind: Kind, name: string): number {
    const id = this.#ids.get(`${kind} ${name}`);
    if (id === undefined) throw new Error(`The ${kind} ${name} has not been written yet.`);
    return id;
  }

  idOrNull(kind: Kind, name: string | undefined): number | null {
    return name === undefined ? null : this.id(kind, name);
  }

  /** The account of an entry; the first one when it names none. */
  account(alias: string | undefined): number {
    return this.id('account', alias ?? this.#first);
  }

  addType(names: readonly string[], type: PlacedType): void {
    for (const name of names) this.#types.set(name.toLowerCase(), type);
  }

  type(name: string): PlacedType {
    return this.#types.get(name.toLowerCase())!;
  }

  addArray(array: PlacedArray): void {
    this.#arrays.set(`${array.clusterId} ${array.entry.name}`, array);
  }

  array(clusterId: number, name: string): PlacedArray {
    return this.#arrays.get(`${clusterId} ${name}`)!;
  }

  get arrays(): Iterable<PlacedArray> {
    return this.#arrays.values();
  }
}

/** What has names; those of an account begin with {@link inAccount}, those of a place add {@link inPlace}. */
type Kind = 'account' | 'location' | 'image' | 'group' | 'network' | 'cluster';

export const inAccount = (accountId: number, name: string): string => `${accountId}/${name}`;

export const inPlace = (accountId: number, locationId: number, name: string): string =>
  `${accountId}/${locationId}/${name}`;
