import type { Tx } from '../store/store.js';
import type { Insert } from '../store/tables.js';
import type { ApplyOptions } from './apply.js';
import type { Directory } from './directory.js';
import { fixed, insertRows } from './rows.js';
import type { World } from './schema.js';

export async function addLocations(tx: Tx, world: World, directory: Directory): Promise<void> {
  const ids = await insertRows(
    tx,
    'location',
    world.locations.map(
      (entry): Insert<'location'> => ({
        ...fixed(entry),
        code: entry.code,
        title: entry.title,
        provider: entry.provider,
        capabilities: entry.capabilities,
      }),
    ),
  );
  for (const [i, { code }] of world.locations.entries()) directory.add('location', code, ids[i]!);
}

export async function addAccounts(tx: Tx, world: World, directory: Directory): Promise<void> {
  const ids = await insertRows(
    tx,
    'account',
    world.accounts.map(
      (entry): Insert<'account'> => ({
        ...fixed(entry),
        alias: entry.alias,
        name: entry.name,
        domain: entry.domain,
        home: Object.fromEntries(
          Object.entries(entry.home).map(([dialect, code]) => [
            dialect,
            directory.id('location', code),
          ]),
        ),
        contact: entry.contact,
        status: entry.status,
      }),
    ),
  );
  for (const [i, { alias }] of world.accounts.entries()) directory.add('account', alias, ids[i]!);
  for (const [i, { parent }] of world.accounts.entries()) {
    if (parent === undefined) continue;
    await tx.update('account', ids[i]!, { parentId: directory.account(parent) });
  }
}

export async function addUsers(
  tx: Tx,
  world: World,
  directory: Directory,
  hashes: readonly (string | null)[],
  sealKey: ApplyOptions['sealKey'],
): Promise<void> {
  await insertRows(
    tx,
    'user',
    world.users.map((entry, i): Insert<'user'> => {
      const key = entry.apiKey === undefined ? undefined : sealKey(entry.apiKey);
      return {
        ...fixed(entry),
        accountId: directory.account(entry.account),
        username: entry.username,
        passwordHash: hashes[i] ?? null,
        apiKeyEnc: key?.enc ?? null,
        apiKeyMac: key?.mac ?? null,
        role: entry.role,
        email: entry.email ?? null,
        disabled: entry.disabled,
      };
    }),
  );
}
