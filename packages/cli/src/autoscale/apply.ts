import { assertFresh, type PlanFile, PlanFileError } from '@pileus/autoscale';
import type { CarriedOut } from '@pileus/autoscale/loop';
import { PartialError, UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { loadCapacity, loadJobs, readPlan } from './files.js';
import { alone, loadLoop, openLoop } from './open-loop.js';
import type { FileFlags } from './options.js';
import { areFiles } from './plan.js';

interface ApplyFlags extends FileFlags {
  readonly output: 'text' | 'json';
  readonly dryRun?: boolean;
}

/**
 * Carries a plan out, or only looks whether it holds.
 *
 * @throws (rejects) StalePlanError when the cluster or the queue is another one by now
 */
export async function apply(path: string, flags: ApplyFlags, terminal: Terminal): Promise<void> {
  const plan = await readPlan(path);
  if (areFiles(flags)) {
    if (!flags.dryRun) {
      throw new UsageError('Files cannot be scaled: name a cluster by -c FILE, or add --dry-run.');
    }
    const { capacity, options } = loadCapacity(flags);
    assertFresh(plan, capacity, loadJobs(flags.jobs!, options.scalelibCompatible));
    show(plan, flags, terminal);
    return;
  }
  try {
    if (flags.dryRun) await weigh(plan, flags, terminal);
    else await carryOut(plan, flags, terminal);
  } catch (error) {
    if (!(error instanceof PlanFileError)) throw error;
    throw new UsageError(`${path}: ${error.message}`, { cause: error });
  }
}

async function weigh(plan: PlanFile, flags: ApplyFlags, terminal: Terminal): Promise<void> {
  const loaded = loadLoop(flags.config!, terminal);
  const { autoscaler, queue } = openLoop(loaded, flags.output, terminal);
  const shutdown = stopRequests();
  try {
    const { begun, start } = await autoscaler.weigh(plan, shutdown.signal);
    if (begun && start.length === 0) {
      terminal.note('The plan was carried out before: nothing would be done again.');
    } else show(plan, flags, terminal);
  } finally {
    await queue.close?.();
    shutdown.release();
  }
}

async function carryOut(plan: PlanFile, flags: ApplyFlags, terminal: Terminal): Promise<void> {
  const loaded = loadLoop(flags.config!, terminal);
  const { autoscaler, queue } = openLoop(loaded, flags.output, terminal);
  await alone(loaded, queue, async (signal) => {
    const done = await autoscaler.carryOut(plan, signal);
    if (done.begun) terminal.note('The plan was carried out before; these are its nodes.');
    if (done.create.length + done.start.length === 0) terminal.note('Nothing is to be done.');
    assertWhole(done);
  });
}

/** @throws PartialError when there are fewer nodes than planned */
function assertWhole({ create, sent }: CarriedOut): void {
  if ('refused' in sent) throw new Error(`The cluster refuses the plan: ${sent.refused}`);
  const fewer = sent.made.flatMap(({ nodes, message = 'the cluster does not say why' }, at) => {
    const { nodearray, machineType, count } = create[at]!;
    if (nodes.length === count) return [];
    return [`${nodes.length} of ${count} ${nodearray} ${machineType} (${message})`];
  });
  if (fewer.length > 0) throw new PartialError(`Fewer nodes than planned: ${fewer.join('; ')}`);
}

/** What carrying the plan out would ask for. */
function show({ groups }: PlanFile, { output }: ApplyFlags, terminal: Terminal): void {
  terminal.note('The plan holds.');
  const create = groups.filter(({ start }) => !start);
  const start = groups.filter(({ start: again }) => again).flatMap(({ nodes }) => nodes);
  if (output === 'json') {
    const sets = create.map(({ nodearray, machineType, placementGroup, count }) => ({
      ...{ nodearray, machineType, count },
      ...(placementGroup !== undefined && { placementGroup }),
    }));
    const answer = { create: sets, start: start.map(({ name }) => name) };
    terminal.write(`${JSON.stringify(answer, null, 2)}\n`);
    return;
  }
  for (const { nodearray, machineType, placementGroup, count, nodes } of create) {
    const jobs = new Set(nodes.flatMap((node) => node.jobs.map(({ name }) => name)));
    const place = placementGroup === undefined ? '' : ` in ${placementGroup}`;
    terminal.write(
      `create ${count} ${nodearray} ${machineType}${place} for ${[...jobs].join(', ')}\n`,
    );
  }
  for (const { name } of start) terminal.write(`start ${name}\n`);
  if (groups.length === 0) terminal.write('Nothing is to be done.\n');
}
