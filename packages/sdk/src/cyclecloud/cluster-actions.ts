import type { ApiPromise } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import type { ClusterActionResult, ClusterSummary } from './wire.js';

/**
 * Calls that the vendor's own command line makes and its reference leaves out (observed). What they
 * answer is not known: the client takes anything.
 */

/** Words of the wire, with the method of `Cluster` that each serves. */
const methods = {
  startcluster: 'start',
  terminatecluster: 'terminate',
  removecluster: 'remove',
  retry: 'retry',
} as const;

/** `POST /cloud/actions/{action}/{cluster}`. */
export function clusterAction(
  http: HttpClient,
  cluster: string,
  action: keyof typeof methods,
  query: { readonly force?: boolean | undefined } = {},
  options?: CallerOptions,
): ApiPromise<ClusterActionResult> {
  const build = () =>
    ({
      method: 'POST',
      path: path`/cloud/actions/${action}/${cluster}`,
      query: { force: query.force },
      // A cluster that was removed cannot be removed again; the others may be told twice.
      replayable: action !== 'removecluster',
      jsonOptional: true,
      decode: decode.action,
    }) as const;
  return http.request(methods[action], build, options);
}

/** `GET /cloud/clusters`. */
export function listClusters(
  http: HttpClient,
  options?: CallerOptions,
): ApiPromise<ClusterSummary[]> {
  const build = () =>
    ({ method: 'GET', path: path`/cloud/clusters`, decode: decode.clusters }) as const;
  return http.request('listClusters', build, options);
}

export interface ImportOptions extends CallerOptions {
  /** The text of a cluster template, in CycleCloud's INI language. */
  readonly template: string;
  /** Which cluster of the template; needed only when it defines several. */
  readonly templateName?: string | undefined;
  /** Values of the template's parameters by name. */
  readonly parameters?: Readonly<Record<string, unknown>> | undefined;
  /** True changes a cluster of that name that exists, instead of being refused. */
  readonly force?: boolean | undefined;
}

/** `POST /cloud/api/import_cluster/{cluster}`. */
export function importCluster(
  http: HttpClient,
  cluster: string,
  options: ImportOptions,
): ApiPromise<ClusterActionResult> {
  const { template, templateName, parameters = {}, force = false } = options;
  const build = () =>
    ({
      method: 'POST',
      path: path`/cloud/api/import_cluster/${cluster}`,
      form: {
        source: 'standard',
        cluster: template,
        force: String(force),
        ...(templateName !== undefined && { template: templateName }),
        parameters: JSON.stringify(parameters),
        parameters_format: 'json',
      },
      jsonOptional: true,
      decode: decode.action,
    }) as const;
  return http.request('importCluster', build, options);
}
