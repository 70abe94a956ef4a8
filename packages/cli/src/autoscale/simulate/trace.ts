import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { Job } from '@pileus/autoscale';
import { UsageError } from '../../failure.js';
import { readJsonJobs } from './json-trace.js';
import { readSwf } from './swf.js';

/** A job of the past: what it asked for, when, and for how long it ran once it did. */
export interface TraceJob {
  readonly job: Job;
  /** Milliseconds since the trace's time zero. */
  readonly submit: number;
  /** Milliseconds. */
  readonly runtime: number;
}

export interface Trace {
  /** In the order in which they were submitted. */
  readonly jobs: readonly TraceJob[];
  /** The trace's time zero, in milliseconds since 1970; undefined where it does not tell. */
  readonly zero: number | undefined;
  /** Jobs that cannot be run again, by the reason. */
  readonly leftOut: Readonly<Record<string, number>>;
}

export interface TraceOptions {
  /** Jobs of more processors are tightly coupled. Default: none are. */
  readonly colocatedAbove?: number;
  /** Reads no more jobs than this. */
  readonly most?: number;
}

/** A line or an entry is wrong; whoever knows the file's name puts it in front. */
export class TraceError extends Error {
  override readonly name = 'TraceError';
}

/**
 * Reads a trace: JSON where the name ends in `.json`, else the Standard Workload Format; either may be compressed by
 * gzip.
 *
 * @throws UsageError naming the file and the line
 */
export async function readTrace(path: string, options: TraceOptions = {}): Promise<Trace> {
  const name = path.replace(/\.gz$/i, '');
  try {
    const stream = open(path);
    const read = /\.json$/i.test(name)
      ? await readJsonJobs(stream)
      : await readSwf(lines(stream), options);
    const jobs = read.jobs.slice(0, options.most).sort((a, b) => a.submit - b.submit);
    if (jobs.length === 0) throw new TraceError('it has no job that could be run');
    return { ...read, jobs };
  } catch (error) {
    if (error instanceof TraceError) throw new UsageError(`${path}: ${error.message}`);
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    throw new UsageError(`${path} cannot be read: ${message}`, { cause: error });
  }
}

function open(path: string): Readable {
  if (path === '-') return process.stdin;
  const file = createReadStream(path);
  if (!/\.gz$/i.test(path)) return file;
  const plain = createGunzip();
  file.on('error', (error) => plain.destroy(error));
  return file.pipe(plain);
}

async function* lines(stream: Readable): AsyncGenerator<string> {
  let failure: Error | undefined;
  const reader = createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY });
  stream.on('error', (error) => {
    failure = error;
    reader.close();
  });
  yield* reader;
  if (failure) throw failure;
}
