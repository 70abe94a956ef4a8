import { isDeepStrictEqual } from 'node:util';
import { confirm } from '../confirm.js';
import { NotFoundError } from '../failure.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { type ListFlags, type ProfileView, profileColumns, viewOf } from './list.js';
import { openProfiles, putProfile, saveProfiles } from './store.js';
import { type FoundProfile, readVendorFiles } from './vendor-files.js';

interface Taken extends ProfileView {
  readonly from: string;
  readonly result: 'new' | 'replaced' | 'unchanged';
}

const columns: readonly RecordColumn<Taken>[] = [
  ...profileColumns.map((column) =>
    ['username', 'default'].includes(column.name) ? { ...column, spare: true } : column,
  ),
  { name: 'result', value: ({ result }) => result },
  { name: 'from', value: ({ from }) => from, wide: true },
];

/** Takes over the servers that the vendors' own tools know; their files stay as they are. */
export async function importProfiles(
  flags: ListFlags & { readonly yes?: boolean },
  terminal: Terminal,
): Promise<void> {
  const { found, left } = readVendorFiles(terminal.env);
  if (found.length === 0) {
    for (const what of left) terminal.note(`Left: ${what}`);
    throw new NotFoundError(
      'There is nothing to import: neither ~/.cycle/config.ini nor ~/.softlayer names a server.',
    );
  }
  const store = openProfiles(terminal);
  const resultOf = ({ name, profile }: FoundProfile): Taken['result'] => {
    const known = store.profiles.get(name);
    if (!known) return 'new';
    return isDeepStrictEqual({ ...known }, { ...profile }) ? 'unchanged' : 'replaced';
  };
  const results = found.map((each) => ({ ...each, result: resultOf(each) }));
  const replaced = results.filter(({ result }) => result === 'replaced').map(({ name }) => name);
  if (replaced.length > 0) await confirm(`Replace the profiles ${replaced.join(', ')}?`, flags);
  for (const { name, profile } of found) putProfile(store, name, profile);
  saveProfiles(store);
  const taken = results.map(({ name, profile, from, result }) => ({
    ...viewOf(name, profile, store.defaults.get(profile.vendor) === name),
    from,
    result,
  }));
  terminal.write(await renderRecords(taken, columns, flags, terminal));
  for (const what of left) terminal.note(`Left: ${what}`);
}
