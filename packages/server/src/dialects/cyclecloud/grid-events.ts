import { locationCodes, machineTypes } from '../../inventory/catalogue.js';
import { isIn } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import type { EventRow, Machine, Operation } from '../../store/tables.js';
import { wireDate } from './codec.js';

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

interface Surroundings {
  readonly machines: ReadonlyMap<number, Machine>;
  readonly operations: ReadonlyMap<number, Operation>;
  readonly clusters: ReadonlyMap<number, string>;
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
  const ids = (of: (row: EventRow) => number | null) => [
    ...new Set(rows.flatMap((row) => of(row) ?? [])),
  ];
  const machines = await reader.select('machine', {
    where: isIn(
      'id',
      ids((row) => row.machineId),
    ),
  });
  const operations = await reader.select('operation', {
    where: isIn(
      'id',
      ids((row) => row.operationId),
    ),
  });
  const clusters = await reader.select('cluster', { columns: ['id', 'name'] });
  const groups = await reader.select('placementGroup', {
    columns: ['id', 'name'],
    where: isIn(
      'id',
      machines.flatMap((machine) => machine.placementGroupId ?? []),
    ),
  });
  return {
    machines: new Map(machines.map((row) => [row.id, row])),
    operations: new Map(operations.map((row) => [row.id, row])),
    clusters: new Map(clusters.map((row) => [row.id, row.name])),
    types: await machineTypes(
      reader,
      machines.flatMap((machine) => machine.machineTypeId ?? []),
    ),
    codes: await locationCodes(reader),
    groups: new Map(groups.map((row) => [row.id, row.name])),
  };
}

function clusterEvent(row: EventRow, around: Surroundings): GridEvent | undefined {
  const type = clusterTypes[row.kind];
  if (!type) return undefined;
  const clusterName = around.clusters.get(row.objectId ?? 0) ?? String(row.data?.name ?? '');
  const { requested, added, arrays } = row.data ?? {};
  return envelope(row, type, `/sites/${site}/clusters/${clusterName}`, {
    status: 'Succeeded',
    reason: 'UserInitiated',
    clusterName,
    ...(type === 'ClusterSizeIncreased' && {
      nodesRequested: requested,
      nodesAdded: added,
      nodeArray: Array.isArray(arrays) ? arrays.join(',') : '',
    }),
  });
}

function nodeEvent(row: EventRow, around: Surroundings): GridEvent | undefined {
  const machine = around.machines.get(row.machineId ?? 0);
  const clusterName = around.clusters.get(machine?.clusterId ?? 0);
  if (!machine || clusterName === undefined) return undefined;
  const operation = around.operations.get(row.operationId ?? 0);
  const type = nodeEventType(row.kind, operation?.action);
  if (!type) return undefined;
  const failed = row.kind === 'machine.failed';
  const message = typeof row.data?.reason === 'string' ? row.data.reason : '';
  return envelope(row, type, `/sites/${site}/clusters/${clusterName}/nodes/${machine.name}`, {
    status: failed ? 'Failed' : 'Succeeded',
    reason: reasonOf(row, message, operation),
    message,
    errorCode: failed ? 'AllocationFailed' : null,
    clusterName,
    nodeName: machine.name,
    nodeId: machine.uid,
    resourceId: machine.instanceId,
    region: around.codes.get(machine.locationId) ?? null,
    vmSku: around.types.get(machine.machineTypeId ?? 0)?.name ?? null,
    priority: machine.spot ? 'spot' : 'regular',
    placementGroupId: around.groups.get(machine.placementGroupId ?? 0) ?? null,
    retryCount: 0,
  });
}

/** A node that runs was created or started, as the operation says that led there. */
function nodeEventType(kind: string, action: string | undefined): GridEventType | undefined {
  const starting = action === 'start' || action === 'cluster.start' || action === 'retry';
  switch (kind) {
    case 'machine.queued':
    case 'machine.off':
      return starting || action === 'terminate' ? undefined : 'NodeAdded';
    case 'machine.running':
      if (starting) return 'NodeStarted';
      return action === 'create' || action === 'scale' ? 'NodeCreated' : undefined;
    case 'machine.failed':
      return starting ? 'NodeStarted' : 'NodeCreated';
    case 'machine.deallocated':
      return 'NodeDeallocated';
    case 'machine.deleted':
      return 'NodeTerminated';
    default:
      return undefined;
  }
}

function reasonOf(row: EventRow, message: string, operation: Operation | undefined): string {
  if (message === 'SpotEvicted' || message === 'VMDisappeared') return message;
  if (row.kind === 'machine.failed') return 'AllocationFailed';
  if (!operation || operation.dialect === 'system') return 'System';
  return operation.action === 'scale' ? 'Autoscaled' : 'UserInitiated';
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
