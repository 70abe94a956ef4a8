import { send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { machineTypes } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { and, eq, isIn, ne, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf, Machine } from '../../store/tables.js';
import { nodeTypeUri, regionUri } from './catalogue.js';
import { answer, uidOf } from './codec.js';
import { type ListQuery, listOf, listQueryOf, readPage, uuidFilters } from './lists.js';
import { defaultDockerVersion, type LoadedNode, nodeView } from './node-view.js';
import { keyIn, uriOf } from './uris.js';
import { listedMachines, nodeStates, statesShownAs } from './views.js';

type Where = Predicate<ColumnOf<'machine'>>;

/** Nodes are the hosts of containers and every guest; a record without a virtual machine is none. */
const isNode: Where = and<ColumnOf<'machine'>>(
  isIn('kind', ['host', 'guest']),
  eq('template', false),
  ne('state', 'off'),
);

export const nodeHandlers = ({
  store,
}: Pick<ServerContext, 'store'>): { readonly list: Handler; readonly fetch: Handler } => ({
  list: async (request, reply) => {
    const principal = principalOf(request);
    const reader = store.reader(principal);
    const query = listQueryOf(request);
    const where = await nodeWhere(reader, query.filters);
    const { rows, total } = await readPage(reader, 'machine', query, where);
    const loaded = await loadNodes(reader, rows);
    const objects = loaded.map((node) => nodeView(node, principal.username, reader.now));
    return send(reply, answer(200, listOf(query, total, objects)));
  },
  fetch: async (request, reply) => {
    const principal = principalOf(request);
    const reader = store.reader(principal);
    const uid = uidOf(request);
    const [machine] = await reader.select('machine', { where: and(eq('uid', uid), isNode) });
    if (!machine) throw new RefusedError('not-found', `There is no node ${uid}.`);
    const [loaded] = await loadNodes(reader, [machine]);
    return send(reply, answer(200, nodeView(loaded!, principal.username, reader.now)));
  },
});

async function nodeWhere(reader: Reader, filters: ListQuery['filters']): Promise<Where> {
  const all: Where[] = [isNode, listedMachines(reader.now), ...uuidFilters(filters)];
  const state = filters.get('state');
  if (state !== null) all.push(isIn('state', statesShownAs(nodeStates, state)));
  const cluster = filters.get('node_cluster');
  if (cluster !== null) {
    const array = await reader.get('nodeArray', { uid: keyIn(cluster).toLowerCase() });
    all.push(eq('arrayId', array?.id ?? 0));
  }
  const region = filters.get('region');
  if (region !== null) {
    const location = await reader.get('location', { code: keyIn(region).toLowerCase() });
    all.push(eq('locationId', location?.id ?? 0));
  }
  const type = filters.get('node_type');
  if (type !== null) {
    const found = await reader.get('machineType', { name: keyIn(type) });
    all.push(eq('machineTypeId', found?.id ?? 0));
  }
  const version = filters.get('docker_version');
  if (version !== null && version !== defaultDockerVersion) {
    // Engines that report another version say so in the dialect's own fields, which no query reaches.
    const ids = await idsOfVersion(reader, version);
    all.push(isIn('id', ids));
  }
  return and(...all);
}

async function idsOfVersion(reader: Reader, version: string): Promise<number[]> {
  const rows = await reader.select('machine', { columns: ['id', 'ext'], where: isNode });
  return rows.filter(({ ext }) => ext.tutum?.dockerVersion === version).map(({ id }) => id);
}

const some = (ids: readonly (number | null)[]): number[] => [
  ...new Set(ids.filter((id): id is number => id !== null)),
];

/** Adds to machines what their views as nodes need: four queries for any number. */
async function loadNodes(reader: Reader, machines: readonly Machine[]): Promise<LoadedNode[]> {
  if (machines.length === 0) return [];
  const types = await machineTypes(reader, some(machines.map((each) => each.machineTypeId)));
  const locations = await reader.select('location', { columns: ['id', 'code', 'provider'] });
  const arrays = await reader.select('nodeArray', {
    columns: ['id', 'uid'],
    where: isIn('id', some(machines.map((each) => each.arrayId))),
  });
  const carried = await reader.select('machine', {
    columns: ['hostId'],
    where: and(
      isIn(
        'hostId',
        machines.map(({ id }) => id),
      ),
      ne('state', 'deleted'),
    ),
  });
  const locationOf = new Map(locations.map((location) => [location.id, location]));
  const arrayOf = new Map(arrays.map((array) => [array.id, array.uid]));
  const containersOn = new Map<number, number>();
  for (const { hostId } of carried) {
    containersOn.set(hostId!, (containersOn.get(hostId!) ?? 0) + 1);
  }
  return machines.map((machine) => {
    const location = locationOf.get(machine.locationId);
    const type = types.get(machine.machineTypeId ?? 0);
    const array = arrayOf.get(machine.arrayId ?? 0);
    return {
      machine,
      nodeCluster: array === undefined ? null : uriOf('nodecluster', array),
      nodeType: type && location ? nodeTypeUri(location.provider, type.name) : null,
      region: location ? regionUri(location) : null,
      containers: containersOn.get(machine.id) ?? 0,
    };
  });
}
