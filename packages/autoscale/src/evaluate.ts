import type { Bucket, ExistingNode } from './capacity.js';
import type { Constraint, Failure, FailureStatus } from './constraint.js';
import { isNodeProperty, readProperty } from './properties.js';
import { type Resources, type ResourceValue, tolerance } from './quantity.js';

/** A machine that a constraint is tested on: one that exists, one that might, or any one of a bucket. */
export interface Subject {
  readonly bucket: Bucket;
  readonly node: ExistingNode | undefined;
  readonly placementGroup: string | undefined;
  readonly resources: Resources;
  /** What is left of a consumable resource; undefined where the machine does not have it. */
  readonly available: (resource: string) => number | undefined;
  readonly assigned: boolean;
  /**
   * The node is not known: what nodes of the bucket may differ in is undecided. `mixed`: their total resources
   * differ too.
   */
  readonly anyNode?: 'uniform' | 'mixed';
}

/** True: it holds. `depends`: the bucket alone does not tell. Else why it does not hold. */
export type Verdict = true | 'depends' | Failure;

const failure = (status: FailureStatus, message: string): Failure => ({ status, message });

const show = (value: ResourceValue | undefined): string => JSON.stringify(value ?? null);

/** Decides one constraint on one machine, without taking anything. */
export function evaluate(constraint: Constraint, subject: Subject): Verdict {
  switch (constraint.kind) {
    case 'equals':
      return equals(constraint, subject);
    case 'property':
      return property(constraint, subject);
    case 'atLeast':
      if (subject.anyNode) return 'depends';
      return enough(constraint.resource, constraint.amount, subject);
    case 'total': {
      if (subject.anyNode === 'mixed') return 'depends';
      const total = subject.resources[constraint.resource];
      if (typeof total === 'number' && total + tolerance >= constraint.amount) return true;
      return failure(
        total === undefined ? 'UndefinedResource' : 'InsufficientResource',
        `${constraint.resource} is ${show(total)}, at least ${constraint.amount} is needed`,
      );
    }
    case 'exclusive':
      if (subject.anyNode) return 'depends';
      if (!subject.assigned) return true;
      return failure('ExclusiveRequirementFailed', 'other jobs are on the node');
    case 'grouped':
      if (subject.anyNode) return 'depends';
      if ((subject.placementGroup !== undefined) === constraint.wanted) return true;
      return constraint.wanted
        ? failure('NotInAPlacementGroup', 'the node is in no placement group')
        : failure('InAPlacementGroup', `the node is in placement group ${subject.placementGroup}`);
    case 'and':
      return every(constraint.of, subject);
    case 'or':
      return some(constraint.of, subject);
    case 'xor':
      return exactlyOne(constraint.of, subject);
    case 'not': {
      const inner = evaluate(constraint.of, subject);
      if (inner === 'depends') return inner;
      return inner === true
        ? failure('Not', `not(${describe(constraint.of)}) does not hold`)
        : true;
    }
    case 'never':
      return failure('Never', constraint.message);
    case 'backoff': {
      const since = subject.bucket.lastCapacityFailure;
      if (subject.node || since === undefined || since >= constraint.seconds) return true;
      return failure(
        'CapacityFailureBackoff',
        `capacity was missing ${since} s ago; waiting until ${constraint.seconds} s have passed`,
      );
    }
    case 'sharedValue':
      if (constraint.current === constraint.target) return true;
      return failure(
        'InvalidSharedValue',
        `${constraint.name} is ${show(constraint.current)}, not ${show(constraint.target)}`,
      );
    case 'alias':
      if (subject.resources[constraint.resource] !== undefined) return true;
      return failure(
        'MissingResourceForAlias',
        `there is no resource ${constraint.resource} for the alias ${constraint.alias}`,
      );
    case 'shared':
      return true;
    case 'custom': {
      if (subject.anyNode) return 'depends';
      const told = constraint.constraint.test(constraint.value, {
        property: (name) =>
          readProperty(name, subject.bucket, subject.node, subject.placementGroup),
        resource: (name) => subject.resources[name],
        available: subject.available,
      });
      return told === true ? true : failure('CustomConstraint', `${constraint.name}: ${told}`);
    }
  }
}

function enough(resource: string, amount: number, subject: Subject): Verdict {
  const left = subject.available(resource);
  if (left === undefined) {
    return failure('UndefinedResource', `the resource ${resource} is not defined`);
  }
  if (left + tolerance >= amount) return true;
  return failure('InsufficientResource', `${resource}: ${amount} needed, ${left} left`);
}

