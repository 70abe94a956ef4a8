import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import type { HealthReport } from './wire.js';

/** What is wrong with a node. */
export interface HealthComplaint {
  readonly category?: string | undefined;
  /** For people. */
  readonly description?: string | undefined;
}

/** `GET /clusters/{cluster}/nodes/{node}/ghr`. */
export function healthReport(
  http: HttpClient,
  cluster: string,
  node: string,
  options?: CallerOptions,
): ApiPromise<HealthReport> {
  const build = () =>
    ({
      method: 'GET',
      path: path`/clusters/${cluster}/nodes/${node}/ghr`,
      jsonOptional: true,
      decode: decode.healthReport,
    }) as const;
  return http.request('healthReport', build, options);
}

/** `POST /clusters/{cluster}/nodes/{node}/ghr`: 202 without a body. */
export function reportHealth(
  http: HttpClient,
  cluster: string,
  node: string,
  complaint: HealthComplaint,
  options?: CallerOptions,
): ApiPromise<void> {
  const build = () =>
    ({
      method: 'POST',
      path: path`/clusters/${cluster}/nodes/${node}/ghr`,
      query: { category: complaint.category, description: complaint.description },
      jsonOptional: true,
      decode: () => undefined,
    }) as const;
  return http.request<void>('reportHealth', build, options);
}
