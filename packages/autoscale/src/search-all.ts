import { maximalPatterns } from './fillings.js';
import { availableAt, type Choice, change, type Market } from './market.js';

/** Steps that may still be spent on searching; a step takes some microseconds. */
export interface Budget {
  steps: number;
}

/**
 * The cheapest nodes for all that is left, or undefined when there is no way or too many to try. Takes its steps from
 * the budget, all of them when it gives up.
 */
export function searchAll(
  whole: Market,
  left: readonly number[],
  budget: Budget,
): Choice[] | undefined {
  if (budget.steps <= 0) return undefined;
  const shapes = left.map((_, shape) => shape).filter((shape) => left[shape]! > 0);
  const places = worthwhile(whole, shapes, left);
  const of = <T>(list: readonly T[], chosen: readonly number[]) =>
    chosen.map((each) => list[each]!);
  const small: Market = {
    ...whole,
    buckets: of(whole.buckets, places),
    charges: of(whole.charges, places),
    prices: of(whole.prices, places),
    sizes: of(whole.sizes, places),
    slots: of(whole.slots, shapes),
    fits: of(whole.fits, shapes).map((fits) => of(fits, places)),
    alone: of(whole.alone, shapes),
    worth: of(whole.worth, shapes),
  };
  const found = searchSmall(small, of(left, shapes), budget);
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
  return market.charges.some((charges) =>
    charges.some(({ limit, cost }) => market.limits[limit]! < cost * total),
  );
}

function searchSmall(
  market: Market,
  start: readonly number[],
  budget: Budget,
): Choice[] | undefined {
  // Where limits cannot be reached, what was bought before does not matter.
  const limited = isLimited(market, start);
  const bought = market.buckets.map(() => 0);
  const known = new Map<string, { cost: number; choice: Choice | undefined }>();
  const key = (left: readonly number[]) => `${left.join()}${limited ? `|${bought.join()}` : ''}`;

  const solve = (left: readonly number[]): number => {
    const first = left.findIndex((count) => count > 0);
    if (first < 0) return 0;
    const name = key(left);
    const seen = known.get(name);
    if (seen) return seen.cost;
    let cost = Number.POSITIVE_INFINITY;
    let choice: Choice | undefined;
    for (let at = 0; at < market.buckets.length && budget.steps > 0; at++) {
      if (!(market.fits[first]![at]! > 0) || availableAt(market, at) < 1) continue;
      change(market, at, 1);
      bought[at]!++;
      for (const pattern of maximalPatterns(market, left, first, at)) {
        if (--budget.steps < 0) break;
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
  if (budget.steps <= 0 || !Number.isFinite(cost)) return undefined;
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
