import { resolve } from 'node:path';
import { type Clock, realClock } from '@pileus/sdk/clock';
import { Client, type ClientOptions } from '@pileus/sdk/cyclecloud';
import type { ConstraintJson } from '../constraint.js';
import { Autoscaler, type AutoscalerOptions } from '../loop/autoscaler.js';
import { cycleCloudCluster } from '../loop/cyclecloud-cluster.js';
import type { LoopEvent } from '../loop/events.js';
import { stateFile } from '../loop/state-file.js';
import { amqpQueue } from '../queues/amqp-queue.js';
import { bullmqQueue } from '../queues/bullmq-queue.js';
import { commandQueue, nodeCommands } from '../queues/command-queue.js';
import { httpQueue } from '../queues/http-queue.js';
import { postgresQueue } from '../queues/postgres-queue.js';
import type { Queue } from '../queues/queue.js';
import { redisQueue } from '../queues/redis-queue.js';
import type { LayoutOptions } from '../queues/slurm/layout.js';
import { slurmQueue } from '../queues/slurm/slurm-queue.js';
import { type Loaded, settingsOf } from './load.js';
import type { QueueConfig } from './schema.js';
import { revealSecret } from './secrets.js';

export interface OpenOptions {
  readonly onEvent?: (event: LoopEvent) => void;
  /** Told when the state could not be read and was put aside. */
  readonly onDamagedState?: (movedTo: string) => void;
  readonly clock?: Clock;
  readonly client?: ClientOptions;
}

export interface Opened {
  readonly autoscaler: Autoscaler;
  readonly queue: Queue;
  readonly client: Client;
}

/** Makes the loop that a configuration describes. Nothing is asked of anybody yet. */
export function openAutoscaler(loaded: Loaded, options: OpenOptions = {}): Opened {
  const { config, planning, folder } = loaded;
  const { clock = realClock, onEvent } = options;
  const client = openClient(loaded, options.client);
  const queue = openQueue(loaded);
  const settings: AutoscalerOptions = {
    cluster: cycleCloudCluster({ client, cluster: config.cluster_name, read: planning.read }),
    queue,
    state: stateFile(resolve(folder, config.state_file), clock, options.onDamagedState),
    ...settingsOf(config, planning),
    clock,
    ...(onEvent && { onEvent }),
  };
  return { autoscaler: new Autoscaler(settings), queue, client };
}

/** What the configuration leaves open is looked up as every client does: environment, profiles, `~/.cycle`. */
export function openClient({ config, folder, env }: Loaded, options: ClientOptions = {}): Client {
  const { password, profile, timeout } = config;
  return new Client({
    env,
    ...(config.url !== undefined && { url: config.url }),
    ...(config.username !== undefined && { username: config.username }),
    ...(password !== undefined && {
      password: revealSecret('password', password, { folder, env }),
    }),
    ...(profile !== undefined && { profile }),
    ...(timeout !== undefined && { timeout }),
    ...(config.verify_certificates !== undefined && {
      verifyCertificates: config.verify_certificates,
    }),
    ...options,
  });
}

/** Folder in which Slurm's programs leave their requests. */
export const handoverOf = (loaded: Loaded): string => {
  const { queue } = loaded.config;
  const given = queue.type === 'slurm' ? queue.handover : undefined;
  return resolve(loaded.folder, given ?? 'slurm-requests');
};

/** Which node arrays are partitions. */
export const layoutOf = ({ config: { queue } }: Loaded): LayoutOptions =>
  queue.type !== 'slurm'
    ? {}
    : {
        ...(queue.nodearrays && { nodearrays: queue.nodearrays }),
        ...(queue.machine_types && { machineTypes: queue.machine_types }),
        ...(queue.default_partition !== undefined && { defaultPartition: queue.default_partition }),
        ...(queue.max_nodes !== undefined && { maxNodes: queue.max_nodes }),
      };

/** @throws ConfigError for a secret that is not there */
export function openQueue(loaded: Loaded): Queue {
  const { queue } = loaded.config;
  const opened = openPlain(loaded, queue);
  if (queue.type === 'slurm') return opened;
  const { join_command: join, drain_command: drain } = queue;
  const commands = nodeCommands({
    cwd: loaded.folder,
    ...(join && { join }),
    ...(drain && { drain }),
  });
  return { ...opened, ...commands };
}

function openPlain(loaded: Loaded, queue: QueueConfig): Queue {
  const reveal = (key: string, value: Parameters<typeof revealSecret>[1]) =>
    revealSecret(`queue.${key}`, value, loaded);
  const timeout =
    'timeout' in queue && queue.timeout !== undefined ? { timeout: queue.timeout } : {};
  switch (queue.type) {
    case 'command':
      return commandQueue({
        argv: queue.command,
        cwd: resolve(loaded.folder, queue.cwd ?? '.'),
        ...timeout,
      });
    case 'http': {
      const headers = Object.entries(queue.headers ?? {}).map(
        ([name, value]) => [name, reveal(`headers.${name}`, value)] as const,
      );
      return httpQueue({
        url: reveal('url', queue.url),
        headers: Object.fromEntries(headers),
        ...timeout,
      });
    }
    case 'slurm':
      return slurmQueue({
        ...layoutOf(loaded),
        handover: handoverOf(loaded),
        ...(queue.conf !== undefined && { conf: resolve(loaded.folder, queue.conf) }),
        ...(queue.bin !== undefined && { bin: queue.bin }),
        ...(queue.addresses !== undefined && { addresses: queue.addresses }),
      });
    case 'redis':
      return redisQueue({
        url: reveal('url', queue.url),
        lists: queue.lists,
        ...(queue.running !== undefined && { running: queue.running }),
        ...needsOf(queue),
      });
    case 'bullmq':
      return bullmqQueue({
        url: reveal('url', queue.url),
        queues: queue.queues,
        ...(queue.prefix !== undefined && { prefix: queue.prefix }),
        ...(queue.constraints_key !== undefined && { constraintsKey: queue.constraints_key }),
        ...needsOf(queue),
      });
    case 'postgres':
      return postgresQueue({ url: reveal('url', queue.url), query: queue.query, ...timeout });
    case 'amqp':
      return amqpQueue({ url: reveal('url', queue.url), queues: queue.queues, ...needsOf(queue) });
  }
}

const needsOf = ({
  constraints,
  priority,
  colocated_nodes: colocatedNodes,
}: {
  readonly constraints?: ConstraintJson | readonly ConstraintJson[] | undefined;
  readonly priority?: number | undefined;
  readonly colocated_nodes?: number | undefined;
}) => ({
  ...(constraints !== undefined && { constraints }),
  ...(priority !== undefined && { priority }),
  ...(colocatedNodes !== undefined && { colocatedNodes }),
});
