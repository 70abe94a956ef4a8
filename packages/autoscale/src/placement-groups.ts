import type { Bucket } from './capacity.js';

/** A placement group of one bucket. */
export interface Group {
  readonly name: string;
  readonly bucket: number;
  /** How many more nodes it takes. */
  room: number;
  /** Nodes that jobs may be put on, planned ones included. */
  readonly nodes: number[];
}

/** The placement groups of all buckets: those that there are, and those that are planned. */
export class PlacementGroups {
  /** By bucket, in the order in which they came. */
  readonly list: readonly Group[][];
  /** By bucket and name. */
  readonly named: readonly Map<string, Group>[];
  readonly #buckets: readonly Bucket[];
  readonly #most: number;
  /** Those that there are only because of the plan. */
  readonly #planned = new WeakSet<Group>();

  /** @param most groups in a bucket */
  constructor(buckets: readonly Bucket[], most: number) {
    this.#buckets = buckets;
    this.#most = most;
    this.named = buckets.map(
      ({ placementGroups, placementGroup, maxPlacementGroupSize }, bucket) => {
        const known = placementGroups.map(({ name, nodes }) => [name, nodes] as const);
        const all = placementGroup === undefined ? known : [[placementGroup, 0] as const, ...known];
        return new Map(
          all.map(([name, nodes]) => [
            name,
            { name, bucket, room: Math.max(0, maxPlacementGroupSize - nodes), nodes: [] },
          ]),
        );
      },
    );
    this.list = this.named.map((groups) => [...groups.values()]);
  }

  /** The group of that name, made when it is not there. */
  get(bucket: number, name: string): Group {
    const groups = this.named[bucket]!;
    let group = groups.get(name);
    if (!group) {
      const { maxPlacementGroupSize: room } = this.#buckets[bucket]!;
      group = { name, bucket, room, nodes: [] };
      groups.set(name, group);
      this.list[bucket]!.push(group);
    }
    return group;
  }

  /** Plans a group. */
  make(bucket: number, name: string): Group {
    const isNew = !this.named[bucket]!.has(name);
    const group = this.get(bucket, name);
    if (isNew) this.#planned.add(group);
    return group;
  }

  /** Forgets a planned group in which nothing is, so that there may be another. */
  giveUp(group: Group): void {
    if (group.nodes.length > 0 || !this.#planned.has(group)) return;
    const list = this.list[group.bucket]!;
    list.splice(list.indexOf(group), 1);
    this.named[group.bucket]!.delete(group.name);
  }

  /** A name for a further group, or undefined when there are as many as may be. */
  freshName(bucket: number): string | undefined {
    const groups = this.named[bucket]!;
    if (groups.size >= this.#most) return undefined;
    const prefix = this.#buckets[bucket]!.machineType.replace(/[^A-Za-z0-9_-]/g, '_');
    for (let i = groups.size; ; i++) {
      const name = `${prefix}_pg${i}`;
      if (!groups.has(name)) return name;
    }
  }
}
