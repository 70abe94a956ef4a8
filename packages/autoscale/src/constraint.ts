import type { ResourceValue } from './quantity.js';

/** JSON as it travels: one constraint an object key, a list is an AND of its entries. */
export type ConstraintJson = { readonly [key: string]: unknown };

/** Why a constraint does not hold. The words are scalelib's. */
export type FailureStatus =
  | 'UndefinedResource'
  | 'UndefinedNodeProperty'
  | 'InvalidOption'
  | 'InsufficientResource'
  | 'ExclusiveRequirementFailed'
  | 'NotInAPlacementGroup'
  | 'InAPlacementGroup'
  | 'CompoundFailure'
  | 'XORFailed'
  | 'Never'
  | 'Not'
  | 'SharedLimitReached'
  | 'InvalidSharedValue'
  | 'MissingResourceForAlias'
  | 'CapacityFailureBackoff'
  | 'AlreadyAllocated'
  | 'CustomConstraint';

export interface Failure {
  readonly status: FailureStatus;
  /** One sentence without a full stop. */
  readonly message: string;
}

/** What a custom constraint sees of a machine that exists or might. */
export interface MachineView {
  readonly property: (name: string) => ResourceValue | undefined;
  readonly resource: (name: string) => ResourceValue | undefined;
  /** What is left of a consumable resource. */
  readonly available: (name: string) => number | undefined;
}

/** A test of the caller's own, registered under its JSON key. It must depend on its value and the view only. */
export interface CustomConstraint {
  /** @returns true, or why not */
  readonly test: (value: unknown, machine: MachineView) => true | string;
}

/**
 * One condition on the machine of a job. All of scalelib's forms, parsed.
 *
 * - `equals`: the resource is one of `choices`; strings may hold `*`, `?` and `[...]`.
 * - `atLeast`: each slot takes `amount` of the resource.
 * - `property`: like `equals`, of a `node.` property.
 * - `exclusive`: the machine is the iteration's, or the job's, alone.
 * - `grouped`: the machine is in a placement group, or in none.
 * - `backoff`: no capacity failure of the bucket within so many seconds.
 * - `shared`: each slot (or the job, once) takes of a pool that no machine holds, such as a licence.
 * - `sharedValue`: a value that all jobs share is the target.
 * - `alias`: `alias` names the total of a resource, which is not consumed.
 */
export type Constraint =
  | {
      readonly kind: 'equals';
      readonly resource: string;
      readonly choices: readonly ResourceValue[];
    }
  | { readonly kind: 'atLeast'; readonly resource: string; readonly amount: number }
  | { readonly kind: 'total'; readonly resource: string; readonly amount: number }
  | {
      readonly kind: 'property';
      readonly property: string;
      readonly choices: readonly ResourceValue[];
    }
  | { readonly kind: 'exclusive'; readonly per: 'iteration' | 'job' }
  | { readonly kind: 'grouped'; readonly wanted: boolean }
  | { readonly kind: 'and' | 'or' | 'xor'; readonly of: readonly Constraint[] }
  | { readonly kind: 'not'; readonly of: Constraint }
  | { readonly kind: 'never'; readonly message: string }
  | { readonly kind: 'backoff'; readonly seconds: number }
  | SharedConstraint
  | {
      readonly kind: 'sharedValue';
      readonly name: string;
      readonly current: ResourceValue;
      readonly target: ResourceValue;
    }
  | { readonly kind: 'alias'; readonly alias: string; readonly resource: string }
  | {
      readonly kind: 'custom';
      readonly name: string;
      readonly value: unknown;
      readonly constraint: CustomConstraint;
    };

export interface SharedConstraint {
  readonly kind: 'shared';
  /** `<source>/<resource-name>`: constraints of one name share one pool. */
  readonly name: string;
  /** What is left of the pool; the least that any constraint says holds. Absent: given by the capacity. */
  readonly current?: number;
  readonly amount: number;
  /** True: once for the job, not for every slot. */
  readonly once: boolean;
}
