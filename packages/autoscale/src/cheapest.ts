import type { Floor } from './floor.js';
import type { Way } from './shape.js';

/** Nodes to be made in a bucket, all with the same slots on them. */
export interface Purchase {
  readonly bucket: number;
  readonly contents: readonly { readonly shape: number; readonly slots: number }[];
  readonly times: number;
}

/** Counts of slots by shape on one node. */
type Pattern = readonly number[];

interface Market {
  readonly floor: Floor;
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
  /** What is left of each limit. */
  readonly limits: number[];
}

/** States of the remainder that are searched completely; steps after which that is given up. */
const mostStates = 4000;
const mostSteps = 400_000;

/**
 * Which nodes to make for slots of several shapes, at the least cost that is found: full nodes of the best
 * worth for their price first; the remainder, where rounding matters, by trying all ways. Small demands are all
 * remainder, so theirs is the exact optimum.
 *
 * @param counts slots by shape
 */
export function solveCheapest(
  floor: Floor,
  ways: readonly Way[],
  counts: readonly number[],
): Purchase[] {
  const market = openMarket(floor, ways);
  const left = counts.map((count, shape) => (Number.isFinite(market.worth[shape]!) ? count : 0));
  const purchases: Purchase[] = [];
  const buy = (at: number, pattern: Pattern, times: number) => {
    for (const { limit, cost } of floor.ledger.chargesOf(market.buckets[at]!)) {
      market.limits[limit]! -= cost * times;
    }
    pattern.forEach((slots, shape) => {
      left[shape]! -= slots * times;
    });
    const contents = pattern
      .map((slots, shape) => ({ shape, slots }))
      .filter(({ slots }) => slots > 0);
    purchases.push({ bucket: market.buckets[at]!, contents, times });
  };
  const kept = Math.floor(mostStates ** (1 / Math.max(1, left.length))) - 1;
  let exactTried = false;
  for (;;) {
    const states = left.reduce((product, count) => product * (count + 1), 1);
    if (states === 1) return purchases;
    if (!exactTried && states <= mostStates * 4) {
      exactTried = true;
      const exact = searchAll(market, left);
      if (exact) {
        for (const { at, pattern } of exact) buy(at, pattern, 1);
        return purchases;
      }
    }
    const best = bestNode(market, left);
    if (!best) return purchases;
    const { at, pattern } = best;
    const most = availableAt(market, at);
    const whole = (keep: number) =>
      pattern.reduce(
        (times, slots, shape) =>
          slots === 0
            ? times
            : Math.min(times, Math.floor(Math.max(0, left[shape]! - keep) / slots)),
        most,
      );
    buy(
      at,
      pattern,
      exactTried ? Math.max(1, whole(0)) : whole(kept) || Math.max(1, whole(0) >> 1),
    );
  }
}

function openMarket(floor: Floor, ways: readonly Way[]): Market {
  const resources = [...new Set(ways.flatMap((way) => way.resources))];
  const usable = new Set(ways.flatMap((way) => way.profile.creatable));
  const buckets = [...usable].filter(
    (bucket) =>
      floor.mayCreate[bucket] &&
      floor.buckets[bucket]!.placementGroup === undefined &&
      floor.ledger.available(bucket) > 0,
  );
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
    floor,
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
    limits: [...floor.ledger.left()],
  };
}

function availableAt({ floor, buckets, limits }: Market, at: number): number {
  let least = Number.POSITIVE_INFINITY;
  for (const { limit, cost } of floor.ledger.chargesOf(buckets[at]!)) {
    least = Math.min(least, Math.floor((limits[limit]! + 1e-9) / cost));
  }
  return least;
}

/** The node that gives the most worth for its price, filled with what is left. */
function bestNode(
  market: Market,
  left: readonly number[],
): { readonly at: number; readonly pattern: Pattern } | undefined {
  let best: { at: number; pattern: Pattern } | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (let at = 0; at < market.buckets.length; at++) {
    if (availableAt(market, at) < 1) continue;
    for (const pattern of fillings(market, left, at)) {
      const worth = pattern.reduce(
        (sum, slots, shape) => sum + (slots > 0 ? slots * market.worth[shape]! : 0),
        0,
      );
      const ratio = market.prices[at]! / worth;
      if (worth > 0 && ratio < least) {
        best = { at, pattern };
        least = ratio;
      }
    }
  }
  return best;
}

/** Ways to fill a node: the densest shapes first, and one slot at a time so that no resource runs out early. */
function fillings(market: Market, left: readonly number[], at: number): Pattern[] {
  const shapes = left
    .map((_, shape) => shape)
    .filter((shape) => left[shape]! > 0 && market.fits[shape]![at]! > 0);
  if (shapes.length === 0) return [];
  const patterns: Pattern[] = [];
  for (const shape of shapes.filter((each) => market.alone[each])) {
    patterns.push(left.map((_, each) => (each === shape ? 1 : 0)));
  }
  const mixable = shapes.filter((shape) => !market.alone[shape]);
  if (mixable.length === 0) return patterns;
  const size = market.sizes[at]!;
  const density = (shape: number, room: Float64Array) => {
    let share = 1e-9;
    const slot = market.slots[shape]!;
    for (let i = 0; i < slot.length; i++) if (slot[i]! > 0) share += slot[i]! / (room[i]! + 1e-9);
    return market.worth[shape]! / share;
  };
  const dense = [...mixable].sort((a, b) => density(b, size) - density(a, size));
  const room = Float64Array.from(size);
  const pattern = left.map(() => 0);
  for (const shape of dense) pattern[shape] = pour(market, shape, left[shape]!, room);
  patterns.push(pattern);
  if (mixable.length > 1 && mixable.length <= 64) {
    patterns.push(balanced(market, left, mixable, size, density));
  }
  return patterns;
}

