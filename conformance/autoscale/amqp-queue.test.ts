import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { amqpQueue, type Queue } from '@pileus/autoscale/queues';
import { type ChannelModel, connect } from 'amqplib';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { freePort, have, start } from './programs.js';

const ready = have('Queues of RabbitMQ', { 'rabbitmq-server': 'rabbitmq-server' });

const capacity = { buckets: [], nodes: [], limits: [] };
const { signal } = new AbortController();

interface RabbitMq {
  readonly url: string;
  stop(): Promise<void>;
}

/** A RabbitMQ that listens on the loopback interface alone and leaves nothing behind. */
async function startRabbitMq(): Promise<RabbitMq> {
  const folder = mkdtempSync(join(tmpdir(), 'pileus-rabbitmq-'));
  const [port, distribution, names] = [await freePort(), await freePort(), await freePort()];
  const env = {
    HOME: folder,
    RABBITMQ_NODENAME: `pileus-${port}@localhost`,
    RABBITMQ_NODE_IP_ADDRESS: '127.0.0.1',
    RABBITMQ_NODE_PORT: `${port}`,
    RABBITMQ_DIST_PORT: `${distribution}`,
    RABBITMQ_MNESIA_BASE: join(folder, 'data'),
    RABBITMQ_LOGS: '-',
    RABBITMQ_CONFIG_FILE: join(folder, 'rabbitmq'),
    RABBITMQ_ENABLED_PLUGINS_FILE: join(folder, 'plugins'),
    ERL_EPMD_PORT: `${names}`,
    ERL_EPMD_ADDRESS: '127.0.0.1',
  };
  // Erlang's register of names: started by hand so that it ends with the test.
  const register = start(['epmd'], { env });
  let started = () => {};
  const starting = new Promise<void>((resolve) => {
    started = resolve;
  });
  // What Debian has in its place insists on the user `rabbitmq`.
  const server = start(['/usr/lib/rabbitmq/bin/rabbitmq-server'], {
    env,
    onLine: (line) => line.includes('Server startup complete') && started(),
  });
  const stop = async () => {
    await server.stop();
    await register.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  server.child.once('close', started);
  await starting;
  if (server.child.exitCode === null) return { url: `amqp://guest:guest@127.0.0.1:${port}`, stop };
  await stop();
  throw new Error(`RabbitMQ did not start: ${server.said()}`);
}

describe.skipIf(!ready)('queues of RabbitMQ', () => {
  let rabbit: RabbitMq;
  let producer: ChannelModel;
  const opened: Queue[] = [];
  const queueOf = (queues: readonly string[], url = rabbit.url) => {
    const queue = amqpQueue({ url, queues, constraints: { ncpus: 2 } });
    opened.push(queue);
    return queue;
  };

  beforeAll(async () => {
    rabbit = await startRabbitMq();
    producer = await connect(rabbit.url);
  }, 60_000);
  afterEach(async () => {
    for (const queue of opened.splice(0)) await queue.close?.();
  });
  afterAll(async () => {
    await producer?.close();
    await rabbit?.stop();
  }, 30_000);

  /** Messages that are known to be in the queue. */
  async function publish(queue: string, count: number) {
    const channel = await producer.createConfirmChannel();
    await channel.assertQueue(queue);
    for (let n = 0; n < count; n++) channel.sendToQueue(queue, Buffer.from(`${n}`));
    await channel.waitForConfirms();
    return channel;
  }

  const iterations = (count: number, name: string) => ({
    name,
    constraints: { ncpus: 2 },
    iterations: count,
  });

  test('are jobs of as many iterations as messages wait; an empty one is none', async () => {
    await (await publish('images', 40)).close();
    await (await publish('videos', 3)).close();
    await (await publish('idle', 0)).close();
    const queue = queueOf(['images', 'idle', 'videos']);
    const jobs = [iterations(40, 'images'), iterations(3, 'videos')];
    expect(await queue.read(signal, capacity)).toEqual({ kind: 'jobs', jobs });
  });

  test('count what waits alone: what a worker holds is not seen, what it gives back is', async () => {
    const worker = await publish('held', 5);
    const queue = queueOf(['held']);
    const held = await worker.get('held');
    const reading = await queue.read(signal, capacity);
    expect(reading).toEqual({ kind: 'jobs', jobs: [iterations(4, 'held')] });
    if (held) worker.nack(held);
    // A channel answers in order: after this the message is back.
    await worker.checkQueue('held');
    const again = await queue.read(signal, capacity);
    expect(again).toEqual({ kind: 'jobs', jobs: [iterations(5, 'held')] });
    await worker.close();
  });

  test('that are not there are named, and the next pass finds them once they are', async () => {
    const queue = queueOf(['late']);
    await expect(queue.read(signal, capacity)).rejects.toThrow(
      "RabbitMQ: there is no queue 'late'.",
    );
    await (await publish('late', 1)).close();
    expect(await queue.read(signal, capacity)).toEqual({
      kind: 'jobs',
      jobs: [iterations(1, 'late')],
    });
  });

  test('of a server that refuses or is away are told without the password', async () => {
    const wrong = rabbit.url.replace('guest:guest', 'guest:hush');
    const away = 'amqp://guest:hush@127.0.0.1:1';
    for (const [url, why] of [
      [wrong, /RabbitMQ: .*ACCESS.REFUSED/i],
      [away, /RabbitMQ: .*ECONNREFUSED/],
    ] as const) {
      const error = await queueOf(['images'], url)
        .read(signal, capacity)
        .catch((reason: Error) => reason);
      expect(String(error)).toMatch(why);
      expect(String(error)).not.toContain('hush');
    }
  });
});
