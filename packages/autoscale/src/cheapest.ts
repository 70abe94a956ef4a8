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

/** Nodes that can be filled in at most so many ways are looked at in all of them. */
const mostCombinations = 3000;
/** How many times the whole demand is bought, to find what shapes are worth beside each other. */
const rounds = 24;
/** With more shapes times buckets than this, once must do. */
const mostWork = 20_000;

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
  const wanted = counts.map((count, shape) => (Number.isFinite(market.worth[shape]!) ? count : 0));
  const exact = statesOf(wanted) <= mostStates ? searchAll(market, wanted) : undefined;
  if (exact) return exact.map(({ at, pattern }) => purchase(market, at, pattern, 1));
  let best: Bought | undefined;
  let worth = market.worth;
  const times =
    wanted.length * market.buckets.length > mostWork || wanted.length === 1 ? 1 : rounds;
  for (let round = 0; round < times; round++) {
    const bought = buyAll({ ...market, worth, limits: [...market.limits] }, wanted);
    const better =
      !best ||
      bought.missing < best.missing ||
      (bought.missing === best.missing && bought.cost < best.cost);
    if (better) best = bought;
    // What was dear in the end is worth more from the start: then it is put where it goes well with others.
    worth = worth.map((each, shape) => each * Math.sqrt(bought.dearness[shape] || 1));
  }
  return best!.purchases;
}

interface Bought {
  readonly purchases: Purchase[];
  readonly cost: number;
  /** Slots that no node was to be had for. */
  readonly missing: number;
  /** By shape: what its nodes cost for each unit of worth on them. */
  readonly dearness: readonly number[];
}

const statesOf = (left: readonly number[]): number =>
  left.reduce((product, count) => product * (count + 1), 1);

const purchase = (market: Market, at: number, pattern: Pattern, times: number): Purchase => ({
  bucket: market.buckets[at]!,
  contents: pattern.map((slots, shape) => ({ shape, slots })).filter(({ slots }) => slots > 0),
  times,
});

/** Buys for the whole demand. Takes from the market's limits. */
function buyAll(market: Market, wanted: readonly number[]): Bought {
  const left = [...wanted];
  const search = new NodeSearch(market);
  const purchases: Purchase[] = [];
  const paid = wanted.map(() => ({ dollars: 0, worth: 0 }));
  let cost = 0;
  const buy = (at: number, pattern: Pattern, times: number) => {
    change(market, at, times);
    const price = market.prices[at]! * times;
    cost += price;
    const worth = pattern.reduce((sum, slots, shape) => sum + slotsWorth(market, slots, shape), 0);
    pattern.forEach((slots, shape) => {
      left[shape]! -= slots * times;
      const share = slotsWorth(market, slots, shape);
      paid[shape]!.dollars += worth > 0 ? (price * share) / worth : 0;
      paid[shape]!.worth += share * times;
    });
    purchases.push(purchase(market, at, pattern, times));
  };
  const kept = Math.floor(mostStates ** (1 / left.length)) - 1;
  for (let exactTried = false; left.some((count) => count > 0); ) {
    if (!exactTried && statesOf(left) <= mostStates * 4) {
      exactTried = true;
      const exact = searchAll(market, left);
      if (exact) {
        for (const { at, pattern } of exact) buy(at, pattern, 1);
        break;
      }
    }
    const best = search.best(left);
    if (!best) break;
    const { at, pattern } = best;
    const whole = (keep: number) =>
      pattern.reduce(
        (times, slots, shape) =>
          slots === 0
            ? times
            : Math.min(times, Math.floor(Math.max(0, left[shape]! - keep) / slots)),
        availableAt(market, at),
      );
    buy(at, pattern, (exactTried ? 0 : whole(kept)) || Math.max(1, whole(0)));
  }
  return {
    purchases,
    cost,
    missing: left.reduce((sum, count) => sum + count, 0),
    dearness: paid.map(({ dollars, worth }) => (worth > 0 ? dollars / worth : 1)),
  };
}

const slotsWorth = (market: Market, slots: number, shape: number): number =>
  slots > 0 ? slots * market.worth[shape]! : 0;

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

/**
 * Finds the node that gives the most worth for its price, filled with what is left. What a node gives only falls
 * as less is left, so that most buckets need not be looked at again: their last figure is bad enough.
 */
