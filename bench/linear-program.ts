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

/**
 * A closer lower bound for the cost of any plan: slots are whole on each node, but nodes may be split. The ways to fill
 * a node are too many to name them all, so that those are added, in turns, that would be worth more than they cost.
 */
export async function leastCostOfWholeSlots(market: Market): Promise<number> {
  const { sizes, prices, slots, counts } = market;
  const columns = slots.flatMap((_, shape) =>
    sizes.flatMap((size, b) => {
      const fits = Math.min(...size.map((most, r) => Math.floor(most / slots[shape]![r]!)));
      if (fits < 1) return [];
      return [{ price: prices[b]!, pattern: slots.map((__, s) => (s === shape ? fits : 0)) }];
    }),
  );
  for (;;) {
    const cost = columns.map(({ price }, i) => `${price} x${i}`).join(' + ');
    const rows = counts.map((count, s) => {
      const terms = columns.flatMap(({ pattern }, i) =>
        pattern[s]! > 0 ? [`${pattern[s]} x${i}`] : [],
      );
      return ` c${s}: ${terms.join(' + ')} >= ${count}`;
    });
    const found = await solved(`Minimize\n ${cost}\nSubject To\n${rows.join('\n')}\nEnd`);
    const worth = found.Rows.map((row) => ('Dual' in row ? row.Dual : 0));
    const better = sizes.flatMap((size, b) => {
      const pattern = worthiest(size, slots, worth);
      const sum = pattern.reduce((all, count, s) => all + count * worth[s]!, 0);
      return sum > prices[b]! + 1e-7 ? [{ price: prices[b]!, pattern }] : [];
    });
    if (better.length === 0) return found.ObjectiveValue;
    columns.push(...better);
  }
}

/** The whole slots that are worth most together on one node of whole cores and gigabytes. */
function worthiest(
  [cores, memory]: readonly number[],
  slots: readonly (readonly number[])[],
  worth: readonly number[],
): number[] {
  const width = memory! + 1;
  const best = new Float64Array((cores! + 1) * width);
  const taken = new Int8Array(best.length).fill(-1);
  for (let c = 0; c <= cores!; c++) {
    for (let m = 0; m <= memory!; m++) {
      for (const [s, [needsCores, needsMemory]] of slots.entries()) {
        if (needsCores! > c || needsMemory! > m) continue;
        const value = best[(c - needsCores!) * width + m - needsMemory!]! + worth[s]!;
        if (value <= best[c * width + m]!) continue;
        best[c * width + m] = value;
        taken[c * width + m] = s;
      }
    }
  }
  const pattern = slots.map(() => 0);
  for (let [c, m] = [cores!, memory!]; taken[c * width + m]! >= 0; ) {
    const s = taken[c * width + m]!;
    pattern[s]!++;
    c -= slots[s]![0]!;
    m -= slots[s]![1]!;
  }
  return pattern;
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

const solve = async (program: string): Promise<number> => (await solved(program)).ObjectiveValue;

async function solved(program: string) {
  const solution = (await solver).solve(program, { mip_rel_gap: 0 });
  if (solution.Status !== 'Optimal') throw new Error(`The linear program is ${solution.Status}.`);
  return solution;
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
