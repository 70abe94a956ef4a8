import { RefusedError } from '../inventory/errors.js';
import type { Tx } from '../store/store.js';
import type { Role, Row } from '../store/tables.js';
import { apiKeyUser } from './authenticator.js';
import { newApiKey } from './secrets.js';
import type { Vault } from './vault.js';

/** A user's secrets as they are stored. */
export type StoredSecrets = Partial<Pick<Row<'user'>, 'passwordHash' | 'apiKeyEnc' | 'apiKeyMac'>>;

export interface PlainSecrets {
  readonly password?: string | undefined;
  readonly apiKey?: string | undefined;
}

export interface NewUser {
  readonly username: string;
  readonly role: Role;
  readonly email?: string | null;
  /** Default: the account of the transaction's scope. */
  readonly accountId?: number;
}

export interface UserChange {
  readonly role?: Role;
  readonly email?: string | null;
  readonly disabled?: boolean;
}

/**
 * Prepares secrets for storing. Hashing a password takes tens of milliseconds, so it is done before
 * the command that stores it.
 *
 * @throws {RefusedError} `invalid` for a secret that could not be sent in every dialect.
 */
export async function sealSecrets(
  vault: Pick<Vault, 'hashPassword' | 'seal' | 'mac'>,
  { password, apiKey }: PlainSecrets,
): Promise<StoredSecrets> {
  checkSecret(password, 'password');
  checkSecret(apiKey, 'apiKey');
  return {
    ...(password !== undefined && { passwordHash: await vault.hashPassword(password) }),
    ...(apiKey !== undefined && { apiKeyEnc: vault.seal(apiKey), apiKeyMac: vault.mac(apiKey) }),
  };
}

/**
 * Creates a user and answers its id.
 *
 * @throws {RefusedError} `invalid` for a name that cannot be used, `conflict` for one that is taken:
 * names are unique over all accounts, since no vendor's log-in names the account.
 */
export async function createUser(tx: Tx, user: NewUser, secrets: StoredSecrets): Promise<number> {
  checkUsername(user.username);
  if (await tx.get('user', { username: user.username })) {
    throw new RefusedError('conflict', `A user "${user.username}" exists already.`, 'username');
  }
  const id = await tx.insert('user', { ...user, ...secrets });
  const { accountId } = user;
  tx.emit({
    objectKind: 'user',
    objectId: id,
    kind: 'user.created',
    ...(accountId !== undefined && { accountId }),
  });
  return id;
}

/**
 * Changes a user. After the commit, `authenticator.forgetUser(id)` makes it hold at once; the user's
 * tokens end with the secrets under which they were issued.
 *
 * @throws {RefusedError} `not-found`.
 */
export async function changeUser(
  tx: Tx,
  id: number,
  { secrets, ...change }: UserChange & { readonly secrets?: StoredSecrets },
): Promise<void> {
  const user = await tx.lock('user', id);
  if (!user) throw new RefusedError('not-found', `There is no user with id ${id}.`);
  await tx.update('user', id, { ...change, ...secrets });
  const { accountId } = user;
  tx.emit({ objectKind: 'user', objectId: id, kind: 'user.changed', accountId });
}

/** Gives a user a new API key and answers it. `authenticator.forgetUser(id)` belongs after the commit. */
export async function rotateApiKey(tx: Tx, vault: Vault, id: number): Promise<string> {
  const apiKey = newApiKey();
  const secrets = { apiKeyEnc: vault.seal(apiKey), apiKeyMac: vault.mac(apiKey) };
  await changeUser(tx, id, { secrets });
  return apiKey;
}

/**
 * Takes a user's API key away. `authenticator.forgetUser(id)` belongs after the commit.
 *
 * @throws {RefusedError} `not-found` when there is none.
 */
export async function removeApiKey(tx: Tx, id: number): Promise<void> {
  const user = await tx.lock('user', id);
  if (user && user.apiKeyMac === null) {
    throw new RefusedError('not-found', `The user "${user.username}" has no API key.`, 'username');
  }
  await changeUser(tx, id, { secrets: { apiKeyEnc: null, apiKeyMac: null } });
}

/** A user's API key in the clear, for the vendors' calls that give it back. */
export function apiKeyOf(
  vault: Pick<Vault, 'open'>,
  user: Pick<Row<'user'>, 'apiKeyEnc'>,
): string | undefined {
  return user.apiKeyEnc === null ? undefined : vault.open(user.apiKeyEnc);
}

/** HTTP Basic ends the name at the first colon, and control characters are in no header. */
function checkUsername(username: string): void {
  if (username.toLowerCase() === apiKeyUser) {
    throw new RefusedError('invalid', `The user name "${username}" is reserved.`, 'username');
  }
  if (/^[^\s:"\p{Cc}\p{Cs}](?:[^:"\p{Cc}\p{Cs}]{0,126}[^\s:"\p{Cc}\p{Cs}])?$/u.test(username))
    return;
  throw new RefusedError(
    'invalid',
    'A user name has 1 to 128 characters, without colon, double quote or control characters, ' +
      'and neither begins nor ends with a space.',
    'username',
  );
}

/** Quotes around a secret would be taken for a client's own, and removed. */
function checkSecret(secret: string | undefined, subject: string): void {
  if (secret === undefined) return;
  if (/^[^\p{Cc}\p{Cs}]{1,1024}$/u.test(secret) && !/^\s|\s$|^".*"$/.test(secret)) return;
  throw new RefusedError(
    'invalid',
    'A secret has 1 to 1024 characters, no control characters, and neither spaces nor a pair of ' +
      'double quotes around it.',
    subject,
  );
}
