import type { NodeCluster, NodeClusterState } from '@pileus/sdk/tutum/wire';
import { send } from '../../http/command.js';
import { principalOf, type ServerContext } from '../../http/context.js';
import type { Handler } from '../../http/routes.js';
import { machineTypes } from '../../inventory/catalogue.js';
import { RefusedError } from '../../inventory/errors.js';
import { and, eq, isIn, ne, type Predicate } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { ColumnOf, Machine, Row } from '../../store/tables.js';
import { nodeTypeUri, regionUri } from './catalogue.js';
import { answer, uidOf } from './codec.js';
import { dateOf } from './dates.js';
import { listOf, listQueryOf, pageIn, readPage, uuidFilters } from './lists.js';
import { keyIn, uriOf } from './uris.js';
import { nodeStates } from './views.js';

type Member = Pick<Machine, 'uid' | 'state'>;

/**
 * Every node array is a node cluster. One that was made here is alone in a cluster of its own name and has
 * a target; the others are called after their cluster and array.
 */
export const nodeClusterHandlers = ({
  store,
}: Pick<ServerContext, 'store'>): { readonly list: Handler; readonly fetch: Handler } => ({
  list: async (request, reply) => {
    const reader = store.reader(principalOf(request));
    const query = listQueryOf(request);
    const where = await clusterWhere(reader, query.filters);
    const wanted = (['state', 'name'] as const).flatMap((key) => {
      const value = query.filters.get(key);
      return value === null ? [] : [[key, value] as const];
    });
    // Names and states are made, not stored: filters by them look at every array.
    if (wanted.length > 0) {
      const all = await loadClusters(reader, await reader.select('nodeArray', { where }));
      const found = all.filter(({ view }) => wanted.every(([key, value]) => view[key] === value));
      const views = found.map(({ view }) => view);
      return send(reply, answer(200, pageIn(query, views)));
    }
    const { rows, total } = await readPage(reader, 'nodeArray', query, where);
    const views = (await loadClusters(reader, rows)).map(({ view }) => view);
    return send(reply, answer(200, listOf(query, total, views)));
  },
  fetch: async (request, reply) => {
    const reader = store.reader(principalOf(request));
    const uid = uidOf(request);
    const array = await reader.get('nodeArray', { uid });
    if (!array) throw new RefusedError('not-found', `There is no node cluster ${uid}.`);
    const [loaded] = await loadClusters(reader, [array]);
    const { view, members } = loaded!;
    const nodes = members.map((member) => uriOf('node', member.uid));
    return send(reply, answer(200, { ...view, nodes } satisfies NodeCluster));
  },
});

async function clusterWhere(
  reader: Reader,
  filters: URLSearchParams,
): Promise<Predicate<ColumnOf<'nodeArray'>>> {
  const all: Predicate<ColumnOf<'nodeArray'>>[] = uuidFilters(filters);
  const region = filters.get('region');
  if (region !== null) {
    const location = await reader.get('location', { code: keyIn(region).toLowerCase() });
    all.push(eq('locationId', location?.id ?? 0));
  }
  const type = filters.get('node_type');
  if (type !== null) {
    const found = await reader.get('machineType', { name: keyIn(type) });
    const buckets = await reader.select('bucket', {
      columns: ['arrayId'],
      where: and(eq('machineTypeId', found?.id ?? 0), eq('position', 0)),
    });
    all.push(
      isIn(
        'id',
        buckets.map(({ arrayId }) => arrayId),
      ),
    );
  }
  return and(...all);
}

export function nodeClusterState(
  members: readonly Member[],
  target: number | null,
): NodeClusterState {
  const shown = members.map(({ state }) => nodeStates[state]);
  if (shown.length === 0) return (target ?? 0) > 0 ? 'Init' : 'Empty cluster';
  if (shown.every((state) => state === 'Terminating')) return 'Terminating';
  if (shown.some((state) => state === 'Deploying')) return 'Deploying';
  return shown.every((state) => state === 'Deployed') ? 'Deployed' : 'Partly deployed';
}

interface LoadedCluster {
  readonly view: NodeCluster;
  readonly members: readonly Member[];
}

/** Five queries for any number of arrays; the nodes are read by state and uid alone. */
async function loadClusters(
  reader: Reader,
  arrays: readonly Row<'nodeArray'>[],
): Promise<LoadedCluster[]> {
  if (arrays.length === 0) return [];
  const ids = arrays.map(({ id }) => id);
  const clusters = await reader.select('cluster', {
    columns: ['id', 'name'],
    where: isIn('id', [...new Set(arrays.map(({ clusterId }) => clusterId))]),
  });
  const buckets = await reader.select('bucket', {
    columns: ['arrayId', 'machineTypeId', 'position'],
    where: isIn('arrayId', ids),
    orderBy: [{ column: 'position' }],
  });
  const machines = await reader.select('machine', {
    columns: ['arrayId', 'uid', 'state'],
    where: and(isIn('arrayId', ids), ne('state', 'deleted'), ne('state', 'off')),
  });
  const types = await machineTypes(
    reader,
    buckets.map(({ machineTypeId }) => machineTypeId),
  );
  const locations = await reader.select('location', { columns: ['id', 'code', 'provider'] });
  return arrays.map((array) => {
    const members = machines.filter(({ arrayId }) => arrayId === array.id);
    const cluster = clusters.find(({ id }) => id === array.clusterId)?.name ?? '';
    const location = locations.find(({ id }) => id === array.locationId)!;
    const bucket = buckets.find(({ arrayId }) => arrayId === array.id);
    const type = types.get(bucket?.machineTypeId ?? 0);
    const name = array.targetCount === null ? `${cluster}-${array.name}` : cluster;
    return {
      members,
      view: {
        uuid: array.uid,
        resource_uri: uriOf('nodecluster', array.uid),
        name,
        nickname: name,
        node_type: type ? nodeTypeUri(location.provider, type.name) : null,
        region: regionUri(location),
        disk: type?.diskGb ?? 60,
        target_num_nodes: array.targetCount ?? members.length,
        current_num_nodes: members.length,
        state: nodeClusterState(members, array.targetCount),
        deployed_datetime: dateOf(members.length > 0 ? array.createdAt : null),
        destroyed_datetime: null,
        tags: [],
      },
    };
  });
}
