import type { ExistingNode } from './capacity.js';
import { every } from './evaluate.js';
import type { Floor } from './floor.js';
import { groupHint, setGroupHint } from './hints.js';
import type { Group } from './placement-groups.js';
import type { Policy } from './policy.js';
import type { Way } from './shape.js';
import { freshSubject } from './subject.js';

export interface NewNodesOptions {
  readonly scalelibCompatible: boolean;
  readonly policy: Policy;
}

/** Nodes to be made for jobs, or to be started again: in which bucket, and in which placement group. */
export class NewNodes {
  /** True: other jobs will fill what one leaves free of a new node. */
  expectsMore = false;
  readonly #floor: Floor;
  readonly #options: NewNodesOptions;

  constructor(floor: Floor, options: NewNodesOptions) {
    this.#floor = floor;
    this.#options = options;
  }

  /** Whether so much as one node for the way is to be had in the bucket. */
  canOpen(way: Way, bucket: number): boolean {
    return this.slots(way, bucket) > 0 && this.#floor.available(bucket) > 0;
  }

  /** How many slots a new node takes. */
  slots(way: Way, bucket: number): number {
    const slots = this.#floor.freshSlots(bucket, way.resources, way.amounts);
    return this.oneEach(way) ? Math.min(1, slots) : slots;
  }

  /** scalelib puts all slots of an exclusive job that fit on the node that it closes. */
  oneEach(way: Way): boolean {
    return way.exclusive === 'iteration' && !this.#options.scalelibCompatible;
  }

  /** The bucket in which the policy makes the next node. */
  choose(way: Way, slots: number, unfit: ReadonlySet<number> | undefined): number | undefined {
    const { creatable } = way.profile;
    if (this.#options.policy !== 'cheapest') {
      return creatable.find((bucket) => !unfit?.has(bucket) && this.canOpen(way, bucket));
    }
    let best: number | undefined;
    let least = Number.POSITIVE_INFINITY;
    for (const bucket of creatable) {
      if (unfit?.has(bucket) || !this.canOpen(way, bucket)) continue;
      const price = this.#floor.buckets[bucket]!.price ?? Number.MAX_VALUE;
      const fits = this.slots(way, bucket);
      const cost = price / (this.expectsMore ? fits : Math.min(slots, fits));
      if (cost < least) {
        best = bucket;
        least = cost;
      }
    }
    return best;
  }

  /** Plans a node for slots of the way; undefined when there is none to be had. */
  open(way: Way, bucket: number): number | undefined {
    const { placementGroup: fixed } = this.#floor.buckets[bucket]!;
    const plain = fixed === undefined && way.grouped !== true && way.profile.acceptsPlain(bucket);
    const group = plain ? undefined : this.#groupFor(way, bucket);
    const node = plain || group ? this.openIn([way], bucket, group) : undefined;
    return node ?? this.#again([way], bucket);
  }

  /** Plans a node for slots of several ways, none of which asks for a group; undefined when there is none to be had. */
  openForAll(ways: readonly Way[], bucket: number): number | undefined {
    return this.openIn(ways, bucket, undefined) ?? this.#again(ways, bucket);
  }

  /** Plans a node in that group, or in none: one that is started again rather than a new one. */
  openIn(ways: readonly Way[], bucket: number, group: Group | undefined): number | undefined {
    const floor = this.#floor;
    const again = floor.deallocated[bucket]!.find(
      (node) => node.placementGroup === group?.name && this.#does(ways, bucket, node),
    );
    if (again) return floor.revive(bucket, again);
    return floor.mayCreate[bucket] ? floor.open(bucket, group) : undefined;
  }

  /** Plans to start any node again that does, whichever group it is in. */
  #again(ways: readonly Way[], bucket: number): number | undefined {
    const { deallocated, groups } = this.#floor;
    const again = deallocated[bucket]!.find((node) => {
      const { placementGroup: name } = node;
      const elsewhere = (way: Way) =>
        way.grouped !== undefined && way.grouped !== (name !== undefined);
      if (ways.some(elsewhere)) return false;
      if (name !== undefined && groups.get(bucket, name).room < 1) return false;
      return this.#does(ways, bucket, node);
    });
    return again && this.#floor.revive(bucket, again);
  }

  #does(ways: readonly Way[], bucket: number, node: ExistingNode): boolean {
    const { resources, available = {}, closed, placementGroup } = node;
    if (resources !== undefined || closed) return false;
    const subject = freshSubject(this.#floor, bucket, placementGroup);
    return ways.every(
      (way) =>
        every(way.profile.tests, { ...subject, node }) === true &&
        way.resources.every(
          (each, i) => way.amounts[i]! <= (available[this.#floor.resources[each]!] ?? Infinity),
        ),
    );
  }

  /** A group with room for a new node, made where there is none. */
  #groupFor(way: Way, bucket: number): Group | undefined {
    const floor = this.#floor;
    const { placementGroup: fixed } = floor.buckets[bucket]!;
    const list = floor.groups.list[bucket]!;
    const key = bucket * 4 + 2;
    for (let at = groupHint(way, floor.revision, key, 1); at < list.length; at++) {
      const group = list[at]!;
      if (fixed !== undefined && group.name !== fixed) continue;
      if (group.room >= 1 && way.profile.acceptsGroup(bucket, group.name)) {
        setGroupHint(way, key, 1, at);
        return group;
      }
    }
    if (fixed !== undefined || !floor.mayCreate[bucket]) return undefined;
    const name = this.newGroup(way, bucket, 1);
    return name === undefined ? undefined : floor.groups.make(bucket, name);
  }

  /** The name of a group to make for so many nodes: one that the constraints ask for, or a fresh one. */
  newGroup(way: Way, bucket: number, nodes: number): string | undefined {
    const { groups, buckets } = this.#floor;
    const { maxPlacementGroupSize, colocation } = buckets[bucket]!;
    if (nodes > maxPlacementGroupSize) return undefined;
    const { profile } = way;
    const asked = profile.groupNames.find(
      (name) => !groups.named[bucket]!.has(name) && profile.acceptsGroup(bucket, name),
    );
    if (asked !== undefined) return asked;
    const name = colocation ? groups.freshName(bucket) : undefined;
    return name !== undefined && profile.acceptsGroup(bucket, name) ? name : undefined;
  }
}
