import { ArgumentError } from '../http/argument-error.js';
import type { Open } from './wire.js';

declare const brand: unique symbol;

/**
 * An expression of CycleCloud's filter language, safely quoted. It is a string like any other for
 * whoever reads it; only this module makes one, so that `and` and `or` join whole expressions.
 */
export type Filter = string & { readonly [brand]: 'Filter' };

export type FilterValue = string | number | boolean;

/** Attributes that node records have; nested ones are dotted: `Configuration.slurm.hpc`. */
export type AttributeName = Open<
  | 'Name'
  | 'NodeId'
  | 'Template'
  | 'MachineType'
  | 'State'
  | 'Status'
  | 'TargetState'
  | 'Hostname'
  | 'PrivateIp'
  | 'InstanceId'
  | 'KeepAlive'
  | 'Fixed'
  | 'Interruptible'
  | 'PlacementGroupId'
  | 'CoreCount'
  | 'Memory'
>;

/**
 * Begins a comparison: `attribute('State').is('Started')`.
 *
 * A node without the attribute is selected by `isUndefined`, `isNot` and nothing else.
 *
 * @throws ArgumentError for what the language has no way to write.
 */
export function attribute(name: AttributeName) {
  const written = nameOf(name);
  const compare = (operator: string) => (value: FilterValue) =>
    `${written} ${operator} ${literal(value)}` as Filter;
  return {
    /** The very same value, case and type included. */
    is: compare('==='),
    isNot: compare('!=='),
    /** The same value; text in any case. */
    equals: compare('=='),
    differsFrom: compare('!='),
    below: compare('<'),
    atMost: compare('<='),
    above: compare('>'),
    atLeast: compare('>='),
    /** One of the values; text in any case. */
    in: (values: readonly FilterValue[]) =>
      (values.length > 0 ? `${written} in {${values.map(literal).join(', ')}}` : 'false') as Filter,
    isUndefined: () => `${written} is undefined` as Filter,
    isDefined: () => `${written} isnt undefined` as Filter,
  };
}

/**
 * All of them hold.
 *
 * @throws ArgumentError for none at all: that would select every node, which is rarely what an empty
 *   list of conditions was meant to do.
 */
export function and(...filters: readonly [Filter, ...Filter[]]): Filter {
  if (filters.length > 0) return joined(filters, '&&');
  const message = '`and` needs a filter: without any, every node would be selected.';
  throw new ArgumentError('filters', message, 'CycleCloud');
}

/** At least one of them holds. Of none, no node is selected. */
export const or = (...filters: readonly Filter[]): Filter => joined(filters, '||');

/** It does not hold; where it is neither true nor false (an attribute is missing), nor is this. */
export const not = (filter: Filter): Filter =>
  (filter.startsWith('(') ? `!${filter}` : `!(${filter})`) as Filter;

/** Joined expressions stand in brackets from end to end, so that they can be joined again. */
function joined(filters: readonly Filter[], operator: string): Filter {
  const [first = 'false'] = filters;
  return (filters.length > 1 ? `(${filters.join(` ${operator} `)})` : first) as Filter;
}

const reserved = /^(true|false|undefined|in|is|isnt)$/i;

function nameOf(name: string): string {
  const fits = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/.test(name) && !reserved.test(name);
  if (fits) return name;
  const message = `${JSON.stringify(name)} is no attribute name that a filter can hold.`;
  throw new ArgumentError('attribute', message, 'CycleCloud');
}

function literal(value: FilterValue): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' && Number.isFinite(value)) return String(value);
  if (typeof value === 'string' && !/\p{Cc}/u.test(value)) {
    return `"${value.replace(/["\\]/g, '\\$&')}"`;
  }
  const message =
    'The value of a filter must be a text without control characters, a finite number or a boolean.';
  throw new ArgumentError('value', message, 'CycleCloud');
}
