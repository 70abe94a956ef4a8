import { ConflictError, type Store, system } from '../store/store.js';
import type { Vault } from './vault.js';

const key = 'vault';

/**
 * Sees to it that a database is opened with the key that its secrets are sealed under: the first
 * start leaves a digest, later ones compare.
 *
 * @throws when the key is another one; nothing was changed then.
 */
export async function checkKey(store: Store, vault: Vault): Promise<void> {
  const mac = vault.mac('pileus key check');
  const read = () =>
    store.command(system, async (tx) => {
      const row = await tx.get('setting', { key });
      if (!row) await tx.insert('setting', { key, value: { mac } });
      return (row?.value as { readonly mac: string } | undefined) ?? { mac };
    });
  const stored = await read().catch((error: unknown) => {
    // Another replica that starts on the same database was faster.
    if (error instanceof ConflictError) return read();
    throw error;
  });
  if (stored.mac === mac) return;
  throw new Error(
    'The secrets of this database were sealed under another key. Start with the key file (or ' +
      'PILEUS_KEY) that it was made with: without it no API key and no machine password can be read.',
  );
}
