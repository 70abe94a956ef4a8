import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { openSqliteStore } from '../store/sqlite.js';
import { type Store, system } from '../store/store.js';
import { upsertAdmin } from './admin-user.js';
import { Authenticator } from './authenticator.js';
import { changeUser } from './users.js';
import { Vault } from './vault.js';

const clock = new ManualClock();
const vault = new Vault(Buffer.alloc(32, 1));
const apiKey = 'b2'.repeat(32);
let store: Store;
let authenticator: Authenticator;

beforeEach(async () => {
  store = await openSqliteStore({ clock, realClock: clock });
  authenticator = new Authenticator({ store, vault, realClock: clock });
});
afterEach(async () => {
  authenticator.close();
  await store.close();
});

const verify = (username: string | undefined, secret: string) =>
  authenticator.verify({ username, secret }, '192.0.2.1');

describe('upsertAdmin', () => {
  it('generates what is needed once, in an account of its own where there is none', async () => {
    const first = await upsertAdmin(store, vault, {});
    expect(first).toMatchObject({ username: 'admin', generated: true });
    expect(await verify('admin', first.password!)).toMatchObject({ role: 'admin', alias: 'PIL' });
    expect(await verify(undefined, first.apiKey!)).toMatchObject({ username: 'admin' });
    expect(await upsertAdmin(store, vault, {})).toEqual({ username: 'admin', generated: false });
    expect(await store.reader(system).count('user')).toBe(1);
    expect(await store.reader(system).count('account')).toBe(1);
  });

  it('takes what is given, and answers only that', async () => {
    const given = { username: 'root', password: 'given password', apiKey };
    expect(await upsertAdmin(store, vault, given)).toEqual({ ...given, generated: false });
    expect(await verify('root', 'given password')).toMatchObject({ role: 'admin' });
    expect(await upsertAdmin(store, vault, { username: 'root' })).toEqual({
      username: 'root',
      generated: false,
    });
  });

  it('generates the half that is missing', async () => {
    const answer = await upsertAdmin(store, vault, { password: 'given password', apiKey: '' });
    expect(answer).toMatchObject({ password: 'given password', generated: true });
    expect(answer.apiKey).toMatch(/^[0-9a-f]{64}$/);
  });

  it('changes nothing when all is as given, so that tokens live on', async () => {
    const given = { username: 'root', password: 'given password', apiKey };
    await upsertAdmin(store, vault, given);
    const before = await store.reader(system).get('user', { username: 'root' });
    const token = await authenticator.issueToken(
      await verify('root', 'given password'),
      'centurylink',
      60,
    );
    const { commits } = store.usage;
    await upsertAdmin(store, vault, given);
    expect(store.usage.commits).toBe(commits);
    expect(await store.reader(system).get('user', { username: 'root' })).toEqual(before);
    expect(await authenticator.verifyToken(token, 'centurylink')).toMatchObject({ userId: 1 });
  });

  it('changes a password, promotes and enables again', async () => {
    await upsertAdmin(store, vault, { username: 'root', password: 'old password' });
    await verify('root', 'old password');
    await store.command(system, (tx) => changeUser(tx, 1, { role: 'reader', disabled: true }));
    await upsertAdmin(store, vault, { username: 'root', password: 'new password' });
    expect(await verify('root', 'new password')).toMatchObject({ role: 'admin' });
    await expect(verify('root', 'old password')).rejects.toThrow(/not right/);
  });

  it('makes one administrator when two start at once', async () => {
    const answers = await Promise.all([
      upsertAdmin(store, vault, {}),
      upsertAdmin(store, vault, {}),
    ]);
    expect(await store.reader(system).count('user')).toBe(1);
    const shown = answers.filter(({ generated }) => generated);
    expect(shown).toHaveLength(1);
    await verify('admin', shown[0]!.password!);
  });

  it('refuses names and keys that cannot be used', async () => {
    await upsertAdmin(store, vault, { username: 'root', apiKey });
    for (const username of ['apikey', 'a:b', ' a', 'a\nb', '"a"', 'x'.repeat(200)]) {
      await expect(upsertAdmin(store, vault, { username })).rejects.toThrow(/user name/);
    }
    await expect(upsertAdmin(store, vault, { password: '"quoted"' })).rejects.toThrow(
      /A secret has/,
    );
    const taken = upsertAdmin(store, vault, { username: 'other', apiKey });
    await expect(taken).rejects.toThrow(/API key.*another user/);
    await expect(taken).rejects.not.toThrow(apiKey);
  });

  it('stores no secret in the clear', async () => {
    const { password, apiKey: key } = await upsertAdmin(store, vault, {});
    const stored = JSON.stringify([
      await store.reader(system).select('user'),
      await store.reader(system).select('event'),
    ]);
    expect(stored).not.toContain(password);
    expect(stored).not.toContain(key);
  });
});
