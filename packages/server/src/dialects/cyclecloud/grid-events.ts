import { createHash } from 'node:crypto';
import { locationCodes, machineTypes } from '../../inventory/catalogue.js';
import { and, isIn, isPresent } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { EventRow, Machine, Operation, Row } from '../../store/tables.js';
import { wireDate } from './codec.js';
import { pastsOf } from './node-pasts.js';
import { type NodePast, transitionOf } from './node-transitions.js';

/** An event as CycleCloud publishes it to Azure Event Grid (documented envelope, data version 1). */
export interface GridEvent {
  readonly eventId: string;
  readonly eventTime: string;
  readonly eventType: `Microsoft.CycleCloud.${GridEventType}`;
  /** `/sites/{site}/clusters/{cluster}/nodes/{node}`. */
  readonly subject: string;
  readonly dataVersion: '1';
  readonly data: Readonly<Record<string, unknown>>;
}

export type GridEventType =
  | 'ClusterStarted'
  | 'ClusterTerminated'
  | 'ClusterDeleted'
  | 'ClusterSizeIncreased'
  | 'NodeAdded'
  | 'NodeCreated'
  | 'NodeDeallocated'
  | 'NodeStarted'
  | 'NodeTerminated';

const clusterTypes: Readonly<Record<string, GridEventType>> = {
  'cluster.started': 'ClusterStarted',
  'cluster.terminated': 'ClusterTerminated',
  'cluster.deleted': 'ClusterDeleted',
  'cluster.grown': 'ClusterSizeIncreased',
};

const site = 'pileus';

type Cluster = Pick<Row<'cluster'>, 'uid' | 'name'>;

interface Surroundings {
  readonly machines: ReadonlyMap<number, Machine>;
  readonly pasts: ReadonlyMap<number, NodePast>;
  readonly operations: ReadonlyMap<number, Operation>;
  readonly clusters: ReadonlyMap<number, Cluster>;
  readonly arrays: ReadonlyMap<number, string>;
  readonly types: ReadonlyMap<number, { readonly name: string }>;
  readonly codes: ReadonlyMap<number, string>;
  readonly groups: ReadonlyMap<number, string>;
}

/** The events of the log that CycleCloud has, by row id, in order. Others are left out. */
export async function gridEvents(
  reader: Reader,
  rows: readonly EventRow[],
): Promise<Map<number, GridEvent>> {
  const around = await surroundingsOf(reader, rows);
  const events = new Map<number, GridEvent>();
  for (const row of rows) {
    const event = row.objectKind === 'cluster' ? clusterEvent(row, around) : nodeEvent(row, around);
    if (event) events.set(row.id, event);
  }
  return events;
}

async function surroundingsOf(reader: Reader, rows: readonly EventRow[]): Promise<Surroundings> {
  const idsOf = (of: (row: EventRow) => number | null) => [
    ...new Set(rows.flatMap((row) => of(row) ?? [])),
  ];
  const machines = await reader.select('machine', {
    where: and(
      isIn(
        'id',
        idsOf((row) => row.machineId),
      ),
      isPresent('clusterId'),
    ),
  });
  const operations = await reader.select('operation', {
    where: isIn(
      'id',
      idsOf((row) => row.operationId),
    ),
  });
  const clusters = await reader.select('cluster', {
    columns: ['id', 'uid', 'name'],
  });
  const named = async (table: 'nodeArray' | 'placementGroup', ids: readonly number[]) => {
    const found = await reader.select(table, {
      columns: ['id', 'name'],
      where: isIn('id', [...new Set(ids)]),
    });
    return new Map(found.map(({ id, name }) => [id, name]));
  };
  return {
    machines: new Map(machines.map((row) => [row.id, row])),
    pasts: await pastsOf(reader, machines),
    operations: new Map(operations.map((row) => [row.id, row])),
    clusters: new Map(clusters.map((row) => [row.id, row])),
    arrays: await named(
      'nodeArray',
      machines.flatMap(({ arrayId }) => arrayId ?? []),
    ),
    types: await machineTypes(
      reader,
      machines.flatMap((machine) => machine.machineTypeId ?? []),
    ),
    codes: await locationCodes(reader),
    groups: await named(
      'placementGroup',
      machines.flatMap(({ placementGroupId }) => placementGroupId ?? []),
    ),
  };
}

