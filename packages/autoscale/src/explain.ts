import type { Failure } from './constraint.js';
import { every } from './evaluate.js';
import type { Job } from './job.js';
import type { Planner } from './planner.js';
import { refusal } from './policy.js';
import { isScattered, slotsOf } from './portions.js';
import type { Shape, Way } from './shape.js';
import { freshSubject } from './subject.js';

/** What one bucket is for a job, once the plan is made. */
export interface BucketVerdict {
  readonly bucket: string;
  readonly nodearray: string;
  readonly machineType: string;
  /** `chosen`: the job is there; `possible`: it could be there too; `ruled-out`: it cannot get new nodes there. */
  readonly outcome: 'chosen' | 'possible' | 'ruled-out';
  /** A word for scripts: `Chosen`, `Ranked`, the status of a constraint, `LimitReached`, ... */
  readonly status: string;
  /** One sentence: the constraint or limit that decided. */
  readonly reason: string;
  /** US dollars an hour of one node. */
  readonly price?: number;
}

export interface Explanation {
  readonly job: string;
  /** Slots, or nodes of a scattered job. */
  readonly asked: number;
  readonly missing: number;
  /** Why something is missing; absent when nothing is. */
  readonly status?: string;
  readonly reason?: string;
  readonly nodes: readonly string[];
  readonly buckets: readonly BucketVerdict[];
}

/**
 * Lists every bucket with what speaks against it for a job, or that it was chosen.
 *
 * @param job one of the plan, by name, or any other
 * @throws Error for a name that the plan does not know
 */
export function explain(planner: Planner, job: string | Job): Explanation {
  const number = planner.jobNumber(typeof job === 'string' ? job : job.name);
  const wanted = typeof job === 'string' ? number !== undefined && planner.jobs[number] : job;
  if (!wanted) throw new Error(`The plan has no job '${job}'.`);
  const shape = planner.shapeOf(wanted.constraints);
  const chosen = new Map<number, string[]>();
  const nodes: string[] = [];
  if (number !== undefined) {
    const { pieces } = planner;
    const start = pieces.start[number]!;
    for (let at = start; at < start + pieces.count[number]!; at++) {
      const node = pieces.node[at]!;
      const name = planner.floor.nameOf(node);
      nodes.push(name);
      const bucket = planner.floor.bucketOf[node]!;
      chosen.set(bucket, [...(chosen.get(bucket) ?? []), name]);
    }
  }
  const asked = slotsOf(wanted);
  const missing = number === undefined ? 0 : planner.pieces.missing[number]!;
  const buckets = verdicts(planner, wanted, shape, chosen);
  const why = missing > 0 ? unplacedReason(planner, wanted, shape, buckets) : undefined;
  return { job: wanted.name, asked, missing, ...why, nodes, buckets };
}

/** What each bucket is for jobs of that form; `chosen` are the buckets in which it got nodes. */
export function verdicts(
  planner: Planner,
  job: Job,
  shape: Shape,
  chosen: ReadonlyMap<number, readonly string[]>,
): BucketVerdict[] {
  const ranked = shape.ways[0]?.profile.creatable ?? [];
  return planner.floor.buckets.map((bucket, at) => {
    const about = {
      bucket: bucket.id,
      nodearray: bucket.nodearray,
      machineType: bucket.machineType,
      ...(bucket.price !== undefined && { price: bucket.price }),
    };
    const nodes = chosen.get(at);
    if (nodes) {
      const reason = `chosen: ${listed(nodes)}`;
      return { ...about, outcome: 'chosen', status: 'Chosen', reason };
    }
    const against = objection(planner, job, shape, at);
    if (against) {
      return { ...about, outcome: 'ruled-out', status: against.status, reason: against.message };
    }
    const place = ranked.indexOf(at) + 1;
    const reason =
      place > 0
        ? `it would do; ${planner.options.policy} ranks it ${place} of ${ranked.length}`
        : 'it would do in another way of the constraints';
    return { ...about, outcome: 'possible', status: 'Ranked', reason };
  });
}