class NodeSearch {
  readonly #market: Market;
  /** Price for worth, by place in `buckets`, when it was last looked at. */
  readonly #ratios: Float64Array;

  constructor(market: Market) {
    this.#market = market;
    this.#ratios = new Float64Array(market.buckets.length);
  }

  best(left: readonly number[]): Choice | undefined {
    const looked = new Map<number, Pattern>();
    for (;;) {
      let at = -1;
      for (let i = 0; i < this.#ratios.length; i++) {
        if (at < 0 || this.#ratios[i]! < this.#ratios[at]!) at = i;
      }
      if (at < 0 || this.#ratios[at] === Number.POSITIVE_INFINITY) return undefined;
      const pattern = looked.get(at);
      if (pattern) return { at, pattern };
      this.#look(at, left, looked);
    }
  }

  #look(at: number, left: readonly number[], looked: Map<number, Pattern>): void {
    const market = this.#market;
    this.#ratios[at] = Number.POSITIVE_INFINITY;
    if (availableAt(market, at) < 1) return;
    for (const pattern of fillings(market, left, at)) {
      let worth = 0;
      for (let shape = 0; shape < pattern.length; shape++) {
        if (pattern[shape]! > 0) worth += pattern[shape]! * market.worth[shape]!;
      }
      const ratio = market.prices[at]! / worth;
      if (worth <= 0 || ratio >= this.#ratios[at]!) continue;
      this.#ratios[at] = ratio;
      looked.set(at, pattern);
    }
  }
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
  const combinations = mixable.reduce(
    (all, shape) => all * (1 + Math.min(left[shape]!, market.fits[shape]![at]!)),
    1,
  );
  if (mixable.length > 1 && combinations <= mostCombinations) {
    patterns.push(...maximalPatterns(market, left, undefined, at));
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
function searchAll(whole: Market, left: readonly number[]): Choice[] | undefined {
  const shapes = left.map((_, shape) => shape).filter((shape) => left[shape]! > 0);
  const places = worthwhile(whole, shapes, left);
  const of = <T>(list: readonly T[], chosen: readonly number[]) =>
    chosen.map((each) => list[each]!);
  const small: Market = {
    ...whole,
    buckets: of(whole.buckets, places),
    prices: of(whole.prices, places),
    sizes: of(whole.sizes, places),
    slots: of(whole.slots, shapes),
    fits: of(whole.fits, shapes).map((fits) => of(fits, places)),
    alone: of(whole.alone, shapes),
    worth: of(whole.worth, shapes),
  };
  const found = searchSmall(small, of(left, shapes));
  return found?.map(({ at, pattern }) => {
    const spread = left.map(() => 0);
    pattern.forEach((slots, i) => {
      spread[shapes[i]!] = slots;
    });
    return { at: places[at]!, pattern: spread };
  });
}

/** Where limits can be reached every bucket counts; else those that no cheaper one can stand in for. */
function worthwhile(market: Market, shapes: readonly number[], left: readonly number[]): number[] {
  const all = market.buckets.map((_, at) => at);
  if (isLimited(market, left)) return all;
  const standsIn = (a: number, b: number) =>
    market.prices[a]! <= market.prices[b]! &&
    market.sizes[a]!.every((size, i) => size >= market.sizes[b]![i]!) &&
    shapes.every((shape) => market.fits[shape]![a]! >= market.fits[shape]![b]!);
  return all.filter(
    (b) => !all.some((a) => a !== b && standsIn(a, b) && (a < b || !standsIn(b, a))),
  );
}

function isLimited(market: Market, left: readonly number[]): boolean {
  const total = left.reduce((sum, count) => sum + count, 0);
  return market.buckets.some((bucket) =>
    market.floor.ledger
      .chargesOf(bucket)
      .some(({ limit, cost }) => market.limits[limit]! < cost * total),
  );
}

function searchSmall(market: Market, start: readonly number[]): Choice[] | undefined {
  // Where limits cannot be reached, what was bought before does not matter.
  const limited = isLimited(market, start);
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

/** Fillings of a node to which nothing can be added; with `first`, those that hold that shape. */
function* maximalPatterns(
  market: Market,
  left: readonly number[],
  first: number | undefined,
  at: number,
): Generator<Pattern> {
  if (first !== undefined && market.alone[first]) {
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
