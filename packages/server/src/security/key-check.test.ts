import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { openSqliteStore } from '../store/sqlite.js';
import type { Store } from '../store/store.js';
import { checkKey } from './key-check.js';
import { Vault } from './vault.js';

const clock = new ManualClock();
let store: Store;
beforeEach(async () => {
  store = await openSqliteStore({ clock, realClock: clock });
});
afterEach(() => store.close());

describe('checkKey', () => {
  it('lets a database be opened with its first key only', async () => {
    await checkKey(store, new Vault(Buffer.alloc(32, 1)));
    await checkKey(store, new Vault(Buffer.alloc(32, 1)));
    await expect(checkKey(store, new Vault(Buffer.alloc(32, 2)))).rejects.toThrow(/another key/);
    await checkKey(store, new Vault(Buffer.alloc(32, 1)));
  });
});
