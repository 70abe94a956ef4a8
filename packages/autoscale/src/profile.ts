import type { Alternative } from './compile.js';
import type { Constraint } from './constraint.js';
import { every, isPattern } from './evaluate.js';
import type { Floor } from './floor.js';
import { tellsOneNode } from './node-lookup.js';
import { isGroupProperty } from './properties.js';
import { freshSubject, subjectOf } from './subject.js';

/** Puts buckets in the order in which a policy tries them. */
export type Rank = (buckets: readonly number[], tests: readonly Constraint[]) => number[];

/**
 * Where machines for one set of tests are: decided once for each bucket, and for single nodes only where the
 * bucket does not tell. Jobs that differ in amounts alone share one.
 */
export class Profile {
  /** The tests name single nodes: there is nothing else to look at. */
  readonly pinned: readonly number[] | undefined;
  /** Buckets some of whose nodes may do, in the order of the buckets. */
  readonly usable: readonly number[];
  /** Buckets in which a new node would do, as the policy ranks them. */
  readonly creatable: readonly number[];
  /** Names of placement groups that the tests ask for. */
  readonly groupNames: readonly string[];
  readonly tests: readonly Constraint[];
  /** What holds for a node now may not hold later, other than by being used up. */
  readonly changing: boolean;
  readonly #floor: Floor;
  readonly #perNode: Uint8Array;
  readonly #freshPlain: Uint8Array;
  readonly #tested: (Tested | undefined)[] = [];
  readonly #namesGroups: boolean;