function balanced(
  market: Market,
  left: readonly number[],
  shapes: readonly number[],
  size: Float64Array,
  density: (shape: number, room: Float64Array) => number,
): Pattern {
  const room = Float64Array.from(size);
  const pattern = left.map(() => 0);
  for (;;) {
    let best = -1;
    let most = 0;
    for (const shape of shapes) {
      if (pattern[shape]! >= left[shape]! || !fitsIn(market.slots[shape]!, room)) continue;
      const value = density(shape, room);
      if (value > most) {
        most = value;
        best = shape;
      }
    }
    if (best < 0) return pattern;
    const taken = pour(market, best, 1, room);
    pattern[best]! += taken;
    // A shape that takes nothing fits without end.
    if (market.slots[best]!.every((amount) => amount === 0)) pattern[best] = left[best]!;
  }
}

const fitsIn = (slot: Float64Array, room: Float64Array): boolean =>
  slot.every((amount, i) => amount <= room[i]! + 1e-9);

/** Takes as many slots as fit, up to `most`, out of the room. */
function pour(market: Market, shape: number, most: number, room: Float64Array): number {
  const slot = market.slots[shape]!;
  let count = most;
  for (let i = 0; i < slot.length; i++) {
    if (slot[i]! > 0) count = Math.min(count, Math.floor((room[i]! + 1e-9) / slot[i]!));
  }
  for (let i = 0; i < slot.length; i++) room[i]! -= slot[i]! * count;
  return count;
}

type Choice = { readonly at: number; readonly pattern: Pattern };

/** The cheapest nodes for all that is left, or undefined when there is no way or too many to try. */
function searchAll(market: Market, start: readonly number[]): Choice[] | undefined {
  const total = start.reduce((sum, count) => sum + count, 0);
  // Where limits cannot be reached, what was bought before does not matter.
  const limited = market.buckets.some((_, at) =>
    market.floor.ledger
      .chargesOf(market.buckets[at]!)
      .some(({ limit, cost }) => market.limits[limit]! < cost * total),
  );
  const bought = market.buckets.map(() => 0);
  const known = new Map<string, { cost: number; choice: Choice | undefined }>();
  let steps = 0;
  const key = (left: readonly number[]) => `${left.join()}${limited ? `|${bought.join()}` : ''}`;

  const solve = (left: readonly number[]): number => {
    const first = left.findIndex((count) => count > 0);
    if (first < 0) return 0;
    const name = key(left);
    const seen = known.get(name);
    if (seen) return seen.cost;
    let cost = Number.POSITIVE_INFINITY;
    let choice: Choice | undefined;
    for (let at = 0; at < market.buckets.length && steps < mostSteps; at++) {
      if (!(market.fits[first]![at]! > 0) || availableAt(market, at) < 1) continue;
      change(market, at, 1);
      bought[at]!++;
      for (const pattern of maximalPatterns(market, left, first, at)) {
        if (++steps > mostSteps) break;
        const rest = solve(left.map((count, shape) => count - pattern[shape]!));
        if (market.prices[at]! + rest < cost - 1e-12) {
          cost = market.prices[at]! + rest;
          choice = { at, pattern };
        }
      }
      bought[at]!--;
      change(market, at, -1);
    }
    known.set(name, { cost, choice });
    return cost;
  };

  const cost = solve(start);
  if (steps > mostSteps || !Number.isFinite(cost)) return undefined;
  const choices: Choice[] = [];
  let left: readonly number[] = start;
  while (left.some((count) => count > 0)) {
    const { choice } = known.get(key(left))!;
    choices.push(choice!);
    bought[choice!.at]!++;
    left = left.map((count, shape) => count - choice!.pattern[shape]!);
  }
  return choices;
}

function change({ floor, buckets, limits }: Market, at: number, nodes: number): void {
  for (const { limit, cost } of floor.ledger.chargesOf(buckets[at]!))
    limits[limit]! -= cost * nodes;
}

/** Fillings of a node that hold the first shape and to which nothing can be added. */
function* maximalPatterns(
  market: Market,
  left: readonly number[],
  first: number,
  at: number,
): Generator<Pattern> {
  if (market.alone[first]) {
    yield left.map((_, shape) => (shape === first ? 1 : 0));
    return;
  }
  const shapes = left
    .map((_, shape) => shape)
    .filter((shape) => left[shape]! > 0 && market.fits[shape]![at]! > 0 && !market.alone[shape]);
  const pattern = left.map(() => 0);
  function* fill(i: number, room: Float64Array): Generator<Pattern> {
    if (i === shapes.length) {
      yield [...pattern];
      return;
    }
    const shape = shapes[i]!;
    const trial = Float64Array.from(room);
    const most = pour(market, shape, left[shape]!, trial);
    const least = i === shapes.length - 1 ? most : shape === first ? 1 : 0;
    for (let count = most; count >= least; count--) {
      const rest = Float64Array.from(room);
      pattern[shape] = pour(market, shape, count, rest);
      yield* fill(i + 1, rest);
    }
    pattern[shape] = 0;
  }
  yield* fill(0, market.sizes[at]!);
}
