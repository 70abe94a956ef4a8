import { createHmac, createSecretKey, randomBytes } from 'node:crypto';
import type { Clock } from '../clock.js';
import { type Scope, type Store, system } from '../store/store.js';
import type { Row } from '../store/tables.js';
import { AuthenticationError } from './authentication-error.js';
import { CredentialCache } from './credential-cache.js';
import { Lockout } from './lockout.js';
import { hashOfNobody } from './passwords.js';
import { type Claims, TokenError, type Vault } from './vault.js';

export { AuthenticationError } from './authentication-error.js';

/** An authenticated caller; as a scope it acts for its account, under its user name. */
export interface Principal extends Scope {
  readonly accountId: number;
  readonly userId: number;
  readonly username: string;
  /** The account's alias, in capitals as stored. */
  readonly alias: string;
}

export interface Credentials {
  /** Absent, or the literal `apikey`: the secret is an API key that says by itself whose it is. */
  readonly username: string | undefined;
  /** The password or the API key: every dialect takes either. */
  readonly secret: string;
}

/** A token is good only for what it was issued for. */
export type TokenKind = 'centurylink' | 'softlayer' | 'tutum' | 'admin';

export interface AuthenticatorOptions {
  readonly store: Pick<Store, 'reader' | 'announce' | 'onAnnounce'>;
  readonly vault: Vault;
  readonly realClock: Pick<Clock, 'now'>;
  /** How long a verified credential is remembered; default 5 minutes. */
  readonly rememberMs?: number;
  /** How many are; default 10,000. */
  readonly capacity?: number;
}

const announcement = 'forget-user:';

/** What replicas tell one another when a user has changed. */
export const forgetMessage = (userId: number): string => `${announcement}${userId}`;

/** Longer names than any user has are not looked up. */
const longestUsername = 256;

/** The user name under which a key alone is sent (documented by IBM Cloud). */
export const apiKeyUser = 'apikey';

/**
 * Says who a caller is.
 *
 * A check of a password costs tens of milliseconds on purpose, so a credential that was good is
 * remembered for minutes, by a digest under a key of this process. It is forgotten at once, on all
 * replicas, when its user changes: whoever changes a user calls {@link forgetUser} after the commit.
 */
export class Authenticator {
  readonly #store: AuthenticatorOptions['store'];
  readonly #vault: Vault;
  readonly #clock: Pick<Clock, 'now'>;
  readonly #rememberMs: number;
  readonly #digestKey = createSecretKey(randomBytes(32));
  readonly #known: CredentialCache<Principal>;
  readonly #lockout: Lockout;
  /** Checks under way, which later requests with the same credential share. */
  readonly #underWay = new Map<string, Promise<Principal>>();
  /** How often something was forgotten: what was read before that is not remembered. */
  #forgotten = 0;
  readonly #unsubscribe: () => void;

