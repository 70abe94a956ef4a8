import { ArgumentError } from '../http/argument-error.js';
import type { NodeManagementRequest } from './wire.js';

/** Which nodes a management verb means: the union of everything given. */
export interface NodeSelectors {
  /** `NodeId`s; the surest way, since they are never reused. */
  readonly ids?: readonly string[] | undefined;
  /** `Name`s. */
  readonly names?: readonly string[] | undefined;
  /** Short host names, without domain. */
  readonly hostnames?: readonly string[] | undefined;
  /** Private IPv4 addresses. */
  readonly ipAddresses?: readonly string[] | undefined;
  /** An expression over node attributes: `State === "Started"`. */
  readonly filter?: string | undefined;
}

/**
 * The body of a management request.
 *
 * @throws ArgumentError when no selector is given; the server would refuse that too.
 */
export function managementRequest(
  operation: string,
  selectors: NodeSelectors,
  requestId: string,
): NodeManagementRequest {
  const { ids, names, hostnames, ipAddresses, filter } = selectors;
  const request: NodeManagementRequest = { requestId };
  if (ids) request.ids = [...ids];
  if (names) request.names = [...names];
  if (hostnames) request.hostnames = [...hostnames];
  if (ipAddresses) request.ip_addresses = [...ipAddresses];
  if (filter !== undefined) request.filter = filter;
  if (Object.keys(request).length > 1) return request;
  throw new ArgumentError(
    'selectors',
    `${operation} needs to know which nodes: give ids, names, hostnames, ipAddresses or a filter.`,
    'CycleCloud',
  );
}
