import { afterAll, describe, expect, it, vi } from 'vitest';
import { ManualClock, realClock } from '../clock.js';
import { openPostgresStore } from '../store/postgres.js';
import { openSqliteStore } from '../store/sqlite.js';
import { system } from '../store/store.js';
import { startPostgres, startTestPlane, testAdmin } from '../testing/index.js';
import { prunerContract } from './pruner.contract.js';
import { Pruner } from './pruner.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const server = await startPostgres();

describe('SQLite', () => {
  prunerContract((clock) => openSqliteStore({ clock, realClock }));

  it('goes on to the next rows after the commands that wait', async () => {
    const clock = new ManualClock();
    const store = await openSqliteStore({ clock, realClock: clock });
    await store.command(system, (tx) =>
      tx.insertMany(
        'idempotency',
        Array.from({ length: 5000 }, (_, i) => ({
          accountId: 1,
          dialect: 'tutum' as const,
          key: `header:${i}`,
          status: 200,
          at: clock.now(),
        })),
      ),
    );
    clock.advance(24 * 3_600_000);
    const pruning = new Pruner({ store, clock, realClock: clock }).prune();
    const left = await store.command(system, (tx) => tx.count('idempotency'));
    expect(left).toBeGreaterThan(3000);
    await pruning;
    expect(await store.reader(system).count('idempotency')).toBe(0);
    await store.close();
  });
});

describe('PostgreSQL', () => {
  if ('skipped' in server) {
    it.skip(server.skipped, () => {});
    return;
  }
  afterAll(() => server.stop());
  prunerContract(async (clock) =>
    openPostgresStore({ url: await server.newDatabase(), clock, realClock }),
  );
});

describe('a control plane', () => {
  it('forgets an Idempotency-Key after a day, pruned or not, and counts what it deletes', async () => {
    const plane = await startTestPlane();
    const create = async (key: string) => {
      const answer = await plane.app.inject({
        method: 'POST',
        url: '/clusters/test-cluster-1/nodes/create',
        headers: {
          authorization: `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`,
          'idempotency-key': key,
        },
        payload: JSON.stringify({ sets: [{ nodearray: 'execute', count: 1 }] }),
      });
      expect(answer.statusCode).toBe(202);
      return answer.json().operationId as string;
    };
    const first = await create('k');
    await create('other');
    plane.manual.advance(24 * 3_600_000 - 1);
    expect(await create('k')).toBe(first);
    plane.manual.advance(1);
    const second = await create('k');
    expect(second).not.toBe(first);
    expect(await create('k')).toBe(second);
    await plane.pruner.prune();
    expect(await create('k')).toBe(second);
    const metrics = await plane.app.inject('/metrics');
    expect(metrics.body).toContain('pileus_pruned_rows_total{table="idempotency"} 1\n');
    await plane.close();
  });
});