  constructor({ store, vault, realClock, rememberMs, capacity = 10_000 }: AuthenticatorOptions) {
    this.#store = store;
    this.#vault = vault;
    this.#clock = realClock;
    this.#rememberMs = rememberMs ?? 5 * 60_000;
    this.#known = new CredentialCache({ realClock, capacity });
    this.#lockout = new Lockout({ realClock, capacity });
    this.#unsubscribe = store.onAnnounce((message) => {
      if (message.startsWith(announcement))
        this.#forget(Number(message.slice(announcement.length)));
    });
  }

  /**
   * Recognises a caller by password or API key.
   *
   * @param source the caller's address; ten bad attempts for one user from one address within five
   * minutes are answered `locked-out` for the next five, good credentials too unless remembered.
   * @throws {AuthenticationError}
   */
  async verify({ username, secret }: Credentials, source: string): Promise<Principal> {
    const name = username === apiKeyUser ? undefined : username;
    const key = this.#digest(`credential ${name === undefined ? '' : name.length}`, name, secret);
    const known = this.#known.get(key);
    if (known) return known;

    const caller = this.#digest('caller', name, source.replace(/^::ffff:/, ''));
    this.#refuseLocked(caller);
    const sharing = this.#underWay.get(key);
    if (sharing) {
      return sharing.catch((error: unknown) => {
        if (error instanceof AuthenticationError) this.#lockout.note(caller);
        throw error;
      });
    }
    const checking = this.#check(name, secret, caller);
    this.#underWay.set(key, checking);
    const forgotten = this.#forgotten;
    try {
      const principal = await checking;
      if (forgotten === this.#forgotten) this.#remember(key, principal);
      return principal;
    } finally {
      if (this.#underWay.get(key) === checking) this.#underWay.delete(key);
    }
  }

  /**
   * A signed token by which {@link verifyToken} recognises the principal until it expires, or until
   * the user's password or API key changes.
   *
   * @param extra claims that the vendor's own tokens have.
   */
  async issueToken(
    principal: Principal,
    kind: TokenKind,
    ttlSeconds: number,
    extra: Claims = {},
  ): Promise<string> {
    const user = await this.#store.reader(system).get('user', { id: principal.userId });
    if (!user) throw new AuthenticationError('bad-credentials');
    const claims = { ...extra, sub: String(user.id), pileus: kind, stamp: this.#stamp(user) };
    return this.#vault.signToken(claims, ttlSeconds, this.#clock.now());
  }

  /**
   * Recognises a caller by a token of the same kind. Bad tokens lock nobody out: they cannot be guessed.
   *
   * @throws {AuthenticationError} `bad-credentials`, `expired-token` or `disabled`.
   */
  async verifyToken(token: string, kind: TokenKind): Promise<Principal> {
    const key = this.#digest('token', kind, token);
    const known = this.#known.get(key);
    if (known) return known;

    const forgotten = this.#forgotten;
    const claims = await this.#claims(token);
    const user =
      claims.pileus === kind
        ? await this.#store.reader(system).get('user', { id: Number(claims.sub) })
        : undefined;
    if (!user || claims.stamp !== this.#stamp(user)) {
      throw new AuthenticationError('bad-credentials', 'The token is not valid.');
    }
    const principal = await this.#principal(user);
    if (forgotten === this.#forgotten) {
      this.#remember(key, principal, Number(claims.exp) * 1000);
    }
    return principal;
  }

  /**
   * Forgets what is remembered of a user, here at once and on every replica. To be called after the
   * commit of any change of a user: password, API key, role, account, disabled or deleted.
   */
  async forgetUser(userId: number): Promise<void> {
    this.#forget(userId);
    await this.#store.announce(forgetMessage(userId));
  }

  /** How much is held in memory; it is bounded. */
  get held(): { readonly credentials: number; readonly callers: number; readonly checks: number } {
    return {
      credentials: this.#known.size,
      callers: this.#lockout.size,
      checks: this.#underWay.size,
    };
  }

  close(): void {
    this.#unsubscribe();
    this.#known.clear();
  }

  async #check(name: string | undefined, secret: string, caller: string): Promise<Principal> {
    const user = await this.#find(name, secret);
    // The mac is compared for users that do not exist, too, and then in vain.
    const isKey = this.#vault.matches(secret, user?.apiKeyMac ?? '');
    if (!isKey && !(await this.#checkPassword(name, secret, user, caller))) {
      throw new AuthenticationError('bad-credentials');
    }
    try {
      const principal = await this.#principal(user!);
      this.#lockout.clear(caller);
      return principal;
    } catch (error) {
      if (isKey && error instanceof AuthenticationError) this.#lockout.note(caller);
      throw error;
    }
  }

  /** By name, or, where none was sent, by API key. */
  async #find(name: string | undefined, secret: string): Promise<Row<'user'> | undefined> {
    const reader = this.#store.reader(system);
    if (name === undefined) return reader.get('user', { apiKeyMac: this.#vault.mac(secret) });
    // PostgreSQL refuses texts with NUL; no user has one in the name.
    if (name.length > longestUsername || name.includes('\0')) return undefined;
    return reader.get('user', { username: name });
  }

  /** Notes the attempt as bad, and leaves it so unless the password is right. */
  async #checkPassword(
    name: string | undefined,
    secret: string,
    user: Row<'user'> | undefined,
    caller: string,
  ): Promise<boolean> {
    // Others may have failed while the user was looked up.
    this.#refuseLocked(caller);
    this.#lockout.note(caller);
    // Without a name there is nobody whose password it could be, and no name to be found out.
    if (name === undefined) return false;
    try {
      // A user who does not exist, or has no password, costs as much as one with a wrong password.
      return await this.#vault.verifyPassword(secret, user?.passwordHash ?? hashOfNobody);
    } catch (error) {
      this.#lockout.withdraw(caller);
      throw error;
    }
  }

  #refuseLocked(caller: string): void {
    const locked = this.#lockout.lockedFor(caller);
    if (locked === 0) return;
    throw new AuthenticationError('locked-out', undefined, Math.ceil(locked / 1000));
  }

  async #claims(token: string): Promise<Claims> {
    try {
      return await this.#vault.verifyToken(token, this.#clock.now());
    } catch (error) {
      if (!(error instanceof TokenError)) throw error;
      if (error.reason === 'expired') throw new AuthenticationError('expired-token');
      throw new AuthenticationError('bad-credentials', 'The token is not valid.');
    }
  }

  async #principal(user: Row<'user'>): Promise<Principal> {
    if (user.disabled) throw new AuthenticationError('disabled');
    const account = await this.#store.reader(system).get('account', { id: user.accountId });
    if (!account) throw new AuthenticationError('disabled', 'The account of this user is gone.');
    return {
      accountId: user.accountId,
      actor: user.username,
      role: user.role,
      userId: user.id,
      username: user.username,
      alias: account.alias,
    };
  }

  /** Changes with the user's secrets, so that tokens issued under the old ones end. */
  #stamp({ passwordHash, apiKeyMac }: Row<'user'>): string {
    return this.#vault.mac(`stamp ${passwordHash ?? ''} ${apiKeyMac ?? ''}`).slice(0, 16);
  }

  #remember(key: string, principal: Principal, expires = Number.POSITIVE_INFINITY): void {
    this.#known.set(key, principal, Math.min(expires, this.#clock.now() + this.#rememberMs));
  }

  #forget(userId: number): void {
    this.#forgotten += 1;
    this.#known.forgetUser(userId);
    // A check under way may have read the user as it was: later requests must not share it.
    this.#underWay.clear();
  }

  #digest(kind: string, name: string | undefined, text: string): string {
    return createHmac('sha256', this.#digestKey)
      .update(`${kind} ${name ?? ''}\n${text}`)
      .digest('base64');
  }
}
