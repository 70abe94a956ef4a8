import type { PlanDocument } from './document.js';

/** What differs between two plans. */
export interface PlanDifference {
  /** By node array, machine type and placement group: how many nodes each plan makes. */
  readonly groups: readonly GroupDifference[];
  /** Jobs that the second plan places and the first does not, and the other way round. */
  readonly nowPlaced: readonly string[];
  readonly nowUnplaced: readonly string[];
  /** Jobs that are on other nodes. */
  readonly moved: readonly {
    readonly job: string;
    readonly from: readonly string[];
    readonly to: readonly string[];
  }[];
  /** Existing nodes that only the first plan uses, and only the second. */
  readonly released: readonly string[];
  readonly reused: readonly string[];
  /** US dollars an hour: the second less the first. */
  readonly hourlyCost: number;
  /** Whether both were made from the same capacity. */
  readonly sameCapacity: boolean;
}

export interface GroupDifference {
  readonly nodearray: string;
  readonly machineType: string;
  readonly placementGroup?: string;
  readonly before: number;
  readonly after: number;
}

/** Compares two plans. */
export function diffPlans(before: PlanDocument, after: PlanDocument): PlanDifference {
  const [places, laterPlaces] = [placesOf(before), placesOf(after)];
  const [missing, laterMissing] = [lacking(before), lacking(after)];
  const moved = [...places].flatMap(([job, from]) => {
    const to = laterPlaces.get(job);
    return to && from.join() !== to.join() ? [{ job, from, to }] : [];
  });
  const used = new Set(before.matched.map(({ name }) => name));
  const laterUsed = new Set(after.matched.map(({ name }) => name));
  return {
    groups: groupDifferences(before, after),
    nowPlaced: [...missing].filter((job) => laterPlaces.has(job) && !laterMissing.has(job)),
    nowUnplaced: [...laterMissing].filter((job) => !missing.has(job)),
    moved,
    released: [...used].filter((name) => !laterUsed.has(name)),
    reused: [...laterUsed].filter((name) => !used.has(name)),
    hourlyCost: Math.round((after.cost.hourly - before.cost.hourly) * 1e6) / 1e6,
    sameCapacity: before.fingerprint.capacity === after.fingerprint.capacity,
  };
}

function groupDifferences(before: PlanDocument, after: PlanDocument): GroupDifference[] {
  const groups = new Map<
    string,
    { -readonly [Key in keyof GroupDifference]: GroupDifference[Key] }
  >();
  for (const [plan, side] of [
    [before, 'before'],
    [after, 'after'],
  ] as const) {
    for (const { nodearray, machineType, placementGroup, count } of plan.groups) {
      const place = placementGroup === undefined ? {} : { placementGroup };
      const key = JSON.stringify([nodearray, machineType, placementGroup]);
      const group = groups.get(key) ?? { nodearray, machineType, ...place, before: 0, after: 0 };
      group[side] += count;
      groups.set(key, group);
    }
  }
  return [...groups.values()].filter((group) => group.before !== group.after);
}

const lacking = (plan: PlanDocument): Set<string> => new Set(plan.unplaced.map(({ job }) => job));

function placesOf(plan: PlanDocument): Map<string, string[]> {
  const places = new Map<string, string[]>();
  for (const { name, jobs } of [...plan.matched, ...plan.groups.flatMap(({ nodes }) => nodes)]) {
    for (const job of jobs) places.set(job.name, [...(places.get(job.name) ?? []), name]);
  }
  for (const nodes of places.values()) nodes.sort();
  return places;
}
