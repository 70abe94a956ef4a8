import type { Mask, MaskProperty, MaskRoot } from './types.js';

/** A property as written, before nested `mask` words are dissolved and names are merged. */
export interface RawProperty {
  readonly name: string;
  readonly cast: string | null;
  readonly children: readonly RawProperty[];
  readonly at: number;
}

/** One level, split by the cast that its `mask(Type)` words give it. */
type Branches = Map<string | null, RawProperty[]>;

/** Makes the tree of a mask from its outermost level. */
export function buildMask(level: readonly RawProperty[]): Mask {
  const branches = dissolve(level);
  const roots: MaskRoot[] = [];
  for (const [cast, children] of branches) {
    if (cast === null && children.length === 0) continue;
    roots.push({ cast, properties: merge(children) });
  }
  return { kind: hasFilteredRoot(level) ? 'filtered' : 'plain', roots };
}

/**
 * Takes `mask` words out of a level: they stand for the level itself. Go's client wraps a cast root
 * once more, so that `mask[mask(Type)[a]]` arrives (observed).
 */
function dissolve(level: readonly RawProperty[], cast: string | null = null): Branches {
  const branches: Branches = new Map();
  const add = (key: string | null, properties: readonly RawProperty[]): void => {
    const known = branches.get(key);
    if (known === undefined) branches.set(key, [...properties]);
    else for (const property of properties) known.push(property);
  };
  for (const property of level) {
    if (!isMaskWord(property.name)) add(cast, [property]);
    else if (property.children.length === 0) add(property.cast ?? cast, []);
    else for (const branch of dissolve(property.children, property.cast ?? cast)) add(...branch);
  }
  return branches;
}

/** Joins properties of the same name and cast and puts each sub-mask in its normal form. */
function merge(level: readonly RawProperty[]): MaskProperty[] {
  const seen = new Map<
    string,
    { name: string; cast: string | null; at: number; raw: RawProperty[] }
  >();
  for (const { name, cast, at, children } of level) {
    const branches = dissolve(children, cast);
    if (branches.size === 0) branches.set(cast, []);
    for (const [branchCast, raw] of branches) {
      const key = `${name}(${branchCast ?? ''}`;
      const known = seen.get(key);
      if (known === undefined) seen.set(key, { name, cast: branchCast, at, raw: [...raw] });
      else for (const property of raw) known.raw.push(property);
    }
  }
  return Array.from(seen.values(), ({ name, cast, at, raw }) => ({
    name,
    cast,
    properties: merge(raw),
    at,
  }));
}

function isMaskWord(name: string): boolean {
  return name === 'mask' || name === 'filteredMask';
}

function hasFilteredRoot(level: readonly RawProperty[]): boolean {
  return level.some(
    ({ name, children }) =>
      name === 'filteredMask' || (name === 'mask' && hasFilteredRoot(children)),
  );
}
