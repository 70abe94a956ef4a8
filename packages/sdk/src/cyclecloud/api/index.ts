/**
 * The REST API call by call, as in the vendor's Python library:
 *
 * ```ts
 * const [responseStatus, status] = await clusters.getClusterStatus(client.session, 'test-cluster-1');
 * ```
 */
export type { Answer, ResponseStatus } from './call.js';
export * as clusters from './clusters.js';
export * as operations from './operations.js';
