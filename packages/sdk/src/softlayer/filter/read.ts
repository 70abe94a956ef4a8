import type { FilterRead } from './match.js';
import type { FilterValue } from './types.js';

/**
 * A reader over a plain object in the wire's shape. Lists are walked into; a relation that has a
 * value reads as true (for `not null`), an absent member as null.
 */
export function objectRead(object: object): FilterRead {
  return (path) => {
    const values: FilterValue[] = [];
    collect(object, path, 0, values);
    return values;
  };
}

function collect(node: unknown, path: readonly string[], depth: number, into: FilterValue[]): void {
  if (Array.isArray(node)) {
    for (const item of node) collect(item, path, depth, into);
    return;
  }
  const name = path[depth];
  if (name === undefined) {
    into.push(toValue(node));
    return;
  }
  const known = typeof node === 'object' && node !== null && Object.hasOwn(node, name);
  if (known) collect((node as Record<string, unknown>)[name], path, depth + 1, into);
  else into.push(null);
}

function toValue(node: unknown): FilterValue {
  switch (typeof node) {
    case 'string':
    case 'number':
    case 'boolean':
      return node;
    case 'object':
      return node === null ? null : true;
    default:
      return null;
  }
}
