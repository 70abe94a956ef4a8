import type * as wire from '../wire.js';
import { listOf, model, optional, required } from './model.js';

export class NodearrayBucketStatusDefinition extends model<wire.BucketDefinition>(
  'NodearrayBucketStatusDefinition',
  { machineType: required('string') },
) {}

export class NodearrayBucketStatusVirtualMachine extends model<wire.VirtualMachine>(
  'NodearrayBucketStatusVirtualMachine',
  {
    vcpuCount: required('integer'),
    pcpuCount: required('integer'),
    gpuCount: required('integer'),
    memory: required('number'),
    infiniband: required('boolean'),
    vcpuQuotaCount: optional('integer'),
  },
) {}

export class PlacementGroupStatus extends model<wire.PlacementGroupStatus>('PlacementGroupStatus', {
  name: required('string'),
  activeCount: required('integer'),
  activeCoreCount: required('integer'),
}) {}

export class NodearrayBucketStatus extends model<wire.NodearrayBucketStatus>(
  'NodearrayBucketStatus',
  {
    bucketId: required('string'),
    definition: optional(NodearrayBucketStatusDefinition),
    virtualMachine: required(NodearrayBucketStatusVirtualMachine),
    valid: required('boolean'),
    invalidReason: optional('string'),
    activeCount: required('integer'),
    activeCoreCount: required('integer'),
    activeNodes: optional(listOf('string')),
    availableCount: required('integer'),
    availableCoreCount: required('integer'),
    maxCount: required('integer'),
    maxCoreCount: required('integer'),
    consumedCoreCount: required('integer'),
    quotaCount: required('integer'),
    quotaCoreCount: required('integer'),
    familyConsumedCoreCount: optional('integer'),
    familyQuotaCoreCount: optional('integer'),
    familyQuotaCount: optional('integer'),
    regionalConsumedCoreCount: optional('integer'),
    regionalQuotaCoreCount: optional('integer'),
    regionalQuotaCount: optional('integer'),
    maxPlacementGroupSize: required('integer'),
    maxPlacementGroupCoreSize: required('integer'),
    placementGroups: required(listOf(PlacementGroupStatus)),
    lastCapacityFailure: required('number'),
    spotPlacementScore: optional('string'),
  },
) {}

export class ClusterNodearrayStatus extends model<wire.NodearrayStatus>('ClusterNodearrayStatus', {
  name: required('string'),
  nodearray: required('record'),
  maxCount: required('integer'),
  maxCoreCount: required('integer'),
  buckets: required(listOf(NodearrayBucketStatus)),
}) {}

export class ClusterStatus extends model<wire.ClusterStatus>('ClusterStatus', {
  state: optional('string'),
  targetState: optional('string'),
  maxCount: required('integer'),
  maxCoreCount: required('integer'),
  nodearrays: required(listOf(ClusterNodearrayStatus)),
  nodes: optional(listOf('record')),
}) {}
