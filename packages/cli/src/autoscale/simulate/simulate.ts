import { writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { defaultResources, type Policy, type SpotChoice } from '@pileus/autoscale';
import { loadTuning, type Tuning } from '@pileus/autoscale/config';
import { InterruptedError, UsageError } from '../../failure.js';
import { stopRequests } from '../../shutdown.js';
import type { Terminal } from '../../terminal.js';
import { chooseCluster, type SimulatedCluster } from './cluster-file.js';
import { type PolicyInput, simulateBeside, simulatePolicy } from './policy-thread.js';
import { openProgress } from './progress.js';
import type { PolicyReport, SimulationReport } from './report.js';
import { reportText } from './report-table.js';
import { readTrace, type Trace } from './trace.js';

export interface SimulateFlags {
  readonly trace: string;
  readonly cluster: string;
  readonly clusterName?: string;
  readonly config?: string;
  readonly policy?: readonly Policy[];
  readonly spot?: SpotChoice;
  readonly colocatedAbove?: number;
  readonly jobs?: number;
  readonly interval?: number;
  readonly seed?: string;
  readonly picture?: string;
  readonly output: 'table' | 'json';
}

/**
 * `pileus autoscale simulate`.
 *
 * @throws UsageError for files that are wrong, InterruptedError when it is stopped
 */
export async function simulate(flags: SimulateFlags, terminal: Terminal): Promise<void> {
  const tuning = tuningOf(flags);
  const draw = flags.picture === undefined ? undefined : await drawerOf(flags.picture);
  const trace = await readTrace(flags.trace, {
    ...(flags.colocatedAbove !== undefined && { colocatedAbove: flags.colocatedAbove }),
    ...(flags.jobs !== undefined && { most: flags.jobs }),
  });
  const cluster = await chooseCluster(flags.cluster, flags.clusterName);
  const policies = await runAll(flags, { trace, cluster, tuning }, terminal);
  const zero = trace.zero ?? defaultZero;
  const report: SimulationReport = {
    trace: {
      file: flags.trace,
      jobs: trace.jobs.length,
      leftOut: trace.leftOut,
      began: new Date(zero + trace.jobs[0]!.submit).toISOString(),
    },
    cluster: { world: flags.cluster, name: cluster.name },
    interval: flags.interval ?? tuning.interval,
    policies,
  };
  if (draw) draw(report);
  if (flags.output === 'json') terminal.write(`${JSON.stringify(report, null, 2)}\n`);
  else terminal.write(reportText(report, terminal));
}

/** Where a trace does not tell when it was. */
const defaultZero = Date.UTC(2026, 0, 1);

function tuningOf({ config }: SimulateFlags): Tuning {
  try {
    const tuning = loadTuning(config);
    defaultResources(tuning.planning.read.defaultResources);
    return tuning;
  } catch (error) {
    throw new UsageError((error as Error).message, { cause: error });
  }
}

interface Inputs {
  readonly trace: Trace;
  readonly cluster: SimulatedCluster;
  readonly tuning: Tuning;
}

async function runAll(
  flags: SimulateFlags,
  inputs: Inputs,
  terminal: Terminal,
): Promise<readonly PolicyReport[]> {
  const all = inputsOf(flags, inputs);
  const { length: jobs } = inputs.trace.jobs;
  const shutdown = stopRequests();
  const progress = await openProgress(jobs * all.length, terminal);
  const done = all.map(() => 0);
  // Each policy is one thread's work; where there is one only, this thread does it.
  const simulate = all.length > 1 && mayBeside ? simulateBeside : simulatePolicy;
  try {
    return await inTurn(all, availableParallelism(), (input, at) =>
      simulate(input, {
        signal: shutdown.signal,
        onProgress: (count) => {
          done[at] = count;
          progress.update(done.reduce((sum, each) => sum + each, 0));
        },
      }),
    );
  } catch (error) {
    if (shutdown.signal.aborted) throw new InterruptedError('Interrupted.', { cause: error });
    throw error;
  } finally {
    progress.close();
    shutdown.release();
  }
}

/** Sources that nobody has bundled cannot be run in another thread. */
const mayBeside = !import.meta.url.endsWith('.ts');

function inputsOf(flags: SimulateFlags, { trace, cluster, tuning }: Inputs): PolicyInput[] {
  const { planning, settings } = tuning;
  const spot = flags.spot ?? planning.plan.spot ?? 'any';
  return (flags.policy ?? [planning.plan.policy ?? 'ordered']).map((policy) => ({
    choice: { policy, spot },
    run: {
      jobs: trace.jobs,
      zero: trace.zero ?? defaultZero,
      cluster: {
        world: cluster.world,
        cluster: cluster.name,
        times: cluster.times,
        ...(flags.seed !== undefined && { seed: flags.seed }),
      },
      settings: { ...settings, plan: { ...planning.plan, policy, spot } },
      interval: flags.interval ?? tuning.interval,
      read: { ...planning.read, vmSizes: cluster.vmSizes },
    },
  }));
}

/** Does so many at a time. @returns the results in the order of the items */
async function inTurn<T, R>(
  items: readonly T[],
  most: number,
  act: (item: T, at: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = [];
  let next = 0;
  const lane = async () => {
    for (let at = next++; at < items.length; at = next++) results[at] = await act(items[at]!, at);
  };
  const lanes = await Promise.allSettled(Array.from({ length: most }, lane));
  const failed = lanes.find((each) => each.status === 'rejected');
  if (failed) throw failed.reason;
  return results;
}

/** Draws into that file. @throws UsageError for a name that tells no known kind of picture */
async function drawerOf(file: string): Promise<(report: SimulationReport) => void> {
  const kind = /\.(svg|html?)$/i.exec(file)?.[1]?.toLowerCase();
  if (kind === undefined) {
    throw new UsageError(`--picture ${file}: the name must end in .svg or .html.`);
  }
  const make =
    kind === 'svg'
      ? (await import('./picture.js')).svgPicture
      : (await import('./page.js')).htmlPage;
  return (report) => {
    const text = make(report);
    try {
      writeFileSync(file, text);
    } catch (error) {
      throw new UsageError(`${file} cannot be written: ${(error as Error).message}`);
    }
  };
}
