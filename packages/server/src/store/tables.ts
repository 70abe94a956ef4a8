import type { MachineKind, MachineState, OperationState, StepState } from '../inventory/states.js';
import type { Verb } from '../inventory/verbs.js';
import {
  type Columns,
  type InsertOf,
  json,
  jsonOrNull,
  oneOf,
  oneOfOrNull,
  type RowOf,
} from './columns.js';

/** Vendor-only fields, one member per dialect, touched by that dialect alone. */
export type Ext = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

export type Role = 'reader' | 'operator' | 'admin';
export type Dialect = 'cyclecloud' | 'centurylink' | 'softlayer' | 'tutum' | 'admin' | 'system';

/** The columns that every entity has. */
const entity = {
  id: 'id',
  uid: 'text',
  createdAt: 'time',
  createdBy: 'text',
  changedAt: 'time',
  changedBy: 'text',
  ext: json<Ext>(),
} as const;

/** An entity that belongs to one account. */
const owned = { ...entity, accountId: 'int' } as const;

/** An entity that belongs to one account, or to nobody and is then seen by all. */
const shared = { ...entity, accountId: 'int?' } as const;

export const tables = {
  setting: { id: 'id', key: 'text', value: json<unknown>() },
  account: {
    ...entity,
    alias: 'text',
    name: 'text',
    parentId: 'int?',
    domain: 'text',
    /** Home location id by dialect; `default` for the others. */
    home: json<Readonly<Record<string, number>>>(),
    /** Business details: businessName, addressLine1, city, and so on. */
    contact: json<Readonly<Record<string, string>>>(),
    status: 'text',
  },
  user: {
    ...owned,
    username: 'text',
    passwordHash: 'text?',
    apiKeyEnc: 'text?',
    apiKeyMac: 'text?',
    role: oneOf<Role>(),
    email: 'text?',
    disabled: 'flag',
  },
  token: { ...owned, userId: 'int', kind: 'text', jtiHash: 'text', expiresAt: 'time' },
  location: {
    ...entity,
    code: 'text',
    title: 'text',
    provider: 'text',
    capabilities: json<Readonly<Record<string, boolean>>>(),
  },
  machineType: {
    ...entity,
    name: 'text',
    kind: oneOf<MachineKind>(),
    vcpus: 'int',
    pcpus: 'int',
    /** What one machine is charged against a core quota, where that differs from `vcpus`. */
    quotaVcpus: 'int?',
    memoryMb: 'int',
    gpus: 'int',
    diskGb: 'int',
    family: 'text',
    infiniband: 'flag',
    /** US dollars per hour. */
    price: 'real',
    spotPrice: 'real?',
    description: 'text?',
  },
  machineTypeAlias: { id: 'id', machineTypeId: 'int', name: 'text' },
  machineTypeLocation: {
    id: 'id',
    machineTypeId: 'int',
    locationId: 'int',
    /** How many exist there; null means as many as asked for. */
    stock: 'int?',
  },
  image: {
    ...shared,
    kind: oneOf<'os' | 'template' | 'capture' | 'docker'>(),
    name: 'text',
    title: 'text',
    osFamily: 'text',
    osVersion: 'text',
    bits: 'int',
    diskGb: 'int',
    dockerRef: 'text?',
    locationId: 'int?',
  },
  imageName: { id: 'id', imageId: 'int', dialect: oneOf<Dialect>(), name: 'text' },
  repository: {
    ...shared,
    name: 'text',
    registry: 'text',
    tag: 'text',
    username: 'text?',
    secretEnc: 'text?',
    description: 'text?',
  },
  network: {
    ...owned,
    locationId: 'int',
    kind: oneOf<'vlan' | 'compute' | 'overlay'>(),
    name: 'text',
    cidr: 'text',
    gateway: 'text',
    vlan: 'int?',
    description: 'text?',
    /** Offset into the network of the lowest address that may be free. */
    freeFrom: 'int',
  },
  address: {
    ...owned,
    networkId: 'int?',
    ip: 'text',
    /** Offset into its network; null for public addresses. */
    position: 'int?',
    machineId: 'int?',
    role: oneOf<'primary' | 'secondary' | 'public' | 'claimed'>(),
    mateId: 'int?',
    rules: jsonOrNull<unknown>(),
  },
  machineGroup: {
    ...owned,
    locationId: 'int',
    parentId: 'int?',
    name: 'text',
    description: 'text?',
    type: oneOf<'root' | 'default' | 'archive' | 'templates'>(),
    archivedAt: 'time?',
  },
  cluster: {
    ...owned,
    name: 'text',
    locationId: 'int?',
    state: oneOfOrNull<'Starting' | 'Started' | 'Terminating' | 'Terminated'>(),
    targetState: oneOfOrNull<'Started' | 'Terminated'>(),
    maxCount: 'int',
    maxCoreCount: 'int',
    parameters: json<Readonly<Record<string, unknown>>>(),
  },
  nodeArray: {
    ...owned,
    clusterId: 'int',
    locationId: 'int',
    networkId: 'int?',
    imageId: 'int?',
    name: 'text',
    /** The vendor's attributes of the array, as its template wrote them. */
    attributes: json<Readonly<Record<string, unknown>>>(),
    maxCount: 'int?',
    maxCoreCount: 'int?',
    spot: 'flag',
    /** False after an edit, until the cluster is started again. */
    activated: 'flag',
    /** Every index below this one is taken: where the search for the lowest free index begins. */
    freeFrom: 'int',
    /** Machines that the array should hold (Tutum node clusters only). */
    targetCount: 'int?',
    placementGroupSize: 'int',
  },
  bucket: {
    ...owned,
    arrayId: 'int',
    machineTypeId: 'int',
    position: 'int',
    disabled: 'flag',
    lastCapacityFailureAt: 'time?',
  },
  placementGroup: {
    ...owned,
    name: 'text',
    rule: oneOf<'pack' | 'spread'>(),
    bucketId: 'int?',
    locationId: 'int?',
    maxSize: 'int?',
  },
  machine: {
    ...owned,
    locationId: 'int',
    kind: oneOf<MachineKind>(),
    groupId: 'int?',
    clusterId: 'int?',
    arrayId: 'int?',
    bucketId: 'int?',
    placementGroupId: 'int?',
    /** The host that carries a container. */
    hostId: 'int?',
    serviceId: 'int?',
    /** Number within its array or service. */
    ordinal: 'int?',
    name: 'text',
    hostname: 'text',
    domain: 'text',
    /** CenturyLink's own name, of machines born there. */
    serverName: 'text?',
    machineTypeId: 'int?',
    family: 'text',
    vcpus: 'int',
    quotaVcpus: 'int',
    memoryMb: 'int',
    diskGb: 'int',
    imageId: 'int?',
    state: oneOf<MachineState>(),
    stateSince: 'time',
    /** Why the machine is in its state: the text of a failure, `SpotEvicted`, and so on. */
    reason: 'text?',
    /** Steps that are waiting or running; the one of the lowest id is the head, the others queue. */
    openSteps: 'int',
    /** World time at which the reconciler must look at the machine; null: never. */
    dueAt: 'time?',
    leaseOwner: 'text?',
    /** Real time until which nobody else may work on the machine. */
    leaseUntil: 'time?',
    firstReadyAt: 'time?',
    startedAt: 'time?',
    deletedAt: 'time?',
    archivedAt: 'time?',
    /** World time at which the machine is deleted (time to live). */
    expiresAt: 'time?',
    /** World time from which the simulation takes a spot machine away. */
    evictAt: 'time?',
    keepAlive: 'flag',
    /** The record outlives the virtual machine: terminating leaves it `off`. */
    fixed: 'flag',
    spot: 'flag',
    maintenance: 'flag',
    template: 'flag',
    /** US dollars per hour. */
    price: 'real',
    networkId: 'int?',
    privateIp: 'text?',
    publicIp: 'text?',
    instanceId: 'text?',
    passwordEnc: 'text?',
    exitCode: 'int?',
    lastReloadStepId: 'int?',
  },
  disk: {
    ...owned,
    machineId: 'int',
    slot: 'int',
    sizeGb: 'int',
    path: 'text?',
    kind: oneOf<'system' | 'swap' | 'raw' | 'partitioned'>(),
  },
  snapshot: { ...owned, machineId: 'int', name: 'text', expiresAt: 'time?' },
  service: {
    ...owned,
    stackId: 'int?',
    /** 1: an application of the first generation; 2: a service. One row serves both views. */
    generation: 'int',
    name: 'text',
    uniqueName: 'text',
    image: 'text',
    definition: json<Readonly<Record<string, unknown>>>(),
    targetCount: 'int',
    synchronized: 'flag',
    /** The operation that works, or last worked, on the service. */
    operationId: 'int?',
    deployedAt: 'time?',
    startedAt: 'time?',
    stoppedAt: 'time?',
    deletedAt: 'time?',
  },
  stack: {
    ...owned,
    name: 'text',
    definition: json<Readonly<Record<string, unknown>>>(),
    operationId: 'int?',
    deployedAt: 'time?',
    deletedAt: 'time?',
  },
  volumeGroup: { ...owned, serviceId: 'int', name: 'text', path: 'text', deletedAt: 'time?' },
  volume: {
    ...owned,
    volumeGroupId: 'int',
    hostId: 'int?',
    machineId: 'int?',
    deletedAt: 'time?',
  },
  trigger: { ...owned, serviceId: 'int', name: 'text', operation: 'text' },
  operation: {
    ...owned,
    dialect: oneOf<Dialect>(),
    /** What was asked for, in the words of the inventory: `create`, `stop`, `service.start`. */
    action: 'text',
    locationId: 'int?',
    clusterId: 'int?',
    /** The thing it was asked of, where that is not a list of machines. */
    objectKind: 'text?',
    objectId: 'int?',
    objectUid: 'text?',
    state: oneOf<OperationState>(),
    total: 'int',
    pending: 'int',
    failed: 'int',
    message: 'text?',
    startedAt: 'time?',
    endedAt: 'time?',
    /** The caller's idempotency token. */
    requestKey: 'text?',
    /** The request that was accepted, without secrets: method, path, ip, userAgent, body. */
    request: jsonOrNull<Readonly<Record<string, unknown>>>(),
  },
  step: {
    id: 'id',
    uid: 'text',
    accountId: 'int',
    machineId: 'int',
    operationId: 'int',
    verb: oneOf<Verb>(),
    args: jsonOrNull<Readonly<Record<string, unknown>>>(),
    state: oneOf<StepState>(),
    attempts: 'int',
    error: 'text?',
    createdAt: 'time',
    startedAt: 'time?',
    endedAt: 'time?',
  },
  span: {
    id: 'id',
    accountId: 'int',
    machineId: 'int',
    machineUid: 'text',
    name: 'text',
    clusterId: 'int?',
    arrayId: 'int?',
    locationId: 'int',
    machineType: 'text',
    spot: 'flag',
    vcpus: 'int',
    memoryMb: 'int',
    /** US dollars per hour, of the whole machine. */
    price: 'real',
    fromAt: 'time',
    toAt: 'time?',
  },
  quota: {
    ...owned,
    locationId: 'int',
    /** A machine family, or `*` for the whole location. */
    family: 'text',
    spot: 'flag',
    cores: 'int?',
    nodes: 'int?',
  },
  counter: { id: 'id', key: 'text', accountId: 'int', nodes: 'int', cores: 'int' },
  zone: {
    ...owned,
    name: 'text',
    serial: 'int',
    definition: json<Readonly<Record<string, unknown>>>(),
  },
  record: {
    ...owned,
    zoneId: 'int',
    host: 'text',
    type: 'text',
    data: 'text',
    ttl: 'int',
    details: jsonOrNull<Readonly<Record<string, unknown>>>(),
  },
  sshKey: { ...owned, label: 'text', publicKey: 'text', fingerprint: 'text', notes: 'text?' },
  tag: { ...owned, name: 'text', origin: oneOf<'user' | 'system'>() },
  tagging: { id: 'id', accountId: 'int', tagId: 'int', objectKind: 'text', objectId: 'int' },
  ticket: {
    ...owned,
    title: 'text',
    status: 'text',
    priority: 'int',
    updates: json<readonly unknown[]>(),
  },
  purchaseOrder: {
    ...owned,
    operationId: 'int?',
    status: 'text',
    container: json<unknown>(),
    total: 'real',
  },
  script: {
    ...shared,
    name: 'text',
    description: 'text?',
    durationMs: 'int',
    exitCode: 'int',
    output: 'text?',
  },
  policy: {
    ...owned,
    kind: 'text',
    name: 'text',
    locationId: 'int?',
    state: 'text',
    definition: json<Readonly<Record<string, unknown>>>(),
  },
  policyTarget: {
    id: 'id',
    accountId: 'int',
    policyId: 'int',
    objectKind: 'text',
    objectId: 'int',
  },
  webhook: {
    ...owned,
    kind: 'text',
    target: 'text',
    secretEnc: 'text?',
    /** The last event id that was handed to the outbox. */
    cursor: 'int64',
    disabled: 'flag',
  },
  outbox: {
    id: 'id',
    accountId: 'int',
    webhookId: 'int',
    eventId: 'int64',
    attempts: 'int',
    dueAt: 'time?',
    body: 'text',
  },
  customField: {
    ...owned,
    name: 'text',
    type: oneOf<'text' | 'checkbox' | 'option'>(),
    required: 'flag',
    options: json<readonly { name: string; value: string }[]>(),
  },
  customFieldValue: {
    id: 'id',
    accountId: 'int',
    customFieldId: 'int',
    objectKind: 'text',
    objectId: 'int',
    value: 'text',
  },
  idempotency: {
    id: 'id',
    accountId: 'int',
    dialect: oneOf<Dialect>(),
    key: 'text',
    requestHash: 'text?',
    operationId: 'int?',
    status: 'int?',
    headers: jsonOrNull<Readonly<Record<string, string>>>(),
    body: 'text?',
    /** Real time of the request. */
    at: 'time',
  },
  event: {
    id: 'id',
    at: 'time',
    accountId: 'int',
    actor: 'text',
    objectKind: 'text',
    objectId: 'int?',
    objectUid: 'text?',
    machineId: 'int?',
    operationId: 'int?',
    /** `machine.running`, `operation.failed`, `cluster.started`, and so on. */
    kind: 'text',
    data: jsonOrNull<Readonly<Record<string, unknown>>>(),
  },
  /** The simulated driver's ledger of scarce capacity. */
  simulatedInstance: { id: 'id', machineUid: 'text', pool: 'text' },
} as const satisfies Record<string, Columns>;

export type Tables = typeof tables;
export type TableName = keyof Tables;
export type Row<T extends TableName> = RowOf<Tables[T]>;
export type Insert<T extends TableName> = InsertOf<Tables[T]>;
export type ColumnOf<T extends TableName> = keyof Tables[T] & string;

export type Machine = Row<'machine'>;
export type Step = Row<'step'>;
export type Operation = Row<'operation'>;
export type EventRow = Row<'event'>;

/** Tables that are locked, listed and dated like entities have `account_id`; these do not. */
export const isOwned = (table: TableName): boolean => 'accountId' in tables[table];

/** Tables whose ownerless rows everybody sees. */
export const isShared = (table: TableName): boolean =>
  (tables[table] as Columns).accountId === 'int?';
