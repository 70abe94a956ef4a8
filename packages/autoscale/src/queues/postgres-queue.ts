import type { Pool } from 'pg';
import { JobError, parseJobs } from '../job.js';
import { optional } from './optional.js';
import { type Queue, QueueError } from './queue.js';

export interface PostgresQueueOptions {
  /** `postgres://user:password@host/database`. */
  readonly url: string;
  /**
   * A query whose rows are jobs. The columns are the keys of a job with `_` for `-`: `name`, `constraints` (JSON),
   * `iterations`, `node_count`, `colocated`, `priority`, `executing_hostnames` (a text array).
   */
  readonly query: string;
  /** Seconds. Default 60. */
  readonly timeout?: number;
}

/** A table of jobs in PostgreSQL. The query runs in a read-only transaction. */
export function postgresQueue({ url, query, timeout = 60 }: PostgresQueueOptions): Queue {
  let pool: Promise<Pool> | undefined;
  return {
    name: 'postgres',
    async read() {
      pool ??= open(url, timeout);
      const connections = await pool;
      const rows = await select(connections, query).catch((error: unknown) => {
        throw new QueueError(`PostgreSQL: ${(error as Error).message}`, { cause: error });
      });
      try {
        return { kind: 'jobs', jobs: parseJobs(rows.map(jobRow)) };
      } catch (error) {
        if (!(error instanceof JobError)) throw error;
        throw new QueueError(`PostgreSQL: ${error.message}`, { cause: error });
      }
    },
    async close() {
      await (await pool)?.end();
    },
  };
}

async function open(url: string, timeout: number): Promise<Pool> {
  const { default: pg } = await optional('pg', 'postgres', () => import('pg'));
  const pool = new pg.Pool({
    connectionString: url,
    max: 1,
    connectionTimeoutMillis: 10_000,
    statement_timeout: timeout * 1000,
    application_name: 'pileus-autoscale',
  });
  pool.on('error', () => {});
  return pool;
}

async function select(pool: Pool, query: string): Promise<Record<string, unknown>[]> {
  const client = await pool.connect();
  try {
    await client.query('begin transaction read only');
    const { rows } = await client.query<Record<string, unknown>>(query);
    await client.query('commit');
    client.release();
    return rows;
  } catch (error) {
    // A connection in an unknown state is not used again.
    client.release(true);
    throw error;
  }
}

function jobRow(row: Record<string, unknown>): Record<string, unknown> {
  const entries = Object.entries(row).map(([column, value]) => [
    column.replaceAll('_', '-'),
    value,
  ]);
  const job = Object.fromEntries(entries) as Record<string, unknown>;
  // The driver gives 64-bit integers and decimals as text.
  if (typeof job.priority === 'string' && job.priority !== '') job.priority = Number(job.priority);
  return job;
}
