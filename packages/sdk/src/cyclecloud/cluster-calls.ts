import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import type {
  ClusterStatus,
  NodeCreationRequest,
  NodeCreationResult,
  NodeManagementRequest,
  NodeManagementResult,
} from './wire.js';

export type ManagementVerb =
  | 'deallocate'
  | 'reimage'
  | 'remove'
  | 'restart'
  | 'shutdown'
  | 'start'
  | 'terminate';

/** The total that an array is scaled to: nodes or cores. */
export type ScaleTotal = { readonly totalNodeCount: number } | { readonly totalCoreCount: number };

/** Options of a call that changes nodes once its body is made. */
interface ChangeOptions extends CallerOptions {
  /** The body carries a request id, and the caller knows what a 409 to a repeated one means. */
  readonly replayable?: boolean | undefined;
}

/** `GET /clusters/{cluster}/status`. */
export function clusterStatus(
  http: HttpClient,
  cluster: string,
  query: { readonly nodes?: boolean | undefined },
  options?: CallerOptions,
): ApiPromise<ClusterStatus> {
  const build = () =>
    ({
      method: 'GET',
      path: path`/clusters/${cluster}/status`,
      query: { nodes: query.nodes },
      decode: decode.clusterStatus,
    }) as const;
  return http.request('getStatus', build, options);
}

/** `POST /clusters/{cluster}/nodes/create`. */
export function createNodes(
  http: HttpClient,
  cluster: string,
  body: () => NodeCreationRequest,
  options: ChangeOptions = {},
): ApiPromise<NodeCreationResult> {
  const build = () =>
    ({
      method: 'POST',
      path: path`/clusters/${cluster}/nodes/create`,
      body: body(),
      replayable: options.replayable ?? false,
      decode: decode.creation,
    }) as const;
  return http.request('createNodes', build, options);
}

/** `POST /clusters/{cluster}/nodes/{verb}`. */
export function manageNodes(
  http: HttpClient,
  cluster: string,
  verb: ManagementVerb,
  body: () => NodeManagementRequest,
  options: ChangeOptions = {},
): ApiPromise<NodeManagementResult> {
  const build = () =>
    ({
      method: 'POST',
      path: path`/clusters/${cluster}/nodes/${verb}`,
      body: body(),
      replayable: options.replayable ?? false,
      decode: decode.management,
    }) as const;
  return http.request(`${verb}Nodes`, build, options);
}

/** `POST /clusters/{cluster}/scale/{nodearray}`. */
export function scaleNodes(
  http: HttpClient,
  operation: string,
  target: { readonly cluster: string; readonly nodearray: string; readonly total: ScaleTotal },
  options?: CallerOptions,
): ApiPromise<NodeCreationResult> {
  const build = () =>
    ({
      method: 'POST',
      path: path`/clusters/${target.cluster}/scale/${target.nodearray}`,
      query: { ...target.total },
      decode: decode.creation,
    }) as const;
  return http.request(operation, build, options);
}
