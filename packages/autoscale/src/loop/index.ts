/** The scaling loop, over any cluster and any queue. */
export { Autoscaler, type AutoscalerOptions, type PassReport } from './autoscaler.js';
export {
  type ClusterPort,
  type ClusterReading,
  type CreatedSet,
  type CreateRequest,
  type CreateSet,
  RefusedError,
  type RemoveWay,
  removeWays,
} from './cluster-port.js';
export type { Sent } from './creations.js';
export {
  type ClusterCalls,
  type CycleCloudCalls,
  type CycleCloudClusterOptions,
  cycleCloudCluster,
} from './cyclecloud-cluster.js';
export type { Decisions, Leaving, PlannedSet } from './decide.js';
export type { LoopEvent, Step } from './events.js';
export { LockedError, takeLock } from './lock.js';
export { type LoopMetrics, loopMetrics } from './metrics.js';
export { type CarriedOut, NoPlanError, type PlanRequests } from './plan-requests.js';
export { type RunOptions, runLoop } from './run.js';
export { type LoopSettings, type Timeout, timeoutOf } from './settings.js';
export { type LoopState, memoryState, type NodeHistory, type StateStore } from './state.js';
export { stateFile } from './state-file.js';
