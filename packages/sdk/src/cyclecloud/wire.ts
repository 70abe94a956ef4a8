/**
 * The shapes of CycleCloud's REST API (version 8), exactly as they travel.
 *
 * Documented facts come from the vendor's published API reference; "observed" marks what live
 * servers or the vendor's own callers showed. Clients must ignore keys they do not know, so every
 * reply may carry more. Keys are camelCase, node attributes PascalCase, `ip_addresses` snake_case.
 */

/** A literal for completion that still admits any other string of the same wire field. */
export type Open<Known extends string> = Known | (string & Record<never, never>);

/** Where a node is meant to rest. */
export type TargetState = Open<'Started' | 'Terminated' | 'Deallocated'>;

/** The coarse state of a node, used in filters. */
export type NodeState = Open<
  'Starting' | 'Started' | 'Stopping' | 'Deallocated' | 'Terminating' | 'Terminated'
>;

/** The fine state of a node, shown to people. A node is up at `Ready`. */
export type NodeStatus = Open<
  | 'Off'
  | 'Allocating'
  | 'Acquiring'
  | 'Preparing'
  | 'Ready'
  | 'Started'
  | 'Failed'
  | 'Unavailable'
  | 'Error'
  | 'Restarting'
  | 'Reimaging'
  | 'Stopping'
  | 'Deallocated'
  | 'Terminating'
  | 'Terminated'
>;

/** Attributes that nodes and node arrays share; all may be set through `nodeAttributes`. */
export interface NodeAttributes {
  Region?: string;
  /** `resource-group/network/subnet`. */
  SubnetId?: string;
  ImageName?: string;
  /** Cores of one machine; overrides the machine type's own. */
  CoreCount?: number;
  /** Memory in GB; overrides the machine type's own. */
  Memory?: number;
  Infiniband?: boolean;
  /** True for spot capacity. */
  Interruptible?: boolean;
  /** Protects the node from terminate, deallocate and shutdown. */
  KeepAlive?: boolean;
  /** Keeps the record (as off) when the node is terminated; only `remove` deletes it. */
  Fixed?: boolean;
  /** False creates the node off, to be started by name later. */
  StartAutomatically?: boolean;
  /** What `shutdown` does to the node. */
  ShutdownPolicy?: Open<'Terminate' | 'Deallocate'>;
  PlacementGroupId?: string | null;
  Priority?: number;
  ComputerName?: string;
  NameFormat?: string;
  NameOffset?: number;
  Tags?: Record<string, string>;
  Azure?: { MaxScalesetSize?: number; [attribute: string]: unknown };
  /** Software settings, nested: `{ slurm: { hpc: true } }`. */
  Configuration?: Record<string, unknown>;
  [attribute: string]: unknown;
}

/** One node. The required keys are those that the vendor's own callers index without a default. */
export interface NodeRecord extends NodeAttributes {
  /** Unique in the cluster. */
  Name: string;
  /** A uuid, never reused. */
  NodeId: string;
  /** The node array's name; a stand-alone node's own name. */
  Template: string;
  MachineType: string;
  Status: NodeStatus;
  TargetState: TargetState;
  /** Absent for a node that was never started. */
  State?: NodeState;
  /** Why the node failed, for people. */
  StatusMessage?: string | null;
  Hostname?: string | null;
  /** IPv4; present by `Ready`. */
  PrivateIp?: string | null;
  PublicIp?: string | null;
  /** The virtual machine's id; present by `Ready`. */
  InstanceId?: string | null;
  ClusterName?: string;
  /** The `requestId` of the call that created the node. */
  RequestId?: string | null;
}

/** The attributes of a node array, as found in `ClusterStatus.nodearrays[].nodearray`. */
export interface NodearrayRecord extends NodeAttributes {
  /** Machine types in the order in which buckets are tried; a list or comma-separated. */
  MachineType?: string | string[];
  MaxCount?: number;
  MaxCoreCount?: number;
  InitialCount?: number;
  InitialCoreCount?: number;
}

/** Selects one bucket of a node array. */
export interface BucketDefinition {
  machineType: string;
}

