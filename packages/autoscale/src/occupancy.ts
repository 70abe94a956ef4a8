import type { Bucket, ExistingNode } from './capacity.js';
import type { CustomConstraint } from './constraint.js';
import { Floor } from './floor.js';
import type { Job } from './job.js';
import { NewNodes } from './new-nodes.js';
import type { Put } from './pieces.js';
import { Placer } from './placer.js';
import { isScattered, portionsOf, slotsOf } from './portions.js';
import { type Shape, Shapes, type Way } from './shape.js';
import { SharedPools } from './shared-pools.js';
import { Together } from './together.js';

export interface OccupancyOptions {
  readonly buckets: readonly Bucket[];
  /** What there is of licences and other pools that jobs share. */
  readonly shared?: Readonly<Record<string, number>>;
  readonly customConstraints?: Readonly<Record<string, CustomConstraint>>;
}

/** Slots of a job on one node. */
export interface Piece {
  readonly node: string;
  readonly slots: number;
  /** Of the machine, as far as the job has them to itself. */
  readonly cores: number;
}

/** Where a job is. */
export interface Placement {
  readonly pieces: readonly Piece[];
  /** Slots, of scattered jobs nodes, that it did not get. */
  readonly missing: number;
}

interface Held {
  readonly at: number;
  readonly slots: number;
  readonly way: Way;
}

/**
 * Which jobs are on which nodes, kept as jobs and nodes come and go: what a simple scheduler does. Where a job may be
 * is decided as plans decide it, but nodes are never made.
 */
export class Occupancy {
  readonly #options: OccupancyOptions;
  readonly #floor: Floor;
  readonly #pools: SharedPools;
  readonly #placer: Placer;
  readonly #together: Together;
  readonly #numbers = new Map<string, number>();
  /** Buckets in which a node has resources of its own. */
  readonly #mixed = new Set<string>();
  readonly #held = new WeakMap<Placement, readonly Held[]>();
  #shapes: Shapes;

  constructor(options: OccupancyOptions) {
    this.#options = options;
    const buckets = options.buckets.map((bucket) => ({ ...bucket, limits: [] }));
    const settings = { scalelibCompatible: false, maxPlacementGroups: 0, mayCreate: () => false };
    this.#floor = new Floor({ buckets, nodes: [], limits: [] }, settings);
    this.#pools = new SharedPools(options.shared);
    const order = { scalelibCompatible: false, policy: 'ordered' } as const;
    const parts = {
      floor: this.#floor,
      pools: this.#pools,
      fresh: new NewNodes(this.#floor, order),
    };
    this.#placer = new Placer(parts.floor, parts.pools, parts.fresh);
    this.#together = new Together({ ...parts, placer: this.#placer }, order);
    this.#shapes = this.#readShapes();
  }

  #readShapes(): Shapes {
    const { customConstraints: custom, shared = {} } = this.#options;
    return new Shapes(this.#floor, (buckets) => [...buckets], {
      ...(custom && { custom }),
      sharedPools: new Set(Object.keys(shared)),
      scalelibCompatible: false,
    });
  }

  /** What is left of the pools that jobs share. */
  get shared(): Record<string, number> {
    return this.#pools.left();
  }

  /** Takes a node into service. */
  add(node: ExistingNode): void {
    if (this.#numbers.has(node.name)) throw new Error(`Node '${node.name}' is there already.`);
    this.#numbers.set(node.name, this.#floor.admit(node));
    if (!node.resources || this.#mixed.has(node.bucket)) return;
    // So far the bucket told what its nodes are like.
    this.#mixed.add(node.bucket);
    this.#shapes = this.#readShapes();
  }

  /** Takes a node out of service; what is on it stays until it is given back. */
  remove(name: string): void {
    const node = this.#numbers.get(name);
    if (node === undefined) return;
    this.#numbers.delete(name);
    this.#floor.retire(node);
  }

  has(name: string): boolean {
    return this.#numbers.has(name);
  }

  /**
   * Puts a job where there is room: the whole of it, or as much as there is room for; what must be together stays
   * together.
   */
  place(job: Job): Placement {
    const shape = this.#shapeOf(job);
    const held: Held[] = [];
    const missing = this.#put(job, shape, (at, slots, way) => {
      held.push({ at, slots, way: shape.ways[way]! });
    });
    const placement: Placement = { pieces: held.map((each) => this.#piece(each)), missing };
    this.#held.set(placement, held);
    return placement;
  }

  /** @returns how many slots it does not get */
  #put(job: Job, shape: Shape, put: Put): number {
    const { size, each, whole, colocated } = portionsOf(job, false);
    let missing = slotsOf(job);
    if (!whole && !colocated && !isScattered(job)) {
      return missing - this.#placer.onExisting(shape, missing, put);
    }
    const together = whole || colocated;
    const avoid = new Set<number>();
    while (missing > 0) {
      const slots = together ? size : missing;
      const portion = { slots, each, colocated, ...(!together && { avoid }) };
      const placed = this.#together.most(shape, portion, (at, count, way) => {
        avoid.add(at);
        put(at, count, way);
      });
      missing -= placed;
      if (placed === 0 || (together && placed < size)) break;
    }
    return missing;
  }

  #shapeOf({ constraints }: Job): Shape {
    const shape = this.#shapes.of(constraints);
    if (!shape.ways.some(({ profile }) => profile.pinned)) return shape;
    // It was looked up which nodes it names, and they may have come only now.
    this.#shapes = this.#readShapes();
    return this.#shapes.of(constraints);
  }

  #piece({ at, slots, way }: Held): Piece {
    const { vcpuCount } = this.#floor.buckets[this.#floor.bucketOf[at]!]!;
    const cores = way.resources.findIndex((each) => this.#floor.resources[each] === 'ncpus');
    const taken = cores < 0 ? slots : slots * way.amounts[cores]!;
    return { node: this.#floor.nameOf(at), slots, cores: way.exclusive ? vcpuCount : taken };
  }

  /** Gives back what a job was given; doing it twice does nothing. */
  release(placement: Placement): void {
    for (const { at, way, slots } of this.#held.get(placement) ?? [])
      this.#placer.takeBack(at, way, slots);
    this.#held.delete(placement);
  }

  /** What is left on a node of everything that jobs have taken anywhere. */
  available(name: string): Record<string, number> {
    const node = this.#numbers.get(name);
    if (node === undefined) return {};
    const index = this.#floor.indexes[this.#floor.bucketOf[node]!]!;
    const left = this.#floor.resources.map(
      (resource, i) => [resource, index.free(this.#floor.positionOf[node]!, i)] as const,
    );
    return Object.fromEntries(left.filter(([, amount]) => amount >= 0));
  }
}
