import { execFileSync } from 'node:child_process';

/** What `npm run bench` prints of one measurement. */
export interface Row {
  readonly what: string;
  readonly unit: string;
  readonly ours: number;
  readonly theirs: number;
  /** What `theirs` is. */
  readonly against: string;
  readonly ratio: number;
  /** In words: `<= 2x`. */
  readonly target: string;
  readonly reached: boolean;
}

export const median = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
};

/**
 * Measures two things in turn, `rounds` times each after one warm-up, and answers the medians: whatever slows the
 * machine meanwhile slows both.
 */
export async function interleaved(
  rounds: number,
  ours: () => Promise<number>,
  theirs: () => Promise<number>,
): Promise<{ ours: number; theirs: number }> {
  const figures = { ours: [] as number[], theirs: [] as number[] };
  for (let round = 0; round <= rounds; round++) {
    const pair = { theirs: await theirs(), ours: await ours() };
    if (round === 0) continue;
    figures.ours.push(pair.ours);
    figures.theirs.push(pair.theirs);
  }
  return { ours: median(figures.ours), theirs: median(figures.theirs) };
}

/** A row whose figures are times: ours may be at most `limit` times theirs. */
export function slower(
  what: string,
  unit: string,
  figures: { readonly ours: number; readonly theirs: number },
  against: string,
  limit: number,
): Row {
  const ratio = figures.ours / figures.theirs;
  return {
    what,
    unit,
    ...figures,
    against,
    ratio,
    target: `<= ${limit}x`,
    reached: ratio <= limit,
  };
}

/** A row whose figures are rates: ours must be at least `share` of theirs. */
export function faster(
  what: string,
  unit: string,
  figures: { readonly ours: number; readonly theirs: number },
  against: string,
  share: number,
): Row {
  const ratio = figures.ours / figures.theirs;
  return {
    what,
    unit,
    ...figures,
    against,
    ratio,
    target: `>= ${share * 100}%`,
    reached: ratio >= share,
  };
}

/** A row whose figures differ by an allowance: ours may exceed theirs by `most`. */
export function added(
  what: string,
  unit: string,
  figures: { readonly ours: number; readonly theirs: number },
  against: string,
  most: number,
): Row {
  const extra = figures.ours - figures.theirs;
  return {
    what,
    unit,
    ...figures,
    against,
    ratio: figures.ours / figures.theirs,
    target: `<= +${most} ${unit}`,
    reached: extra <= most,
  };
}

/** A row that is worth knowing and has no target. */
export function remark(what: string, unit: string, ours: number, against = ''): Row {
  return {
    what,
    unit,
    ours,
    theirs: Number.NaN,
    against,
    ratio: Number.NaN,
    target: 'remark',
    reached: true,
  };
}

/** What a fresh process needs to import a module, beside `undici`: at most so many milliseconds more. */
export function importCost(module: string, most: number): Row {
  const cost = (name: string) => {
    const code = `const t = performance.now(); await import('${name}'); console.log(performance.now() - t)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    return Number(output);
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < 9; i++) {
    theirs.push(cost('undici'));
    ours.push(cost(module));
  }
  const figures = { ours: median(ours), theirs: median(theirs) };
  return added(`import ${module}`, 'ms', figures, 'import undici', most);
}
