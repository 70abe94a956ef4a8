import type { Environment } from '../config/paths.js';
import type { ApiPromise } from '../http/api-promise.js';
import { type CallerOptions, HttpClient, type TransportOptions } from '../http/http-client.js';
import { basicCredentials, required } from './auth.js';
import { Cluster } from './cluster.js';
import { type ImportOptions, importCluster, listClusters } from './cluster-actions.js';
import { type ClusterMap, clusterMap } from './cluster-map.js';
import { configuration, needs } from './configuration.js';
import { toError } from './errors.js';
import { listOperations, operationStatus } from './operation.js';
import type { ClusterActionResult, ClusterSummary, OperationStatus } from './wire.js';

/** A connection to one server: its address, who calls, and how. */
export type Session = HttpClient;

/** What a client of CycleCloud does without is looked up; see `Client`. */
export interface ClientOptions extends TransportOptions {
  /** The URL of CycleCloud's web interface: `https://host:8443`. */
  readonly url?: string | undefined;
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  /** A profile of `~/.config/pileus/config.json`. */
  readonly profile?: string | undefined;
  /** The environment variables to look at. Default the process's own. */
  readonly env?: Environment | undefined;
}

/**
 * A client of one CycleCloud installation, or of anything that speaks its REST API.
 *
 * ```ts
 * const client = new Client({ url, username, password });
 * const cluster = client.clusters.get('test-cluster-1');
 * const operation = await cluster.createNodes({ sets: [{ nodearray: 'ondemand', count: 4 }] });
 * await operation.wait();
 * ```
 *
 * `new Client()` finds out by itself which server to call. What the options leave open comes from,
 * in this order:
 *
 * 1. the profile that `profile` names, in `~/.config/pileus/config.json`;
 * 2. the environment: `PILEUS_CYCLECLOUD_URL`, `_USERNAME`, `_PASSWORD`, `_VERIFY_CERTIFICATES` and
 *    `_TIMEOUT`, or the same names without `PILEUS_`;
 * 3. the profile that `PILEUS_PROFILE` names, or the default one of that file;
 * 4. section `[cyclecloud]` of `~/.cycle/config.ini`, which the vendor's command line writes.
 *
 * It stops looking once url, username and password are known. A place that names another server
 * than the one chosen gives nothing: no password goes where it was not meant to go.
 */
export class Client {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  /** Handles by name: `clusters['test-cluster-1']` or `clusters.get('test-cluster-1')`. */
  readonly clusters: ClusterMap;
  /** What the calls of `@pileus/sdk/cyclecloud/api` take. */
  readonly session: Session;

  /** @throws ArgumentError naming the option that is missing or cannot be used. */
  constructor(options: ClientOptions = {}) {
    const { profile, env, ...rest } = options;
    const settings = configuration(options);
    const url = required('url', settings.url, needs.url);
    const username = required('username', settings.username, needs.username);
    const password = required('password', settings.password, needs.password);
    const { authorization, secrets } = basicCredentials(username, password);
    const session = new HttpClient({
      ...rest,
      timeout: settings.timeout,
      verifyCertificates: settings.verifyCertificates,
      vendor: 'CycleCloud',
      url,
      authorization,
      secrets,
      toError,
      headers: { 'x-cycle-client-version': 'pileus:0.1.0' },
    });
    this.session = session;
    this.url = session.url;
    this.clusters = clusterMap(
      (name) => new Cluster(session, name),
      async () => (await listClusters(session)).map((cluster) => cluster.ClusterName),
    );
  }

  /** What there is to know of each cluster without asking for its status. */
  listClusters(options?: CallerOptions): ApiPromise<ClusterSummary[]> {
    return listClusters(this.session, options);
  }

  /**
   * Makes a cluster of a template, not yet started.
   *
   * @throws (rejects) CycleCloudConflictError for a template that cannot be read, with the line, and
   *   for a name that is taken, unless `force` is true.
   */
  importCluster(name: string, options: ImportOptions): ApiPromise<ClusterActionResult> {
    return importCluster(this.session, name, options);
  }

  /** One operation of any cluster. */
  getOperation(id: string, options?: CallerOptions): ApiPromise<OperationStatus> {
    return operationStatus(this.session, id, options);
  }

  /** All operations, or the one (if any) that a request id belongs to. */
  listOperations(
    options: CallerOptions & { readonly requestId?: string } = {},
  ): ApiPromise<OperationStatus[]> {
    return listOperations(this.session, options, options);
  }
}
