import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startControlPlane } from '@pileus/server';
import { afterAll, describe } from 'vitest';
import { buildCommandLine } from './child-server.js';
import { crashContract } from './crash.contract.js';

describe('SQLite', () => {
  const root = mkdtempSync(join(tmpdir(), 'pileus-crash-'));
  afterAll(() => rmSync(root, { recursive: true, force: true }));

  crashContract(async () => {
    buildCommandLine();
    return {
      parallel: 3,
      takeoverMs: 15_000,
      newPlace: async () => {
        const data = mkdtempSync(join(root, 'data-'));
        return {
          args: ['--data', data],
          inspect: async (look) => {
            const plane = await startControlPlane({ data }, { reconcile: false, listen: false });
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
