import type { Floor } from './floor.js';
import type { Way } from './shape.js';

/**
 * What can be bought for slots of several shapes: sizes and prices of new nodes, and what the limits leave. A node
 * that is started again costs what a new one of its bucket costs.
 */
export interface Market {
  readonly buckets: readonly number[];
  /** Dollars an hour, by place in `buckets`. */
  readonly prices: readonly number[];
  /** What an empty node has, by place in `buckets`, then by resource. */
  readonly sizes: readonly Float64Array[];
  /** What a slot takes, by shape, then by resource. */
  readonly slots: readonly Float64Array[];
  /** By shape, then by place in `buckets`: how many slots fit on an empty node; 0 where it may not be. */
  readonly fits: readonly number[][];
  readonly alone: readonly boolean[];
  /** The least that a slot of the shape costs on nodes filled with it alone. */
  readonly worth: readonly number[];
  /** By place in `buckets`: what a node takes of each limit. */
  readonly charges: readonly (readonly Charge[])[];
  /** What is left of each limit. */
  readonly limits: number[];
}

interface Charge {
  readonly limit: number;
  readonly cost: number;
}

/** Counts of slots by shape on one node. */
export type Pattern = readonly number[];

/** A node to be bought: its place in `buckets`, and what is to be on it. */
export interface Choice {
  readonly at: number;
  readonly pattern: Pattern;
}

export function openMarket(floor: Floor, ways: readonly Way[]): Market {
  const resources = [...new Set(ways.flatMap((way) => way.resources))];
  const usable = new Set(ways.flatMap((way) => way.profile.creatable));
  const buckets = [...usable].filter(
    (bucket) => floor.buckets[bucket]!.placementGroup === undefined && floor.available(bucket) > 0,
  );
  const limits = [...floor.ledger.left()];
  const charges = buckets.map((bucket) => {
    const known = floor.ledger.chargesOf(bucket);
    if (floor.mayCreate[bucket]) return known;
    const startable = limits.push(floor.deallocated[bucket]!.length) - 1;
    return [...known, { limit: startable, cost: 1 }];
  });
  const prices = buckets.map((bucket) => {
    const { price, vcpuCount } = floor.buckets[bucket]!;
    return price ?? 1e6 * Math.max(1, vcpuCount);
  });
  const alone = ways.map((way) => way.exclusive !== undefined);
  const fits = ways.map((way, shape) => {
    const creatable = new Set(way.profile.creatable);
    return buckets.map((bucket) => {
      if (!creatable.has(bucket) || !way.profile.acceptsPlain(bucket)) return 0;
      const slots = floor.freshSlots(bucket, way.resources, way.amounts);
      return alone[shape] ? Math.min(1, slots) : slots;
    });
  });
  return {
    buckets,
    prices,
    sizes: buckets.map((bucket) =>
      Float64Array.from(resources, (resource) => floor.full(bucket, resource)),
    ),
    slots: ways.map((way) =>
      Float64Array.from(resources, (each) => way.amounts[way.resources.indexOf(each)] ?? 0),
    ),
    fits,
    alone,
    worth: fits.map((counts) =>
      Math.min(
        ...counts.map((count, at) => (count > 0 ? prices[at]! / count : Number.POSITIVE_INFINITY)),
      ),
    ),
    charges,
    limits,
  };
}

/** How many more nodes the limits leave. */
export function availableAt({ charges, limits }: Market, at: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { limit, cost } of charges[at]!) {
    least = Math.min(least, Math.floor((limits[limit]! + 1e-9) / cost));
  }
  return least;
}

/** Takes nodes from the limits; negative counts give back. */
export function change({ charges, limits }: Market, at: number, nodes: number): void {
  for (const { limit, cost } of charges[at]!) limits[limit]! -= cost * nodes;
}
