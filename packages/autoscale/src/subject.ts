import type { Subject } from './evaluate.js';
import { amountOf, type Floor } from './floor.js';
import { marks } from './free-index.js';

/** The node as constraints see it. */
export function subjectOf(floor: Floor, node: number): Subject {
  const bucket = floor.bucketOf[node]!;
  const source = floor.source[node];
  const position = floor.positionOf[node]!;
  return {
    bucket: floor.buckets[bucket]!,
    node: source,
    placementGroup: floor.groupOf[node]?.name,
    resources: source?.resources ?? floor.buckets[bucket]!.resources,
    available: (name) => {
      const left = floor.left(node, name);
      return left < 0 ? undefined : left;
    },
    assigned: (floor.indexes[bucket]!.marksOf(position) & marks.empty) === 0,
  };
}

/** A node of the bucket that does not exist yet. */
export function freshSubject(
  floor: Floor,
  bucket: number,
  placementGroup: string | undefined,
): Subject {
  const { resources } = floor.buckets[bucket]!;
  return {
    bucket: floor.buckets[bucket]!,
    node: undefined,
    placementGroup,
    resources,
    available: (name) => {
      const value = amountOf(resources[name]);
      return value < 0 ? undefined : value;
    },
    assigned: false,
  };
}
