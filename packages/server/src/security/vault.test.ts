import { chmodSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { newApiKey, newPassword } from './secrets.js';
import { openVault, TokenError, Vault } from './vault.js';

const master = Buffer.alloc(32, 7);

describe('the key', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'pileus-vault-'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    rmSync(directory, { recursive: true });
  });

  it('is made once, readable by its owner only, and found again', async () => {
    const file = join(directory, 'data', 'secret.key');
    const sealed = (await openVault({ file })).seal('s3cret');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect((await openVault({ file })).open(sealed)).toBe('s3cret');
    expect(readdirSync(join(directory, 'data'))).toEqual(['secret.key']);
  });

  it('is the same for two that start at once', async () => {
    const file = join(directory, 'secret.key');
    const [one, two] = await Promise.all([openVault({ file }), openVault({ file })]);
    expect(two!.open(one!.seal('s3cret'))).toBe('s3cret');
  });

  it('is refused when others can read it', async () => {
    const file = join(directory, 'secret.key');
    await openVault({ file });
    chmodSync(file, 0o644);
    await expect(openVault({ file })).rejects.toThrow(/can be read by others.*644.*chmod 600/);
  });

  it('is refused, and not shown, when it is not 32 bytes', async () => {
    const file = join(directory, 'secret.key');
    writeFileSync(file, 'dG9vIHNob3J0', { mode: 0o600 });
    const refused = openVault({ file });
    await expect(refused).rejects.toThrow(/does not hold a key/);
    await expect(refused).rejects.not.toThrow(/dG9vIHNob3J0/);
  });

  it('comes from PILEUS_KEY first, and then leaves no file', async () => {
    vi.stubEnv('PILEUS_KEY', master.toString('base64'));
    const vault = await openVault({ file: join(directory, 'secret.key') });
    expect(new Vault(master).open(vault.seal('s3cret'))).toBe('s3cret');
    expect(readdirSync(directory)).toEqual([]);
  });

  it('is new for each process without a file', async () => {
    const sealed = (await openVault({})).seal('s3cret');
    const other = await openVault({});
    expect(() => other.open(sealed)).toThrow(/sealed under another key/);
  });
});

describe('Vault', () => {
  const vault = new Vault(master);

  it('seals the same text differently each time', () => {
    const [one, two] = [vault.seal('ünïcode'), vault.seal('ünïcode')];
    expect(one).not.toBe(two);
    expect(one).toMatch(/^v1\.[\w-]+$/);
    expect([vault.open(one), vault.open(two)]).toEqual(['ünïcode', 'ünïcode']);
  });

  it('never uses an initial vector again', () => {
    const sealed = Array.from({ length: 1000 }, () => vault.seal(''));
    expect(new Set(sealed.map((text) => text.slice(0, 19))).size).toBe(1000);
  });

  it('opens nothing that was changed anywhere', () => {
    const sealed = vault.seal('s3cret');
    for (let at = 0; at < sealed.length; at += 1) {
      const other = sealed[at] === 'A' ? 'B' : 'A';
      expect(() => vault.open(sealed.slice(0, at) + other + sealed.slice(at + 1))).toThrow();
    }
    for (const text of ['', 'v1.', 'v1.AAAA', 's3cret']) expect(() => vault.open(text)).toThrow();
  });

  it('knows a digest again, and no other', () => {
    expect(vault.matches('key', vault.mac('key'))).toBe(true);
    for (const mac of [vault.mac('kez'), '', 'short'])
      expect(vault.matches('key', mac)).toBe(false);
    expect(new Vault(Buffer.alloc(32)).mac('key')).not.toBe(vault.mac('key'));
  });

  it('signs tokens that end on time', async () => {
    const token = await vault.signToken({ sub: '7' }, 60, 1_000_000_000_000);
    expect(await vault.verifyToken(token, 1_000_000_059_000)).toMatchObject({ sub: '7' });
    const late = await vault.verifyToken(token, 1_000_000_060_000).catch((error) => error);
    expect(late).toBeInstanceOf(TokenError);
    expect(late.reason).toBe('expired');
  });

  it('takes no token that is unsigned, foreign or garbage', async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const unsigned = `${encode({ alg: 'none' })}.${encode({ sub: '7', exp: 9e9 })}.`;
    const foreign = await new Vault(Buffer.alloc(32)).signToken({ sub: '7' }, 60, 0);
    for (const token of [unsigned, foreign, '', 'a.b.c', 'x'.repeat(10_000)]) {
      await expect(vault.verifyToken(token, 0)).rejects.toMatchObject({ reason: 'invalid' });
    }
  });
});

describe('new secrets', () => {
  it('are long and never the same', () => {
    expect(newApiKey()).toMatch(/^[0-9a-f]{64}$/);
    expect(new Set(Array.from({ length: 100 }, newApiKey)).size).toBe(100);
    for (let i = 0; i < 100; i += 1) {
      expect(newPassword()).toMatch(/^(?=.*[a-z])(?=.*[A-Z])(?=.*\d)[a-zA-Z2-9]{20}$/);
    }
  });
});
