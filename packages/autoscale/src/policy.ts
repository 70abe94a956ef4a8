import type { Bucket } from './capacity.js';
import type { Floor } from './floor.js';
import { preference, type Rank } from './profile.js';

/**
 * Which bucket gets a new node:
 * - `ordered`: scalelib's way: choices of the job first, then the buckets in their order;
 * - `cheapest`: the least to pay for all nodes of the plan together;
 * - `smallest-fit`: the machine with the fewest cores on which a slot fits;
 * - `fastest-start`: the one that is ready soonest.
 */
export const policies = ['ordered', 'cheapest', 'smallest-fit', 'fastest-start'] as const;
export type Policy = (typeof policies)[number];

/** `prefer`: on-demand nodes where spot capacity is missing or used up. */
export const spotChoices = ['any', 'prefer', 'never', 'only'] as const;
export type SpotChoice = (typeof spotChoices)[number];

/** Boot times that are not known count as this, in seconds. */
const usualBoot = 300;

export function rankBy(policy: Policy, spot: SpotChoice, floor: Floor): Rank {
  const keys: Readonly<Record<Policy, (bucket: Bucket) => readonly number[]>> = {
    ordered: () => [],
    cheapest: ({ price }) => [price ?? Number.POSITIVE_INFINITY],
    'smallest-fit': ({ vcpuCount, gpuCount, memoryGb }) => [vcpuCount, gpuCount, memoryGb],
    'fastest-start': ({ bootSeconds, lastCapacityFailure }) => [
      bootSeconds ?? usualBoot,
      // Where capacity was missing lately, a start may take long.
      lastCapacityFailure === undefined ? 0 : 1 / (1 + lastCapacityFailure),
    ],
  };
  return (buckets, tests) => {
    const ranked = buckets.map((bucket, order) => {
      const facts = floor.buckets[bucket]!;
      const tier = spot === 'prefer' && !facts.spot ? 1 : 0;
      const wish = -preference(tests, floor, bucket);
      return { bucket, keys: [tier, ...keys[policy](facts), wish, order] };
    });
    ranked.sort((a, b) => {
      const at = a.keys.findIndex((key, i) => key !== b.keys[i]);
      return at < 0 ? 0 : a.keys[at]! - b.keys[at]!;
    });
    return ranked.map(({ bucket }) => bucket);
  };
}

/** Why the options keep new nodes out of a bucket; undefined when they do not. */
export function refusal(
  bucket: Bucket,
  spot: SpotChoice,
  backoff: number,
): { readonly status: string; readonly message: string } | undefined {
  if (spot === 'never' && bucket.spot) {
    return { status: 'SpotNotWanted', message: 'spot capacity is not wanted' };
  }
  if (spot === 'only' && !bucket.spot) {
    return { status: 'SpotOnly', message: 'only spot capacity is wanted' };
  }
  const since = bucket.lastCapacityFailure;
  if (since === undefined || since >= backoff) return undefined;
  return {
    status: 'CapacityFailureBackoff',
    message: `capacity was missing ${since} s ago; it is tried again after ${backoff} s`,
  };
}
