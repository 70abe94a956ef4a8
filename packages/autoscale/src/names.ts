import type { Capacity } from './capacity.js';

/** Hands out `<nodearray>-<n>` with the lowest free n, as the server will when it creates the nodes. */
export class Names {
  readonly #arrays = new Map<string, { readonly taken: Set<number>; lowest: number }>();

  constructor({ buckets, nodes, reservedNames = [] }: Capacity) {
    for (const { nodearray } of buckets) {
      this.#arrays.set(nodearray, { taken: new Set(), lowest: 1 });
    }
    for (const { name } of nodes) this.#reserve(name);
    for (const name of reservedNames) this.#reserve(name);
  }

  #reserve(name: string): void {
    const [, array, number] = /^(.*)-(\d+)$/.exec(name) ?? [];
    if (array !== undefined) this.#arrays.get(array)?.taken.add(Number(number));
  }

  take(nodearray: string): number {
    const array = this.#arrays.get(nodearray)!;
    while (array.taken.has(array.lowest)) array.lowest++;
    array.taken.add(array.lowest);
    return array.lowest++;
  }

  giveBack(nodearray: string, number: number): void {
    const array = this.#arrays.get(nodearray)!;
    array.taken.delete(number);
    array.lowest = Math.min(array.lowest, number);
  }
}
