import { afterAll, describe, it, vi } from 'vitest';
import { ManualClock } from '../clock.js';
import { openPostgresStore } from '../store/postgres.js';
import { openSqliteStore } from '../store/sqlite.js';
import { startPostgres } from '../testing/postgres.js';
import { applyContract } from './apply.contract.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const clocks = { clock: new ManualClock(), realClock: new ManualClock() };
const server = await startPostgres();

describe('on SQLite', () => applyContract(() => openSqliteStore(clocks)));

if ('skipped' in server) {
  it.skip(`on PostgreSQL: ${server.skipped}`, () => {});
} else {
  describe('on PostgreSQL', () => {
    afterAll(() => server.stop());
    applyContract(async () => openPostgresStore({ url: await server.newDatabase(), ...clocks }));
  });
}
