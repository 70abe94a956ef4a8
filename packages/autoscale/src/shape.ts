import { type Alternative, compile } from './compile.js';
import type { Constraint, ConstraintJson, SharedConstraint } from './constraint.js';
import type { Floor } from './floor.js';
import { marks } from './free-index.js';
import { type ParseOptions, parseConstraints } from './parse-constraint.js';
import { Profile, type Rank, type Want } from './profile.js';

/** One way in which the constraints of a job can be met, ready to be placed. */
export interface Way extends Want {
  readonly resources: readonly number[];
  readonly amounts: readonly number[];
  readonly exclusive: 'iteration' | 'job' | undefined;
  readonly grouped: boolean | undefined;
  readonly shared: readonly SharedConstraint[];
  readonly profile: Profile;
  /** By bucket: no node before this position has enough, as of `hintRevision`. */
  hints: Int32Array | undefined;
  hintRevision: number;
  /** By bucket: how many groups cannot take so many nodes. */
  groupHints: Map<number, { need: number; from: number }> | undefined;
}

/** The constraints of a job, read. Jobs with the same constraints share one. */
export interface Shape {
  readonly ways: readonly Way[];
  /** Why the constraints cannot be read. */
  readonly error?: string;
  /** Fewest nodes or slots that were not to be had, by kind of job, as of `failedRevision`. */
  failed: Map<string, number> | undefined;
  failedRevision: number;
}

/** Shapes and profiles beyond this many are not kept: then hardly two jobs have the same. */
const mostKept = 50_000;

/** Reads the constraints of jobs, each form once. */
export class Shapes {
  readonly #floor: Floor;
  readonly #rank: Rank;
  readonly #parse: ParseOptions;
  readonly #mixed: Uint8Array;
  readonly #byIdentity = new WeakMap<object, Shape>();
  readonly #byText = new Map<string, Shape>();
  readonly #profiles = new Map<string, Profile>();

  constructor(floor: Floor, rank: Rank, parse: ParseOptions) {
    this.#floor = floor;
    this.#rank = rank;
    this.#parse = parse;
    this.#mixed = new Uint8Array(floor.buckets.length);
    floor.source.forEach((node, at) => {
      if (node?.resources) this.#mixed[floor.bucketOf[at]!] = 1;
    });
  }

  of(constraints: ConstraintJson | readonly ConstraintJson[]): Shape {
    const isObject = typeof constraints === 'object' && constraints !== null;
    const same = isObject ? this.#byIdentity.get(constraints) : undefined;
    if (same) return this.#again(same);
    const text = JSON.stringify(constraints) ?? 'null';
    let shape = this.#byText.get(text);
    if (shape) {
      if (isObject) this.#byIdentity.set(constraints, shape);
      return this.#again(shape);
    }
    shape = this.#read(constraints);
    if (this.#byText.size < mostKept) {
      this.#byText.set(text, shape);
      if (isObject) this.#byIdentity.set(constraints, shape);
    }
    return shape;
  }

  /** Hints are for constraints that come again; where every job has its own they would only take memory. */
  #again(shape: Shape): Shape {
    for (const way of shape.ways) way.hints ??= new Int32Array(this.#floor.buckets.length);
    return shape;
  }

  #read(constraints: unknown): Shape {
    const rest = { failed: undefined, failedRevision: 0 };
    try {
      const none = Array.isArray(constraints) && constraints.length === 0;
      const parsed = none ? [] : parseConstraints(constraints, this.#parse);
      return { ways: this.#ways(parsed), ...rest };
    } catch (error) {
      return { ways: [], error: (error as Error).message, ...rest };
    }
  }

  #ways(constraints: readonly Constraint[]): readonly Way[] {
    return compile(constraints).map((alternative) => {
      const { exclusive, grouped, amounts, shared } = alternative;
      const place = grouped === undefined ? 0 : grouped ? marks.grouped : marks.plain;
      return {
        resources: alternative.resources.map((name) => this.#floor.resource(name)),
        amounts,
        least: amounts.map((amount) => (amount > 0 ? amount * (1 - 1e-12) - 1e-9 : 0)),
        marked: marks.open | (exclusive ? marks.empty : 0) | place,
        exclusive,
        grouped,
        shared,
        profile: this.#profile(alternative),
        hints: undefined,
        hintRevision: 0,
        groupHints: undefined,
      };
    });
  }

  #profile(alternative: Alternative): Profile {
    const { tests, grouped } = alternative;
    const custom = this.#parse.custom !== undefined;
    const key = `${grouped}${tests.length === 0 ? '' : JSON.stringify(tests)}`;
    const known = custom ? undefined : this.#profiles.get(key);
    if (known) return known;
    const profile = new Profile(this.#floor, alternative, this.#rank, this.#mixed);
    if (!custom && this.#profiles.size < mostKept) this.#profiles.set(key, profile);
    return profile;
  }
}
