import type { ApiPromise } from '../http/api-promise.js';
import { type CallerOptions, HttpClient, type TransportOptions } from '../http/http-client.js';
import { basicCredentials, required } from './auth.js';
import { Cluster } from './cluster.js';
import { type ClusterMap, clusterMap } from './cluster-map.js';
import { toError } from './errors.js';
import { listOperations, operationStatus } from './operation.js';
import type { OperationStatus } from './wire.js';

export interface ClientOptions extends TransportOptions {
  /** The URL of CycleCloud's web interface: `https://host:8443`. */
  readonly url: string;
  readonly username: string;
  readonly password: string;
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
 */
export class Client {
  /** The base URL, without a slash at its end. */
  readonly url: string;
  /** Handles by name: `clusters['test-cluster-1']` or `clusters.get('test-cluster-1')`. */
  readonly clusters: ClusterMap;
  readonly #http: HttpClient;

  /** @throws ArgumentError naming the option that is missing or cannot be used. */
  constructor(options: ClientOptions) {
    const url = required('url', options.url, 'the URL of the web interface');
    const username = required('username', options.username, 'the name of a CycleCloud user');
    const password = required('password', options.password, "the user's password");
    const { authorization, secrets } = basicCredentials(username, password);
    this.#http = new HttpClient({
      ...options,
      vendor: 'CycleCloud',
      url,
      authorization,
      secrets,
      toError,
      headers: { 'x-cycle-client-version': 'pileus:0.1.0' },
    });
    this.url = this.#http.url;
    this.clusters = clusterMap((name) => new Cluster(this.#http, name));
  }

  /** One operation of any cluster. */
  getOperation(id: string, options?: CallerOptions): ApiPromise<OperationStatus> {
    return operationStatus(this.#http, id, options);
  }

  /** All operations, or the one (if any) that a request id belongs to. */
  listOperations(
    options: CallerOptions & { readonly requestId?: string } = {},
  ): ApiPromise<OperationStatus[]> {
    return listOperations(this.#http, options, options);
  }
}
