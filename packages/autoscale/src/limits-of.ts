import type { Capacity, Limit } from './capacity.js';
import { Ledger } from './ledger.js';

/** How many more nodes a bucket may have, and what each of its limits leaves. */
export interface BucketRoom {
  readonly bucket: string;
  readonly nodearray: string;
  readonly machineType: string;
  readonly available: number;
  /** The limit that allows the fewest. */
  readonly tightest?: string;
  readonly limits: readonly Limit[];
}

/** The limits of every bucket, before anything is planned. */
export function limitsOf(capacity: Capacity): BucketRoom[] {
  const ledger = new Ledger(capacity.limits, capacity.buckets);
  const byId = new Map(capacity.limits.map((limit) => [limit.id, limit]));
  return capacity.buckets.map((bucket, at) => {
    const tightest = ledger.tightest(at)?.limit.title;
    return {
      bucket: bucket.id,
      nodearray: bucket.nodearray,
      machineType: bucket.machineType,
      available: bucket.valid ? ledger.available(at) : 0,
      ...(tightest !== undefined && { tightest }),
      limits: bucket.limits.map((id) => byId.get(id)!),
    };
  });
}
