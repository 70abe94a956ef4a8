import { fillings } from './fillings.js';
import type { Floor } from './floor.js';
import {
  availableAt,
  type Choice,
  change,
  type Market,
  openMarket,
  type Pattern,
} from './market.js';
import { type Budget, searchAll } from './search-all.js';
import type { Way } from './shape.js';
import { worthiest } from './worthiest.js';

/** Nodes to be made in a bucket, all with the same slots on them. */
export interface Purchase {
  readonly bucket: number;
  readonly contents: readonly { readonly shape: number; readonly slots: number }[];
  readonly times: number;
}

/** With at most so many states of the remainder it is searched completely. */
const mostStates = 4000;
/** Nor with more slots than this: each may be a node, and a step deeper into the search. */
const mostSlots = 1000;
/** What one demand may spend on it, all rounds together: about a second. */
const mostSteps = 400_000;
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
  const budget = { steps: mostSteps };
  const exact = isSmall(wanted, mostStates) ? searchAll(market, wanted, budget) : undefined;
  if (exact) return exact.map(({ at, pattern }) => purchase(market, at, pattern, 1));
  let best: Bought | undefined;
  let worth = market.worth;
  const times =
    wanted.length * market.buckets.length > mostWork || wanted.length === 1 ? 1 : rounds;
  for (let round = 0; round < times; round++) {
    const bought = buyAll({ ...market, worth, limits: [...market.limits] }, wanted, budget);
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

/** Whether all ways can be tried. */
const isSmall = (left: readonly number[], states: number): boolean =>
  statesOf(left) <= states && left.reduce((sum, count) => sum + count, 0) <= mostSlots;

const purchase = (market: Market, at: number, pattern: Pattern, times: number): Purchase => ({
  bucket: market.buckets[at]!,
  contents: pattern.map((slots, shape) => ({ shape, slots })).filter(({ slots }) => slots > 0),
  times,
});

/** Buys for the whole demand. Takes from the market's limits. */
function buyAll(market: Market, wanted: readonly number[], budget: Budget): Bought {
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
  const kept = Math.min(
    Math.floor(mostStates ** (1 / left.length)) - 1,
    Math.floor(mostSlots / left.length),
  );
  for (let exactTried = false; left.some((count) => count > 0); ) {
    if (!exactTried && isSmall(left, mostStates * 4)) {
      exactTried = true;
      const exact = searchAll(market, left, budget);
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

/**
 * Finds the node that gives the most worth for its price, filled with what is left. What a node gives only falls
 * as less is left, so that most buckets need not be looked at again: their last figure is bad enough.
 */
class NodeSearch {
  readonly #market: Market;
  /** Price for worth, by place in `buckets`, when it was last looked at. */
  readonly #ratios: Float64Array;
  /** By bucket and shapes that are left. */
  readonly #worthiest = new Map<string, Pattern | undefined>();

  constructor(market: Market) {
    this.#market = market;
    this.#ratios = new Float64Array(market.buckets.length);
  }

  best(left: readonly number[]): Choice | undefined {
    const looked = new Map<number, Pattern>();
    const refined = new Set<number>();
    for (;;) {
      let at = -1;
      for (let i = 0; i < this.#ratios.length; i++) {
        if (at < 0 || this.#ratios[i]! < this.#ratios[at]!) at = i;
      }
      if (at < 0 || this.#ratios[at] === Number.POSITIVE_INFINITY) return undefined;
      const pattern = looked.get(at);
      if (!pattern) this.#look(at, left, looked);
      else if (refined.has(at)) return { at, pattern };
      else {
        refined.add(at);
        const better = this.#refined(at, left);
        if (better) this.#offer(at, better, looked);
      }
    }
  }

  /** The best filling of a bucket that is the best by simpler ones, while there is enough of each shape for it. */
  #refined(at: number, left: readonly number[]): Pattern | undefined {
    const market = this.#market;
    const shapes = left
      .map((_, shape) => shape)
      .filter((shape) => left[shape]! > 0 && market.fits[shape]![at]! > 0 && !market.alone[shape]);
    if (shapes.length < 2) return undefined;
    const key = `${at}:${shapes.join()}`;
    if (!this.#worthiest.has(key)) this.#worthiest.set(key, worthiest(market, shapes, at));
    const pattern = this.#worthiest.get(key);
    return pattern?.every((slots, shape) => slots <= left[shape]!) ? pattern : undefined;
  }

  #offer(at: number, pattern: Pattern, looked: Map<number, Pattern>): void {
    const market = this.#market;
    let worth = 0;
    for (let shape = 0; shape < pattern.length; shape++) {
      if (pattern[shape]! > 0) worth += pattern[shape]! * market.worth[shape]!;
    }
    const ratio = market.prices[at]! / worth;
    if (worth <= 0 || ratio >= this.#ratios[at]!) return;
    this.#ratios[at] = ratio;
    looked.set(at, pattern);
  }

  #look(at: number, left: readonly number[], looked: Map<number, Pattern>): void {
    const market = this.#market;
    this.#ratios[at] = Number.POSITIVE_INFINITY;
    if (availableAt(market, at) < 1) return;
    for (const pattern of fillings(market, left, at)) this.#offer(at, pattern, looked);
  }
}
