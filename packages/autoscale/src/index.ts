/** From a queue's jobs to exactly the nodes that they need: pure functions over plain data. */
export { applyPlan, assertFresh, PlanFileError, StalePlanError } from './apply.js';
export type { Bucket, Capacity, ExistingNode, Limit, NodePhase, PlannedSlots } from './capacity.js';
export { type MachineFacts, machineCatalogue } from './catalogue.js';
export type {
  Constraint,
  ConstraintJson,
  CustomConstraint,
  Failure,
  FailureStatus,
  MachineView,
} from './constraint.js';
export { diffPlans, type GroupDifference, type PlanDifference } from './diff.js';
export {
  type Decision,
  type NodeGroup,
  type PlacedJob,
  type PlacedNode,
  type PlanDocument,
  type PlanFile,
  planDocument,
  type UnplacedJob,
} from './document.js';
export { type BucketVerdict, type Explanation, explain } from './explain.js';
export { changesBetween, type Fingerprint, fingerprintOf } from './fingerprint.js';
export { type Job, JobError, type JobParseOptions, jobJson, parseJobs } from './job.js';
export { type BucketRoom, limitsOf } from './limits-of.js';
export { Occupancy, type OccupancyOptions, type Piece, type Placement } from './occupancy.js';
export {
  ConstraintError,
  constraintJson,
  type ParseOptions,
  parseConstraints,
} from './parse-constraint.js';
export { planDemand } from './plan-demand.js';
export { Planner, type PlanOptions } from './planner.js';
export { type Policy, policies, type SpotChoice, spotChoices } from './policy.js';
export type { Resources, ResourceValue } from './quantity.js';
export {
  type DefaultResource,
  DefaultResourceError,
  type DefaultResourceOptions,
  defaultResources,
} from './resources.js';
