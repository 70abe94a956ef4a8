/** A typed client for Azure CycleCloud. */
export { Client, type ClientOptions, type Session } from './client.js';
export { Cluster, type Command, type CommandOptions } from './cluster.js';
export type { ImportOptions } from './cluster-actions.js';
export type { ClusterMap } from './cluster-map.js';
export {
  CycleCloudAuthenticationError,
  CycleCloudBadRequestError,
  CycleCloudConflictError,
  CycleCloudError,
  CycleCloudNotFoundError,
  CycleCloudPermissionError,
} from './errors.js';
export {
  type AttributeName,
  and,
  attribute,
  type Filter,
  type FilterValue,
  not,
  or,
} from './filter.js';
export type { HealthComplaint } from './health-report.js';
export type { NodeQuery } from './node-list.js';
export {
  type CreationResult,
  type ManagementResult,
  Operation,
  type OperationResult,
} from './operation.js';
export { OperationFailedError, OperationTimeoutError } from './operation-errors.js';
export type { NodeFailure, Progress } from './progress.js';
export type { NodeSelectors } from './selectors.js';
export type { Action } from './targets.js';
export type { UsageQuery } from './usage.js';
export type { WaitOptions } from './waiters.js';
export type { NodeChange, WatchOptions } from './watch.js';
export type * from './wire.js';
