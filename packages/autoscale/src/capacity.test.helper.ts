import type { Bucket, Capacity, ExistingNode, Limit } from './capacity.js';
import type { Job } from './job.js';
import { defaultResources } from './resources.js';

export type BucketSketch = Partial<Bucket> & { readonly available?: number };

/** A bucket of array `htc` with 4 cores and 8 GB, unless the sketch says otherwise. */
export function bucket(sketch: BucketSketch = {}): Bucket {
  const { available: _, ...given } = sketch;
  const nodearray = given.nodearray ?? 'htc';
  const machineType = given.machineType ?? 'F4s';
  const vcpuCount = given.vcpuCount ?? 4;
  const facts: Bucket = {
    id: `${nodearray}/${machineType}`,
    nodearray,
    machineType,
    family: 'F',
    location: 'westus',
    spot: false,
    vcpuCount,
    pcpuCount: vcpuCount,
    gpuCount: 0,
    memoryGb: vcpuCount * 2,
    infiniband: false,
    resources: {},
    valid: true,
    limits: [],
    placementGroups: [],
    maxPlacementGroupSize: 100,
    colocation: true,
    ...given,
  };
  return { ...facts, resources: defaultResources()(facts) };
}

/** Each sketch's `available` becomes a limit of its bucket; `limits` are shared by all buckets. */
export function capacity(
  sketches: readonly BucketSketch[],
  limits: readonly Limit[] = [],
  nodes: readonly ExistingNode[] = [],
): Capacity {
  const own: Limit[] = [];
  const buckets = sketches.map((sketch) => {
    const made = bucket(sketch);
    const id = `bucket/${made.id}`;
    const max = sketch.available ?? 100;
    own.push({
      id,
      kind: 'bucket',
      title: `availability of ${made.id}`,
      unit: 'nodes',
      max,
      used: 0,
    });
    return { ...made, limits: [...made.limits, ...limits.map((limit) => limit.id), id] };
  });
  return { buckets, nodes, limits: [...limits, ...own] };
}

export const limit = (id: string, unit: Limit['unit'], max: number, used = 0): Limit => ({
  id,
  kind: 'family',
  title: id,
  unit,
  max,
  used,
});

export const node = (name: string, given: Partial<ExistingNode> = {}): ExistingNode => ({
  name,
  id: `id-${name}`,
  bucket: 'htc/F4s',
  phase: 'ready',
  state: 'Ready',
  ...given,
});

export const job = (
  name: string,
  constraints: Job['constraints'],
  rest: Partial<Job> = {},
): Job => ({
  name,
  constraints,
  ...rest,
});
