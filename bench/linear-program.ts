import { createRequire } from 'node:module';
import type { Highs } from 'highs';

/** What is bought: nodes of some sizes and prices, for counts of slots. */
export interface Market {
  readonly sizes: readonly (readonly number[])[];
  readonly prices: readonly number[];
  readonly slots: readonly (readonly number[])[];
  readonly counts: readonly number[];
}

// Not bundled: it finds its WebAssembly beside itself.
const loadHighs = createRequire(import.meta.url)('highs') as () => Promise<Highs>;
const solver = loadHighs();

/**
 * A lower bound for the cost of any plan: nodes and slots may be split, and only the sums of resources count.
 */
export async function leastCost({ sizes, prices, slots, counts }: Market): Promise<number> {
  const cost = prices.map((price, b) => `${price} x${b}`).join(' + ');
  const rows: string[] = counts.map(
    (count, s) => `${sizes.map((_, b) => `y${s}_${b}`).join(' + ')} = ${count}`,
  );
  for (const [b, size] of sizes.entries()) {
    for (const [r, most] of size.entries()) {
      rows.push(
        `${slots.map((slot, s) => `${slot[r]} y${s}_${b}`).join(' + ')} - ${most} x${b} <= 0`,
      );
    }
  }
  return solve(`Minimize\n ${cost}\nSubject To\n ${rows.join('\n ')}\nEnd`);
}

/** The least cost of whole nodes with whole slots on each: one variable for each way to fill a node. */
export async function cheapestInteger({ sizes, prices, slots, counts }: Market): Promise<number> {
  const patterns: { readonly price: number; readonly pattern: readonly number[] }[] = [];
  for (const [b, size] of sizes.entries()) {
    for (const pattern of fillings(size, slots, counts))
      patterns.push({ price: prices[b]!, pattern });
  }
  const cost = patterns.map(({ price }, i) => `${price} x${i}`).join(' + ');
  const rows = counts.map((count, s) => {
    const terms = patterns.flatMap(({ pattern }, i) =>
      pattern[s]! > 0 ? [`${pattern[s]} x${i}`] : [],
    );
    return `${terms.join(' + ')} >= ${count}`;
  });
  const names = patterns.map((_, i) => `x${i}`).join(' ');
  return solve(`Minimize\n ${cost}\nSubject To\n ${rows.join('\n ')}\nGeneral\n ${names}\nEnd`);
}

async function solve(program: string): Promise<number> {
  const { Status, ObjectiveValue } = (await solver).solve(program, { mip_rel_gap: 0 });
  if (Status !== 'Optimal') throw new Error(`The linear program is ${Status}.`);
  return ObjectiveValue;
}

function fillings(
  size: readonly number[],
  slots: readonly (readonly number[])[],
  counts: readonly number[],
): number[][] {
  const found: number[][] = [];
  const fill = (s: number, room: readonly number[], pattern: readonly number[]): void => {
    if (s === slots.length) {
      if (pattern.some((count) => count > 0)) found.push([...pattern]);
      return;
    }
    for (let count = 0; count <= counts[s]!; count++) {
      const rest = room.map((free, r) => free - slots[s]![r]! * count);
      if (rest.some((free) => free < -1e-9)) break;
      fill(s + 1, rest, [...pattern, count]);
    }
  };
  fill(0, size, []);
  return found;
}
