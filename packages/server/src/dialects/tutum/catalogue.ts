import type { NodeType, Provider, Region } from '@pileus/sdk/tutum/wire';
import { send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { RefusedError } from '../../inventory/errors.js';
import type { Reader } from '../../store/store.js';
import { answer } from './codec.js';
import { listQueryOf, pageIn } from './lists.js';
import { keyIn, uriOf } from './uris.js';

interface CatalogueLocation {
  readonly id: number;
  readonly code: string;
  readonly title: string;
  readonly provider: string;
}

interface CatalogueType {
  readonly id: number;
  readonly name: string;
  readonly description: string | null;
}

/** Locations and machine types, as providers, regions and node types. */
export interface Catalogue {
  readonly locations: readonly CatalogueLocation[];
  readonly types: readonly CatalogueType[];
  /** Ids of the types that a location has. */
  readonly typesAt: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Three queries, whatever the world's size. */
export async function readCatalogue(reader: Reader): Promise<Catalogue> {
  const locations = await reader.select('location', {
    columns: ['id', 'code', 'title', 'provider'],
  });
  const types = await reader.select('machineType', { columns: ['id', 'name', 'description'] });
  const offers = await reader.select('machineTypeLocation', {
    columns: ['machineTypeId', 'locationId'],
  });
  const typesAt = new Map<number, Set<number>>();
  for (const { machineTypeId, locationId } of offers) {
    const at = typesAt.get(locationId);
    if (at) at.add(machineTypeId);
    else typesAt.set(locationId, new Set([machineTypeId]));
  }
  return { locations, types, typesAt };
}

export const regionUri = ({ provider, code }: Pick<CatalogueLocation, 'provider' | 'code'>) =>
  uriOf('region', provider, code);
export const nodeTypeUri = (provider: string, type: string) => uriOf('nodetype', provider, type);

const labels: Readonly<Record<string, string>> = {
  azure: 'Microsoft Azure',
  softlayer: 'SoftLayer',
  centurylink: 'CenturyLink Cloud',
  docker: 'Docker',
};

function providersIn({ locations }: Catalogue): Provider[] {
  const names = [...new Set(locations.map(({ provider }) => provider))];
  return names.map((name) => ({
    name,
    label: labels[name] ?? name,
    available: true,
    regions: locations.filter(({ provider }) => provider === name).map(regionUri),
    resource_uri: uriOf('provider', name),
  }));
}

function regionsIn({ locations, types, typesAt }: Catalogue): Region[] {
  return locations.map((location) => ({
    name: location.code,
    label: location.title,
    available: true,
    provider: uriOf('provider', location.provider),
    node_types: types
      .filter(({ id }) => typesAt.get(location.id)?.has(id))
      .map(({ name }) => nodeTypeUri(location.provider, name)),
    availability_zones: [],
    resource_uri: regionUri(location),
  }));
}

/** A machine type is one node type for each provider that has it. */
function nodeTypesIn({ locations, types, typesAt }: Catalogue): NodeType[] {
  return types.flatMap((type) => {
    const at = locations.filter(({ id }) => typesAt.get(id)?.has(type.id));
    return [...new Set(at.map(({ provider }) => provider))].map((provider) => ({
      name: type.name,
      label: type.description ?? type.name,
      available: true,
      provider: uriOf('provider', provider),
      regions: at.filter((location) => location.provider === provider).map(regionUri),
      availability_zones: [],
      resource_uri: nodeTypeUri(provider, type.name),
    }));
  });
}

interface Entry {
  readonly name: string;
  readonly resource_uri: string;
}

/** List and detail of one part of the catalogue. A filter names a field: by its text, or a URI's last part. */
function collection<T extends Entry>(
  { store }: Pick<ServerContext, 'store'>,
  entriesIn: (catalogue: Catalogue) => T[],
  admits: Readonly<Record<string, (entry: T, value: string) => boolean>>,
): { readonly list: Handler; readonly fetch: Handler } {
  const read = async (reader: Reader) => entriesIn(await readCatalogue(reader));
  return {
    list: async (request, reply) => {
      const query = listQueryOf(request);
      const entries = await read(store.reader(principalOf(request)));
      const found = entries.filter((entry) =>
        Object.entries(admits).every(([filter, admit]) => {
          const value = query.filters.get(filter);
          return value === null || admit(entry, value);
        }),
      );
      return send(reply, answer(200, pageIn(query, found)));
    },
    fetch: async (request, reply) => {
      const entries = await read(store.reader(principalOf(request)));
      const { provider, name } = request.params as { provider?: string; name: string };
      const wanted = `/${[...(provider ? [provider] : []), name].join('/')}/`.toLowerCase();
      const entry = entries.find((each) => each.resource_uri.toLowerCase().endsWith(wanted));
      if (!entry) throw new RefusedError('not-found', 'There is no such object.');
      return send(reply, answer(200, entry));
    },
  };
}

const byName = (entry: Entry, value: string) => entry.name === value;
const sameKey = (uri: string, value: string) => keyIn(uri) === keyIn(value);

export const catalogueHandlers = (context: Pick<ServerContext, 'store'>) => ({
  providers: collection(context, providersIn, { name: byName }),
  regions: collection(context, regionsIn, {
    name: byName,
    provider: (region, value) => sameKey(region.provider, value),
  }),
  nodeTypes: collection(context, nodeTypesIn, {
    name: byName,
    provider: (type, value) => sameKey(type.provider, value),
    regions: (type, value) => type.regions.some((uri) => sameKey(uri, value)),
  }),
  /** None of the served locations is divided into zones. */
  zones: collection(context, (): Entry[] => [], {}),
});
