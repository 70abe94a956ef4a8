/** What a resource of a machine may be worth. Sizes are numbers in GB (2^30 bytes). */
export type ResourceValue = number | string | boolean | null;
export type Resources = Readonly<Record<string, ResourceValue>>;

const exponents: Readonly<Record<string, number>> = { b: -3, k: -2, m: -1, g: 0, t: 1, p: 2 };

/**
 * `memory::4g` and `size::20g`, the forms of scalelib, as GB; undefined for any other text.
 *
 * @throws Error for a size that cannot be read
 */
export function sizeInGb(text: string): number | undefined {
  const [, prefix, rest = ''] = /^(memory|size)::(.*)$/s.exec(text) ?? [];
  if (prefix === undefined) return undefined;
  const [, digits, unit] = /^\s*(\d+(?:\.\d+)?)\s*([bkmgtp])(?:i?b)?\s*$/i.exec(rest) ?? [];
  if (digits === undefined || unit === undefined) {
    throw new Error(`'${text}' is no size: write ${prefix}::4g, with one of b, k, m, g, t, p`);
  }
  return Number(digits) * 1024 ** exponents[unit.toLowerCase()]!;
}

/** Free amounts are compared with this tolerance, so that 0.1 + 0.2 takes all of 0.3. */
export const tolerance = 1e-9;