export interface VirtualMachine {
  vcpuCount: number;
  pcpuCount: number;
  gpuCount: number;
  /** GB. */
  memory: number;
  infiniband: boolean;
  /** Cores charged against quota when they differ from `vcpuCount` (constrained-core sizes). */
  vcpuQuotaCount?: number;
}

export interface PlacementGroupStatus {
  name: string;
  activeCount: number;
  activeCoreCount: number;
}

/** One machine type of one node array. Core counts are counts times `vcpuCount`. */
export interface NodearrayBucketStatus {
  /** Stable for the array and machine type until the cluster is deleted. */
  bucketId: string;
  definition?: BucketDefinition;
  virtualMachine: VirtualMachine;
  /** False: the bucket exists only because nodes of it exist; nothing can be created in it. */
  valid: boolean;
  /** Present when `valid` is false. */
  invalidReason?: Open<'NotActivated' | 'DisabledMachineType'>;
  /** In use, nodes still being acquired included. */
  activeCount: number;
  activeCoreCount: number;
  /** Names of the active nodes; only with `nodes=true`. */
  activeNodes?: string[];
  /** How many more can be created now, under every limit. */
  availableCount: number;
  availableCoreCount: number;
  maxCount: number;
  maxCoreCount: number;
  /** Cores of this machine family in use in the whole region. */
  consumedCoreCount: number;
  quotaCount: number;
  quotaCoreCount: number;
  /** The three family fields are 0 for spot buckets. */
  familyConsumedCoreCount?: number;
  familyQuotaCoreCount?: number;
  familyQuotaCount?: number;
  regionalConsumedCoreCount?: number;
  regionalQuotaCoreCount?: number;
  regionalQuotaCount?: number;
  maxPlacementGroupSize: number;
  maxPlacementGroupCoreSize: number;
  placementGroups: PlacementGroupStatus[];
  /** Seconds since the last capacity failure; negative when there was none. */
  lastCapacityFailure: number;
  spotPlacementScore?: Open<'High' | 'Medium' | 'Low' | ''>;
}

export interface NodearrayStatus {
  name: string;
  nodearray: NodearrayRecord;
  maxCount: number;
  maxCoreCount: number;
  buckets: NodearrayBucketStatus[];
}

/** `GET /clusters/{cluster}/status`. */
export interface ClusterStatus {
  /** Absent until the cluster was started once. */
  state?: Open<'Starting' | 'Started' | 'Terminating' | 'Terminated'>;
  targetState?: Open<'Started' | 'Terminated'>;
  maxCount: number;
  maxCoreCount: number;
  nodearrays: NodearrayStatus[];
  /** Only with `nodes=true`; nodes that are off are left out. */
  nodes?: NodeRecord[];
}

/** One set of a creation request. Only `count` and `nodearray` are required. */
export interface NodeCreationSet {
  count: number;
  nodearray: string;
  /** Partial or missing: the first bucket that matches what is given and has room. */
  definition?: Partial<BucketDefinition>;
  /** printf-like with one `%d`; an exact name is allowed with `count` 1. Default `<nodearray>-%d`. */
  nameFormat?: string;
  /** Where numbering starts; only with `nameFormat`. */
  nameOffset?: number;
  /** Merged over the array's attributes. */
  nodeAttributes?: NodeAttributes;
  /** Nodes with the same value start in the same placement group, made when it does not exist. */
  placementGroupId?: string;
}

/** `POST /clusters/{cluster}/nodes/create`. */
export interface NodeCreationRequest {
  /** The caller's own token, usually a uuid. An id seen before is answered 409. */
  requestId?: string;
  sets: NodeCreationSet[];
}

export interface NodeCreationResultSet {
  /** May be fewer than asked, even 0: that is success, and `message` says why. */
  added: number;
  message?: string;
}

/** The reply to `nodes/create` and `scale`; sets stand in the order of the request. */
export interface NodeCreationResult {
  operationId: string;
  sets: NodeCreationResultSet[];
}

/** Body of every management verb. The nodes meant are the union of all selectors given. */
export interface NodeManagementRequest {
  /** An expression over node attributes: `State === "Started"`. */
  filter?: string;
  /** Short names, without domain. */
  hostnames?: string[];
  ids?: string[];
  ip_addresses?: string[];
  names?: string[];
  requestId?: string;
}

