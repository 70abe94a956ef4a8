/** Where jobs come from: the queue port and its adapters. */
export { type AmqpQueueOptions, amqpQueue } from './amqp-queue.js';
export { readAnswer } from './answer.js';
export { type BullmqQueueOptions, bullmqQueue } from './bullmq-queue.js';
export { type CommandQueueOptions, commandQueue, nodeCommands } from './command-queue.js';
export type { EntryNeeds } from './depth.js';
export { type HttpQueueOptions, httpQueue } from './http-queue.js';
export { type PostgresQueueOptions, postgresQueue } from './postgres-queue.js';
export {
  type Demand,
  type Host,
  type JobDemand,
  type NamedNode,
  type NodeDemand,
  type NodeFacts,
  type Queue,
  QueueError,
} from './queue.js';
export { type RedisQueueOptions, redisQueue } from './redis-queue.js';

export {
  compressHostlist,
  expandHostlist,
  HostlistError,
  handOver,
  type LayoutOptions,
  type Omission,
  type Partition,
  type PowerRequest,
  type SlurmFiles,
  type SlurmFilesOptions,
  type SlurmLayout,
  type SlurmQueueOptions,
  slurmFiles,
  slurmLayout,
  slurmQueue,
} from './slurm/index.js';
