import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import type { ClusterUsage, UsageGranularity, UsageTimeframe } from './wire.js';

/** Which usage to sum up, and how finely. All times are UTC. */
export interface UsageQuery {
  /** Default `custom` when `from` or `to` is given, else `monthToDate`. Weeks start on Sunday. */
  readonly timeframe?: UsageTimeframe | undefined;
  /** Inclusive; ISO 8601 or a Date. The server rounds it down to the hour or day. */
  readonly from?: string | Date | undefined;
  /** Exclusive; ISO 8601 or a Date. The server rounds it up to the hour or day. */
  readonly to?: string | Date | undefined;
  /** Default `daily`. */
  readonly granularity?: UsageGranularity | undefined;
  /** `details` tells machine types, regions and prices apart (observed). */
  readonly expand?: 'details' | undefined;
}

/** `GET /clusters/{cluster}/usage`. */
export function clusterUsage(
  http: HttpClient,
  cluster: string,
  query: UsageQuery,
  options?: CallerOptions,
): ApiPromise<ClusterUsage> {
  const { from, to, granularity, expand } = query;
  const ranged = from !== undefined || to !== undefined;
  const build = () =>
    ({
      method: 'GET',
      path: path`/clusters/${cluster}/usage`,
      query: {
        timeframe: query.timeframe ?? (ranged ? 'custom' : undefined),
        from: typeof from === 'object' ? from.toISOString() : from,
        to: typeof to === 'object' ? to.toISOString() : to,
        granularity,
        expand,
      },
      decode: decode.usage,
    }) as const;
  return http.request('usage', build, options);
}
