import type { Capacity, PlannedSlots } from './capacity.js';
import { solveCheapest } from './cheapest.js';
import type { ConstraintJson, CustomConstraint } from './constraint.js';
import { Floor } from './floor.js';
import type { Job } from './job.js';
import { Placer, type Put } from './placer.js';
import { type Policy, rankBy, refusal, type SpotChoice } from './policy.js';
import { type Shape, Shapes } from './shape.js';
import { SharedPools } from './shared-pools.js';

export interface PlanOptions {
  /** Default `ordered`. */
  readonly policy?: Policy;
  /** Default `any`. */
  readonly spot?: SpotChoice;
  /** Buckets where capacity was missing within so many seconds get no new nodes. Default 300; 0: all do. */
  readonly capacityBackoff?: number;
  /** At most so many placement groups in a bucket. Default 10000. */
  readonly maxPlacementGroups?: number;
  readonly customConstraints?: Readonly<Record<string, CustomConstraint>>;
  /**
   * Does what scalelib does where that is surprising: `in-a-placement-group: false` reads like `true`; all slots
   * of an exclusive job may share the node that it closes; buckets are filled one after the other, without
   * looking for idle nodes elsewhere first; there is no back-off by default. Default false.
   */
  readonly scalelibCompatible?: boolean;
}

/**
 * Makes a plan, and mends it when jobs change. Jobs keep their numbers; `entry*` hold the pieces of jobs, each
 * job's next to each other: where a job lies without an object for each.
 */
export class Planner {
  readonly capacity: Capacity;
  readonly options: Required<Omit<PlanOptions, 'customConstraints'>>;
  floor!: Floor;
  pools!: SharedPools;
  jobs: Job[] = [];
  readonly entryNode: number[] = [];
  readonly entrySlots: number[] = [];
  readonly entryWay: number[] = [];
  readonly entryJob: number[] = [];
  readonly jobStart: number[] = [];
  readonly jobPieces: number[] = [];
  /** Slots (of scattered jobs: nodes) that a job did not get. -1: the job is gone. */
  readonly jobMissing: number[] = [];
  #shapes!: Shapes;
  #placer!: Placer;
  #index: Map<string, number> | undefined;
  #hosts: Map<string, number[]> | undefined;
  #runs: ReadonlyMap<string, readonly number[]> = new Map();
  #hinted: ReadonlyMap<string, readonly number[]> = new Map();
  readonly #custom: PlanOptions['customConstraints'];

  /** @throws Error for a capacity that contradicts itself */
  constructor(capacity: Capacity, options: PlanOptions = {}) {
    const { customConstraints, ...rest } = options;
    const scalelibCompatible = options.scalelibCompatible ?? false;
    this.#custom = customConstraints;
    this.capacity = capacity;
    this.options = {
      policy: 'ordered',
      spot: 'any',
      capacityBackoff: scalelibCompatible ? 0 : 300,
      maxPlacementGroups: 10_000,
      ...rest,
      scalelibCompatible,
    };
    this.#begin();
  }

