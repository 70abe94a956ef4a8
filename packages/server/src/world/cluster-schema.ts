import { z } from 'zod';
import { count, entity, locationCode, name, owned, record } from './fields.js';

/** A machine type of an array. `uid` is CycleCloud's bucketId. */
const bucket = record({
  ...entity,
  machineType: name,
  disabled: z.boolean().default(false),
});

const nodeArray = record({
  ...entity,
  name,
  location: locationCode,
  /** Default: the location's compute network. */
  network: name.optional(),
  image: name.optional(),
  /** Attributes as a cluster template writes them: `Configuration`, `Priority`, `Azure` and so on. */
  attributes: z.record(z.string(), z.unknown()).default({}),
  maxCount: count.optional(),
  maxCoreCount: count.optional(),
  spot: z.boolean().default(false),
  /** False: nodes can be created after the cluster has been started again. */
  activated: z.boolean().default(true),
  /** Nodes that one placement group takes. */
  placementGroupSize: z.int().min(1).default(100),
  /** Tutum node clusters only: how many nodes it should have. */
  targetCount: count.optional(),
  /** In the order in which they are tried. */
  machineTypes: z.array(z.union([name, bucket])).min(1),
});

export const cluster = record({
  ...owned,
  /** Unique in its account. */
  name,
  location: locationCode.optional(),
  /** Left out: it has never been started. */
  state: z.enum(['Started', 'Terminated']).optional(),
  maxCount: count,
  maxCoreCount: count,
  parameters: z.record(z.string(), z.unknown()).default({}),
  arrays: z.array(nodeArray).default([]),
});
