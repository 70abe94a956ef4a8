import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startPostgres } from '@pileus/server/testing';
import { afterAll, describe, it } from 'vitest';
import { buildCommandLine } from './child-server.js';
import { crashContract } from './crash.contract.js';

// The servers before and after a crash open the same database.
process.env.PILEUS_KEY = randomBytes(32).toString('base64');
buildCommandLine();

const root = mkdtempSync(join(tmpdir(), 'pileus-crash-'));
const postgres = await startPostgres();

afterAll(async () => {
  if ('stop' in postgres) await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

describe('PostgreSQL', () => {
  if ('skipped' in postgres) {
    it.skip(postgres.skipped, () => {});
    return;
  }
  crashContract({
    // Most of the time they wait for the leases of the dead; PostgreSQL has connections for so many.
    parallel: 11,
    takeoverMs: 20_000,
    newPlace: async () => ({ database: await postgres.newDatabase() }),
  });
});

describe('SQLite', () => {
  crashContract({
    parallel: 4,
    // Whoever opens the file has it alone: leases end at once.
    takeoverMs: 0,
    newPlace: async () => ({ data: mkdtempSync(join(root, 'data-')) }),
  });
});
