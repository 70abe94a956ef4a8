/**
 * The shapes of the REST API as classes, for calls of `@pileus/sdk/cyclecloud/api`. Their names are
 * those of the vendor's Python models, their properties those of the wire.
 */
export {
  NodeCreationRequest,
  NodeCreationRequestSet,
  NodeCreationRequestSetDefinition,
  NodeCreationResult,
  NodeCreationResultSet,
} from './creation.js';
export {
  NodeManagementRequest,
  NodeManagementResult,
  NodeManagementResultNode,
} from './management.js';
export type { ModelClass, ModelMethods } from './model.js';
export { NodeList, OperationNodeCounts, OperationStatus } from './operations.js';
export {
  ClusterNodearrayStatus,
  ClusterStatus,
  NodearrayBucketStatus,
  NodearrayBucketStatusDefinition,
  NodearrayBucketStatusVirtualMachine,
  PlacementGroupStatus,
} from './status.js';
export {
  ClusterUsage,
  ClusterUsageInterval,
  ClusterUsageItem,
  ClusterUsageItemDetail,
} from './usage.js';
