/**
 * Chance as a pure function: the same seed and words always give the same number, on every replica and
 * after every restart. Not for secrets.
 */
export function chance(seed: string, ...words: readonly (string | number)[]): number {
  let hash = 0x811c9dc5;
  const mix = (text: string) => {
    for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
    hash = Math.imul(hash ^ 0xff, 0x01000193);
  };
  mix(seed);
  for (const word of words) mix(String(word));
  // The finaliser of MurmurHash3 spreads the low entropy of short words over all bits.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 2 ** 32;
}

/** How a duration varies; all figures in seconds. */
export type Distribution =
  | number
  | { readonly min: number; readonly max: number }
  | { readonly mean: number; readonly deviation: number }
  | { readonly median: number; readonly p95: number };

/** Draws a duration in milliseconds: `a` and `b` are independent chances in [0, 1). */
export function duration(of: Distribution, a: number, b: number): number {
  return Math.max(0, Math.round(1000 * seconds(of, a, b)));
}

function seconds(of: Distribution, a: number, b: number): number {
  if (typeof of === 'number') return of;
  if ('min' in of) return of.min + (of.max - of.min) * a;
  const normal = Math.sqrt(-2 * Math.log(1 - a)) * Math.cos(2 * Math.PI * b);
  if ('mean' in of) return of.mean + of.deviation * normal;
  // Log-normal: 1.645 standard deviations above the median lies the 95th percentile.
  const sigma = Math.log(of.p95 / of.median) / 1.645;
  return of.median * Math.exp(sigma * normal);
}
