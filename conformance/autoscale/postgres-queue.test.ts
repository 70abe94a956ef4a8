import { postgresQueue } from '@pileus/autoscale/queues';
import { startPostgres, type TestPostgres } from '@pileus/server/testing';
import { afterAll, describe, expect, test } from 'vitest';

const started = await startPostgres();
if ('skipped' in started) console.warn(`SKIPPED: A queue in PostgreSQL: ${started.skipped}`);

const capacity = { buckets: [], nodes: [], limits: [] };
const { signal } = new AbortController();

describe.skipIf('skipped' in started)('a queue in PostgreSQL', () => {
  const { url, stop } = started as TestPostgres;
  const opened: { close?(): Promise<void> }[] = [];
  const queueOf = (query: string, at = url) => {
    const queue = postgresQueue({ url: at, query });
    opened.push(queue);
    return queue;
  };
  afterAll(async () => {
    for (const queue of opened) await queue.close?.();
    await stop();
  });

  test('rows become jobs, with JSON, arrays and 64-bit numbers', async () => {
    const queue = queueOf(`
      select id::text as name, json_build_object('ncpus', cores) as constraints,
             hosts as executing_hostnames, 5::bigint as priority, count(*) over () as iterations
      from (values (1, 2, null::text[]), (2, 4, array['htc-1'])) as jobs (id, cores, hosts)`);
    expect(await queue.read(signal, capacity)).toEqual({
      kind: 'jobs',
      jobs: [
        { name: '1', constraints: { ncpus: 2 }, iterations: 2, priority: 5 },
        {
          ...{ name: '2', constraints: { ncpus: 4 }, iterations: 2, priority: 5 },
          executingHostnames: ['htc-1'],
        },
      ],
    });
  });

  test('a query can change nothing, and the next pass reads again', async () => {
    const queue = queueOf('create table slip (id int)');
    for (let pass = 0; pass < 2; pass++) {
      await expect(queue.read(signal, capacity)).rejects.toThrow(/read-only transaction/);
    }
  });

  test('a server that is away is told without the password', async () => {
    const queue = queueOf('select 1', 'postgres://me:hush@127.0.0.1:1/jobs');
    const error = await queue.read(signal, capacity).catch((reason: Error) => reason);
    expect(String(error)).toMatch(/PostgreSQL: .*ECONNREFUSED/);
    expect(String(error)).not.toContain('hush');
  });
});
