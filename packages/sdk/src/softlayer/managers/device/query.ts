import { type FilterOperation, queryFilter, queryFilterOrderBy } from '../../filter/shorthand.js';
import type { ListOptions } from '../typed-calls.js';

/**
 * Which devices. All that are given must hold; a text is a pattern: `*a*` contains, `a*` starts with,
 * `*a` ends with, `> 8` compares.
 */
export interface DeviceQuery extends ListOptions {
  /** At least one of these. */
  readonly tags?: readonly string[] | undefined;
  readonly cpus?: number | string | undefined;
  readonly hostname?: string | undefined;
  readonly domain?: string | undefined;
  /** Mbit/s of a network component. */
  readonly nicSpeed?: number | string | undefined;
  readonly publicIp?: string | undefined;
  readonly privateIp?: string | undefined;
  /** Devices a call, from 2. Default 100. */
  readonly pageSize?: number | undefined;
}

/** The tests of a query as they travel, ordered by id. @param cpus the property that cores stand in. */
export function deviceTests(
  { tags, hostname, domain, nicSpeed, publicIp, privateIp, ...query }: DeviceQuery,
  cpus: 'maxCpu' | 'processorPhysicalCoreAmount',
): Record<string, unknown> {
  const tests = {
    [cpus]: test(query.cpus),
    hostname: test(hostname),
    domain: test(domain),
    primaryIpAddress: test(publicIp),
    primaryBackendIpAddress: test(privateIp),
  };
  return {
    id: queryFilterOrderBy(),
    ...(tags && tags.length > 0 ? { tagReferences: { tag: { name: oneOf(tags) } } } : {}),
    ...Object.fromEntries(Object.entries(tests).filter(([, each]) => each)),
    ...(nicSpeed ? { networkComponents: { maxSpeed: queryFilter(nicSpeed) } } : {}),
  };
}

const test = (value: number | string | undefined): FilterOperation | undefined =>
  value ? queryFilter(value) : undefined;

/** A test for one of several values. */
export const oneOf = (values: readonly string[]): FilterOperation => ({
  operation: 'in',
  options: [{ name: 'data', value: values }],
});
