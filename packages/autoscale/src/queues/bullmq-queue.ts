import type { Job as BullJob, Queue as BullQueue } from 'bullmq';
import type { Redis } from 'ioredis';
import type { ConstraintJson } from '../constraint.js';
import type { Job } from '../job.js';
import { type EntryNeeds, entriesJob, runningJob } from './depth.js';
import { optional } from './optional.js';
import { type Queue, QueueError } from './queue.js';
import { connectRedis } from './redis-queue.js';

export interface BullmqQueueOptions extends EntryNeeds {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. */
  readonly url: string;
  readonly queues: readonly string[];
  /** Of the keys in Redis. Default BullMQ's own, `bull`. */
  readonly prefix?: string;
  /**
   * Key of a job's data that holds its own constraints: `needs` for `{ needs: { ncpus: 4 } }`. Jobs without it need
   * what `constraints` says.
   */
  readonly constraintsKey?: string;
}

/** As many jobs are looked at one by one; the rest of a longer queue is taken to be alike. */
const mostRead = 10_000;

/**
 * Queues of BullMQ: waiting, prioritised and active jobs. A worker whose `name` option is its hostname keeps its
 * node while it works.
 */
export function bullmqQueue(options: BullmqQueueOptions): Queue {
  let opened: Promise<Opened> | undefined;
  return {
    name: `bullmq ${options.queues.join(', ')}`,
    async read() {
      opened ??= open(options);
      const jobs: Job[] = [];
      try {
        for (const queue of (await opened).queues) jobs.push(...(await jobsOf(queue, options)));
      } catch (error) {
        if (error instanceof QueueError) throw error;
        throw new QueueError(`BullMQ: ${(error as Error).message}`, { cause: error });
      }
      return { kind: 'jobs', jobs };
    },
    async close() {
      if (!opened) return;
      const { queues, connection } = await opened;
      for (const queue of queues) await queue.close();
      connection.disconnect();
    },
  };
}

interface Opened {
  readonly queues: readonly BullQueue[];
  readonly connection: Redis;
}

async function open(options: BullmqQueueOptions): Promise<Opened> {
  const { Queue } = await optional('bullmq', 'bullmq', () => import('bullmq'));
  const connection = await connectRedis(options.url, 'bullmq');
  const prefix = options.prefix === undefined ? {} : { prefix: options.prefix };
  const queues = options.queues.map((name) => {
    const queue = new Queue(name, { connection, ...prefix });
    queue.on('error', () => {});
    return queue;
  });
  return { queues, connection };
}

async function jobsOf(queue: BullQueue, options: BullmqQueueOptions): Promise<Job[]> {
  const { waiting = 0, prioritized = 0 } = await queue.getJobCounts('waiting', 'prioritized');
  const jobs: Job[] = [];
  const { constraintsKey } = options;
  let plain = waiting + prioritized;
  if (constraintsKey !== undefined) {
    const special = new Map<string, { needs: ConstraintJson; count: number }>();
    for (const job of await queue.getJobs(['waiting', 'prioritized'], 0, mostRead - 1, true)) {
      const needs = needsOf(job, constraintsKey);
      if (!needs) continue;
      const key = JSON.stringify(needs);
      const known = special.get(key);
      if (known) known.count++;
      else special.set(key, { needs, count: 1 });
      plain--;
    }
    for (const [key, { needs, count }] of special) {
      jobs.push(...entriesJob(`${queue.name} ${key}`, count, { ...options, constraints: needs }));
    }
  }
  jobs.push(...entriesJob(queue.name, plain, options));
  const running = new Map<string, { job: BullJob; count: number }>();
  let unknown = 0;
  for (const job of await queue.getJobs(['active'], 0, mostRead - 1)) {
    const host = job?.processedBy;
    if (!host) unknown++;
    else running.set(host, { job, count: (running.get(host)?.count ?? 0) + 1 });
  }
  jobs.push(...entriesJob(`${queue.name} (active)`, unknown, options));
  for (const [host, { job, count }] of running) {
    const needs = constraintsKey === undefined ? undefined : needsOf(job, constraintsKey);
    const name = `${queue.name} on ${host}`;
    jobs.push(runningJob(name, host, count, { ...options, ...(needs && { constraints: needs }) }));
  }
  return jobs;
}

function needsOf(job: BullJob | undefined, key: string): ConstraintJson | undefined {
  const needs: unknown = (job?.data as Record<string, unknown> | undefined)?.[key];
  return typeof needs === 'object' && needs !== null ? (needs as ConstraintJson) : undefined;
}
