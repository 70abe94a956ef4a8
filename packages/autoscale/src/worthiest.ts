import type { Market, Pattern } from './market.js';

/** A resource is weighed in so many parts at most, two of them together in so many. */
const mostParts = 256;
const mostCells = 20_000;

/** How much of a resource the node has and each shape takes, in parts. */
interface Scale {
  readonly room: number;
  readonly needs: readonly number[];
}

/**
 * The slots that are worth most together on one node of the bucket, as if there were enough of each shape; undefined
 * where more than two resources run out, or resources are too fine. Amounts that are no whole numbers are rounded to
 * the node's disadvantage.
 */
export function worthiest(
  market: Market,
  shapes: readonly number[],
  at: number,
): Pattern | undefined {
  const size = market.sizes[at]!;
  const slots = shapes.map((shape) => market.slots[shape]!);
  const scales: Scale[] = [];
  for (let r = 0; r < size.length; r++) {
    const needs = slots.map((slot) => slot[r]!);
    if (needs.some((need) => need > 0)) scales.push(scaleOf(size[r]!, needs));
  }
  if (scales.length === 0 || scales.length > 2) return undefined;
  const [first, second = { room: 0, needs: shapes.map(() => 0) }] = scales;
  const width = second.room + 1;
  const cells = (first!.room + 1) * width;
  if (cells > mostCells || shapes.some((_, s) => first!.needs[s]! + second.needs[s]! === 0))
    return undefined;
  const best = new Float64Array(cells);
  const last = new Int16Array(cells).fill(-1);
  for (let s = 0; s < shapes.length; s++) {
    const [a, b, worth] = [first!.needs[s]!, second.needs[s]!, market.worth[shapes[s]!]!];
    for (let i = a; i <= first!.room; i++) {
      for (let j = b, cell = i * width + b; j <= second.room; j++, cell++) {
        const value = best[cell - a * width - b]! + worth;
        if (value <= best[cell]!) continue;
        best[cell] = value;
        last[cell] = s;
      }
    }
  }
  const pattern = market.worth.map(() => 0);
  for (let cell = cells - 1; last[cell]! >= 0; ) {
    const s = last[cell]!;
    pattern[shapes[s]!]!++;
    cell -= first!.needs[s]! * width + second.needs[s]!;
  }
  return pattern;
}

function scaleOf(room: number, needs: readonly number[]): Scale {
  const whole = room <= mostParts && needs.every(Number.isInteger);
  const part = whole ? 1 : room / mostParts;
  return {
    room: Math.floor(room / part + 1e-9),
    needs: needs.map((need) => Math.ceil(need / part - 1e-9)),
  };
}
