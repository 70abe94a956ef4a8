import type { ChannelModel } from 'amqplib';
import { type EntryNeeds, entriesJob } from './depth.js';
import { optional } from './optional.js';
import { type Queue, QueueError } from './queue.js';

export interface AmqpQueueOptions extends EntryNeeds {
  /** `amqp://user:password@host:5672/vhost`, or `amqps://`. */
  readonly url: string;
  readonly queues: readonly string[];
}

/**
 * Queues of RabbitMQ by their depth: messages that are ready. Messages that workers hold are not seen, so give
 * `drain` a command that knows, or an idle timeout longer than a message takes.
 */
export function amqpQueue(options: AmqpQueueOptions): Queue {
  let connection: ChannelModel | undefined;
  const open = async (): Promise<ChannelModel> => {
    if (connection) return connection;
    const { connect } = await optional('amqplib', 'amqp', () => import('amqplib'));
    const opened = await connect(options.url, { timeout: 10_000 });
    opened.on('error', () => {});
    opened.on('close', () => {
      connection = undefined;
    });
    connection = opened;
    return opened;
  };
  return {
    name: `amqp ${options.queues.join(', ')}`,
    async read() {
      try {
        const jobs = [];
        const opened = await open();
        for (const name of options.queues) {
          jobs.push(...entriesJob(name, await depth(opened, name), options));
        }
        return { kind: 'jobs', jobs };
      } catch (error) {
        if (error instanceof QueueError) throw error;
        throw new QueueError(`RabbitMQ: ${(error as Error).message}`, { cause: error });
      }
    },
    async close() {
      await connection?.close();
    },
  };
}

/** Asking for a queue that is not there closes the channel: each question gets its own. */
async function depth(connection: ChannelModel, queue: string): Promise<number> {
  const channel = await connection.createChannel();
  channel.on('error', () => {});
  try {
    const { messageCount } = await channel.checkQueue(queue);
    await channel.close();
    return messageCount;
  } catch (error) {
    if ((error as { code?: unknown }).code !== 404) throw error;
    throw new QueueError(`RabbitMQ: there is no queue '${queue}'.`, { cause: error });
  }
}
