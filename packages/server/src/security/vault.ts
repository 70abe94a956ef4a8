import {
  createCipheriv,
  createDecipheriv,
  createHmac,
  createSecretKey,
  hkdfSync,
  type KeyObject,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { decodeKey, keyLength, readOrMakeKeyFile } from './key-file.js';
import { hashPassword, verifyPassword } from './passwords.js';

export interface VaultOptions {
  /**
   * The file that holds the key, made with mode 600 when it does not exist. Absent: a key that lasts
   * as long as the process, as does a store in memory.
   */
  readonly file?: string;
  /** The key itself in base64, for replicas that share a database; default `PILEUS_KEY`. Goes before the file. */
  readonly key?: string | undefined;
}

/** What is signed into a token. */
export type Claims = Readonly<Record<string, unknown>>;

/** `expired`: it was good once; `invalid`: it is not ours, or was changed. */
export class TokenError extends Error {
  override readonly name = 'TokenError';
  constructor(readonly reason: 'expired' | 'invalid') {
    super(reason === 'expired' ? 'The token has expired.' : 'The token is not valid.');
  }
}

/**
 * Opens the vault.
 *
 * @throws when the key file can be read by others, or when the file or `PILEUS_KEY` holds no key.
 */
export async function openVault({
  file,
  key = process.env.PILEUS_KEY || undefined,
}: VaultOptions): Promise<Vault> {
  if (key !== undefined) return new Vault(decodeKey(key, 'PILEUS_KEY'));
  return new Vault(file === undefined ? randomBytes(keyLength) : await readOrMakeKeyFile(file));
}

const cipher = 'aes-256-gcm';
const version = 'v1.';
const ivLength = 12;
const tagLength = 16;

/** Everything that is done with secrets, under keys that are derived from one master key. */
export class Vault {
  readonly #encryption: KeyObject;
  readonly #authentication: KeyObject;
  readonly #signing: Uint8Array;
  #ivs: Buffer = Buffer.alloc(0);

  /** @param master 32 random bytes. */
  constructor(master: Uint8Array) {
    const derive = (use: string) =>
      new Uint8Array(hkdfSync('sha256', master, '', `pileus ${use} v1`, keyLength));
    this.#encryption = createSecretKey(derive('encryption'));
    this.#authentication = createSecretKey(derive('authentication'));
    this.#signing = derive('signing');
  }

  /** Encrypts a secret that must be given back one day; 41 characters and 4/3 of its bytes. */
  seal(plain: string): string {
    const iv = this.#nextIv();
    const encrypt = createCipheriv(cipher, this.#encryption, iv).setAAD(Buffer.from(version));
    const body = Buffer.concat([encrypt.update(plain, 'utf8'), encrypt.final()]);
    return version + Buffer.concat([iv, encrypt.getAuthTag(), body]).toString('base64url');
  }

  /** Random bytes cost as much each time as the encryption does, so they are fetched for many. */
  #nextIv(): Buffer {
    if (this.#ivs.length === 0) this.#ivs = randomBytes(ivLength * 256);
    const iv = this.#ivs.subarray(0, ivLength);
    this.#ivs = this.#ivs.subarray(ivLength);
    return iv;
  }

  /** @throws when the text was not sealed under this key, or was changed since. */
  open(sealed: string): string {
    const text = sealed.slice(version.length);
    const bytes = Buffer.from(text, 'base64url');
    try {
      if (!sealed.startsWith(version)) throw new Error('unknown version');
      // The last character has bits that decoding ignores.
      if (bytes.toString('base64url') !== text) throw new Error('not canonical');
      const tag = bytes.subarray(ivLength, ivLength + tagLength);
      const decrypt = createDecipheriv(cipher, this.#encryption, bytes.subarray(0, ivLength), {
        authTagLength: tagLength,
      })
        .setAAD(Buffer.from(version))
        .setAuthTag(tag);
      const body = bytes.subarray(ivLength + tagLength);
      return Buffer.concat([decrypt.update(body), decrypt.final()]).toString('utf8');
    } catch (cause) {
      throw new Error(
        'A stored secret cannot be opened: it was sealed under another key. ' +
          'Start with the key file (or PILEUS_KEY) that this database was used with.',
        { cause },
      );
    }
  }

  /** A keyed digest, by which a sealed secret is found without being opened. */
  mac(plain: string): string {
    return createHmac('sha256', this.#authentication).update(plain).digest('base64url');
  }

  /** Compares with a digest of {@link mac} in a time that tells nothing. */
  matches(plain: string, mac: string): boolean {
    const found = Buffer.from(this.mac(plain));
    const wanted = Buffer.from(mac);
    return found.length === wanted.length && timingSafeEqual(found, wanted);
  }

  /** See {@link hashPassword}: tens of milliseconds, at most two at once. */
  hashPassword(plain: string): Promise<string> {
    return hashPassword(plain);
  }

  verifyPassword(plain: string, hash: string): Promise<boolean> {
    return verifyPassword(plain, hash);
  }

  /**
   * A JSON Web Token (HS256) with `iat` and `exp`.
   *
   * @param now real time in milliseconds.
   */
  async signToken(claims: Claims, ttlSeconds: number, now: number): Promise<string> {
    const { SignJWT } = await import('jose');
    const issued = Math.floor(now / 1000);
    return new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', typ: 'JWT' })
      .setIssuedAt(issued)
      .setExpirationTime(issued + ttlSeconds)
      .sign(this.#signing);
  }

  /**
   * The claims of a token that this vault signed.
   *
   * @param now real time in milliseconds.
   * @throws {TokenError}
   */
  async verifyToken(token: string, now: number): Promise<Claims> {
    const { errors, jwtVerify } = await import('jose');
    try {
      const options = {
        algorithms: ['HS256'],
        currentDate: new Date(now),
        requiredClaims: ['exp'],
      };
      return (await jwtVerify(token, this.#signing, options)).payload;
    } catch (error) {
      throw new TokenError(error instanceof errors.JWTExpired ? 'expired' : 'invalid');
    }
  }
}