/** Kleene's AND: a failure wins over what is undecided. */
export function every(constraints: readonly Constraint[], subject: Subject): Verdict {
  let undecided = false;
  for (const constraint of constraints) {
    const verdict = evaluate(constraint, subject);
    if (verdict === 'depends') undecided = true;
    else if (verdict !== true) return verdict;
  }
  return undecided ? 'depends' : true;
}

function some(constraints: readonly Constraint[], subject: Subject): Verdict {
  const verdicts = constraints.map((each) => evaluate(each, subject));
  if (verdicts.includes(true)) return true;
  if (verdicts.includes('depends')) return 'depends';
  return failure('CompoundFailure', reasons(verdicts));
}

function exactlyOne(constraints: readonly Constraint[], subject: Subject): Verdict {
  const verdicts = constraints.map((each) => evaluate(each, subject));
  const holding = verdicts.filter((each) => each === true).length;
  if (holding > 1) return failure('XORFailed', `${holding} choices of xor hold, not one`);
  if (verdicts.includes('depends')) return 'depends';
  return holding === 1 ? true : failure('XORFailed', reasons(verdicts));
}

const reasons = (verdicts: readonly Verdict[]): string =>
  verdicts.map((each) => (typeof each === 'object' ? each.message : '')).join('; ');

function equals(constraint: Extract<Constraint, { kind: 'equals' }>, subject: Subject): Verdict {
  const value = subject.resources[constraint.resource];
  if (subject.anyNode === 'mixed') return 'depends';
  if (value === undefined) {
    return failure('UndefinedResource', `the resource ${constraint.resource} is not defined`);
  }
  if (matchPosition(constraint.choices, value, false) >= 0) return true;
  return failure(
    'InvalidOption',
    `${constraint.resource} is ${show(value)}, not ${constraint.choices.map(show).join(' or ')}`,
  );
}

/** Machine types and places are spelled in more than one case. */
const anyCase = new Set(['vm_size', 'location', 'vm_family']);

function property(
  constraint: Extract<Constraint, { kind: 'property' }>,
  subject: Subject,
): Verdict {
  const { property: name, choices } = constraint;
  if (subject.anyNode && isNodeProperty(name)) return 'depends';
  const value = readProperty(name, subject.bucket, subject.node, subject.placementGroup) ?? null;
  if (matchPosition(choices, value, anyCase.has(name)) >= 0) return true;
  return failure(
    'InvalidOption',
    `node.${name} is ${show(value)}, not ${choices.map(show).join(' or ')}`,
  );
}

/** Where in the list of choices a value is found; -1 when nowhere. */
export function matchPosition(
  choices: readonly ResourceValue[],
  value: ResourceValue,
  ignoreCase: boolean,
): number {
  return choices.findIndex((choice) => {
    if (typeof choice !== 'string' || typeof value !== 'string') return choice === value;
    if (isPattern(choice)) return patternOf(choice, ignoreCase).test(value);
    return ignoreCase ? choice.toLowerCase() === value.toLowerCase() : choice === value;
  });
}

export const ignoresCase = (name: string): boolean => anyCase.has(name);

export const isPattern = (text: string): boolean => /[*?[]/.test(text);

const patterns = new Map<string, RegExp>();

function patternOf(glob: string, ignoreCase: boolean): RegExp {
  const key = `${ignoreCase ? 'i' : 'c'}${glob}`;
  let pattern = patterns.get(key);
  if (!pattern) {
    if (patterns.size > 1000) patterns.clear();
    const source = glob.replace(/\[!?[^\]]*\]|\*+|\?|[^*?[]+|\[/g, (part) => {
      if (part.startsWith('*')) return '.*';
      if (part === '?') return '.';
      if (part.startsWith('[') && part.length > 2) {
        const inverse = part[1] === '!';
        const set = part.slice(inverse ? 2 : 1, -1).replace(/[\\^\]]/g, '\\$&');
        return set === '' ? '\\[\\]' : `[${inverse ? '^' : ''}${set}]`;
      }
      return part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
    });
    pattern = new RegExp(`^${source}$`, ignoreCase ? 'is' : 's');
    patterns.set(key, pattern);
  }
  return pattern;
}

function describe(constraint: Constraint): string {
  switch (constraint.kind) {
    case 'equals':
      return `${constraint.resource} = ${constraint.choices.map(show).join(' or ')}`;
    case 'property':
      return `node.${constraint.property} = ${constraint.choices.map(show).join(' or ')}`;
    case 'atLeast':
    case 'total':
      return `${constraint.resource} >= ${constraint.amount}`;
    default:
      return constraint.kind;
  }
}
