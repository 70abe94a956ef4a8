import { keyOf, sections } from './identity.js';
import type { Section, World } from './schema.js';

/** Where each entry of a list comes from: its index in the file, or null when the file has none. */
export type Origins = ReadonlyMap<Section, readonly (number | null)[]>;

/**
 * Puts a file over the world that it extends. An entry of the same name changes the fields that it
 * names, other entries are added; accounts are not mixed. Neither is checked here.
 */
export function extendWorld(
  base: World,
  file: Readonly<Record<string, unknown>>,
): { readonly world: Record<string, unknown>; readonly origins: Origins } {
  const world: Record<string, unknown> = { ...base, ...file };
  const origins = new Map<Section, readonly (number | null)[]>();
  for (const section of sections) {
    const own = file[section];
    if (section === 'accounts' && own !== undefined) continue;
    if (own !== undefined && !Array.isArray(own)) continue;
    const merged = mergeEntries(section, base[section], own ?? []);
    world[section] = merged.entries;
    origins.set(section, merged.origins);
  }
  if (isObject(file.simulation)) {
    const times = isObject(file.simulation.times) ? file.simulation.times : {};
    world.simulation = {
      ...base.simulation,
      ...file.simulation,
      times: { ...base.simulation.times, ...times },
    };
  }
  return { world, origins };
}

function mergeEntries(section: Section, base: readonly object[], own: readonly unknown[]) {
  const entries: unknown[] = [...base];
  const origins: (number | null)[] = base.map(() => null);
  const places = new Map(base.map((entry, i) => [keyOf(section, entry), i]));
  for (const [index, entry] of own.entries()) {
    const place = isObject(entry) ? places.get(keyOf(section, entry)) : undefined;
    if (place === undefined) {
      entries.push(entry);
      origins.push(index);
    } else {
      entries[place] = { ...base[place], ...(entry as object) };
      origins[place] = index;
    }
  }
  return { entries, origins };
}

export const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
