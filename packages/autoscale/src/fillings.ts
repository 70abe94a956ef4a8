import type { Market, Pattern } from './market.js';

/** Nodes that can be filled in at most so many ways are looked at in all of them. */
const mostCombinations = 3000;

/** Ways to fill a node: the densest shapes first, and one slot at a time so that no resource runs out early. */
export function fillings(market: Market, left: readonly number[], at: number): Pattern[] {
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

/** Always the shape that is densest in what room is left. */
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

/** Fillings of a node to which nothing can be added; with `first`, those that hold that shape. */
export function* maximalPatterns(
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
