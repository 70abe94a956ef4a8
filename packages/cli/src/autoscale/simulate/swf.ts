import type { ConstraintJson, Job } from '@pileus/autoscale';
import { type Trace, TraceError, type TraceJob, type TraceOptions } from './trace.js';

/** The 18 fields of a line, in their order. */
const fields = [
  'jobNumber',
  'submit',
  'wait',
  'runtime',
  'processors',
  'cpuTime',
  'usedMemory',
  'wantedProcessors',
  'wantedTime',
  'wantedMemory',
  'status',
  'user',
  'group',
  'executable',
  'queue',
  'partition',
  'after',
  'thinkTime',
] as const;

type Line = Readonly<Record<(typeof fields)[number], number>>;

/** Lines of parts of a job, which has a line for all of it, too. */
const ofParts = [2, 3, 4];
const cancelled = 5;

/**
 * Reads the Standard Workload Format (version 2.2): a job a line, header lines begin with `;`. A job of n processors
 * is n slots of one core and of the memory per processor that it asked for, else used.
 *
 * @throws TraceError naming the line
 */
export async function readSwf(
  lines: AsyncIterable<string>,
  { colocatedAbove = Number.POSITIVE_INFINITY, most = Number.POSITIVE_INFINITY }: TraceOptions = {},
): Promise<Trace> {
  const jobs: TraceJob[] = [];
  const names = new Set<string>();
  const leftOut: Record<string, number> = {};
  const shapes = new Map<string, ConstraintJson>();
  let zero: number | undefined;
  let number = 0;
  for await (const text of lines) {
    number++;
    const line = text.trim();
    if (line === '') continue;
    if (line.startsWith(';')) {
      const [, seconds] = /^;\s*UnixStartTime:\s*(\d+)/i.exec(line) ?? [];
      if (seconds !== undefined) zero = Number(seconds) * 1000;
      continue;
    }
    const job = parseLine(line, number);
    const reason = whyLeftOut(job);
    if (reason !== undefined) {
      leftOut[reason] = (leftOut[reason] ?? 0) + 1;
      continue;
    }
    const name = String(job.jobNumber);
    if (names.has(name)) throw new TraceError(`line ${number}: there was a job ${name} before`);
    names.add(name);
    jobs.push(traceJob(name, job, colocatedAbove, shapes));
    if (jobs.length >= most) break;
  }
  return { jobs, zero, leftOut };
}

function parseLine(text: string, number: number): Line {
  const words = text.split(/\s+/);
  if (words.length !== fields.length) {
    throw new TraceError(
      `line ${number}: ${words.length} fields, where the Standard Workload Format has ${fields.length}`,
    );
  }
  const wrong = words.findIndex((word) => !/^[+-]?\d+(\.\d*)?$/.test(word));
  if (wrong >= 0) {
    throw new TraceError(`line ${number}: field ${wrong + 1} is no number: '${words[wrong]}'`);
  }
  const line = Object.fromEntries(fields.map((field, at) => [field, Number(words[at])])) as Line;
  if (line.submit < 0)
    throw new TraceError(`line ${number}: the job was submitted before time zero`);
  return line;
}

/** -1 stands for what is not known. */
const known = (...values: readonly number[]): number | undefined =>
  values.find((value) => value > 0);

function whyLeftOut({ status, runtime, processors, wantedProcessors }: Line): string | undefined {
  if (ofParts.includes(status)) return 'a part of another job';
  if (status === cancelled && runtime <= 0) return 'cancelled before it ran';
  if (runtime < 0) return 'no run time';
  return known(wantedProcessors, processors) === undefined ? 'no number of processors' : undefined;
}

function traceJob(
  name: string,
  line: Line,
  colocatedAbove: number,
  shapes: Map<string, ConstraintJson>,
): TraceJob {
  const slots = known(line.wantedProcessors, line.processors)!;
  const kilobytes = known(line.wantedMemory, line.usedMemory);
  // Up to the next tenth, so that jobs that are alike stay alike.
  const gigabytes = kilobytes === undefined ? 0 : Math.ceil((kilobytes / 1024 ** 2) * 10) / 10;
  const constraints = gigabytes > 0 ? { ncpus: 1, memgb: gigabytes } : { ncpus: 1 };
  const key = String(gigabytes);
  const shared = shapes.get(key) ?? constraints;
  shapes.set(key, shared);
  const job: Job = {
    name,
    constraints: shared,
    iterations: slots,
    ...(slots > colocatedAbove && { colocated: true }),
  };
  return { job, submit: line.submit * 1000, runtime: line.runtime * 1000 };
}
