import type { Mask, MaskProperty } from './types.js';

/**
 * The text of a mask, in its shortest bracket form; a mask without roots prints as `mask[]`.
 * Parsing it gives the same tree but for offsets. A legacy mask has no text form: TypeError.
 */
export function printMask(mask: Mask): string {
  if (mask.kind === 'legacy') throw new TypeError('A legacy mask travels as a struct, not as text');
  const word = mask.kind === 'filtered' ? 'filteredMask' : 'mask';
  const roots = mask.roots.map(({ cast, properties }) => {
    const list = cast !== null && properties.length === 0 ? '' : `[${printLevel(properties)}]`;
    return word + printCast(cast) + list;
  });
  if (roots.length > 1) return `[${roots.join(',')}]`;
  return roots[0] ?? `${word}[]`;
}

function printLevel(properties: readonly MaskProperty[]): string {
  return properties
    .map(({ name, cast, properties: inner }) => {
      const list = inner.length === 0 ? '' : `[${printLevel(inner)}]`;
      return name + printCast(cast) + list;
    })
    .join(',');
}

function printCast(cast: string | null): string {
  return cast === null ? '' : `(${cast})`;
}
