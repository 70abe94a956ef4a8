import { RefusedError } from '../inventory/errors.js';
import { and, eq } from '../store/predicate.js';
import { ConflictError, type Store, system, type Tx } from '../store/store.js';
import type { Row } from '../store/tables.js';
import { forgetMessage } from './authenticator.js';
import { newApiKey, newPassword } from './secrets.js';
import {
  changeUser,
  createUser,
  type PlainSecrets,
  type StoredSecrets,
  sealSecrets,
} from './users.js';
import type { Vault } from './vault.js';

/** The administrator as `PILEUS_ADMIN_*` names it. Empty texts count as absent. */
export interface AdminOptions {
  readonly username?: string | undefined;
  readonly password?: string | undefined;
  readonly apiKey?: string | undefined;
}

/** Secrets are there only when they were given, or have just been generated. */
export interface AdminAnswer {
  readonly username: string;
  readonly password?: string;
  readonly apiKey?: string;
  /** Whether any secret was generated, and is seen now for the only time. */
  readonly generated: boolean;
}

const defaultName = 'admin';

/**
 * Sees to it, at each start, that there is an administrator with a password and an API key: as given,
 * else as stored, else generated. Changes nothing when all is as it should be.
 *
 * @param hashing the hash of the given password, where it is already being made.
 * @throws {RefusedError} when a name or secret cannot be used, or the API key is another user's.
 */
export async function upsertAdmin(
  store: Store,
  vault: Vault,
  options: AdminOptions,
  hashing?: Promise<string>,
): Promise<AdminAnswer> {
  const wanted = {
    username: options.username || undefined,
    password: options.password || undefined,
    apiKey: options.apiKey || undefined,
  };
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await upsert(store, vault, wanted, hashing);
    } catch (error) {
      // Another replica that starts on the same database may have been faster.
      const isTaken =
        error instanceof ConflictError ||
        (error instanceof RefusedError && error.code === 'conflict');
      if (!isTaken || attempt > 1) throw error;
    }
  }
}

async function upsert(
  store: Store,
  vault: Vault,
  wanted: AdminOptions,
  hashing: Promise<string> | undefined,
): Promise<AdminAnswer> {
  const user = await findAdmin(store, wanted.username);
  const username = user?.username ?? wanted.username ?? defaultName;
  const generated: PlainSecrets = {
    ...(!wanted.password && !user?.passwordHash && { password: newPassword() }),
    ...(!wanted.apiKey && !user?.apiKeyMac && { apiKey: newApiKey() }),
  };
  const changed = { ...(await differing(vault, user, wanted)), ...generated };
  const isWrong = Object.keys(changed).length > 0 || user?.role !== 'admin' || user.disabled;
  if (isWrong) {
    const secrets = await sealSecrets(
      {
        hashPassword: (plain) =>
          hashing && plain === wanted.password ? hashing : vault.hashPassword(plain),
        seal: (plain) => vault.seal(plain),
        mac: (text) => vault.mac(text),
      },
      changed,
    );
    await store.command(system, (tx) => write(tx, user?.id, username, secrets));
    if (user) await store.announce(forgetMessage(user.id));
  }
  const { password = generated.password, apiKey = generated.apiKey } = wanted;
  return {
    username,
    ...(password !== undefined && { password }),
    ...(apiKey !== undefined && { apiKey }),
    generated: Object.keys(generated).length > 0,
  };
}

/** The user of that name; without a name, the first administrator who may log in. */
async function findAdmin(
  store: Store,
  username: string | undefined,
): Promise<Row<'user'> | undefined> {
  const reader = store.reader(system);
  if (username !== undefined) return reader.get('user', { username });
  const where = and(eq('role', 'admin'), eq('disabled', false));
  const [first] = await reader.select('user', { where, limit: 1 });
  return first ?? reader.get('user', { username: defaultName });
}

/**
 * The given secrets that are not the stored ones. Storing them anew at each start would end every
 * token that was issued before.
 */
async function differing(
  vault: Vault,
  user: Row<'user'> | undefined,
  { password, apiKey }: PlainSecrets,
): Promise<PlainSecrets> {
  const hash = user?.passwordHash;
  const samePassword =
    password === undefined || (!!hash && (await vault.verifyPassword(password, hash)));
  const sameKey = apiKey === undefined || vault.matches(apiKey, user?.apiKeyMac ?? '');
  return { ...(!samePassword && { password }), ...(!sameKey && { apiKey }) };
}

async function write(
  tx: Tx,
  id: number | undefined,
  username: string,
  secrets: StoredSecrets,
): Promise<void> {
  const { apiKeyMac } = secrets;
  const owner = apiKeyMac ? await tx.get('user', { apiKeyMac }) : undefined;
  if (owner && owner.id !== id) {
    throw new RefusedError('conflict', 'The API key given is that of another user.', 'apiKey');
  }
  if (id !== undefined) {
    await changeUser(tx, id, { role: 'admin', disabled: false, secrets });
    return;
  }
  await createUser(tx, { username, role: 'admin', accountId: await homeAccount(tx) }, secrets);
}

/** The first account of the world, or a new one where the world has none. */
async function homeAccount(tx: Tx): Promise<number> {
  const [first] = await tx.select('account', { columns: ['id'], limit: 1 });
  if (first) return first.id;
  return tx.insert('account', {
    alias: 'PIL',
    name: 'Pileus',
    domain: 'example.com',
    home: {},
    contact: {},
    status: 'active',
  });
}