export interface NodeManagementResultNode {
  id: string;
  name: string;
  /** Whether the node is affected. */
  status?: 'OK' | 'Error';
  /** Why it is not. */
  error?: string;
}

/** The reply to every management verb: one entry per matched node. */
export interface NodeManagementResult {
  operationId: string;
  nodes: NodeManagementResultNode[];
}

/** What one operation did to how many nodes (an extension of Pileus's control plane). */
export interface OperationNodeCounts {
  total: number;
  pending: number;
  succeeded: number;
  failed: number;
}

/**
 * `GET /operations/{id}`. Documented are `action` and `startTime` only: progress is read from
 * `GET nodes?operation=`. The optional keys are extensions of Pileus's control plane.
 */
export interface OperationStatus {
  action: Open<
    | 'create'
    | 'scale'
    | 'start'
    | 'shutdown'
    | 'terminate'
    | 'remove'
    | 'deallocate'
    | 'restart'
    | 'reimage'
  >;
  /** ISO 8601. */
  startTime: string;
  id?: string;
  requestId?: string;
  cluster?: string;
  state?: Open<'Running' | 'Succeeded' | 'Failed'>;
  nodeCounts?: OperationNodeCounts;
}

/** `GET /clusters/{cluster}/nodes`. */
export interface NodeList {
  nodes: NodeRecord[];
  /** Only when the query named an operation or a request id. */
  operation?: OperationStatus;
}

/** Body of an error reply (observed: the reference says "No Content"). */
export interface CycleCloudErrorBody {
  /** Fully qualified class of the server's exception. */
  Exception?: string;
  Message?: string;
  /** Points into the server's log. */
  Detail?: string;
}

export interface ClusterUsageDetail {
  vm_size?: string;
  region?: string;
  priority?: Open<'Regular' | 'Spot'>;
  os?: Open<'Windows' | 'Linux'>;
  core_count?: number;
  hours?: number;
  cost?: number;
}

export interface ClusterUsageItem {
  /** `node` is a single node outside any array, such as a head node. */
  category: Open<'cluster' | 'node' | 'nodearray'>;
  /** Core-hours. */
  hours: number;
  /** US dollars at retail price, an estimate. */
  cost?: number;
  /** Name of the node or of the node array; absent for the cluster. */
  node?: string;
  /** Observed, with `expand=details`. */
  details?: ClusterUsageDetail[];
}

export interface ClusterUsageInterval {
  /** Inclusive, ISO 8601. */
  start: string;
  /** Exclusive, ISO 8601. */
  end: string;
  total: ClusterUsageItem;
  breakdown: ClusterUsageItem[];
}

/** `GET /clusters/{cluster}/usage`. */
export interface ClusterUsage {
  usage: ClusterUsageInterval[];
}

export type UsageTimeframe = Open<'monthToDate' | 'lastMonth' | 'weekToDate' | 'custom'>;
export type UsageGranularity = Open<'total' | 'daily' | 'hourly'>;

/**
 * One cluster of `GET /cloud/clusters`. The vendor does not document the list: what is optional here
 * is what Pileus's control plane adds to the name.
 */
export interface ClusterSummary {
  ClusterName: string;
  /** Null or absent until the cluster was started once. */
  State?: ClusterStatus['state'] | null;
  TargetState?: ClusterStatus['targetState'] | null;
  MaxCount?: number;
  MaxCoreCount?: number;
  /** Names. */
  NodeArrays?: string[];
  /** Nodes that are not off. */
  NodeCount?: number;
}

/** The reply to `/cloud/actions/*` and to an import; Pileus's control plane sends both keys. */
export interface ClusterActionResult {
  /** The operation that follows, if any; `cluster.operation({ id })` waits for it. */
  operationId?: string | null;
  /** Names of the nodes that it concerns. */
  nodes?: string[];
}

/** `GET nodes/{node}/ghr`. The payload is not documented: the keys are those of Pileus's. */
export interface HealthReport {
  node?: string;
  nodeId?: string;
  /** Whether a report was submitted. */
  submitted?: boolean;
  category?: string | null;
  description?: string | null;
  /** ISO 8601. */
  reportedAt?: string;
  workloadImpact?: string;
  [key: string]: unknown;
}
