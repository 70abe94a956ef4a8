import { ArgumentError } from '../http/argument-error.js';
import type { NodeManagementRequest } from './wire.js';

interface Selectors {
  /** `NodeId`s; the surest way, since they are never reused. */
  readonly ids: readonly string[];
  /** `Name`s. */
  readonly names: readonly string[];
  /** Short host names, without domain. */
  readonly hostnames: readonly string[];
  /** Private IPv4 addresses. */
  readonly ipAddresses: readonly string[];
  /** An expression over node attributes, as `attribute('State').is('Started')` makes it. */
  readonly filter: string;
}

type AtLeastOne<T> = {
  [Key in keyof T]: Pick<T, Key> & { readonly [Other in keyof T]?: T[Other] | undefined };
}[keyof T];

/** Which nodes a management verb means: the union of everything given, one selector at least. */
export type NodeSelectors = AtLeastOne<Selectors>;

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
