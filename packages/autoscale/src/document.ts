import { type BucketVerdict, unplacedReason, verdicts } from './explain.js';
import { type Fingerprint, fingerprintOf } from './fingerprint.js';
import type { Job } from './job.js';
import type { Planner, PlanOptions } from './planner.js';
import { slotsOf } from './portions.js';

/** A plan as a document: plain JSON, complete without the planner that made it. */
export interface PlanDocument {
  readonly version: 1;
  readonly policy: string;
  readonly fingerprint: Fingerprint;
  readonly options: Omit<PlanOptions, 'customConstraints'>;
  /** US dollars an hour of all planned nodes whose price is known, and how many have none. */
  readonly cost: { readonly hourly: number; readonly unpriced: number };
  readonly groups: readonly NodeGroup[];
  /** Existing nodes with jobs on them. */
  readonly matched: readonly PlacedNode[];
  /** Existing nodes that no job needs; `keep` are not to be stopped. */
  readonly unmatched: readonly (PlacedNode & { readonly keep: boolean })[];
  readonly failed: readonly string[];
  readonly unplaced: readonly UnplacedJob[];
  readonly decisions: readonly Decision[];
}

/** A plan as a file: what was handed out, to be carried out at most once. */
export interface PlanFile extends PlanDocument {
  /** Unique: by it a cluster knows the requests of this plan again. */
  readonly id: string;
  /** ISO 8601. */
  readonly madeAt: string;
}

/** Nodes to be made alike: one set of a creation request; or, with `start`, to be started again. */
export interface NodeGroup {
  readonly bucket: string;
  readonly nodearray: string;
  readonly machineType: string;
  readonly spot: boolean;
  readonly placementGroup?: string;
  /** True: the nodes exist and are deallocated. */
  readonly start: boolean;
  readonly count: number;
  readonly hourlyCost?: number;
  readonly nodes: readonly PlacedNode[];
}

export interface PlacedNode {
  readonly name: string;
  readonly bucket: string;
  readonly placementGroup?: string;
  readonly jobs: readonly PlacedJob[];
}

export interface PlacedJob {
  readonly name: string;
  readonly slots: number;
  /** The slots by alternative (`or`, `xor`) of the job's constraints; absent when all are by the first. */
  readonly ways?: readonly number[];
}

export interface UnplacedJob {
  readonly job: string;
  readonly asked: number;
  readonly missing: number;
  readonly status: string;
  readonly reason: string;
}

/** What was decided for jobs of one kind, and why not otherwise. */
export interface Decision {
  readonly jobs: readonly string[];
  readonly constraints: unknown;
  readonly asked: number;
  readonly missing: number;
  readonly chosen: readonly {
    readonly bucket: string;
    readonly planned: number;
    readonly existing: number;
  }[];
  readonly alternatives: readonly BucketVerdict[];
}

/** Writes down what the planner has planned. */
export const planDocument = (planner: Planner): PlanDocument => ({ ...finalDocument(planner) });

/**
 * The document of a planner that plans nothing more. Why each thing was decided, and the fingerprint, are worked out
 * when somebody reads them: they take longer than the plan, and a loop that plans all the time does not need them.
 */
export function finalDocument(planner: Planner): PlanDocument {
  const { floor, capacity, options } = planner;
  const jobsOn = jobsByNode(planner);
  const groups = new Map<string, NodeGroup & { nodes: PlacedNode[] }>();
  const matched: PlacedNode[] = [];
  const unmatched: (PlacedNode & { keep: boolean })[] = [];
  for (let node = 0; node < floor.bucketOf.length; node++) {
    if (floor.isClosed(node)) continue;
    const source = floor.source[node];
    const bucket = floor.buckets[floor.bucketOf[node]!]!;
    const placementGroup = floor.groupOf[node]?.name;
    const placed: PlacedNode = {
      name: floor.nameOf(node),
      bucket: bucket.id,
      ...(placementGroup !== undefined && { placementGroup }),
      jobs: jobsOn.get(node) ?? [],
    };
    if (!floor.isPlanned(node)) {
      const busy = placed.jobs.length > 0 || (source?.assignments?.length ?? 0) > 0;
      if (busy) matched.push(placed);
      else unmatched.push({ ...placed, keep: source?.keepAlive === true });
      continue;
    }
    const start = source !== undefined;
    const key = JSON.stringify([bucket.id, placementGroup, start]);
    let group = groups.get(key);
    if (!group) {
      const { nodearray, machineType, spot } = bucket;
      const place = placementGroup === undefined ? {} : { placementGroup };
      group = {
        bucket: bucket.id,
        nodearray,
        machineType,
        spot,
        ...place,
        start,
        count: 0,
        nodes: [],
      };
      groups.set(key, group);
    }
    group.nodes.push(placed);
  }
  const priced = [...groups.values()].map((group) => {
    const { price } = floor.buckets.find(({ id }) => id === group.bucket)!;
    const count = group.nodes.length;
    return { ...group, count, ...(price !== undefined && { hourlyCost: round(price * count) }) };
  });
  const { unplaced } = decide(planner, (job) => planner.pieces.missing[job]! > 0);
  let fingerprint: Fingerprint | undefined;
  let decisions: readonly Decision[] | undefined;
  return {
    version: 1,
    policy: options.policy,
    get fingerprint() {
      fingerprint ??= fingerprintOf(
        capacity,
        planner.jobs.filter((_, at) => planner.pieces.missing[at]! >= 0),
        options.capacityBackoff,
      );
      return fingerprint;
    },
    options,
    cost: {
      hourly: round(priced.reduce((sum, { hourlyCost = 0 }) => sum + hourlyCost, 0)),
      unpriced: priced.reduce(
        (sum, each) => sum + (each.hourlyCost === undefined ? each.count : 0),
        0,
      ),
    },
    groups: priced,
    matched,
    unmatched,
    failed: capacity.nodes.filter(({ phase }) => phase === 'failed').map(({ name }) => name),
    unplaced,
    get decisions() {
      decisions ??= decide(planner, () => true).decisions;
      return decisions;
    },
  };
}

