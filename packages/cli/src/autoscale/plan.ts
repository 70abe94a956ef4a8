import { assertFresh, diffPlans, type PlanDocument, planDocument } from '@pileus/autoscale';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { loadCapacity, loadJobs, loadPlan, readJson } from './files.js';
import type { FileFlags } from './options.js';

interface PlanFlags extends FileFlags {
  readonly check?: string;
  readonly diff?: string;
}

function readPlan(path: string): PlanDocument {
  const plan = readJson(path) as PlanDocument | null;
  if (plan?.version === 1 && plan.fingerprint && Array.isArray(plan.groups)) return plan;
  throw new UsageError(`${path} holds no plan: make one by 'pileus autoscale plan'.`);
}

/**
 * Prints the plan as a document, or what changed since another one.
 *
 * @throws StalePlanError with `--check`, when the cluster or the queue is another one by now
 */
export async function plan(flags: PlanFlags, terminal: Terminal): Promise<void> {
  if (flags.check !== undefined) {
    const checked = readPlan(flags.check);
    const { capacity, options } = loadCapacity(flags);
    assertFresh(checked, capacity, loadJobs(flags.jobs!, options.scalelibCompatible));
    terminal.write('The plan holds.\n');
    return;
  }
  const before = flags.diff === undefined ? undefined : readPlan(flags.diff);
  const made = planDocument(loadPlan(flags).planner);
  terminal.write(`${JSON.stringify(before ? diffPlans(before, made) : made, null, 2)}\n`);
}
