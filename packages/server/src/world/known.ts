import type { Path, Say } from './mistakes.js';
import type { Entry, World } from './schema.js';

/** Groups that every account has in every location. */
export const standingGroups = ['Default Group', 'Archive', 'Templates'] as const;

/** Looks up what an entry refers to; what is not there is said, with what there is. */
export class Known {
  readonly #world: World;
  readonly #say: Say;
  readonly #locations: ReadonlyMap<string, Entry<'locations'>>;
  readonly #types = new Map<string, Entry<'machineTypes'>>();

  constructor(world: World, say: Say) {
    this.#world = world;
    this.#say = say;
    this.#locations = new Map(world.locations.map((each) => [each.code, each]));
    for (const type of world.machineTypes) {
      for (const name of [type.name, ...type.aliases]) this.#types.set(name.toLowerCase(), type);
    }
  }

  /** The alias that an entry belongs to. */
  owner(alias: string | undefined): string {
    return alias ?? this.#world.accounts[0]!.alias;
  }

  account(alias: string | undefined, path: Path): void {
    const aliases = this.#world.accounts.map((account) => account.alias);
    if (alias !== undefined && !aliases.includes(alias))
      this.#missing('account', alias, aliases, path);
  }

  location(code: string | undefined, path: Path): void {
    if (code === undefined || this.#locations.has(code)) return;
    this.#missing('location', code, [...this.#locations.keys()], path);
  }

  provider(name: string | undefined, path: Path): void {
    const names = [...new Set(this.#world.locations.map(({ provider }) => provider))];
    if (name !== undefined && !names.includes(name)) this.#missing('provider', name, names, path);
  }

  machineType(name: string | undefined, path: Path): Entry<'machineTypes'> | undefined {
    const type = name === undefined ? undefined : this.#types.get(name.toLowerCase());
    if (name !== undefined && !type) {
      this.#missing(
        'machine type',
        name,
        this.#world.machineTypes.map((each) => each.name),
        path,
      );
    }
    return type;
  }

  image(name: string | undefined, path: Path): void {
    const names = this.#world.images.map((image) => image.name);
    if (name !== undefined && !names.includes(name)) this.#missing('image', name, names, path);
  }

  group(name: string | undefined, location: string, alias: string | undefined, path: Path): void {
    if (name === undefined || standingGroups.some((standing) => standing === name)) return;
    const names = this.#world.groups
      .filter(
        (each) => each.location === location && this.owner(each.account) === this.owner(alias),
      )
      .map((group) => group.name);
    if (names.includes(name)) return;
    this.#missing(`group in ${location}`, name, [...standingGroups, ...names], path);
  }

  network(name: string | undefined, location: string, alias: string | undefined, path: Path): void {
    if (name === undefined) return;
    const names = this.#world.networks
      .filter(
        (each) => each.location === location && this.owner(each.account) === this.owner(alias),
      )
      .map((network) => network.name);
    if (!names.includes(name)) this.#missing(`network in ${location}`, name, names, path);
  }

  cluster(
    name: string | undefined,
    alias: string | undefined,
    path: Path,
  ): Entry<'clusters'> | undefined {
    if (name === undefined) return undefined;
    const all = this.#world.clusters.filter(
      (each) => this.owner(each.account) === this.owner(alias),
    );
    const found = all.find((cluster) => cluster.name === name);
    if (!found)
      this.#missing(
        'cluster',
        name,
        all.map((each) => each.name),
        path,
      );
    return found;
  }

  #missing(what: string, name: string, names: readonly string[], path: Path): void {
    const most = 20;
    const listed = names.slice(0, most).join(', ');
    const more = names.length > most ? ` and ${names.length - most} more` : '';
    this.#say(path, `There is no ${what} "${name}". There is: ${listed || 'none'}${more}`);
  }
}
