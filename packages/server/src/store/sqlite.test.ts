import { describe } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { openSqliteStore } from './sqlite.js';
import { storeContract } from './store.contract.js';

describe('SQLite', () => {
  storeContract(() => openSqliteStore({ clock: new ManualClock(), realClock }));
});