const listed = (names: readonly string[]): string =>
  names.length > 4
    ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more`
    : names.join(', ');

interface Objection {
  readonly status: string;
  readonly message: string;
}

/** What keeps the job from getting new nodes in the bucket; undefined when nothing does. */
function objection(
  planner: Planner,
  job: Job,
  shape: Shape,
  bucket: number,
): Objection | undefined {
  if (shape.error !== undefined) return { status: 'InvalidConstraint', message: shape.error };
  let first: Objection | undefined;
  for (const way of shape.ways) {
    const against = objectionTo(planner, job, way, bucket);
    if (!against) return undefined;
    first ??= against;
  }
  return first;
}

function objectionTo(planner: Planner, job: Job, way: Way, at: number): Objection | undefined {
  const { floor, options, pools } = planner;
  const bucket = floor.buckets[at]!;
  const grouped = job.colocated === true || way.grouped === true;
  if (way.profile.pinned) {
    return { status: 'InvalidOption', message: 'the constraints name nodes that exist' };
  }
  if (job.colocated && way.grouped === false) {
    const message = 'the job is colocated, but its constraints forbid a placement group';
    return { status: 'InAPlacementGroup', message };
  }
  const untested = testFailure(planner, way, at, grouped);
  if (untested) return untested;
  const slots = floor.freshSlots(at, way.resources, way.amounts);
  if (slots < 1) return tooSmall(planner, way, at);
  if (!bucket.valid) {
    return {
      status: bucket.invalidReason ?? 'Invalid',
      message: `no node can be created: ${bucket.invalidReason ?? 'the bucket is not valid'}`,
    };
  }
  const refused = refusal(bucket, options.spot, options.capacityBackoff);
  if (refused) return refused;
  const nodes = neededNodes(job, slots, way);
  if (grouped && nodes > bucket.maxPlacementGroupSize) {
    return {
      status: 'PlacementGroupTooSmall',
      message: `${nodes} nodes needed in one placement group, which takes ${bucket.maxPlacementGroupSize}`,
    };
  }
  const tightest = floor.ledger.tightest(at);
  if (tightest && tightest.nodes < nodes) {
    const { title, max, unit } = tightest.limit;
    const cores = unit === 'nodes' ? 'nodes' : 'cores';
    return {
      status: 'LimitReached',
      message: `${title} of ${max} ${cores}: room for ${tightest.nodes} more nodes, ${nodes} needed`,
    };
  }
  if (grouped && bucket.placementGroup !== undefined) {
    const { room } = floor.groups.get(at, bucket.placementGroup);
    if (room < nodes) {
      return {
        status: 'LimitReached',
        message: `placement group ${bucket.placementGroup}: room for ${room} more nodes, ${nodes} needed`,
      };
    }
  }
  return pools.why(way.shared);
}

/** How many nodes at least have to be there for the job to get anything. */
function neededNodes(job: Job, slots: number, way: Way): number {
  if (isScattered(job)) return job.allOrNothing === false ? 1 : (job.nodeCount ?? 0);
  if (!(job.allOrNothing ?? job.colocated)) return 1;
  return Math.ceil((job.iterations ?? 1) / (way.exclusive === 'iteration' ? 1 : slots));
}

function testFailure(
  planner: Planner,
  way: Way,
  at: number,
  grouped: boolean,
): Objection | undefined {
  const { floor } = planner;
  const bucket = floor.buckets[at]!;
  const fixed = bucket.placementGroup;
  if (fixed !== undefined && way.grouped === false) {
    return {
      status: 'InAPlacementGroup',
      message: `all its nodes are in placement group ${fixed}`,
    };
  }
  if (grouped && fixed === undefined && !bucket.colocation && floor.groups.named[at]!.size === 0) {
    return { status: 'NotInAPlacementGroup', message: 'its nodes are made in no placement group' };
  }
  const group =
    fixed ?? (grouped ? (way.profile.groupNames[0] ?? `${bucket.machineType}_pg0`) : undefined);
  const names = group === undefined ? [undefined, ...way.profile.groupNames] : [group];
  let against: Failure | undefined;
  for (const name of names) {
    const verdict = every(way.profile.tests, freshSubject(floor, at, name));
    if (verdict === true) return undefined;
    if (verdict !== 'depends') against ??= verdict;
  }
  return against;
}

function tooSmall(planner: Planner, way: Way, at: number): Objection {
  const { floor } = planner;
  const short = way.resources.findIndex(
    (each, i) => floor.full(at, each) + 1e-9 < way.amounts[i]! || floor.full(at, each) < 0,
  );
  const name = floor.resources[way.resources[short] ?? way.resources[0]!];
  const full = floor.full(at, way.resources[Math.max(0, short)]!);
  if (full < 0)
    return { status: 'UndefinedResource', message: `the resource ${name} is not defined` };
  return {
    status: 'InsufficientResource',
    message: `${name}: ${way.amounts[Math.max(0, short)]} needed, a machine has ${full}`,
  };
}

/** One reason for a job that lacks something, from what the buckets say. */
export function unplacedReason(
  planner: Planner,
  job: Job,
  shape: Shape,
  buckets: readonly BucketVerdict[],
): { readonly status: string; readonly reason: string } {
  if (shape.error !== undefined) return { status: 'InvalidConstraint', reason: shape.error };
  const pools = shape.ways.map((way) => planner.pools.why(way.shared)).find((why) => why);
  if (pools) return { status: pools.status, reason: pools.message };
  if (shape.ways.every((way) => way.profile.pinned)) {
    return {
      status: 'NoCandidatesFound',
      reason: 'the nodes that the constraints name are not there or have no room',
    };
  }
  if (buckets.length === 0) return { status: 'NoBucketsDefined', reason: 'there is no bucket' };
  const against = buckets.filter((each) => each.outcome === 'ruled-out');
  if (against.length === 0) {
    const what = job.colocated ? 'no placement group' : 'no bucket';
    return { status: 'OutOfCapacity', reason: `${what} has room for all of it at once` };
  }
  // A limit says more than a machine type that was never meant for the job.
  const weight = (status: string) =>
    ['LimitReached', 'CapacityFailureBackoff', 'PlacementGroupTooSmall'].indexOf(status);
  const sorted = [...against].sort((a, b) => weight(b.status) - weight(a.status));
  const [most] = sorted;
  const reasons = new Map<string, string[]>();
  for (const { reason, bucket } of sorted) {
    const list = reasons.get(reason);
    if (list) list.push(bucket);
    else reasons.set(reason, [bucket]);
  }
  const told = [...reasons].slice(0, 3).map(([reason, names]) => `${listed(names)}: ${reason}`);
  const rest = reasons.size - told.length;
  const status = weight(most!.status) >= 0 ? most!.status : 'NoCandidatesFound';
  return { status, reason: `${told.join('; ')}${rest > 0 ? `; and ${rest} other reasons` : ''}` };
}
