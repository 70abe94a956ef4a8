import type { ClusterStatus, NodearrayBucketStatus, NodeRecord } from '@pileus/sdk/cyclecloud';
import type { RecordColumn } from '../present/records.js';

export const nodeColumns: readonly RecordColumn<NodeRecord>[] = [
  { name: 'name', value: (node) => node.Name, flexible: true },
  { name: 'status', value: (node) => node.Status },
  { name: 'target', value: (node) => node.TargetState },
  { name: 'machine-type', value: (node) => node.MachineType, flexible: true },
  { name: 'ip', value: (node) => node.PrivateIp },
  { name: 'message', value: (node) => node.StatusMessage, flexible: true },
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
  { name: 'cores', value: (bucket) => bucket.virtualMachine.vcpuCount, align: 'right' },
  { name: 'gb', value: (bucket) => bucket.virtualMachine.memory, align: 'right' },
  { name: 'valid', value: (bucket) => bucket.invalidReason ?? 'yes' },
  { name: 'gpus', value: (bucket) => bucket.virtualMachine.gpuCount, align: 'right', wide: true },
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
