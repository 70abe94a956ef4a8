import type { Cluster } from './cluster.js';

/**
 * Clusters by name. Every name gives a handle, whether the cluster exists or not: the server is
 * asked when the handle is used. Under `noUncheckedIndexedAccess`, `get` saves the check that
 * `map[name]` asks for; it is also the way to clusters named `get`, `keys` or `then`.
 *
 * Iterating, and `keys`, ask the server which clusters there are:
 *
 * ```ts
 * for await (const cluster of client.clusters) console.log(cluster.name);
 * ```
 */
export type ClusterMap = { readonly [name: string]: Cluster } & AsyncIterable<Cluster> & {
    get(name: string): Cluster;
    /** The names of the clusters that exist. */
    keys(): Promise<string[]>;
  };

export function clusterMap(
  make: (name: string) => Cluster,
  keys: () => Promise<string[]>,
): ClusterMap {
  async function* clusters() {
    for (const name of await keys()) yield make(name);
  }
  const members = { get: make, keys, [Symbol.asyncIterator]: clusters };
  const own: ClusterMap = Object.assign(Object.create(null), members);
  return new Proxy(own, {
    get(target, key) {
      // `then` must be missing, or awaiting the map would take it for a promise.
      if (typeof key === 'symbol' || key === 'then' || key in target) {
        return Reflect.get(target, key);
      }
      return make(key);
    },
  });
}
