import type { Profile } from '@pileus/sdk/config';
import { confirm } from '../confirm.js';
import { renderCard } from '../present/card.js';
import type { OutputFormat } from '../present/formats.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { openProfiles, profileOf, removeProfile, saveProfiles } from './store.js';

export interface ListFlags {
  readonly output: OutputFormat;
  readonly columns?: string;
}

/** What is shown of a profile: no secret, and no key that this program does not know. */
export interface ProfileView {
  readonly name: string;
  readonly vendor: string;
  readonly default: boolean;
  readonly url: string | null;
  readonly username: string | null;
  /** Which kind is stored. */
  readonly secret: 'password' | 'API key' | null;
  /** Seconds. */
  readonly timeout: number | null;
  readonly verifyCertificates: boolean;
}

export const viewOf = (name: string, profile: Profile, isDefault: boolean): ProfileView => ({
  name,
  vendor: profile.vendor,
  default: isDefault,
  url: profile.url ?? null,
  username: profile.username ?? null,
  secret: profile.apiKey ? 'API key' : profile.password ? 'password' : null,
  timeout: profile.timeout ?? null,
  verifyCertificates: profile.verifyCertificates ?? true,
});

export const profileColumns: readonly RecordColumn<ProfileView>[] = [
  { name: 'name', value: ({ name }) => name },
  { name: 'vendor', value: ({ vendor }) => vendor },
  { name: 'default', value: (profile) => (profile.default ? 'yes' : '') },
  { name: 'username', value: ({ username }) => username, flexible: true },
  { name: 'url', value: ({ url }) => url, flexible: true },
  { name: 'secret', value: ({ secret }) => secret ?? 'none', spare: true },
  { name: 'timeout', value: ({ timeout }) => timeout, align: 'right', wide: true },
  { name: 'certificates', value: (p) => (p.verifyCertificates ? 'checked' : 'any'), wide: true },
];

export async function listProfiles(
  flags: ListFlags & { readonly vendor?: string },
  terminal: Terminal,
): Promise<void> {
  const { profiles, defaults } = openProfiles(terminal);
  const views = [...profiles]
    .filter(([, { vendor }]) => flags.vendor === undefined || vendor === flags.vendor)
    .map(([name, profile]) => viewOf(name, profile, defaults.get(profile.vendor) === name))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  const empty = 'There are no profiles; see pileus profile add and pileus profile import.';
  terminal.write(await renderRecords(views, profileColumns, { ...flags, empty }, terminal));
}

export async function showProfile(
  name: string,
  flags: ListFlags,
  terminal: Terminal,
): Promise<void> {
  const store = openProfiles(terminal);
  const profile = profileOf(store, name);
  const view = viewOf(name, profile, store.defaults.get(profile.vendor) === name);
  terminal.write(await renderCard(view, profileColumns, flags, terminal));
}

/** Makes a profile the one that counts for its vendor when none is named. */
export function useProfile(name: string, terminal: Terminal): void {
  const store = openProfiles(terminal);
  const { vendor } = profileOf(store, name);
  store.defaults.set(vendor, name);
  saveProfiles(store);
  terminal.note(`"${name}" is the default of ${vendor} now.`);
}

export async function deleteProfile(
  name: string,
  flags: { readonly yes?: boolean },
  terminal: Terminal,
): Promise<void> {
  const store = openProfiles(terminal);
  const { vendor } = profileOf(store, name);
  await confirm(`Remove the profile "${name}" with its secret?`, flags);
  const wasDefault = store.defaults.get(vendor) === name;
  removeProfile(store, name);
  saveProfiles(store);
  terminal.note(
    wasDefault ? `Removed "${name}"; ${vendor} has no default now.` : `Removed "${name}".`,
  );
}
