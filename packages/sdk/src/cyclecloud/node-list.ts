import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import type { NodeList } from './wire.js';

/** Which nodes to list; give at most one key. The server's id of an operation, or the caller's. */
export interface NodeQuery {
  readonly operation?: string | undefined;
  readonly requestId?: string | undefined;
}

/** `GET /clusters/{cluster}/nodes`. */
export function listNodes(
  http: HttpClient,
  cluster: string,
  query: NodeQuery,
  options?: CallerOptions,
): ApiPromise<NodeList> {
  const build = () =>
    ({
      method: 'GET',
      path: path`/clusters/${cluster}/nodes`,
      query: { operation: query.operation, request_id: query.requestId },
      decode: decode.nodeList,
    }) as const;
  return http.request('listNodes', build, options);
}
