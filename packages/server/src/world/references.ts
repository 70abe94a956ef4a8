import { keyOf, sections } from './identity.js';
import { Known } from './known.js';
import { checkMachines } from './machine-references.js';
import { type Mistake, Once, type Path, type Say } from './mistakes.js';
import type { World } from './schema.js';

/** Finds what the fields alone cannot tell: entries that are missing, doubled or at odds with others. */
export function checkReferences(world: World): Mistake[] {
  const mistakes: Mistake[] = [];
  const say = (path: Path, message: string) => mistakes.push({ path, message });
  const known = new Known(world, say);
  checkDoubles(world, say);
  checkNames(world, say);
  checkAccounts(world, known, say);
  checkPlaces(world, known);
  checkMachines(world, known, say);
  return mistakes;
}

function checkDoubles(world: World, say: Say): void {
  const uids = new Once(say);
  const visit = (value: unknown, path: Path): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value)) {
      const place = [...path, Array.isArray(value) ? Number(key) : key];
      if (key === 'uid' && typeof inner === 'string') uids.add(inner, place, `The uid ${inner}`);
      else if (!['ext', 'attributes', 'parameters', 'definition'].includes(key))
        visit(inner, place);
    }
  };
  for (const section of sections) {
    visit(world[section], [section]);
    const entries = new Once(say);
    const ids = new Once(say);
    for (const [i, entry] of world[section].entries()) {
      // Servers of the same name may exist; nodes of one cluster may not share theirs.
      const free = section === 'machines' && !('cluster' in entry && entry.cluster);
      if (!free) entries.add(keyOf(section, entry), [section, i], 'The name');
      if ('id' in entry && entry.id)
        ids.add(String(entry.id), [section, i, 'id'], `Id ${entry.id}`);
    }
  }
  const arrays = new Once(say);
  const buckets = new Once(say);
  for (const [c, cluster] of world.clusters.entries()) {
    const names = new Once(say);
    for (const [a, array] of cluster.arrays.entries()) {
      const path: Path = ['clusters', c, 'arrays', a];
      names.add(array.name, [...path, 'name'], `"${array.name}"`);
      if (array.id) arrays.add(String(array.id), [...path, 'id'], `Id ${array.id}`);
      for (const [b, bucket] of array.machineTypes.entries()) {
        if (typeof bucket === 'string' || !bucket.id) continue;
        buckets.add(String(bucket.id), [...path, 'machineTypes', b, 'id'], `Id ${bucket.id}`);
      }
    }
  }
}

/** Names by which clients find things, in any case. */
function checkNames(world: World, say: Say): void {
  const types = new Once(say);
  for (const [i, { name, aliases }] of world.machineTypes.entries()) {
    const names = new Map([[name.toLowerCase(), 'name' as string | number]]);
    for (const alias of aliases) names.set(alias.toLowerCase(), 'aliases');
    for (const [each, field] of names) {
      types.add(each, ['machineTypes', i, field], `A machine type "${each}"`);
    }
  }
  const images = new Once(say);
  for (const [i, { names }] of world.images.entries()) {
    for (const [dialect, list] of Object.entries(names)) {
      for (const name of [list].flat()) {
        const path = ['images', i, 'names', dialect];
        images.add(`${dialect} ${name.toLowerCase()}`, path, `The ${dialect} image "${name}"`);
      }
    }
  }
}

function checkAccounts(world: World, known: Known, say: Say): void {
  for (const [i, account] of world.accounts.entries()) {
    if (account.parent === account.alias) {
      say(['accounts', i, 'parent'], 'An account cannot be above itself');
    } else known.account(account.parent, ['accounts', i, 'parent']);
    for (const [dialect, code] of Object.entries(account.home)) {
      known.location(code, ['accounts', i, 'home', dialect]);
    }
  }
  for (const [i, quota] of world.quotas.entries()) {
    if (quota.cores === undefined && quota.nodes === undefined) {
      say(['quotas', i], 'A quota needs cores, nodes or both');
    }
    if (quota.spot && quota.family !== '*') {
      say(['quotas', i, 'family'], 'A spot quota is of the whole location: family "*"');
    }
  }
}

function checkPlaces(world: World, known: Known): void {
  for (const section of sections) {
    for (const [i, entry] of world[section].entries()) {
      if ('account' in entry) known.account(entry.account, [section, i, 'account']);
      if ('location' in entry) known.location(entry.location, [section, i, 'location']);
    }
  }
  for (const [i, type] of world.machineTypes.entries()) {
    known.provider(type.provider, ['machineTypes', i, 'provider']);
    for (const [l, place] of type.locations.entries()) {
      const code = typeof place === 'string' ? place : place.location;
      known.location(code, ['machineTypes', i, 'locations', l]);
    }
  }
  for (const [i, group] of world.groups.entries()) {
    known.group(group.parent, group.location, group.account, ['groups', i, 'parent']);
  }
  for (const [i, place] of (world.simulation.capacity ?? []).entries()) {
    known.location(place.location, ['simulation', 'capacity', i, 'location']);
    known.machineType(place.machineType, ['simulation', 'capacity', i, 'machineType']);
  }
  for (const [i, failure] of (world.simulation.failures ?? []).entries()) {
    known.location(failure.location, ['simulation', 'failures', i, 'location']);
    known.machineType(failure.machineType, ['simulation', 'failures', i, 'machineType']);
  }
}
