import type { Readable } from 'node:stream';
import { json as readJson } from 'node:stream/consumers';
import { JobError, parseJobs } from '@pileus/autoscale';
import { type Trace, TraceError } from './trace.js';

/**
 * Reads a list of jobs, each with `submit` and `runtime` in seconds beside what the planner knows of a job.
 *
 * @throws TraceError naming the entry
 */
export async function readJsonJobs(stream: Readable): Promise<Trace> {
  const entries = await readJson(stream).catch((error: Error) => {
    if ((error as NodeJS.ErrnoException).code !== undefined) throw error;
    throw new TraceError(`it holds no JSON: ${error.message}`);
  });
  if (!Array.isArray(entries)) throw new TraceError('it is no list of jobs');
  const times = entries.map((entry: unknown, at) => {
    if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
      throw new TraceError(`job ${at + 1} of the list is no object`);
    }
    const { submit, runtime, ...job } = entry as Record<string, unknown>;
    if ('executing-hostnames' in job) {
      throw new TraceError(
        `job ${at + 1} of the list: 'executing-hostnames' is for jobs that run now`,
      );
    }
    return {
      submit: milliseconds(submit, 'submit', at),
      runtime: milliseconds(runtime, 'runtime', at),
      job,
    };
  });
  const jobs = parsed(times.map(({ job }) => job));
  return {
    jobs: times.map(({ submit, runtime }, at) => ({ submit, runtime, job: jobs[at]! })),
    zero: undefined,
    leftOut: {},
  };
}

function milliseconds(value: unknown, key: string, at: number): number {
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value * 1000;
  throw new TraceError(`job ${at + 1} of the list: '${key}' must be seconds from 0`);
}

function parsed(jobs: readonly unknown[]) {
  try {
    return parseJobs(jobs);
  } catch (error) {
    if (error instanceof JobError) throw new TraceError(error.message);
    throw error;
  }
}
