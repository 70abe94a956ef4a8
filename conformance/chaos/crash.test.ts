import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlPlaneOptions, startControlPlane } from '@pileus/server';
import { startPostgres } from '@pileus/server/testing';
import { afterAll, describe, it } from 'vitest';
import { buildCommandLine } from './child-server.js';
import { crashContract, type Place } from './crash.contract.js';

// The servers before and after a crash, and the audit, open the same database.
process.env.PILEUS_KEY = randomBytes(32).toString('base64');
buildCommandLine();

const root = mkdtempSync(join(tmpdir(), 'pileus-crash-'));
const postgres = await startPostgres();

afterAll(async () => {
  if ('stop' in postgres) await postgres.stop();
  rmSync(root, { recursive: true, force: true });
});

const placeOf = (
  args: readonly string[],
  options: Pick<ControlPlaneOptions, 'data' | 'database'>,
): Place => ({
  args,
  inspect: async (look) => {
    const plane = await startControlPlane(options, { reconcile: false, listen: false });
    try {
      return await look(plane.store);
    } finally {
      await plane.close();
    }
  },
});

describe('PostgreSQL', () => {
  if ('skipped' in postgres) {
    it.skip(postgres.skipped, () => {});
    return;
  }
  crashContract({
    // Most of the time they wait for the leases of the dead.
    parallel: 9,
    takeoverMs: 20_000,
    newPlace: async () => {
      const database = await postgres.newDatabase();
      return placeOf(['--database', database], { database });
    },
  });
});

describe('SQLite', () => {
  crashContract({
    parallel: 2,
    // Whoever opens the file has it alone: leases end at once.
    takeoverMs: 0,
    newPlace: async () => {
      const data = mkdtempSync(join(root, 'data-'));
      return placeOf(['--data', data], { data });
    },
  });
});
