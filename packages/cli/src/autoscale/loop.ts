import { mkdirSync, watch } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import {
  ConfigError,
  handoverOf,
  type Loaded,
  loadConfig,
  type Opened,
  openAutoscaler,
} from '@pileus/autoscale/config';
import {
  type LoopEvent,
  type LoopMetrics,
  loopMetrics,
  type PassReport,
  runLoop,
  takeLock,
} from '@pileus/autoscale/loop';
import type { Queue } from '@pileus/autoscale/queues';
import { PartialError, UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { eventLine } from './event-line.js';

export interface LoopFlags {
  readonly config: string;
  readonly output: 'text' | 'json';
  readonly metricsPort?: number;
}

/** `pileus autoscale run`: passes until SIGINT or SIGTERM. */
export async function run(flags: LoopFlags, terminal: Terminal): Promise<void> {
  const loaded = load(flags, terminal);
  const port = flags.metricsPort ?? loaded.config.metrics_port;
  const metrics = port === undefined ? undefined : await loopMetrics();
  const { autoscaler, queue } = open(loaded, flags, terminal, metrics);
  await alone(loaded, queue, async (signal) => {
    const server = metrics && (await serveMetrics(metrics, loaded, port!));
    const { cluster_name: cluster, interval } = loaded.config;
    terminal.note(`Scaling ${cluster} for ${queue.name}, every ${interval} s. Ctrl-C stops.`);
    if (server) terminal.note(`Metrics: ${server.url}`);
    await runLoop(autoscaler, {
      signal,
      interval,
      ...(loaded.config.queue.type === 'slurm' && { onWake: wakeByHandover(loaded) }),
      ...(metrics && { onPass: metrics.onPass }),
      onFailure: (error, delay) => {
        metrics?.onFailure();
        const { message } = error as Error;
        terminal.note(`The pass could not be made, the next one is in ${delay} s: ${message}`);
      },
    }).finally(() => server?.close());
    terminal.note('Stopped.');
  });
}

/** `pileus autoscale once`: one pass. @throws PartialError when a step did not succeed */
export async function once(flags: LoopFlags, terminal: Terminal): Promise<void> {
  const loaded = load(flags, terminal);
  const { autoscaler, queue } = open(loaded, flags, terminal, undefined);
  await alone(loaded, queue, async (signal) => {
    const { troubles } = await autoscaler.pass(signal);
    if (troubles.length === 0) return;
    throw new PartialError(`Not all was done: ${troubles.join(', ')}. The next pass tries again.`);
  });
}

/** `pileus autoscale dry-run`: needs no lock, since nothing is changed. */
export async function dryRun(flags: LoopFlags, terminal: Terminal): Promise<void> {
  const loaded = load(flags, terminal);
  const shutdown = stopRequests();
  const { autoscaler, queue } = open(loaded, flags, terminal, undefined);
  try {
    const report = await autoscaler.dryRun(shutdown.signal);
    const decisions = decisionsOf(report);
    if (flags.output === 'json') terminal.write(`${JSON.stringify(decisions, null, 2)}\n`);
    else for (const line of decisionLines(decisions)) terminal.write(`${line}\n`);
  } finally {
    await queue.close?.();
    shutdown.release();
  }
}

function load(flags: LoopFlags, { env }: Terminal): Loaded {
  try {
    return loadConfig(flags.config, env);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Holds the lock while something is done, so that nobody else scales the cluster. */
async function alone(
  { config, folder }: Loaded,
  queue: Queue,
  act: (signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const path = config.lock_file === null ? undefined : resolve(folder, config.lock_file);
  const release = path === undefined ? undefined : await takeLock(path);
  const shutdown = stopRequests();
  try {
    await act(shutdown.signal);
  } finally {
    await queue.close?.();
    shutdown.release();
    await release?.();
  }
}

function open(
  loaded: Loaded,
  { output }: LoopFlags,
  terminal: Terminal,
  metrics: LoopMetrics | undefined,
): Opened {
  const show = (event: LoopEvent) =>
    terminal.write(`${output === 'json' ? JSON.stringify(event) : eventLine(event)}\n`);
  try {
    return openAutoscaler(loaded, {
      onEvent: (event) => {
        metrics?.onEvent(event);
        show(event);
      },
      onDamagedState: (movedTo) =>
        terminal.note(`The state file could not be read: it is kept as ${movedTo}.`),
    });
  } catch (error) {
    const { argument } = error as { argument?: unknown };
    if (error instanceof ConfigError || argument !== undefined) {
      throw new UsageError((error as Error).message, { cause: error });
    }
    throw error;
  }
}

/** A pass begins as soon as one of Slurm's programs has left a request. */
const wakeByHandover = (loaded: Loaded) => (wake: () => void) => {
  const folder = handoverOf(loaded);
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const watcher = watch(folder, (_, name) => {
    // Each request arrives by being renamed to its final name; the loop's own removals wake nobody.
    if (name?.endsWith('.json')) wake();
  });
  return () => watcher.close();
};

async function serveMetrics(metrics: LoopMetrics, { config }: Loaded, port: number) {
  const server = createServer((request, response) => {
    if (request.method !== 'GET' || request.url?.split('?')[0] !== '/metrics') {
      response.writeHead(404).end('Metrics are at /metrics.\n');
      return;
    }
    metrics.text().then(
      (text) => response.writeHead(200, { 'content-type': metrics.contentType }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((done, failed) => {
    server.once('error', failed);
    server.listen(port, config.metrics_host, done);
  }).catch((error: Error) => {
    throw new UsageError(`Metrics cannot be served: ${error.message}`);
  });
  const { port: bound } = server.address() as AddressInfo;
  return {
    url: `http://${config.metrics_host}:${bound}/metrics`,
    close: () => server.close(),
  };
}

function decisionsOf({ demand, decisions }: PassReport) {
  const leaving = [...decisions.remove, ...decisions.idle];
  return {
    jobs: demand.jobs.length,
    create: decisions.create.map(({ jobs, ...set }) => ({
      ...set,
      jobs: [...new Set(jobs.flatMap((each) => Object.keys(each)))],
    })),
    start: decisions.start.map(({ name }) => name),
    join: decisions.join.map(({ name }) => name),
    delete: leaving.map(({ node, reason }) => ({ node: node.name, reason })),
    unplaced: decisions.unplaced.map(({ job, missing, reason }) => ({ job, missing, reason })),
    ...(decisions.facts && { missing: decisions.facts.missing, kept: decisions.facts.kept }),
  };
}

function decisionLines(decisions: ReturnType<typeof decisionsOf>): string[] {
  const lines = [
    ...decisions.create.map(({ nodearray, machineType, placementGroup, count, nodeName, jobs }) => {
      const place = placementGroup === undefined ? '' : ` in ${placementGroup}`;
      const whom = jobs.length > 0 ? ` for ${jobs.join(', ')}` : nodeName ? `: ${nodeName}` : '';
      return `create ${count} ${nodearray} ${machineType}${place}${whom}`;
    }),
    ...decisions.start.map((node) => `start ${node}`),
    ...decisions.join.map((node) => `join ${node}`),
    ...decisions.delete.map(({ node, reason }) => `delete ${node}: ${reason}`),
    ...decisions.unplaced.map(({ job, reason }) => `unplaced ${job}: ${reason}`),
    ...(decisions.missing ?? []).map((node) => `missing ${node}`),
    ...(decisions.kept ?? []).map((node) => `kept ${node}`),
  ];
  return lines.length > 0 ? lines : ['Nothing is to be done.'];
}
