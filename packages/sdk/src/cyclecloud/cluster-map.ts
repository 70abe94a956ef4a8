import type { Cluster } from './cluster.js';

/**
 * Clusters by name. Every name gives a handle, whether the cluster exists or not: the server is
 * asked when the handle is used. Under `noUncheckedIndexedAccess`, `get` saves the check that
 * `map[name]` asks for; it is also the way to clusters named `get` or `then`.
 */
export type ClusterMap = { readonly [name: string]: Cluster } & {
  get(name: string): Cluster;
};

export function clusterMap(make: (name: string) => Cluster): ClusterMap {
  const own: Record<PropertyKey, unknown> = Object.assign(Object.create(null), { get: make });
  return new Proxy(own, {
    get(target, key) {
      // `then` must be missing, or awaiting the map would take it for a promise.
      if (typeof key === 'symbol' || key === 'get' || key === 'then') return target[key];
      return make(key);
    },
  }) as ClusterMap;
}
