import { Buyer } from './buyer.js';
import type { Capacity } from './capacity.js';
import { Claims } from './claims.js';
import type { ConstraintJson, CustomConstraint } from './constraint.js';
import { Floor } from './floor.js';
import type { Job } from './job.js';
import { JobPlacer } from './job-placer.js';
import { NewNodes } from './new-nodes.js';
import { Pieces } from './pieces.js';
import { Placer } from './placer.js';
import { type Policy, rankBy, refusal, type SpotChoice } from './policy.js';
import { portionsOf } from './portions.js';
import { Running } from './running.js';
import { type Shape, Shapes } from './shape.js';
import { SharedPools } from './shared-pools.js';
import { Together } from './together.js';

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

/** Makes a plan, and mends it when jobs change. Jobs keep their numbers. */
export class Planner {
  readonly capacity: Capacity;
  readonly options: Required<Omit<PlanOptions, 'customConstraints'>>;
  readonly pieces = new Pieces();
  floor!: Floor;
  pools!: SharedPools;
  jobs: Job[] = [];
  #shapes!: Shapes;
  #placer!: Placer;
  #jobPlacer!: JobPlacer;
  #buyer!: Buyer;
  #running!: Running;
  #claims!: Claims;
  #index: Map<string, number> | undefined;
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
    const { pieces } = this;
    const floor = new Floor(this.capacity, {
      scalelibCompatible,
      maxPlacementGroups,
      mayCreate: (bucket) => bucket.valid && !refusal(bucket, spot, capacityBackoff),
    });
    const pools = new SharedPools(this.capacity.shared);
    const fresh = new NewNodes(floor, { policy, scalelibCompatible });
    const placer = new Placer(floor, pools, fresh);
    const together = new Together({ floor, pools, fresh, placer }, { policy, scalelibCompatible });
    const jobPlacer = new JobPlacer({ floor, pieces, placer, together, scalelibCompatible });
    pieces.clear();
    this.floor = floor;
    this.pools = pools;
    this.#placer = placer;
    this.#jobPlacer = jobPlacer;
    this.#buyer = new Buyer({ floor, pieces, placer, fresh, jobPlacer });
    this.#running = new Running(floor, pieces);
    this.#claims = new Claims(floor, pieces, placer);
    this.#shapes = new Shapes(floor, rankBy(policy, spot, floor), {
      ...(this.#custom && { custom: this.#custom }),
      sharedPools: new Set(Object.keys(this.capacity.shared ?? {})),
      scalelibCompatible,
    });
    this.#index = undefined;
  }

  /** Makes the plan for these jobs from the start. Jobs come by priority, equal ones in their order. */
  plan(jobs: readonly Job[]): this {
    if (this.pieces.start.length > 0) this.#begin();
    this.jobs = [...jobs];
    for (const job of jobs) this.pieces.addJob(this.#wanted(job));
    for (const level of this.#levels()) this.#planLevel(level);
    return this;
  }

  #planLevel(level: readonly number[]): void {
    const waiting: number[] = [];
    for (const job of level) {
      if (this.#running.has(this.jobs[job]!)) this.#pin(job);
      else waiting.push(job);
    }
    // Nodes that were made for a job are its first, so that nobody else takes them and new ones are made.
    if (!this.#claims.none) for (const job of waiting) this.#placeOnClaims(job);
    const open = waiting.filter((job) => this.pieces.missing[job]! > 0);
    if (this.options.policy === 'cheapest') {
      const wanted = open.map((number) => ({
        number,
        job: this.jobs[number]!,
        shape: this.#shapeOf(number),
      }));
      this.#buyer.place(wanted);
    } else for (const job of open) this.#place(job);
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
      this.pieces.missing[job] = -1;
      index.delete(name);
    }
    const placing: number[] = [];
    for (const wanted of changes.put ?? []) {
      let job = index.get(wanted.name);
      if (job === undefined) {
        job = this.jobs.length;
        this.jobs.push(wanted);
        this.pieces.addJob(this.#wanted(wanted));
        index.set(wanted.name, job);
      } else {
        this.#release(job, touched);
        this.jobs[job] = wanted;
        this.pieces.missing[job] = this.#wanted(wanted);
      }
      placing.push(job);
    }
    for (const job of placing) {
      if (this.#running.has(this.jobs[job]!)) this.#pin(job);
      else this.#place(job);
    }
    if (touched.size > 0) {
      for (const node of touched) {
        if (this.floor.load[node] === 0 && this.floor.isPlanned(node)) this.floor.close(node);
      }
      this.#retry();
    }
    this.pieces.closeGaps();
    const displaced = placing.some(
      (job) => this.pieces.missing[job]! > 0 && this.#laterHasRoom(job),
    );
    return displaced
      ? this.plan(this.jobs.filter((_, job) => this.pieces.missing[job]! >= 0))
      : this;
  }

  /** The number of a job, by name. */
  jobNumber(name: string): number | undefined {
    return this.#jobIndex().get(name);
  }

  shapeOf(constraints: ConstraintJson | readonly ConstraintJson[]): Shape {
    return this.#shapes.of(constraints);
  }

  #shapeOf(job: number): Shape {
    return this.#shapes.of(this.jobs[job]!.constraints);
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

  /** How many slots are to be placed. */
  #wanted(job: Job): number {
    const { size, rounds } = portionsOf(job, this.options.scalelibCompatible);
    return size * rounds;
  }

  #pin(job: number): void {
    this.#running.pin(job, this.jobs[job]!, this.#shapeOf(job));
  }

  #placeOnClaims(job: number): void {
    const { scalelibCompatible } = this.options;
    this.#claims.place(job, this.jobs[job]!, this.#shapeOf(job), scalelibCompatible);
  }

  #place(job: number): void {
    this.#jobPlacer.place(job, this.jobs[job]!, this.#shapeOf(job));
  }

  #release(job: number, touched: Set<number>): void {
    const { ways } = this.#shapeOf(job);
    const { start, count, node, slots, way } = this.pieces;
    for (let at = start[job]!; at < start[job]! + count[job]!; at++) {
      const by = ways[way[at]!];
      if (by) this.#placer.takeBack(node[at]!, by, slots[at]!);
      touched.add(node[at]!);
    }
    this.#running.release(job);
    this.pieces.drop(job);
  }

  /** Something was given back: jobs that lack something try again. */
  #retry(): void {
    for (let job = 0; job < this.jobs.length; job++) {
      if (this.pieces.missing[job]! > 0 && !this.#running.has(this.jobs[job]!)) this.#place(job);
    }
  }

  #laterHasRoom(job: number): boolean {
    const priority = this.jobs[job]!.priority ?? 0;
    return this.jobs.some((other, at) => {
      if (this.pieces.count[at] === 0 || this.#running.has(other)) return false;
      const later = other.priority ?? 0;
      return later < priority || (later === priority && at > job);
    });
  }
}