function clusterEvent(row: EventRow, around: Surroundings): GridEvent | undefined {
  const type = clusterTypes[row.kind];
  if (!type) return undefined;
  const cluster = around.clusters.get(row.objectId ?? 0);
  const clusterName = cluster?.name ?? String(row.data?.name ?? '');
  const operation = around.operations.get(row.operationId ?? 0);
  return envelope(row, type, `/sites/${site}/clusters/${clusterName}`, {
    status: 'Succeeded',
    reason: initiatorOf(operation),
    clusterName,
    ...(type === 'ClusterSizeIncreased' && growthOf(row.data ?? {}, cluster)),
  });
}

const growthOf = (data: Readonly<Record<string, unknown>>, cluster: Cluster | undefined) => ({
  nodesRequested: data.requested,
  nodesAdded: data.added,
  nodeArray: data.array,
  subscriptionId: cluster ? subscriptionOf(cluster) : null,
  region: data.location ?? null,
  vmSku: data.machineType ?? null,
  priority: data.spot === true ? 'spot' : 'regular',
  placementGroupId: data.placementGroup ?? null,
});

function nodeEvent(row: EventRow, around: Surroundings): GridEvent | undefined {
  const machine = around.machines.get(row.machineId ?? 0);
  const operation = around.operations.get(row.operationId ?? 0);
  const cluster = around.clusters.get(machine?.clusterId ?? 0) ?? removedBy(operation);
  const past = around.pasts.get(row.machineId ?? 0);
  if (!machine || !cluster || !past) return undefined;
  const transition = transitionOf(row, past);
  if (!transition) return undefined;
  const { type, status, retryCount, timing } = transition;
  const { reason, code, instanceId } = row.data ?? {};
  const gone = reason === 'SpotEvicted' || reason === 'VMDisappeared';
  return envelope(row, type, `/sites/${site}/clusters/${cluster.name}/nodes/${machine.name}`, {
    status,
    reason: gone ? reason : initiatorOf(operation),
    message: typeof reason === 'string' ? reason : '',
    errorCode: status === 'Failed' ? (errorCodes[String(code)] ?? null) : null,
    clusterName: cluster.name,
    nodeName: machine.name,
    nodeId: machine.uid,
    nodeArray: around.arrays.get(machine.arrayId ?? 0) ?? null,
    resourceId: instanceId ?? machine.instanceId,
    subscriptionId: subscriptionOf(cluster),
    region: around.codes.get(machine.locationId) ?? null,
    vmSku: around.types.get(machine.machineTypeId ?? 0)?.name ?? null,
    priority: machine.spot ? 'spot' : 'regular',
    placementGroupId: around.groups.get(machine.placementGroupId ?? 0) ?? null,
    retryCount,
    ...(timing && { timing }),
  });
}

/** The cluster that went with the nodes of an operation. */
const removedBy = (operation: Operation | undefined): Cluster | undefined =>
  operation?.action === 'cluster.remove'
    ? (operation.request?.cluster as Cluster | undefined)
    : undefined;

/** Azure's codes for what a driver says; it has none for other failures, and the vendor then sends none. */
const errorCodes: Readonly<Record<string, string>> = {
  Capacity: 'AllocationFailed',
  Boot: 'OSProvisioningTimedOut',
};

/** What the REST API does to nodes is done for autoscaling; people have the web page and the command line (documented). */
const nodeActions: ReadonlySet<string> = new Set([
  ...['create', 'scale', 'start', 'shutdown', 'terminate'],
  ...['remove', 'deallocate', 'restart', 'reimage'],
]);

function initiatorOf(operation: Operation | undefined): 'Autoscaled' | 'UserInitiated' | 'System' {
  if (!operation || operation.dialect === 'system') return 'System';
  return operation.dialect === 'cyclecloud' && nodeActions.has(operation.action)
    ? 'Autoscaled'
    : 'UserInitiated';
}

/** An id that is made from the cluster's, and stays the same. */
function subscriptionOf({ uid }: Cluster): string {
  const hex = createHash('sha256').update(`subscription of ${uid}`).digest('hex');
  // Version and variant of an id that is made from a name by a rule of one's own (RFC 9562, version 8).
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const envelope = (
  row: EventRow,
  type: GridEventType,
  subject: string,
  data: Readonly<Record<string, unknown>>,
): GridEvent => ({
  eventId: String(row.id),
  eventTime: wireDate(row.at),
  eventType: `Microsoft.CycleCloud.${type}`,
  subject,
  dataVersion: '1',
  data,
});