  constructor(floor: Floor, { tests, grouped }: Alternative, rank: Rank, mixed: Uint8Array) {
    this.#floor = floor;
    this.tests = tests;
    this.pinned = pinnedNodes(tests, floor);
    const size = this.pinned ? 0 : floor.buckets.length;
    this.#perNode = new Uint8Array(size);
    this.#freshPlain = new Uint8Array(size);
    this.changing = tests.some(changes);
    this.#namesGroups = tests.some((test) => mentions(test, isGroupProperty));
    this.groupNames = tests.flatMap(literalGroups);
    const usable: number[] = [];
    const creatable: number[] = [];
    if (!this.pinned) {
      for (let bucket = 0; bucket < floor.buckets.length; bucket++) {
        const anyNode = mixed[bucket] ? ('mixed' as const) : ('uniform' as const);
        const told = every(tests, {
          ...freshSubject(floor, bucket, undefined),
          node: anyExisting,
          anyNode,
        });
        if (told === true || told === 'depends') usable.push(bucket);
        if (told === 'depends') this.#perNode[bucket] = 1;
        if (this.#creatable(bucket, grouped)) creatable.push(bucket);
      }
    }
    this.usable = usable;
    this.creatable = creatable.length > 1 ? rank(creatable, tests) : creatable;
  }

  #creatable(bucket: number, grouped: boolean | undefined): boolean {
    const floor = this.#floor;
    const { placementGroup: fixed, colocation } = floor.buckets[bucket]!;
    if (fixed !== undefined) return grouped !== false && this.acceptsGroup(bucket, fixed);
    if (every(this.tests, freshSubject(floor, bucket, undefined)) === true)
      this.#freshPlain[bucket] = 1;
    if (grouped !== true && this.#freshPlain[bucket]) return true;
    if (grouped === false) return false;
    const names = [...this.groupNames, ...floor.groups.named[bucket]!.keys()];
    const generated = colocation ? floor.groups.freshName(bucket) : undefined;
    if (generated !== undefined) names.push(generated);
    if (!this.#namesGroups) return names.length > 0 && this.#freshPlain[bucket] === 1;
    return names.some((name) => this.acceptsGroup(bucket, name));
  }

  /** Whether a new node in no group would do. */
  acceptsPlain(bucket: number): boolean {
    return this.#freshPlain[bucket] === 1;
  }

  /** Whether a new node in that group would do. */
  acceptsGroup(bucket: number, name: string): boolean {
    if (!this.#namesGroups && this.#freshPlain[bucket]) return true;
    return every(this.tests, freshSubject(this.#floor, bucket, name)) === true;
  }

  /** Whether a node of a usable bucket does, as far as the tests go. */
  accepts(node: number): boolean {
    const bucket = this.#floor.bucketOf[node]!;
    if (!this.pinned && !this.#perNode[bucket]) return true;
    return every(this.tests, subjectOf(this.#floor, node)) === true;
  }

  /** The first position from `from` on where the tests hold and there is enough; -1 when there is none. */
  find(bucket: number, want: Want, from: number): number {
    const index = this.#floor.indexes[bucket]!;
    const { resources, least, marked } = want;
    if (!this.#perNode[bucket]) return index.find(resources, least, marked, from);
    const tested = this.changing ? undefined : this.#test(bucket);
    if (tested && tested.list.length * 8 < tested.holds.length) {
      for (let i = firstFrom(tested.list, from); i < tested.list.length; i++) {
        const position = tested.list[i]!;
        if ((index.marksOf(position) & marked) !== marked) continue;
        if (resources.every((each, at) => index.free(position, each) >= least[at]!))
          return position;
      }
      return -1;
    }
    for (let at = from; ; at++) {
      at = index.find(resources, least, marked, at);
      if (at < 0) return -1;
      if (tested ? tested.holds[at] : this.accepts(this.#floor.nodeAt[bucket]![at]!)) return at;
    }
  }

  /** Tests the nodes of a bucket once each. */
  #test(bucket: number): Tested {
    const nodes = this.#floor.nodeAt[bucket]!;
    let tested = this.#tested[bucket];
    if (!tested) {
      tested = { holds: [], list: [] };
      this.#tested[bucket] = tested;
    }
    for (let at = tested.holds.length; at < nodes.length; at++) {
      const holds = every(this.tests, subjectOf(this.#floor, nodes[at]!)) === true;
      tested.holds.push(holds);
      if (holds) tested.list.push(at);
    }
    return tested;
  }
}

/** What a node must have left. */
export interface Want {
  readonly resources: readonly number[];
  readonly least: readonly number[];
  readonly marked: number;
}

interface Tested {
  readonly holds: boolean[];
  readonly list: number[];
}

/** Stands for any node there is: tests of single nodes are undecided, a back-off concerns new ones only. */
const anyExisting = { name: '', id: '', bucket: '', phase: 'ready', state: '' } as const;

function firstFrom(list: readonly number[], from: number): number {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (list[middle]! < from) low = middle + 1;
    else high = middle;
  }
  return low;
}

function pinnedNodes(tests: readonly Constraint[], floor: Floor): readonly number[] | undefined {
  for (const test of tests) {
    if (test.kind !== 'property' || !tellsOneNode(test.property)) continue;
    const { property, choices } = test;
    const literal = choices.every((each) => typeof each === 'string' && !isPattern(each));
    if (!literal) continue;
    return [...new Set(choices.flatMap((each) => floor.lookup.find(property, each as string)))];
  }
  return undefined;
}

/** Whether the test looks at what is left or who is there. */
function changes(test: Constraint): boolean {
  switch (test.kind) {
    case 'atLeast':
    case 'exclusive':
    case 'custom':
      return true;
    case 'and':
    case 'or':
    case 'xor':
      return test.of.some(changes);
    case 'not':
      return changes(test.of);
    default:
      return false;
  }
}

function mentions(test: Constraint, property: (name: string) => boolean): boolean {
  switch (test.kind) {
    case 'property':
      return property(test.property);
    case 'grouped':
    case 'custom':
      return true;
    case 'and':
    case 'or':
    case 'xor':
      return test.of.some((each) => mentions(each, property));
    case 'not':
      return mentions(test.of, property);
    default:
      return false;
  }
}

function literalGroups(test: Constraint): string[] {
  if (test.kind === 'and' || test.kind === 'or') return test.of.flatMap(literalGroups);
  if (test.kind !== 'property' || test.property !== 'placement_group') return [];
  return test.choices.filter(
    (each): each is string => typeof each === 'string' && /^[A-Za-z0-9_-]+$/.test(each),
  );
}

/**
 * How much a bucket is preferred by the choices of the tests, as scalelib weighs them: 100 for each choice that
 * comes after the one it matches.
 */
export function preference(tests: readonly Constraint[], floor: Floor, bucket: number): number {
  const subject = freshSubject(floor, bucket, floor.buckets[bucket]!.placementGroup);
  return tests.reduce((sum, test) => {
    if (test.kind !== 'property' && test.kind !== 'equals') return sum;
    if (test.choices.length < 2) return sum;
    const at = test.choices.findIndex(
      (choice) => every([{ ...test, choices: [choice] }], subject) === true,
    );
    return at < 0 ? sum : sum + (test.choices.length - at) * 100;
  }, 0);
}
