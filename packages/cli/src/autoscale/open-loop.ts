import { resolve } from 'node:path';
import {
  ConfigError,
  type Loaded,
  loadConfig,
  type Opened,
  openAutoscaler,
} from '@pileus/autoscale/config';
import { type LoopEvent, type LoopMetrics, takeLock } from '@pileus/autoscale/loop';
import type { Queue } from '@pileus/autoscale/queues';
import { UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { eventLine } from './event-line.js';

/** Reads the configuration of the loop. @throws UsageError for one that is wrong */
export function loadLoop(path: string, { env }: Terminal): Loaded {
  try {
    return loadConfig(path, env);
  } catch (error) {
    if (error instanceof ConfigError) throw new UsageError(error.message, { cause: error });
    throw error;
  }
}

/** Holds the lock while something is done, so that nobody else scales the cluster. */
export async function alone(
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

/** Makes the loop, whose events are printed. @throws UsageError for an address or a secret that is none */
export function openLoop(
  loaded: Loaded,
  output: 'text' | 'json',
  terminal: Terminal,
  metrics?: LoopMetrics,
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
