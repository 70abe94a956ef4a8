import type {
  ClusterStatus,
  ClusterSummary,
  NodearrayBucketStatus,
  NodeRecord,
  OperationStatus,
} from '@pileus/sdk/cyclecloud';
import type { RecordColumn } from '../present/records.js';

export const clusterColumns: readonly RecordColumn<ClusterSummary>[] = [
  { name: 'name', value: (cluster) => cluster.ClusterName, flexible: true },
  { name: 'state', value: (cluster) => cluster.State ?? 'never started' },
  { name: 'nodes', value: (cluster) => cluster.NodeCount, align: 'right' },
  { name: 'max', value: (cluster) => cluster.MaxCount, align: 'right' },
  { name: 'arrays', value: (cluster) => cluster.NodeArrays?.join(' '), flexible: true },
  { name: 'target', value: (cluster) => cluster.TargetState, wide: true },
  { name: 'max-cores', value: (cluster) => cluster.MaxCoreCount, align: 'right', wide: true },
];

/** A node as it is listed; a node that is gone has no more than its name and id. */
export type NodeLine = Partial<NodeRecord> & Pick<NodeRecord, 'Name'>;

export const nodeColumns: readonly RecordColumn<NodeLine>[] = [
  { name: 'name', value: (node) => node.Name, flexible: true },
  { name: 'status', value: (node) => node.Status },
  { name: 'target', value: (node) => node.TargetState, sparse: true, spare: true },
  { name: 'machine-type', value: (node) => node.MachineType, flexible: true, sparse: true },
  { name: 'ip', value: (node) => node.PrivateIp, sparse: true },
  { name: 'message', value: (node) => node.StatusMessage, flexible: true, sparse: true },
  { name: 'id', value: (node) => node.NodeId, wide: true },
  { name: 'array', value: (node) => node.Template, wide: true },
  { name: 'group', value: (node) => node.PlacementGroupId, wide: true },
  { name: 'hostname', value: (node) => node.Hostname, wide: true },
  { name: 'keep-alive', value: (node) => node.KeepAlive, wide: true },
  { name: 'spot', value: (node) => node.Interruptible, wide: true },
  { name: 'instance', value: (node) => node.InstanceId, wide: true },
];

/** One bucket with the name of its array. */
export interface BucketLine extends NodearrayBucketStatus {
  readonly nodearray: string;
}

export const bucketLines = ({ nodearrays }: ClusterStatus): BucketLine[] =>
  nodearrays.flatMap(({ name, buckets }) =>
    buckets.map((bucket) => ({ ...bucket, nodearray: name })),
  );

export const bucketColumns: readonly RecordColumn<BucketLine>[] = [
  { name: 'array', value: (bucket) => bucket.nodearray, flexible: true },
  { name: 'machine-type', value: (bucket) => bucket.definition?.machineType, flexible: true },
  { name: 'active', value: (bucket) => bucket.activeCount, align: 'right' },
  { name: 'available', value: (bucket) => bucket.availableCount, align: 'right' },
  { name: 'max', value: (bucket) => bucket.maxCount, align: 'right' },
  {
    name: 'cores',
    value: (bucket) => bucket.virtualMachine.vcpuCount,
    align: 'right',
    spare: true,
  },
  { name: 'gb', value: (bucket) => bucket.virtualMachine.memory, align: 'right', spare: true },
  { name: 'not-valid', value: (bucket) => bucket.invalidReason, sparse: true },
  { name: 'gpus', value: (bucket) => bucket.virtualMachine.gpuCount, align: 'right', wide: true },
  { name: 'infiniband', value: (bucket) => bucket.virtualMachine.infiniband, wide: true },
  { name: 'quota', value: (bucket) => bucket.quotaCount, align: 'right', wide: true },
  {
    name: 'family-cores',
    value: (bucket) => bucket.familyConsumedCoreCount,
    align: 'right',
    wide: true,
  },
  {
    name: 'region-cores',
    value: (bucket) => bucket.regionalConsumedCoreCount,
    align: 'right',
    wide: true,
  },
  {
    name: 'groups',
    value: (bucket) =>
      bucket.placementGroups.map((group) => `${group.name}:${group.activeCount}`).join(' '),
    wide: true,
  },
  { name: 'bucket', value: (bucket) => bucket.bucketId, wide: true },
];

export const operationColumns: readonly RecordColumn<OperationStatus>[] = [
  { name: 'id', value: (operation) => operation.id },
  { name: 'action', value: (operation) => operation.action },
  { name: 'cluster', value: (operation) => operation.cluster, flexible: true },
  { name: 'state', value: (operation) => operation.state },
  { name: 'nodes', value: (operation) => operation.nodeCounts?.total, align: 'right' },
  {
    name: 'failed',
    value: (operation) => operation.nodeCounts?.failed || undefined,
    align: 'right',
    sparse: true,
  },
  { name: 'started', value: (operation) => operation.startTime, wide: true },
  { name: 'request-id', value: (operation) => operation.requestId, wide: true },
];
