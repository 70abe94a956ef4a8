import type { Redis } from 'ioredis';
import { type EntryNeeds, entriesJob, runningJob } from './depth.js';
import { optional } from './optional.js';
import { type Queue, QueueError } from './queue.js';

export interface RedisQueueOptions extends EntryNeeds {
  /** `redis://user:password@host:6379/0`, or `rediss://` for TLS. */
  readonly url: string;
  /** Lists (or streams, or sorted sets) whose entries are jobs. */
  readonly lists: readonly string[];
  /**
   * Keys of the lists that hold what a worker took: `work:running:<hostname>`, written with `*` for the hostname.
   * The hosts are kept while their list is not empty. Absent: nodes may go while they work.
   */
  readonly running?: string;
}

/** Lists in Redis (or Valkey). */
export function redisQueue(options: RedisQueueOptions): Queue {
  const { lists, running } = options;
  if (running !== undefined && running.split('*').length !== 2) {
    throw new QueueError(`'running' must hold one '*' where the hostname stands: ${running}`);
  }
  let client: Promise<Redis> | undefined;
  return {
    name: `redis ${lists.join(', ')}`,
    async read() {
      client ??= connectRedis(options.url, 'redis');
      const redis = await client;
      try {
        const jobs = [];
        for (const list of lists) jobs.push(...entriesJob(list, await depth(redis, list), options));
        if (running !== undefined) {
          for await (const { host, count } of taken(redis, running)) {
            jobs.push(runningJob(`running on ${host}`, host, count, options));
          }
        }
        return { kind: 'jobs', jobs };
      } catch (error) {
        if (error instanceof QueueError) throw error;
        throw new QueueError(`Redis: ${(error as Error).message}`, { cause: error });
      }
    },
    async close() {
      (await client)?.disconnect();
    },
  };
}

/** @throws (rejects) QueueError when the package `ioredis` is missing */
export async function connectRedis(url: string, kind: string): Promise<Redis> {
  const { Redis } = await optional('ioredis', kind, () => import('ioredis'));
  const redis = new Redis(url, {
    lazyConnect: true,
    // The next pass tries again: nothing waits for a server that is away.
    maxRetriesPerRequest: 1,
    connectTimeout: 10_000,
  });
  // Without a listener an unreachable server would end the process; each command reports it.
  redis.on('error', () => {});
  return redis;
}

async function depth(redis: Redis, key: string): Promise<number> {
  const type = await redis.type(key);
  switch (type) {
    case 'none':
      return 0;
    case 'list':
      return redis.llen(key);
    case 'stream':
      return redis.xlen(key);
    case 'zset':
      return redis.zcard(key);
    case 'set':
      return redis.scard(key);
    default:
      throw new QueueError(`Redis: key '${key}' is a ${type}, not a list.`);
  }
}

async function* taken(redis: Redis, pattern: string) {
  const [before, after] = pattern.split('*') as [string, string];
  const match = `${escapeGlob(before)}*${escapeGlob(after)}`;
  const seen = new Set<string>();
  let cursor = '0';
  do {
    const [next, keys] = await redis.scan(cursor, 'MATCH', match, 'COUNT', 1000);
    cursor = next;
    for (const key of keys) {
      // A scan may give a key twice.
      if (seen.has(key)) continue;
      seen.add(key);
      const host = key.slice(before.length, key.length - after.length);
      const count = await depth(redis, key);
      if (count > 0) yield { host, count };
    }
  } while (cursor !== '0');
}

const escapeGlob = (text: string): string => text.replace(/[\\*?[\]]/g, '\\$&');
