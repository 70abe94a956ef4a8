import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { openSqliteStore } from '../store/sqlite.js';
import { type Scope, type Store, system } from '../store/store.js';
import { apiKeyOf, changeUser, createUser, rotateApiKey, sealSecrets } from './users.js';
import { Vault } from './vault.js';

const clock = new ManualClock();
const vault = new Vault(Buffer.alloc(32, 1));
const here: Scope = { accountId: 1, actor: 'root', role: 'admin' };
const elsewhere: Scope = { accountId: 2, actor: 'other', role: 'admin' };
let store: Store;

beforeEach(async () => {
  store = await openSqliteStore({ clock, realClock: clock });
});
afterEach(() => store.close());

const create = (username: string, scope = here) =>
  store.command(scope, (tx) => createUser(tx, { username, role: 'reader' }, {}));

describe('users', () => {
  it('are created in the account of the caller, with an event', async () => {
    const id = await create('demo');
    expect(await store.reader(system).get('user', { id })).toMatchObject({
      accountId: 1,
      username: 'demo',
      role: 'reader',
      disabled: false,
      createdBy: 'root',
    });
    expect(await store.reader(here).select('event')).toMatchObject([{ kind: 'user.created' }]);
  });

  it('have names that are unique over all accounts', async () => {
    await create('demo');
    await expect(create('demo')).rejects.toThrow(/exists already/);
    await expect(create('demo', elsewhere)).rejects.toThrow();
    expect(await store.reader(system).count('user')).toBe(1);
  });

  it('are not seen and not changed from another account', async () => {
    const id = await create('demo');
    const refused = store.command(elsewhere, (tx) => changeUser(tx, id, { role: 'admin' }));
    await expect(refused).rejects.toMatchObject({ code: 'not-found' });
    const gone = store.command(here, (tx) => rotateApiKey(tx, vault, 999));
    await expect(gone).rejects.toMatchObject({ code: 'not-found' });
  });

  it('give their API key back, sealed meanwhile', async () => {
    const id = await create('demo');
    const key = await store.command(here, (tx) => rotateApiKey(tx, vault, id));
    const user = (await store.reader(system).get('user', { id }))!;
    expect(apiKeyOf(vault, user)).toBe(key);
    expect(JSON.stringify(user)).not.toContain(key);
    expect(apiKeyOf(vault, { apiKeyEnc: null })).toBeUndefined();
  });

  it.each(['', 'a:b', ' a', 'a ', 'a"b', 'a\0b', 'a\ud800', 'apikey', 'APIKEY', 'x'.repeat(129)])(
    'are not called %j',
    async (username) => {
      await expect(create(username)).rejects.toMatchObject({ code: 'invalid' });
    },
  );

  it.each(['a', 'demo', '1234_user@example.com', 'münchen', 'two words'])(
    'may be called %j',
    async (username) => expect(await create(username)).toBe(1),
  );

  it.each(['', ' x', 'x ', '"x"', 'a\nb', 'a\0', 'x'.repeat(1025)])(
    'have no secret like %j',
    async (secret) => {
      await expect(sealSecrets(vault, { password: secret })).rejects.toThrow(/A secret has/);
      await expect(sealSecrets(vault, { apiKey: secret })).rejects.toThrow(/A secret has/);
    },
  );
});
