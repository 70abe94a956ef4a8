import type { ExistingNode } from './capacity.js';

/** Jobs go where jobs are already, so that idle nodes can go; what boots comes after what is up. */
export const byEagerness = (a: ExistingNode, b: ExistingNode): number =>
  eagerness(a) - eagerness(b) || byName(a, b);

function eagerness(node: ExistingNode): number {
  if ((node.assignments?.length ?? 0) > 0) return 0;
  if (node.keepAlive) return 1;
  return node.phase === 'ready' ? 2 : 3;
}

/** By prefix, then by the number at the end. */
export function byName({ name: a }: ExistingNode, { name: b }: ExistingNode): number {
  const [, prefixA = a, numberA = '0'] = /^(.*?)(\d+)$/.exec(a) ?? [];
  const [, prefixB = b, numberB = '0'] = /^(.*?)(\d+)$/.exec(b) ?? [];
  if (prefixA !== prefixB) return prefixA < prefixB ? -1 : 1;
  return Number(numberA) - Number(numberB);
}
