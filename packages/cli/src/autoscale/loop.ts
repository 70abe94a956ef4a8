import { mkdirSync, watch } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { handoverOf, type Loaded } from '@pileus/autoscale/config';
import { type LoopMetrics, loopMetrics, runLoop } from '@pileus/autoscale/loop';
import { PartialError, UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { decisionLines, decisionsOf } from './decision-lines.js';
import { alone, loadLoop, openLoop } from './open-loop.js';

export interface LoopFlags {
  readonly config: string;
  readonly output: 'text' | 'json';
  readonly metricsPort?: number;
}

/** `pileus autoscale run`: passes until SIGINT or SIGTERM. */
export async function run(flags: LoopFlags, terminal: Terminal): Promise<void> {
  const loaded = loadLoop(flags.config, terminal);
  const port = flags.metricsPort ?? loaded.config.metrics_port;
  const metrics = port === undefined ? undefined : await loopMetrics();
  const { autoscaler, queue } = openLoop(loaded, flags.output, terminal, metrics);
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
  const loaded = loadLoop(flags.config, terminal);
  const { autoscaler, queue } = openLoop(loaded, flags.output, terminal);
  await alone(loaded, queue, async (signal) => {
    const { troubles } = await autoscaler.pass(signal);
    if (troubles.length === 0) return;
    throw new PartialError(`Not all was done: ${troubles.join(', ')}. The next pass tries again.`);
  });
}

/** `pileus autoscale dry-run`: needs no lock, since nothing is changed. */
export async function dryRun(flags: LoopFlags, terminal: Terminal): Promise<void> {
  const loaded = loadLoop(flags.config, terminal);
  const shutdown = stopRequests();
  const { autoscaler, queue } = openLoop(loaded, flags.output, terminal);
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
