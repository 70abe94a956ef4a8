import type { ConstraintJson } from '../../constraint.js';
import type { Job } from '../../job.js';
import { QueueError } from '../queue.js';
import { expandHostlist } from './hostlist.js';
import type { SlurmLayout } from './layout.js';

type SlurmJob = Readonly<Record<string, unknown>>;

const runningStates = new Set(['RUNNING', 'CONFIGURING', 'COMPLETING', 'SUSPENDED', 'STAGE_OUT']);
const waitingStates = new Set(['PENDING', 'REQUEUED']);
/** Pending jobs that no node would help. */
const heldReasons = new Set([
  'Dependency',
  'DependencyNeverSatisfied',
  'JobHeldUser',
  'JobHeldAdmin',
  'BeginTime',
]);

/**
 * Jobs of `squeue --json` of Slurm 22.05 and newer. From 23.02 on numbers are written as `{ set, infinite, number }`,
 * from 23.11 on states are lists.
 *
 * @throws QueueError when the text is no such answer
 */
export function parseSqueue(json: string, layout: SlurmLayout): Job[] {
  let answer: { readonly jobs?: unknown };
  try {
    answer = JSON.parse(json);
  } catch (error) {
    throw new QueueError('squeue --json did not answer in JSON: Slurm 22.05 or newer is needed.', {
      cause: error,
    });
  }
  if (!Array.isArray(answer.jobs)) throw new QueueError("squeue --json gave no list 'jobs'.");
  return answer.jobs.flatMap((job: SlurmJob) => readJob(job, layout));
}

function readJob(job: SlurmJob, layout: SlurmLayout): Job[] {
  const states = wordsOf(job.job_state);
  const running = states.some((state) => runningStates.has(state));
  const waits = states.some((state) => waitingStates.has(state));
  if (!running && !(waits && !heldReasons.has(String(job.state_reason)))) return [];
  const id = numberOf(job.job_id) ?? 0;
  const arrayId = numberOf(job.array_job_id) ?? 0;
  const task = numberOf(job.array_task_id);
  const tasks = running ? 1 : tasksOf(job.array_task_string);
  const name = arrayId > 0 && task !== undefined ? `${arrayId}_${task}` : String(id);
  const nodes = Math.max(1, numberOf(job.node_count) ?? 1);
  const partition = layout.partitions.find((each) => each.name === job.partition);
  const spread = nodes > 1;
  const common = {
    name,
    constraints: needsOf(job, nodes, partition?.bucket.nodearray),
    iterations: tasks,
    ...(spread && { nodeCount: nodes }),
    ...(spread && partition?.groupSize !== undefined && { colocated: true }),
  };
  if (!running || typeof job.nodes !== 'string') return [common];
  return [{ ...common, executingHostnames: expandHostlist(job.nodes) }];
}

function needsOf(job: SlurmJob, nodes: number, nodearray: string | undefined): ConstraintJson {
  const cpus = Math.ceil((requested(job, 'cpu') ?? numberOf(job.cpus) ?? 1) / nodes);
  const gpus = gpusPerNode(job, nodes);
  const alone = wordsOf(job.shared).includes('NONE') || wordsOf(job.exclusive).includes('TRUE');
  return {
    ncpus: Math.max(1, cpus),
    ...(gpus > 0 && { ngpus: gpus }),
    ...(nodearray !== undefined && { nodearray }),
    ...(alone && { exclusive: true }),
  };
}

/** What was asked for, not what was given: an exclusive job is given all cores of its nodes. */
function requested(job: SlurmJob, resource: string): number | undefined {
  const asked = typeof job.tres_req_str === 'string' ? job.tres_req_str : '';
  const found = asked.split(',').find((part) => part.startsWith(`${resource}=`));
  return found === undefined ? undefined : Number(found.slice(resource.length + 1)) || undefined;
}

/** `gres:gpu:a100:2` in 22.05, `gres/gpu:a100:2` later. */
function gpusPerNode(job: SlurmJob, nodes: number): number {
  const count = (text: unknown): number => {
    const part = String(text ?? '')
      .split(',')
      .find((each) => /^gres[:/]gpu\b/.test(each));
    if (part === undefined) return 0;
    return Number(/[:=](\d+)$/.exec(part)?.[1] ?? 1);
  };
  return count(job.tres_per_node) || Math.ceil(count(job.tres_per_job) / nodes);
}

/** How many tasks `1-10:2,15%4` means: six. */
function tasksOf(text: unknown): number {
  if (typeof text !== 'string' || text === '') return 1;
  let count = 0;
  for (const part of text.split('%')[0]!.split(',')) {
    const [, from, to, step = '1'] = /^(\d+)(?:-(\d+)(?::(\d+))?)?$/.exec(part.trim()) ?? [];
    if (from === undefined) continue;
    const last = Number(to ?? from);
    count += Math.floor((last - Number(from)) / Math.max(1, Number(step))) + 1;
  }
  return Math.max(1, count);
}

function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'object' || value === null) return undefined;
  const { set, infinite, number } = value as {
    set?: unknown;
    infinite?: unknown;
    number?: unknown;
  };
  return set !== false && infinite !== true && typeof number === 'number' ? number : undefined;
}

const wordsOf = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value])
    .filter((word) => typeof word === 'string')
    .map((w) => w.toUpperCase());
