import { afterAll, describe, test } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { startPostgres } from '../testing/postgres.js';
import { openPostgresStore } from './postgres.js';
import { storeContract } from './store.contract.js';

const server = await startPostgres();

if ('skipped' in server) {
  test.skip(`PostgreSQL: ${server.skipped}`, () => {});
} else {
  describe('PostgreSQL', () => {
    afterAll(() => server.stop());
    storeContract(async () =>
      openPostgresStore({ url: await server.newDatabase(), clock: new ManualClock(), realClock }),
    );
  });
}
