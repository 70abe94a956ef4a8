import type { Wire } from '../plane.js';

/** What CycleCloud shows of a running node of the array `execute` of the demo cluster. */
export const executeNode = (row: Wire) => ({
  Name: row.name,
  NodeId: row.uid,
  Template: 'execute',
  ClusterName: 'test-cluster-1',
  MachineType: 'Standard_F2s_v2',
  State: 'Started',
  Status: 'Ready',
  TargetState: 'Started',
  StatusMessage: null,
  Hostname: row.hostname,
  PrivateIp: row.privateIp,
  PublicIp: null,
  InstanceId: row.instanceId,
  CoreCount: row.vcpus,
  // GB, where SoftLayer and Tutum have MB.
  Memory: row.memoryMb / 1024,
  PlacementGroupId: null,
  Interruptible: false,
  KeepAlive: false,
  Fixed: false,
  Region: 'southcentralus',
  SubnetId: 'pileus-rg/pileus-vnet/compute',
  ImageName: 'cycle.image.ubuntu22',
  Credentials: 'azure',
  ShutdownPolicy: 'terminate',
  Azure: { MaxScalesetSize: 100 },
  Configuration: { autoscale: { enabled: true, is_hpc: false } },
});