  #begin(): void {
    const { policy, spot, capacityBackoff, scalelibCompatible, maxPlacementGroups } = this.options;
    this.floor = new Floor(this.capacity, {
      scalelibCompatible,
      maxPlacementGroups,
      mayCreate: (bucket) => bucket.valid && !refusal(bucket, spot, capacityBackoff),
    });
    this.pools = new SharedPools(this.capacity.shared);
    this.#shapes = new Shapes(this.floor, rankBy(policy, spot, this.floor), {
      ...(this.#custom && { custom: this.#custom }),
      sharedPools: new Set(Object.keys(this.capacity.shared ?? {})),
      scalelibCompatible,
    });
    this.#placer = new Placer(this.floor, this.pools, { policy, scalelibCompatible });
    this.#hosts = undefined;
    this.#runs = this.#nodesByJob((node) => this.floor.source[node]?.assignments);
    this.#hinted = this.#nodesByJob((node) =>
      Object.keys(this.floor.source[node]?.plannedFor ?? {}),
    );
    this.#index = undefined;
    for (const list of [this.entryNode, this.entrySlots, this.entryWay, this.entryJob])
      list.length = 0;
    for (const list of [this.jobStart, this.jobPieces, this.jobMissing]) list.length = 0;
  }

  #nodesByJob(names: (node: number) => readonly string[] | undefined): Map<string, number[]> {
    const nodes = new Map<string, number[]>();
    for (let node = 0; node < this.floor.source.length; node++) {
      for (const name of names(node) ?? []) {
        const list = nodes.get(name);
        if (list) list.push(node);
        else nodes.set(name, [node]);
      }
    }
    return nodes;
  }

  /** Makes the plan for these jobs from the start. Jobs come by priority, equal ones in their order. */
  plan(jobs: readonly Job[]): this {
    if (this.jobStart.length > 0) this.#begin();
    this.jobs = [...jobs];
    for (let job = 0; job < jobs.length; job++) {
      this.jobStart.push(0);
      this.jobPieces.push(0);
      this.jobMissing.push(0);
    }
    for (const level of this.#levels()) {
      for (const job of level) if (this.#isRunning(job)) this.#pin(job);
      const waiting = level.filter((job) => !this.#isRunning(job));
      // Nodes that were made for a job are its first, so that nobody else takes them and new ones are made.
      if (this.#hinted.size > 0) for (const job of waiting) this.#placeHinted(job);
      const open = waiting.filter((job) => this.jobPieces[job] === 0 || this.jobMissing[job]! > 0);
      if (this.options.policy === 'cheapest') this.#placeTogether(open);
      else for (const job of open) this.#place(job);
    }
    return this;
  }

  /**
   * Mends the plan: jobs of a known name replace the ones there were, others are added. Placed jobs stay where
   * they are. When a job finds no room that a later one has, everything is planned anew.
   */
  update(changes: { readonly put?: readonly Job[]; readonly remove?: readonly string[] }): this {
    const index = this.#jobIndex();
    const touched = new Set<number>();
    for (const name of changes.remove ?? []) {
      const job = index.get(name);
      if (job === undefined) continue;
      this.#release(job, touched);
      this.jobMissing[job] = -1;
      index.delete(name);
    }
    const placing: number[] = [];
    for (const wanted of changes.put ?? []) {
      let job = index.get(wanted.name);
      if (job === undefined) {
        job = this.jobs.length;
        this.jobs.push(wanted);
        this.jobStart.push(0);
        this.jobPieces.push(0);
        this.jobMissing.push(0);
        index.set(wanted.name, job);
      } else {
        this.#release(job, touched);
        this.jobs[job] = wanted;
      }
      placing.push(job);
    }
    for (const job of placing) {
      if (this.#isRunning(job)) this.#pin(job);
      else this.#place(job);
    }
    if (touched.size > 0) {
      for (const node of touched) {
        if (this.floor.load[node] === 0 && this.floor.isPlanned(node)) this.floor.close(node);
      }
      this.#retry();
    }
    this.#closeGaps();
    const displaced = placing.some((job) => this.jobMissing[job]! > 0 && this.#laterHasRoom(job));
    return displaced ? this.plan(this.jobs.filter((_, job) => this.jobMissing[job]! >= 0)) : this;
  }

  /** The number of a job, by name. */
  jobNumber(name: string): number | undefined {
    return this.#jobIndex().get(name);
  }

  shapeOf(constraints: ConstraintJson | readonly ConstraintJson[]): Shape {
    return this.#shapes.of(constraints);
  }

  #jobIndex(): Map<string, number> {
    if (!this.#index) {
      this.#index = new Map();
      this.jobs.forEach((job, at) => {
        if (this.#index!.has(job.name)) throw new Error(`Two jobs have the name '${job.name}'.`);
        this.#index!.set(job.name, at);
      });
    }
    return this.#index;
  }

  /** Jobs by priority, the highest first. */
  #levels(): number[][] {
    const levels = new Map<number, number[]>();
    this.jobs.forEach((job, at) => {
      const level = levels.get(job.priority ?? 0);
      if (level) level.push(at);
      else levels.set(job.priority ?? 0, [at]);
    });
    return [...levels].sort(([a], [b]) => b - a).map(([, jobs]) => jobs);
  }

  #isRunning(job: number): boolean {
    const { executingHostnames, name } = this.jobs[job]!;
    return (executingHostnames?.length ?? 0) > 0 || (this.#runs.size > 0 && this.#runs.has(name));
  }

  /** A running job stays on its hosts. What it takes is gone already where the node says that it runs there. */
  #pin(job: number): void {
    const { name, executingHostnames: hosts = [], constraints } = this.jobs[job]!;
    const runs = this.#runs.get(name) ?? [];
    const { ways } = this.shapeOf(constraints);
    const slots = Math.ceil(slotsOf(this.jobs[job]!) / Math.max(1, hosts.length));
    this.jobStart[job] = this.entryNode.length;
    this.jobMissing[job] = 0;
    for (const node of new Set([...runs, ...hosts.flatMap((host) => this.#byHost(host))])) {
      const way = runs.includes(node) ? undefined : ways[0];
      if (way) {
        const { indexes, bucketOf, positionOf } = this.floor;
        const index = indexes[bucketOf[node]!]!;
        const position = positionOf[node]!;
        const taken = Math.min(slots, index.slots(position, way.resources, way.amounts));
        index.take(
          position,
          way.resources,
          way.amounts,
          taken,
          way.exclusive ? 0 : index.marksOf(position) & ~2,
        );
      }
      this.floor.load[node]!++;
      this.#put(job)(node, slots, -1);
    }
    this.jobPieces[job] = this.entryNode.length - this.jobStart[job]!;
  }

  #byHost(host: string): readonly number[] {
    if (!this.#hosts) {
      this.#hosts = new Map();
      this.floor.source.forEach((node, at) => {
        if (!node) return;
        const short = node.hostname?.split('.')[0];
        for (const key of new Set([node.hostname, short, node.name, node.privateIp])) {
          if (key !== undefined) this.#hosts!.set(key, [at]);
        }
      });
    }
    return this.#hosts.get(host) ?? this.#hosts.get(host.split('.')[0]!) ?? [];
  }

  #put(job: number): Put {
    return (node, slots, way) => {
      this.entryNode.push(node);
      this.entrySlots.push(slots);
      this.entryWay.push(way);
      this.entryJob.push(job);
    };
  }

  #current = 0;
  readonly #putCurrent: Put = (node, slots, way) => {
    this.entryNode.push(node);
    this.entrySlots.push(slots);
    this.entryWay.push(way);
    this.entryJob.push(this.#current);
  };

  /** Places a job, or what a job still lacks. */
  #place(job: number): void {
    const wanted = this.jobs[job]!;
    const shape = this.#shapes.of(wanted.constraints);
    if (this.jobPieces[job]! > 0) {
      this.#complete(job, []);
      return;
    }
    this.#current = job;
    this.jobStart[job] = this.entryNode.length;
    this.jobMissing[job] =
      shape.error !== undefined ? slotsOf(wanted) : this.#putJob(wanted, shape);
    this.jobPieces[job] = this.entryNode.length - this.jobStart[job]!;
  }

  /**
   * Places a job on the nodes that an earlier plan made for it, as far as they do, by the same alternatives of its
   * constraints: what it leaves free there must not become more, else others would have it and need nodes anew.
   */
  #placeHinted(job: number): void {
    const wanted = this.jobs[job]!;
    const nodes = this.#hinted.get(wanted.name);
    if (!nodes) return;
    const claims = nodes.map((node) =>
      claimOf(node, this.floor.source[node]!.plannedFor![wanted.name]!),
    );
    const shape = this.#shapes.of(wanted.constraints);
    const { size, each, rounds, whole } = this.#portions(wanted);
    this.#current = job;
    this.jobStart[job] = this.entryNode.length;
    let placed = 0;
    for (let round = 0; round < rounds; round++) {
      placed += this.#onClaims(shape, claims, { size, each, whole, colocated: wanted.colocated });
    }
    this.jobPieces[job] = this.entryNode.length - this.jobStart[job]!;
    this.jobMissing[job] = slotsOf(wanted) - placed;
  }

  /** In which portions a job is placed: `rounds` times `size` slots, at most `each` of them on one node. */
  #portions(job: Job): { size: number; each: number; rounds: number; whole: boolean } {
    const scatter = isScattered(job);
    const whole = job.allOrNothing ?? (scatter || job.colocated === true);
    if (!scatter)
      return { size: job.iterations ?? 1, each: Number.POSITIVE_INFINITY, rounds: 1, whole };
    const rounds = this.options.scalelibCompatible ? 1 : (job.iterations ?? 1);
    return { size: job.nodeCount ?? 0, each: 1, rounds, whole };
  }

  /** @returns how many slots or nodes it did not get */
  #putJob(job: Job, shape: Shape): number {
    const { size, each, rounds, whole } = this.#portions(job);
    if (!whole && !isScattered(job)) return this.#putSlots(shape, size);
    if (!whole) return this.#putScattered(shape, size * rounds);
    let missing = 0;
    for (let round = 0; round < rounds; round++) {
      if (!this.#putWhole(shape, size, each, job.colocated === true)) missing += size;
    }
    return missing;
  }

  #putWhole(shape: Shape, size: number, each: number, colocated: boolean): boolean {
    if (size === 0) return true;
    const kind = `${each}${colocated}`;
    if (this.#hasFailed(shape, kind, size)) return false;
    if (this.#placer.together(shape, size, each, colocated, this.#putCurrent)) return true;
    this.#fail(shape, kind, size);
    return false;
  }

  #putSlots(shape: Shape, slots: number): number {
    if (slots === 0 || this.#hasFailed(shape, '', 1)) return slots;
    let left = slots;
    if (this.options.scalelibCompatible) {
      left -= this.#placer.byBucket(shape, left, this.#putCurrent);
    } else {
      // What one way leaves of a new node may do for another way.
      for (let before = left + 1; left > 0 && left < before; ) {
        before = left;
        left -= this.#placer.onExisting(shape, left, this.#putCurrent);
        if (left > 0) left -= this.#placer.onNew(shape, left, this.#putCurrent);
        if (shape.ways.length === 1) break;
      }
    }
    if (left > 0) this.#fail(shape, '', 1);
    return left;
  }

  /** Single nodes, as many as can be had: one slot on each. */
  #putScattered(shape: Shape, nodes: number): number {
    for (let left = nodes; left > 0; left--) {
      if (this.#hasFailed(shape, 'one', 1)) return left;
      if (this.#placer.together(shape, 1, 1, false, this.#putCurrent)) continue;
      this.#fail(shape, 'one', 1);
      return left;
    }
    return 0;
  }

  /** Puts slots where they are claimed, and takes them off the claims. @returns how many were put */
  #onClaims(
    shape: Shape,
    claims: readonly Claim[],
    portion: {
      readonly size: number;
      readonly each: number;
      readonly whole: boolean;
      readonly colocated: boolean | undefined;
    },
  ): number {
    const { size, each, whole, colocated } = portion;
    const { groupOf } = this.floor;
    // A round takes one slot a node: where most are left first, so that the next one finds as many nodes.
    const open = claims.filter(({ slots }) => slots > 0);
    if (each < size) open.sort((a, b) => b.slots - a.slots);
    const places = colocated ? [...new Set(open.map(({ node }) => groupOf[node]))] : [undefined];
    for (const place of places) {
      const there = colocated ? open.filter(({ node }) => place && groupOf[node] === place) : open;
      const entry = this.entryNode.length;
      const put: { readonly claim: Claim; readonly slots: number; readonly way: number }[] = [];
      let placed = 0;
      for (const claim of there) {
        if (placed >= size) break;
        const most = Math.min(each, claim.slots, size - placed);
        const note: Put = (node, slots, way) => {
          this.#putCurrent(node, slots, way);
          put.push({ claim, slots, way });
        };
        placed += this.#placer.onNode(shape, claim.node, most, note, claim.ways);
      }
      if (placed === size || (!whole && placed > 0)) {
        for (const { claim, slots, way } of put) {
          claim.slots -= slots;
          claim.ways[way] = Math.max(0, (claim.ways[way] ?? 0) - slots);
        }
        return placed;
      }
      this.#undo(shape, entry);
    }
    return 0;
  }

  #undo(shape: Shape, from: number): void {
    for (let at = from; at < this.entryNode.length; at++) {
      this.#placer.takeBack(
        this.entryNode[at]!,
        shape.ways[this.entryWay[at]!]!,
        this.entrySlots[at]!,
      );
    }
    for (const list of [this.entryNode, this.entrySlots, this.entryWay, this.entryJob])
      list.length = from;
  }

  #hasFailed(shape: Shape, kind: string, size: number): boolean {
    if (!shape.failed || shape.failedRevision !== this.floor.revision) return false;
    return size >= (shape.failed.get(kind) ?? Number.POSITIVE_INFINITY);
  }

  /** Until something is given back, a shape that found no room finds none. */
  #fail(shape: Shape, kind: string, size: number): void {
    if (shape.ways.some(({ profile }) => profile.changing)) return;
    if (!shape.failed || shape.failedRevision !== this.floor.revision) shape.failed = new Map();
    shape.failedRevision = this.floor.revision;
    shape.failed.set(kind, size);
  }

  /** Plans the new nodes of all simple jobs at once, for the least cost; others one by one. */
  #placeTogether(jobs: readonly number[]): void {
    const waiting: number[] = [];
    let shapes: Map<Shape, number[]> | undefined = new Map();
    const canStartAgain = this.floor.deallocated.some((nodes) => nodes.length > 0);
    for (const job of jobs) {
      const wanted = this.jobs[job]!;
      const shape = this.#shapes.of(wanted.constraints);
      if (canStartAgain || !isSimple(wanted, shape)) {
        this.#place(job);
        continue;
      }
      this.#current = job;
      const started = this.jobPieces[job]! > 0;
      if (started) this.#gatherPieces(job);
      else this.jobStart[job] = this.entryNode.length;
      const slots = started ? this.jobMissing[job]! : slotsOf(wanted);
      const placed = this.#placer.onExisting(shape, slots, this.#putCurrent);
      this.jobPieces[job] = this.entryNode.length - this.jobStart[job]!;
      this.jobMissing[job] = slots - placed;
      if (placed === slots) continue;
      waiting.push(job);
      const list = shapes?.get(shape);
      if (list) list.push(job);
      else shapes?.set(shape, [job]);
      if (shapes && shapes.size > mostShapesTogether) shapes = undefined;
    }
    const pieces = shapes ? this.#buy(shapes) : undefined;
    this.#placer.expectsMore = !shapes;
    for (const job of waiting) this.#complete(job, pieces?.get(job) ?? []);
    this.#placer.expectsMore = false;
  }

  /** @returns what each job is to have of the bought nodes */
  #buy(waiting: ReadonlyMap<Shape, readonly number[]>): Map<number, (readonly [number, number])[]> {
    const pieces = new Map<number, (readonly [number, number])[]>();
    if (waiting.size === 0) return pieces;
    const shapes = [...waiting];
    const queues = shapes.map(([, jobs]) => ({ jobs, at: 0, left: this.jobMissing[jobs[0]!]! }));
    const purchases = solveCheapest(
      this.floor,
      shapes.map(([shape]) => shape.ways[0]!),
      shapes.map(([, jobs]) => jobs.reduce((sum, job) => sum + this.jobMissing[job]!, 0)),
    );
    for (const { bucket, contents, times } of purchases) {
      for (let i = 0; i < times; i++) {
        const node = this.floor.open(bucket, undefined);
        for (const { shape, slots } of contents) {
          const queue = queues[shape]!;
          for (let room = slots; room > 0 && queue.at < queue.jobs.length; ) {
            const job = queue.jobs[queue.at]!;
            const count = Math.min(room, queue.left);
            const list = pieces.get(job);
            if (list) list.push([node, count]);
            else pieces.set(job, [[node, count]]);
            room -= count;
            queue.left -= count;
            if (queue.left > 0) continue;
            queue.at++;
            queue.left = this.jobMissing[queue.jobs[queue.at]!] ?? 0;
          }
        }
      }
    }
    return pieces;
  }

  /** Puts what is missing of a job on the nodes bought for it, and the rest wherever there is room. */
  #complete(job: number, pieces: readonly (readonly [number, number])[]): void {
    const wanted = this.jobs[job]!;
    const shape = this.#shapes.of(wanted.constraints);
    this.#current = job;
    this.#gatherPieces(job);
    for (const [node, slots] of pieces) {
      const put = this.#placer.onNode(shape, node, slots, this.#putCurrent);
      this.jobMissing[job]! -= put;
    }
    if (this.jobMissing[job]! > 0) {
      const missing = this.jobMissing[job]!;
      const { size, each, whole } = this.#portions(wanted);
      if (whole) {
        for (let lacking = missing; lacking > 0; lacking -= size) {
          if (this.#putWhole(shape, size, each, wanted.colocated === true))
            this.jobMissing[job]! -= size;
        }
      } else if (isScattered(wanted)) {
        this.jobMissing[job] = this.#putScattered(shape, missing);
      } else {
        this.jobMissing[job] = this.#putSlots(shape, missing);
      }
    }
    this.jobPieces[job] = this.entryNode.length - this.jobStart[job]!;
  }

  /** Moves the pieces of a job to the end, where more can be added to them. */
  #gatherPieces(job: number): void {
    const start = this.jobStart[job]!;
    const count = this.jobPieces[job]!;
    this.jobStart[job] = this.entryNode.length;
    for (let at = start; at < start + count; at++) {
      this.#put(job)(this.entryNode[at]!, this.entrySlots[at]!, this.entryWay[at]!);
      this.entryJob[at] = -1;
    }
  }

  #release(job: number, touched: Set<number>): void {
    const shape = this.#shapes.of(this.jobs[job]!.constraints);
    const start = this.jobStart[job]!;
    for (let at = start; at < start + this.jobPieces[job]!; at++) {
      const node = this.entryNode[at]!;
      const way = shape.ways[this.entryWay[at]!];
      if (way) this.#placer.takeBack(node, way, this.entrySlots[at]!);
      else this.floor.load[node]!--;
      this.entryJob[at] = -1;
      touched.add(node);
    }
    this.jobPieces[job] = 0;
  }

  /** Something was given back: jobs that lack something try again. */
  #retry(): void {
    for (let job = 0; job < this.jobs.length; job++) {
      if (this.jobMissing[job]! > 0 && !this.#isRunning(job)) this.#place(job);
    }
  }

  /** Pieces that were moved or taken back leave gaps; they go once they are as many as the rest. */
  #closeGaps(): void {
    const all = this.entryJob.length;
    let held = 0;
    for (let job = 0; job < this.jobs.length; job++) held += this.jobPieces[job]!;
    if (all < 1000 || all < 2 * held) return;
    const [nodes, slots, ways] = [this.entryNode, this.entrySlots, this.entryWay].map((l) => [
      ...l,
    ]);
    for (const list of [this.entryNode, this.entrySlots, this.entryWay, this.entryJob])
      list.length = 0;
    for (let job = 0; job < this.jobs.length; job++) {
      const start = this.jobStart[job]!;
      const put = this.#put(job);
      this.jobStart[job] = this.entryNode.length;
      for (let at = start; at < start + this.jobPieces[job]!; at++)
        put(nodes![at]!, slots![at]!, ways![at]!);
    }
  }

  #laterHasRoom(job: number): boolean {
    const priority = this.jobs[job]!.priority ?? 0;
    return this.jobs.some(
      (other, at) =>
        this.jobPieces[at]! > 0 &&
        ((other.priority ?? 0) < priority || ((other.priority ?? 0) === priority && at > job)) &&
        !this.#isRunning(at),
    );
  }
}

