import type { ExistingNode } from './capacity.js';

/** Properties by which one node is told from all others. */
const identity: Readonly<Record<string, (node: ExistingNode) => string | undefined>> = {
  name: (node) => node.name,
  hostname: (node) => node.hostname,
  node_id: (node) => node.id,
  instance_id: (node) => node.instanceId,
  private_ip: (node) => node.privateIp,
};

export const tellsOneNode = (property: string): boolean => Object.hasOwn(identity, property);

/** Finds nodes by what tells one from all others. */
export class NodeLookup {
  readonly #source: readonly (ExistingNode | undefined)[];
  readonly #byProperty = new Map<string, Map<string, number[]>>();

  /** @param source the nodes that exist, by number */
  constructor(source: readonly (ExistingNode | undefined)[]) {
    this.#source = source;
  }

  /** Nodes whose property, one that `tellsOneNode`, has that value. */
  find(property: string, value: string): readonly number[] {
    let byValue = this.#byProperty.get(property);
    if (!byValue) {
      byValue = new Map();
      for (let node = 0; node < this.#source.length; node++) {
        const source = this.#source[node];
        const key = source && identity[property]!(source);
        if (key === undefined) continue;
        const same = byValue.get(key);
        if (same) same.push(node);
        else byValue.set(key, [node]);
      }
      this.#byProperty.set(property, byValue);
    }
    return byValue.get(value) ?? [];
  }
}
