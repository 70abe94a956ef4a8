import type { ConstraintJson } from './constraint.js';

/** Work that wants machines. Plain data; names are unique in a queue. */
export interface Job {
  readonly name: string;
  /** In scalelib's JSON form: `[{ ncpus: 1 }, { exclusive: true }]`. Jobs may share one list. */
  readonly constraints: ConstraintJson | readonly ConstraintJson[];
  /** Slots of a packed job; how often a scattered one is to run. Default 1. */
  readonly iterations?: number;
  /** Nodes of a scattered job, one slot on each. Default 0. */
  readonly nodeCount?: number;
  /** All nodes in one placement group, and all or none of them. */
  readonly colocated?: boolean;
  /** Default `scatter` with a `nodeCount`, else `pack`. */
  readonly packing?: 'pack' | 'scatter';
  /** False: place what fits. Default true for scattered and colocated jobs. */
  readonly allOrNothing?: boolean;
  /** Higher ones are placed first; equal ones in the order of the queue. Default 0. */
  readonly priority?: number;
  /** Hosts on which the job runs already: it stays there, whatever they look like. */
  readonly executingHostnames?: readonly string[];
}

/** A job cannot be read, or says something impossible. */
export class JobError extends Error {
  override readonly name = 'JobError';
}

export interface JobParseOptions {
  /** `node-count` left out counts as 1, as scalelib's reader has it; else as 0. */
  readonly scalelibCompatible?: boolean;
}

/**
 * Reads a queue in scalelib's JSON form: a list of jobs, or `{ "jobs": [...] }`. Constraints are read later, when
 * a plan is made.
 *
 * @throws JobError naming the job and what is wrong with it
 */
export function parseJobs(json: unknown, options: JobParseOptions = {}): Job[] {
  const list = isRecord(json) && Array.isArray(json.jobs) ? json.jobs : json;
  if (!Array.isArray(list)) throw new JobError('The jobs are no list of objects.');
  const names = new Set<string>();
  return list.map((item, at) => {
    const job = parseJob(item, at, options);
    if (names.has(job.name)) throw new JobError(`Two jobs have the name '${job.name}'.`);
    names.add(job.name);
    return job;
  });
}

const isRecord = (json: unknown): json is Record<string, unknown> =>
  typeof json === 'object' && json !== null && !Array.isArray(json);

function parseJob(json: unknown, at: number, { scalelibCompatible }: JobParseOptions): Job {
  if (!isRecord(json)) throw new JobError(`Job ${at + 1} of the list is no object.`);
  const name = json.name === undefined || json.name === null ? String(at + 1) : String(json.name);
  const where = `Job '${name}'`;
  const known = Object.keys(json).find((key) => !keys.has(key));
  if (known !== undefined) {
    throw new JobError(`${where} has a key '${known}' that is not known; there are ${knownKeys}.`);
  }
  const wholeFrom = (key: string, least: number): number | undefined => {
    const value = json[key];
    if (value === undefined || value === null) return undefined;
    const number = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value;
    if (typeof number === 'number' && Number.isInteger(number) && number >= least) return number;
    throw new JobError(`${where}: '${key}' must be a whole number from ${least}.`);
  };
  const boolean = (key: string): boolean | undefined => {
    const value = json[key];
    if (value === undefined || value === null || typeof value === 'boolean')
      return value ?? undefined;
    throw new JobError(`${where}: '${key}' must be true or false.`);
  };
  const iterations = wholeFrom('iterations-remaining', 0) ?? wholeFrom('iterations', 0);
  const nodeCount = wholeFrom('node-count', 0) ?? (scalelibCompatible ? 1 : undefined);
  const colocated = boolean('colocated');
  const allOrNothing = boolean('all-or-nothing');
  const packing = json['packing-strategy'] ?? undefined;
  if (packing !== undefined && packing !== 'pack' && packing !== 'scatter') {
    throw new JobError(`${where}: 'packing-strategy' must be pack or scatter.`);
  }
  const priority = json.priority ?? undefined;
  if (priority !== undefined && (typeof priority !== 'number' || !Number.isFinite(priority))) {
    throw new JobError(`${where}: 'priority' must be a number.`);
  }
  const hosts = json['executing-hostnames'] ?? undefined;
  if (hosts !== undefined && !(Array.isArray(hosts) && hosts.every((h) => typeof h === 'string'))) {
    throw new JobError(`${where}: 'executing-hostnames' must be a list of names.`);
  }
  return {
    name,
    constraints: (json.constraints ?? []) as Job['constraints'],
    ...(iterations !== undefined && { iterations }),
    ...(nodeCount !== undefined && { nodeCount }),
    ...(colocated !== undefined && { colocated }),
    ...(packing !== undefined && { packing }),
    ...(allOrNothing !== undefined && { allOrNothing }),
    ...(priority !== undefined && { priority }),
    ...(hosts !== undefined && hosts.length > 0 && { executingHostnames: hosts as string[] }),
  };
}

const keys = new Set([
  'name',
  'constraints',
  'iterations',
  'iterations-remaining',
  'node-count',
  'colocated',
  'packing-strategy',
  'all-or-nothing',
  'priority',
  'executing-hostnames',
  'metadata',
]);
const knownKeys = [...keys].join(', ');

/** The JSON form, which `parseJobs` reads back. */
export const jobJson = (job: Job): Record<string, unknown> => ({
  name: job.name,
  constraints: job.constraints,
  iterations: job.iterations ?? 1,
  'node-count': job.nodeCount ?? 0,
  colocated: job.colocated ?? false,
  'packing-strategy': job.packing ?? ((job.nodeCount ?? 0) > 0 ? 'scatter' : 'pack'),
  ...(job.allOrNothing !== undefined && { 'all-or-nothing': job.allOrNothing }),
  ...(job.priority !== undefined && { priority: job.priority }),
  ...(job.executingHostnames && { 'executing-hostnames': job.executingHostnames }),
});