/** Slots of a job that an earlier plan wanted on a node, and of them those that it put there by each alternative. */
interface Claim {
  readonly node: number;
  slots: number;
  readonly ways: number[];
}

const claimOf = (node: number, planned: PlannedSlots): Claim =>
  typeof planned === 'number'
    ? { node, slots: planned, ways: [planned] }
    : { node, slots: planned.reduce((sum, slots) => sum + slots, 0), ways: [...planned] };

/** More kinds of jobs than this are not weighed against each other. */
const mostShapesTogether = 2000;

/** Whether only amounts and places matter for a job, so that it can be weighed against others. */
function isSimple(job: Job, { ways }: Shape): boolean {
  const [way] = ways;
  return (
    way !== undefined &&
    ways.length === 1 &&
    !isScattered(job) &&
    !(job.allOrNothing ?? job.colocated) &&
    way.shared.length === 0 &&
    way.exclusive !== 'job' &&
    way.grouped !== true &&
    !way.profile.pinned &&
    !way.profile.changing
  );
}

export const isScattered = (job: Job): boolean =>
  (job.packing ?? ((job.nodeCount ?? 0) > 0 ? 'scatter' : 'pack')) === 'scatter';

/** How many slots, or nodes, a job wants. */
export const slotsOf = (job: Job): number =>
  isScattered(job) ? (job.nodeCount ?? 0) * (job.iterations ?? 1) : (job.iterations ?? 1);
