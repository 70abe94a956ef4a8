import { type Profile, profilesPath, readProfiles, writeProfiles } from '@pileus/sdk/config';
import { NotFoundError } from '../failure.js';
import type { Terminal } from '../terminal.js';

/** The stored profiles while a command works on them. */
export interface ProfileStore {
  readonly path: string;
  readonly profiles: Map<string, Profile>;
  /** Name of the default profile by vendor. */
  readonly defaults: Map<string, string>;
}

/** @throws ArgumentError when the file cannot be read as profiles */
export function openProfiles({ env }: Pick<Terminal, 'env'>): ProfileStore {
  const path = profilesPath(env);
  const { profiles, defaults = {} } = readProfiles(path);
  return {
    path,
    profiles: new Map(Object.entries(profiles)),
    defaults: new Map(Object.entries(defaults)),
  };
}

export function saveProfiles({ path, profiles, defaults }: ProfileStore): void {
  writeProfiles(path, {
    profiles: Object.fromEntries(profiles),
    defaults: Object.fromEntries(defaults),
  });
}

/**
 * Puts a profile in; the first one of a vendor becomes its default.
 *
 * @returns whether it is the default now
 */
export function putProfile(store: ProfileStore, name: string, profile: Profile): boolean {
  store.profiles.set(name, profile);
  forgetLostDefaults(store);
  if (!store.defaults.has(profile.vendor)) store.defaults.set(profile.vendor, name);
  return store.defaults.get(profile.vendor) === name;
}

export function removeProfile(store: ProfileStore, name: string): void {
  store.profiles.delete(name);
  forgetLostDefaults(store);
}

/** A default is a profile that exists and is of that vendor. */
function forgetLostDefaults({ profiles, defaults }: ProfileStore): void {
  for (const [vendor, name] of defaults) {
    if (profiles.get(name)?.vendor !== vendor) defaults.delete(vendor);
  }
}

/** @throws NotFoundError naming those that there are */
export function profileOf({ profiles, path }: ProfileStore, name: string): Profile {
  const profile = profiles.get(name);
  if (profile) return profile;
  const known =
    profiles.size > 0 ? `There are: ${[...profiles.keys()].join(', ')}.` : 'It is empty.';
  throw new NotFoundError(`There is no profile "${name}" in ${path}. ${known}`);
}
