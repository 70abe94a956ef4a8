import type { NodeState, NodeStatus, TargetState } from '@pileus/sdk/cyclecloud/wire';
import type { MachineState } from '../../inventory/states.js';
import type { Ext, Machine, Row } from '../../store/tables.js';
import type { HealthReport } from './health-reports.js';

/** How CycleCloud words a machine's state. */
export interface StateWords {
  /** Absent for a node that was never started. */
  readonly State?: NodeState;
  readonly Status: NodeStatus;
  readonly TargetState: TargetState;
}

const words = (Status: NodeStatus, TargetState: TargetState, State?: NodeState): StateWords =>
  State === undefined ? { Status, TargetState } : { State, Status, TargetState };

const resting = (state: TargetState & NodeStatus & NodeState) => words(state, state, state);

/**
 * State, Status and TargetState by machine state. Callers take `TargetState == Status` as "has come to rest",
 * so resting states say the same word three times (observed callers: scalelib, azslurm).
 */
export const stateWords: Readonly<Record<MachineState, StateWords>> = {
  off: resting('Terminated'),
  queued: words('Allocating', 'Started', 'Starting'),
  allocating: words('Acquiring', 'Started', 'Starting'),
  booting: words('Preparing', 'Started', 'Starting'),
  running: words('Ready', 'Started', 'Started'),
  restarting: words('Restarting', 'Started', 'Started'),
  reimaging: words('Reimaging', 'Started', 'Started'),
  stopping: words('Stopping', 'Deallocated', 'Stopping'),
  stopped: resting('Deallocated'),
  paused: resting('Deallocated'),
  deallocating: words('Stopping', 'Deallocated', 'Stopping'),
  deallocated: resting('Deallocated'),
  deleting: words('Terminating', 'Terminated', 'Terminating'),
  deleted: resting('Terminated'),
  failed: words('Failed', 'Started', 'Started'),
  lost: words('Unavailable', 'Started', 'Started'),
};

const neverStarted = words('Off', 'Terminated');

export const wordsOf = (machine: Pick<Machine, 'state' | 'firstReadyAt'>): StateWords =>
  machine.state === 'off' && machine.firstReadyAt === null
    ? neverStarted
    : stateWords[machine.state];

/** What only CycleCloud keeps of a node. */
export interface NodeExt {
  /** `nodeAttributes` of the create request. */
  readonly attributes?: Readonly<Record<string, unknown>>;
  readonly requestId?: string;
  readonly healthReport?: HealthReport;
}

export const nodeExt = (ext: Ext): NodeExt => (ext.cyclecloud ?? {}) as NodeExt;

/** The columns that a node record is made of. */
export const nodeColumns = [
  'id',
  'uid',
  'name',
  'arrayId',
  'bucketId',
  'machineTypeId',
  'placementGroupId',
  'state',
  'firstReadyAt',
  'reason',
  'hostname',
  'privateIp',
  'publicIp',
  'instanceId',
  'spot',
  'keepAlive',
  'fixed',
  'vcpus',
  'memoryMb',
  'ext',
] as const;

export type NodeRow = Pick<Machine, (typeof nodeColumns)[number]>;

/** What nodes of one cluster have in common, read once for all of them. */
export interface NodeSurroundings {
  readonly cluster: Row<'cluster'>;
  readonly arrays: ReadonlyMap<number, ArraySurroundings>;
  readonly machineTypes: ReadonlyMap<number, { readonly name: string }>;
  readonly placementGroups: ReadonlyMap<number, string>;
}

export interface ArraySurroundings {
  readonly array: Row<'nodeArray'>;
  /** The array's attributes as a node shows them. */
  readonly inherited: Readonly<Record<string, unknown>>;
}

/** Attributes of an array that its nodes do not inherit: they describe the array itself. */
const arrayOnly = new Set([
  'Name',
  'MachineType',
  'MaxCount',
  'MaxCoreCount',
  'InitialCount',
  'InitialCoreCount',
  'Autoscale',
  'Priority',
  'Status',
  'State',
  'TargetState',
  'NodeId',
  'Template',
]);

export function inheritedAttributes(
  attributes: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  return Object.fromEntries(Object.entries(attributes).filter(([key]) => !arrayOnly.has(key)));
}

/** States in which a virtual machine has its name and address. */
const addressed = new Set<MachineState>([
  'booting',
  'running',
  'restarting',
  'reimaging',
  'stopping',
  'stopped',
  'paused',
  'deallocating',
  'deallocated',
  'lost',
]);

/**
 * Makes the JSON text of node records. A cluster's nodes share most of their attributes, which are
 * serialised once for each array: 10,000 nodes cost a third of serialising whole objects.
 */
export class NodeWriter {
  readonly #around: NodeSurroundings;
  readonly #inherited = new Map<number, string>();

  constructor(around: NodeSurroundings) {
    this.#around = around;
    for (const [id, { inherited }] of around.arrays) {
      const text = JSON.stringify(inherited);
      this.#inherited.set(id, text === '{}' ? '' : `,${text.slice(1, -1)}`);
    }
  }

  /** The whole record, as a filter sees it. */
  record(row: NodeRow): Record<string, unknown> {
    const inherited = this.#around.arrays.get(row.arrayId ?? 0)?.inherited ?? {};
    return { ...merge(inherited, nodeExt(row.ext).attributes ?? {}), ...this.#own(row) };
  }

  text(row: NodeRow): string {
    if (nodeExt(row.ext).attributes !== undefined) return JSON.stringify(this.record(row));
    const text = JSON.stringify(this.#own(row));
    return `${text.slice(0, -1)}${this.#inherited.get(row.arrayId ?? 0) ?? ''}}`;
  }

  list(rows: readonly NodeRow[]): string {
    return `[${rows.map((row) => this.text(row)).join(',')}]`;
  }

  #own(row: NodeRow): Record<string, unknown> {
    const { cluster, arrays, machineTypes, placementGroups } = this.#around;
    const { requestId } = nodeExt(row.ext);
    const shown = addressed.has(row.state);
    const group = row.placementGroupId === null ? null : placementGroups.get(row.placementGroupId);
    return {
      Name: row.name,
      NodeId: row.uid,
      Template: row.arrayId === null ? row.name : (arrays.get(row.arrayId)?.array.name ?? row.name),
      ClusterName: cluster.name,
      MachineType:
        machineTypes.get(row.machineTypeId ?? 0)?.name ?? `Custom_${row.vcpus}_${row.memoryMb}`,
      ...wordsOf(row),
      StatusMessage: row.reason,
      Hostname: shown ? row.hostname : null,
      PrivateIp: shown ? row.privateIp : null,
      PublicIp: row.publicIp,
      InstanceId: row.instanceId,
      CoreCount: row.vcpus,
      Memory: gigabytes(row.memoryMb),
      PlacementGroupId: group ?? null,
      Interruptible: row.spot,
      KeepAlive: row.keepAlive,
      Fixed: row.fixed,
      ...(requestId !== undefined && { RequestId: requestId }),
    };
  }
}

/** The vendor shows memory in GB with two decimals: 327.83. */
export const gigabytes = (memoryMb: number): number => Math.round((memoryMb / 1024) * 100) / 100;

/** Merges nested records; anything else in `over` replaces what was there. */
export function merge(
  base: Readonly<Record<string, unknown>>,
  over: Readonly<Record<string, unknown>>,
): Record<string, unknown> {
  const result: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const before = result[key];
    result[key] = isRecord(before) && isRecord(value) ? merge(before, value) : value;
  }
  return result;
}

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
