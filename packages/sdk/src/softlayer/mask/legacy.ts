import type { Mask, MaskProperty } from './types.js';

const MAX_DEPTH = 64;

/**
 * Reads the struct form of a mask, `{virtualGuests: {powerState: '', operatingSystem: {passwords: ''}}}`.
 * Leaves may be anything that is no filled struct (`''`, `{}`, `[]`, null); levels beyond 64 are cut.
 * The struct of a getter may begin with the property that is got: callers who know the type
 * unwrap it with `unwrapLegacyMask`.
 */
export function parseLegacyMask(struct: unknown): Mask {
  const properties = level(struct, 1);
  return { kind: 'legacy', roots: properties.length === 0 ? [] : [{ cast: null, properties }] };
}

/** Drops the one outermost property when it is `name`; gives any other mask back unchanged. */
export function unwrapLegacyMask(mask: Mask, name: string): Mask {
  const properties = mask.roots[0]?.properties ?? [];
  const only = properties[0];
  if (mask.kind !== 'legacy' || properties.length !== 1 || only?.name !== name) return mask;
  const inner = only.properties;
  return { kind: 'legacy', roots: inner.length === 0 ? [] : [{ cast: null, properties: inner }] };
}

function level(struct: unknown, depth: number): MaskProperty[] {
  if (typeof struct !== 'object' || struct === null || ArrayBuffer.isView(struct)) return [];
  if (Array.isArray(struct) || depth > MAX_DEPTH) return [];
  return Object.entries(struct).map(([name, child]) => ({
    name,
    cast: null,
    properties: level(child, depth + 1),
    at: -1,
  }));
}