const round = (dollars: number): number => Math.round(dollars * 1e6) / 1e6;

function jobsByNode(planner: Planner): Map<number, PlacedJob[]> {
  const jobsOn = new Map<number, { name: string; slots: number; ways?: number[] }[]>();
  const { pieces } = planner;
  for (let at = 0; at < pieces.node.length; at++) {
    const job = pieces.job[at]!;
    if (job < 0) continue;
    const node = pieces.node[at]!;
    const { name } = planner.jobs[job]!;
    const slots = pieces.slots[at]!;
    const way = Math.max(0, pieces.way[at]!);
    const list = jobsOn.get(node) ?? [];
    jobsOn.set(node, list);
    let placed = list.find((each) => each.name === name);
    if (!placed) {
      placed = { name, slots: 0 };
      list.push(placed);
    }
    if (way > 0 || placed.ways) {
      placed.ways ??= [placed.slots];
      while (placed.ways.length <= way) placed.ways.push(0);
      placed.ways[way]! += slots;
    }
    placed.slots += slots;
  }
  return jobsOn;
}

/** Jobs that are alike but for their names and priorities are one decision. */
function decide(
  planner: Planner,
  concerns: (job: number) => boolean,
): { unplaced: UnplacedJob[]; decisions: Decision[] } {
  const kinds = new Map<string, number[]>();
  planner.jobs.forEach((job, at) => {
    if (planner.pieces.missing[at]! < 0 || !concerns(at)) return;
    const { name: _, priority: __, ...kind } = job;
    const missing = planner.pieces.missing[at]! > 0;
    const key = JSON.stringify([kind, missing]);
    const list = kinds.get(key);
    if (list) list.push(at);
    else kinds.set(key, [at]);
  });
  const unplaced: (UnplacedJob & { at: number })[] = [];
  const decisions = [...kinds.values()].map((jobs) => decideKind(planner, jobs, unplaced));
  unplaced.sort((a, b) => a.at - b.at);
  return { unplaced: unplaced.map(({ at: _, ...job }) => job), decisions };
}

function decideKind(
  planner: Planner,
  jobs: readonly number[],
  unplaced: (UnplacedJob & { at: number })[],
): Decision {
  const { floor } = planner;
  const chosen = new Map<number, { planned: Set<number>; existing: Set<number> }>();
  const asked = (job: Job) => slotsOf(job);
  let total = 0;
  let missing = 0;
  for (const at of jobs) {
    total += asked(planner.jobs[at]!);
    missing += planner.pieces.missing[at]!;
    const { start, count, node: nodes } = planner.pieces;
    for (let piece = start[at]!; piece < start[at]! + count[at]!; piece++) {
      const node = nodes[piece]!;
      const bucket = floor.bucketOf[node]!;
      const sets = chosen.get(bucket) ?? { planned: new Set(), existing: new Set() };
      chosen.set(bucket, sets);
      (floor.isPlanned(node) ? sets.planned : sets.existing).add(node);
    }
  }
  const example = planner.jobs[jobs[0]!]!;
  const shape = planner.shapeOf(example.constraints);
  const names = new Map(
    [...chosen].map(([bucket, { planned, existing }]) => [
      bucket,
      [...existing, ...planned].map((node) => floor.nameOf(node)),
    ]),
  );
  const buckets = verdicts(planner, example, shape, names);
  if (missing > 0) {
    const all = verdicts(planner, example, shape, new Map());
    const why = unplacedReason(planner, example, shape, all);
    for (const at of jobs) {
      const job = planner.jobs[at]!;
      const lacks = planner.pieces.missing[at]!;
      if (lacks > 0)
        unplaced.push({ at, job: job.name, asked: asked(job), missing: lacks, ...why });
    }
  }
  return {
    jobs: jobs.map((at) => planner.jobs[at]!.name),
    constraints: example.constraints,
    asked: total,
    missing,
    chosen: [...chosen].map(([bucket, { planned, existing }]) => ({
      bucket: floor.buckets[bucket]!.id,
      planned: planned.size,
      existing: existing.size,
    })),
    alternatives: buckets.filter(({ outcome }) => outcome !== 'chosen'),
  };
}
