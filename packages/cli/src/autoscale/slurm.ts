import { chmodSync, existsSync, mkdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { handoverOf, layoutOf, loadConfig, openClient } from '@pileus/autoscale/config';
import { cycleCloudCluster } from '@pileus/autoscale/loop';
import {
  expandHostlist,
  HostlistError,
  handOver,
  type PowerRequest,
  slurmFiles,
  slurmLayout,
} from '@pileus/autoscale/queues';
import { realClock } from '@pileus/sdk/clock';
import { UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';

/** What Slurm's programs call: writes the request down and ends. */
export async function handOverNodes(
  kind: PowerRequest['kind'],
  hostlist: string,
  flags: { readonly handover: string },
): Promise<void> {
  await handOver(flags.handover, { kind, nodes: readHostlist(hostlist) }, realClock);
}

function readHostlist(text: string): string[] {
  try {
    return expandHostlist(text);
  } catch (error) {
    if (error instanceof HostlistError) throw new UsageError(error.message);
    throw error;
  }
}

interface GenerateFlags {
  readonly config: string;
  readonly folder: string;
  readonly suspendTime?: number;
  readonly resumeTimeout?: number;
  readonly suspendTimeout?: number;
  readonly localPorts?: number;
}

const programs = {
  resume: 'pileus-resume',
  suspend: 'pileus-suspend',
  resumeFail: 'pileus-resume-fail',
} as const;

/** `pileus autoscale slurm generate`: files that change are kept under a name with `.old`. */
export async function generate(flags: GenerateFlags, terminal: Terminal): Promise<void> {
  const loaded = loadConfig(flags.config, terminal.env);
  if (loaded.config.queue.type !== 'slurm') {
    throw new UsageError(
      `${flags.config}: the queue is of type ${loaded.config.queue.type}, not slurm.`,
    );
  }
  const client = openClient(loaded);
  const cluster = cycleCloudCluster({
    client,
    cluster: loaded.config.cluster_name,
    read: loaded.planning.read,
  });
  const shutdown = stopRequests();
  const { capacity } = await cluster.read(shutdown.signal).finally(() => shutdown.release());
  const folder = resolve(flags.folder);
  const layout = slurmLayout(capacity, layoutOf(loaded));
  const files = slurmFiles(layout, {
    programs: {
      resume: join(folder, programs.resume),
      suspend: join(folder, programs.suspend),
      resumeFail: join(folder, programs.resumeFail),
    },
    ...(flags.suspendTime !== undefined && { suspendTime: flags.suspendTime }),
    ...(flags.resumeTimeout !== undefined && { resumeTimeout: flags.resumeTimeout }),
    ...(flags.suspendTimeout !== undefined && { suspendTimeout: flags.suspendTimeout }),
    ...(flags.localPorts !== undefined && { localPorts: flags.localPorts }),
  });
  mkdirSync(folder, { recursive: true });
  mkdirSync(handoverOf(loaded), { recursive: true, mode: 0o700 });
  for (const [name, text] of Object.entries(files)) write(join(folder, name), text, 0o644);
  const handover = handoverOf(loaded);
  write(join(folder, programs.resume), script('resume', handover), 0o755);
  write(join(folder, programs.suspend), script('suspend', handover), 0o755);
  write(join(folder, programs.resumeFail), script('resume-fail', handover), 0o755);
  for (const { name, count, bucket } of layout.partitions) {
    terminal.write(`partition ${name}: ${count} nodes of ${bucket.machineType}\n`);
  }
  for (const { what, why } of layout.omissions) terminal.note(`Left out: ${what}: ${why}.`);
  terminal.note(`Put this line into slurm.conf: include ${join(folder, 'pileus.conf')}`);
}

/** Slurm gives its programs next to no environment: all paths are whole. */
const script = (verb: string, handover: string): string =>
  [
    '#!/bin/sh',
    `exec ${[process.execPath, resolve(process.argv[1] ?? 'pileus')].map(quote).join(' ')} \\`,
    `  autoscale slurm ${verb} --handover ${quote(handover)} "$1"`,
    '',
  ].join('\n');

const quote = (text: string): string =>
  /^[\w./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;

function write(path: string, text: string, mode: number): void {
  const kept = existsSync(path) ? statSync(path).mode & 0o777 : mode;
  if (existsSync(path)) renameSync(path, `${path}.old`);
  writeFileSync(path, text, { mode: kept });
  chmodSync(path, kept);
}
