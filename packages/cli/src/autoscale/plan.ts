import { writeFileSync } from 'node:fs';
import { type PlanDocument, type PlanFile, planDocument } from '@pileus/autoscale';
import { realClock, realRandom } from '@pileus/sdk/clock';
import { uuid } from '@pileus/sdk/http';
import { UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { loadPlan } from './files.js';
import { loadLoop, openLoop } from './open-loop.js';
import type { FileFlags } from './options.js';
import { printPlan } from './plan-table.js';

interface PlanFlags extends FileFlags {
  readonly output: 'table' | 'json';
  readonly out?: string;
}

/** Plans for a queue and a cluster, from files or live, and prints or writes the plan. Nothing is changed. */
export async function plan(flags: PlanFlags, terminal: Terminal): Promise<void> {
  const document = areFiles(flags)
    ? planDocument(loadPlan(flags).planner)
    : await planLive(flags, terminal);
  const file: PlanFile = {
    id: uuid(realRandom),
    madeAt: new Date(realClock.now()).toISOString(),
    ...document,
  };
  const text = `${JSON.stringify(file, null, 2)}\n`;
  if (flags.out !== undefined) write(flags.out, text);
  if (flags.output === 'json') terminal.write(text);
  else await printPlan(file, terminal);
  if (flags.out === undefined) return;
  const next = `pileus autoscale apply ${flags.out} -c ${flags.config ?? 'autoscale.yaml'}`;
  terminal.note(`Wrote ${flags.out}. Next: ${next}`);
}

/**
 * Whether files stand for the queue and the cluster, or the configuration names them.
 *
 * @throws UsageError when neither is whole
 */
export function areFiles({ jobs, status, nodes, vmSizes, config }: FileFlags): boolean {
  if (jobs !== undefined && status !== undefined) return true;
  if ([jobs, status, nodes, vmSizes].every((file) => file === undefined)) {
    if (config !== undefined) return false;
    throw new UsageError('Name the cluster and its queue: by -c FILE, or by --jobs and --status.');
  }
  throw new UsageError(
    'Files stand for a queue and a cluster: both --jobs and --status are needed.',
  );
}

async function planLive(flags: PlanFlags, terminal: Terminal): Promise<PlanDocument> {
  const loaded = loadLoop(flags.config!, terminal);
  const { policy, spot, scalelibCompatible } = flags;
  const options = {
    ...loaded.planning.plan,
    ...(policy !== undefined && { policy }),
    ...(spot !== undefined && { spot }),
    ...(scalelibCompatible !== undefined && { scalelibCompatible }),
  };
  const planning = { ...loaded.planning, plan: options };
  const { autoscaler, queue } = openLoop({ ...loaded, planning }, 'text', terminal);
  const shutdown = stopRequests();
  try {
    const { decisions } = await autoscaler.dryRun(shutdown.signal);
    if (decisions.plan) return decisions.plan;
    throw new UsageError(
      `There is nothing to plan: ${queue.name} says by name which nodes it wants. See: pileus autoscale dry-run`,
    );
  } finally {
    await queue.close?.();
    shutdown.release();
  }
}

function write(path: string, text: string): void {
  try {
    writeFileSync(path, text);
  } catch (error) {
    throw new UsageError(`${path} cannot be written: ${(error as Error).message}`);
  }
}
