import type { Port, PortV1 } from '@pileus/sdk/tutum/wire';
import type { StoredPort } from './definition.js';

const wellKnown: Readonly<Record<number, string>> = {
  21: 'ftp',
  22: 'ssh',
  25: 'smtp',
  53: 'domain',
  80: 'http',
  443: 'https',
  3306: 'mysql',
  5432: 'postgresql',
  6379: 'redis',
  8080: 'http-alt',
  11211: 'memcache',
  27017: 'mongodb',
};

const nameOf = ({ inner_port }: StoredPort) => wellKnown[inner_port] ?? String(inner_port);

const schemeOf = (port: StoredPort): string => {
  const name = nameOf(port);
  return name === 'http' || name === 'https' ? name : port.protocol;
};

/** Dynamic host ports lie where Docker took them from. A function of the container, so that it never moves. */
const dynamic = { from: 49_153, count: 16_383 };

const outerPort = (port: StoredPort, machineId: number, index: number): number =>
  port.outer_port ?? dynamic.from + ((machineId * 31 + index) % dynamic.count);

/** The ports of a service: a dynamic host port belongs to each container, so it is null here. */
export const servicePorts = (ports: readonly StoredPort[], host: string): Port[] =>
  ports.map((port) => ({
    protocol: port.protocol,
    inner_port: port.inner_port,
    outer_port: port.outer_port,
    port_name: nameOf(port),
    endpoint_uri:
      port.published && port.outer_port !== null
        ? `${schemeOf(port)}://${host}:${port.outer_port}/`
        : null,
    published: port.published,
  }));

/** The ports of one container, with the host's ports of the published ones. */
export const containerPorts = (
  ports: readonly StoredPort[],
  machineId: number,
  host: string,
): Port[] =>
  ports.map((port, index) => {
    const outer = port.published ? outerPort(port, machineId, index) : null;
    return {
      protocol: port.protocol,
      inner_port: port.inner_port,
      outer_port: outer,
      port_name: nameOf(port),
      endpoint_uri: outer === null ? null : `${schemeOf(port)}://${host}:${outer}/`,
      published: port.published,
      uri_protocol: schemeOf(port),
    };
  });

export const applicationPorts = (ports: readonly StoredPort[]): PortV1[] =>
  ports.map(({ protocol, inner_port }) => ({ protocol, inner_port, outer_port: null }));
