import { randomInt } from 'node:crypto';

/**
 * Chance that can be repeated: `PILEUS_CHAOS_SEED` gives the seed, which is printed otherwise.
 */
export function seededRandom(): { readonly seed: number; readonly random: () => number } {
  const given = process.env.PILEUS_CHAOS_SEED;
  const seed = given === undefined ? randomInt(2 ** 31) : Number(given);
  process.stderr.write(`PILEUS_CHAOS_SEED=${seed}\n`);
  let state = seed;
  const random = () => {
    // Tommy Ettinger's mulberry32.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  return { seed, random };
}
