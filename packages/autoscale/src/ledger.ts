import type { Bucket, Limit } from './capacity.js';
import { tolerance } from './quantity.js';

/** All limits while a plan is made: what each has left. Buckets that share one draw on it together. */
export class Ledger {
  readonly #limits: readonly Limit[];
  readonly #left: Float64Array;
  /** Per bucket: the limits, and what a node takes of each. */
  readonly #charges: readonly { readonly limit: number; readonly cost: number }[][];

  /** @throws Error when a bucket names a limit that is not there */
  constructor(limits: readonly Limit[], buckets: readonly Bucket[]) {
    this.#limits = limits;
    // More used than allowed counts as all used.
    this.#left = Float64Array.from(limits, ({ max, used }) => Math.max(0, max - used));
    const index = new Map(limits.map((limit, at) => [limit.id, at]));
    this.#charges = buckets.map((bucket) =>
      bucket.limits.map((id) => {
        const limit = index.get(id);
        if (limit === undefined) {
          throw new Error(`Bucket '${bucket.id}' names a limit '${id}' that is not there.`);
        }
        return { limit, cost: costOf(limits[limit]!, bucket) };
      }),
    );
  }

  /** How many more nodes the bucket may have. */
  available(bucket: number): number {
    let least = Number.POSITIVE_INFINITY;
    for (const { limit, cost } of this.#charges[bucket]!) {
      const left = Math.floor((this.#left[limit]! + tolerance) / cost);
      if (left < least) least = left;
    }
    return least;
  }

  /** Negative counts give back. */
  take(bucket: number, nodes: number): void {
    for (const { limit, cost } of this.#charges[bucket]!) this.#left[limit]! -= cost * nodes;
  }

  /** The limit that leaves the fewest nodes, and how many; undefined for a bucket without limits. */
  tightest(bucket: number): { readonly limit: Limit; readonly nodes: number } | undefined {
    let found: { limit: Limit; nodes: number } | undefined;
    for (const { limit, cost } of this.#charges[bucket]!) {
      const nodes = Math.floor((this.#left[limit]! + tolerance) / cost);
      if (!found || nodes < found.nodes) found = { limit: this.#limits[limit]!, nodes };
    }
    return found;
  }

  /** What is left of each limit, in its own unit, in the order of the limits. */
  left(): readonly number[] {
    return [...this.#left];
  }

  chargesOf(bucket: number): readonly { readonly limit: number; readonly cost: number }[] {
    return this.#charges[bucket]!;
  }
}

function costOf(limit: Limit, bucket: Bucket): number {
  if (limit.unit === 'nodes') return 1;
  const cores =
    limit.unit === 'cores' ? bucket.vcpuCount : (bucket.quotaCoreCount ?? bucket.vcpuCount);
  return Math.max(cores, tolerance);
}
