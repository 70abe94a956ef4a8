import { randomBytes } from 'node:crypto';
import { startControlPlane } from '@pileus/server';
import { startPostgres } from '@pileus/server/testing';
import { afterAll, describe, it } from 'vitest';
import { buildCommandLine } from './child-server.js';
import { crashContract } from './crash.contract.js';

const postgres = await startPostgres();

describe('PostgreSQL', () => {
  if ('skipped' in postgres) {
    it.skip(postgres.skipped, () => {});
    return;
  }
  afterAll(() => postgres.stop());
  const key = randomBytes(32).toString('base64');
  process.env.PILEUS_KEY = key;

  crashContract(async () => {
    buildCommandLine();
    return {
      // Most of the time they wait for the leases of the dead.
      parallel: 7,
      takeoverMs: 20_000,
      newPlace: async () => {
        const database = await postgres.newDatabase();
        return {
          args: ['--database', database],
          env: { PILEUS_KEY: key },
          inspect: async (look) => {
            const plane = await startControlPlane(
              { database },
              { reconcile: false, listen: false },
            );
            try {
              return await look(plane.store);
            } finally {
              await plane.close();
            }
          },
        };
      },
    };
  });
});
