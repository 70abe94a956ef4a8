import { readFileSync } from 'node:fs';
import {
  type Capacity,
  type Job,
  type PlanFile,
  Planner,
  type PlanOptions,
  parseJobs,
} from '@pileus/autoscale';
import {
  type AutoscaleConfig,
  readCapacity,
  readConfig,
  readVmSizes,
} from '@pileus/autoscale/cyclecloud';
import type { ClusterStatus, NodeList } from '@pileus/sdk/cyclecloud';
import { parse } from 'yaml';
import { UsageError } from '../failure.js';
import type { FileFlags } from './options.js';

/** @throws UsageError for a file that is not there */
function readText(path: string): string {
  try {
    return readFileSync(path === '-' ? 0 : path, 'utf8');
  } catch (error) {
    throw new UsageError(`${path} cannot be read: ${(error as Error).message}`);
  }
}

/** @throws UsageError for a file that is not there or holds no JSON */
export function readJson(path: string): unknown {
  const text = readText(path);
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new UsageError(`${path} holds no JSON: ${(error as Error).message}`);
  }
}

/** Names the file in what is wrong with its content. */
function within<T>(path: string, read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${path}: ${(error as Error).message}`, { cause: error });
  }
}

/** Reads what `pileus autoscale plan` wrote. @throws UsageError naming the field that is not as a plan has it */
export async function readPlan(path: string): Promise<PlanFile> {
  const { parsePlanFile } = await import('@pileus/autoscale/plan-file');
  const json = readJson(path);
  return within(path, () => parsePlanFile(json));
}

export function loadConfig(path: string | undefined): AutoscaleConfig {
  if (path === undefined) return readConfig({});
  const text = readText(path);
  return within(path, () => readConfig(parse(text)));
}

export const loadJobs = (path: string, scalelibCompatible = false): Job[] =>
  within(path, () => parseJobs(readJson(path), { scalelibCompatible }));

/** `pileus cycle nodes -o json` prints the bare list. */
const nodeList = (json: unknown): NodeList =>
  Array.isArray(json) ? { nodes: json } : (json as NodeList);

export interface Loaded {
  readonly capacity: Capacity;
  readonly options: PlanOptions;
}

/** Reads what stands for the cluster. */
export function loadCapacity(flags: FileFlags): Loaded {
  const config = loadConfig(flags.config);
  const { vmSizes: sizes, policy, spot } = flags;
  const vmSizes =
    sizes === undefined ? undefined : within(sizes, () => readVmSizes(readJson(sizes)));
  const status = readJson(flags.status!) as ClusterStatus;
  const nodes = flags.nodes === undefined ? undefined : nodeList(readJson(flags.nodes));
  const capacity = within(flags.status!, () =>
    readCapacity({ status, ...(nodes && { nodes }), ...(vmSizes && { vmSizes }), ...config.read }),
  );
  const options = {
    ...config.plan,
    ...(policy !== undefined && { policy }),
    ...(spot !== undefined && { spot }),
    ...(flags.scalelibCompatible && { scalelibCompatible: true }),
  };
  return { capacity, options };
}

/** Reads everything and plans. */
export function loadPlan(
  flags: FileFlags,
): Loaded & { readonly planner: Planner; readonly jobs: Job[] } {
  const { capacity, options } = loadCapacity(flags);
  const jobs = loadJobs(flags.jobs!, options.scalelibCompatible);
  const planner = within(flags.status!, () => new Planner(capacity, options));
  return { capacity, options, jobs, planner: planner.plan(jobs) };
}
