import type { Constraint, SharedConstraint } from './constraint.js';

/** Constraints of one job in the form that placing needs: what is tested, and what is taken. */
export interface Alternative {
  /** Consumable resources and how much of each one slot takes. */
  readonly resources: readonly string[];
  readonly amounts: readonly number[];
  /** Tests that take nothing. */
  readonly tests: readonly Constraint[];
  readonly exclusive: 'iteration' | 'job' | undefined;
  /** Whether the machine must be in a placement group, or in none. */
  readonly grouped: boolean | undefined;
  readonly shared: readonly SharedConstraint[];
}

/** `or` is taken apart into alternatives; more of them than this are refused. */
const mostAlternatives = 64;

/**
 * The ways in which constraints can be met, the preferred first: `or` and `xor` over things that are taken make
 * several. On one machine the first that holds counts, and only it takes anything.
 *
 * @throws Error when there are too many combinations
 */
export function compile(constraints: readonly Constraint[]): readonly Alternative[] {
  const ways = expand({ kind: 'and', of: constraints });
  return ways.map(alternative);
}

type Way = readonly Constraint[];

function expand(constraint: Constraint): readonly Way[] {
  switch (constraint.kind) {
    case 'and':
      return constraint.of.map(expand).reduce<readonly Way[]>(cross, [[]]);
    case 'or':
      return limited(constraint.of.flatMap(expand));
    case 'xor': {
      const { of } = constraint;
      const ways = of.map((one) => {
        const others = of
          .filter((other) => other !== one)
          .map((other): Constraint => ({ kind: 'not', of: other }));
        return cross(expand(one), [others]);
      });
      return limited(ways.flat());
    }
    case 'not':
      // Placement groups are indexed, so that this one need not be tested on every node.
      if (constraint.of.kind === 'grouped') {
        return [[{ kind: 'grouped', wanted: !constraint.of.wanted }]];
      }
      return [[constraint]];
    default:
      return [[constraint]];
  }
}

const cross = (some: readonly Way[], others: readonly Way[]): readonly Way[] =>
  limited(some.flatMap((one) => others.map((other) => [...one, ...other])));

function limited(ways: readonly Way[]): readonly Way[] {
  if (ways.length <= mostAlternatives) return ways;
  throw new Error(`the constraints can be combined in more than ${mostAlternatives} ways`);
}

function alternative(way: Way): Alternative {
  const aliases = new Map<string, string>();
  for (const each of way) if (each.kind === 'alias') aliases.set(each.alias, each.resource);
  const amounts = new Map<string, number>();
  const tests: Constraint[] = [];
  const shared: SharedConstraint[] = [];
  let exclusive: Alternative['exclusive'];
  let grouped: boolean | undefined;
  for (const each of way) {
    if (each.kind === 'atLeast') {
      const total = aliases.get(each.resource);
      if (total !== undefined) tests.push({ ...each, kind: 'total', resource: total });
      else amounts.set(each.resource, (amounts.get(each.resource) ?? 0) + each.amount);
    } else if (each.kind === 'equals' && aliases.has(each.resource)) {
      tests.push({ ...each, resource: aliases.get(each.resource)! });
    } else if (each.kind === 'exclusive') {
      if (exclusive !== 'iteration') exclusive = each.per;
    } else if (each.kind === 'shared') {
      shared.push(each);
    } else {
      const wanted = groupWish(each);
      if (wanted === undefined || (grouped !== undefined && grouped !== wanted)) tests.push(each);
      else grouped = wanted;
    }
  }
  return {
    resources: [...amounts.keys()],
    amounts: [...amounts.values()],
    tests,
    exclusive,
    grouped,
    shared,
  };
}

/** What a constraint says of placement groups in general, where it says only that. */
function groupWish(constraint: Constraint): boolean | undefined {
  if (constraint.kind === 'grouped') return constraint.wanted;
  if (constraint.kind !== 'property' || constraint.property !== 'colocated') return undefined;
  const [choice] = constraint.choices;
  return constraint.choices.length === 1 && typeof choice === 'boolean' ? choice : undefined;
}
