import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readSwf } from './swf.js';
import { readTrace, TraceError, type TraceOptions } from './trace.js';

async function* each(lines: readonly string[]): AsyncGenerator<string> {
  yield* lines;
}

const read = (lines: readonly string[], options: TraceOptions = {}) =>
  readSwf(each(lines), options);

/** A line of the format; what is not given is not known. */
const line = (
  given: Partial<
    Record<'job' | 'submit' | 'run' | 'used' | 'usedMemory' | 'procs' | 'memory' | 'status', number>
  >,
): string => {
  const { job = 1, submit = 0, run = 60, used = -1, usedMemory = -1 } = given;
  const { procs = 1, memory = -1, status = 1 } = given;
  const rest = [-1, -1, -1, -1, -1, -1, -1];
  const fields = [job, submit, -1, run, used, -1, usedMemory, procs, -1, memory, status, ...rest];
  return fields.join(' ');
};

describe('the Standard Workload Format', () => {
  it('reads back what was written, whatever the blanks', async () => {
    const job = fc.record({
      submit: fc.nat(1e6),
      run: fc.nat(1e6),
      procs: fc.integer({ min: 1, max: 5000 }),
      tenths: fc.nat(640),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.array(job, { maxLength: 30 }),
        fc.constantFrom(' ', '\t', '   '),
        async (jobs, blank) => {
          const lines = jobs.map(({ tenths, ...rest }, at) =>
            line({ ...rest, job: at + 1, memory: Math.floor((tenths / 10) * 1024 ** 2) || -1 })
              .split(' ')
              .join(blank),
          );
          const trace = await read(['; Version: 2.2', '', ...lines.map((text) => ` ${text} `)]);
          expect(trace.jobs).toEqual(
            jobs.map(({ submit, run, procs, tenths }, at) => ({
              submit: submit * 1000,
              runtime: run * 1000,
              job: {
                name: String(at + 1),
                constraints: tenths > 0 ? { ncpus: 1, memgb: tenths / 10 } : { ncpus: 1 },
                iterations: procs,
              },
            })),
          );
        },
      ),
    );
  });

  it('takes the time of the trace from its header', async () => {
    const { zero } = await read(['; UnixStartTime: 1000', line({})]);
    expect(zero).toBe(1_000_000);
    expect((await read([line({})])).zero).toBeUndefined();
  });

  it('leaves out what never ran and what is part of another job, and counts it', async () => {
    const { jobs, leftOut } = await read([
      line({ job: 1, status: 5, run: -1 }),
      line({ job: 2, status: 5, run: 0 }),
      line({ job: 3, status: 5, run: 7 }),
      line({ job: 3, status: 3 }),
      line({ job: 4, run: -1 }),
      line({ job: 5, procs: -1 }),
      line({ job: 6, procs: -1, used: 8, usedMemory: 2 ** 20 }),
    ]);
    expect(jobs.map(({ job }) => [job.name, job.iterations])).toEqual([
      ['3', 1],
      ['6', 8],
    ]);
    expect(jobs[1]!.job.constraints).toEqual({ ncpus: 1, memgb: 1 });
    expect(leftOut).toEqual({
      'cancelled before it ran': 2,
      'a part of another job': 1,
      'no run time': 1,
      'no number of processors': 1,
    });
  });

  it('couples jobs of more processors tightly where that is asked', async () => {
    const lines = [line({ job: 1, procs: 16 }), line({ job: 2, procs: 17 })];
    const { jobs } = await read(lines, { colocatedAbove: 16 });
    expect(jobs.map(({ job }) => job.colocated)).toEqual([undefined, true]);
  });

  it.each([
    ['1 2 3', 'line 2: 3 fields, where the Standard Workload Format has 18'],
    [line({}).replace(' 60 ', ' soon '), "line 2: field 4 is no number: 'soon'"],
    [line({ submit: -1 }), 'line 2: the job was submitted before time zero'],
  ])('tells the line of %j', async (wrong, message) => {
    await expect(read(['; ok', wrong])).rejects.toThrow(new TraceError(message));
  });

  it('refuses a job that was there before', async () => {
    await expect(read([line({}), line({})])).rejects.toThrow('line 2: there was a job 1 before');
  });
});

describe('a file with a trace', () => {
  let folder: string;
  const file = (name: string, content: string | Buffer) => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'pileus-trace-'));
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('may be compressed, out of order, and longer than what is wanted of it', async () => {
    const lines = [3, 2, 1, 0].map((at) => line({ job: 9 - at, submit: at * 10 }));
    const { jobs } = await readTrace(file('a.swf.gz', gzipSync(lines.join('\n'))), { most: 3 });
    expect(jobs.map(({ submit }) => submit)).toEqual([10_000, 20_000, 30_000]);
  });

  it('may be JSON, where a job says all that a job of a queue may', async () => {
    const job = { name: 'a', constraints: { ncpus: 2 }, 'node-count': 3, priority: 5 };
    const path = file('a.json', JSON.stringify([{ submit: 1.5, runtime: 60, ...job }]));
    expect((await readTrace(path)).jobs).toEqual([
      {
        submit: 1500,
        runtime: 60_000,
        job: { name: 'a', constraints: { ncpus: 2 }, nodeCount: 3, priority: 5 },
      },
    ]);
  });

  it.each([
    ['b.json', '{}', 'no list of jobs'],
    ['b.json', '[', 'no JSON'],
    ['b.json', '[{"submit": 0}]', "job 1 of the list: 'runtime' must be seconds from 0"],
    [
      'b.json',
      '[{"submit": 0, "runtime": 1, "executing-hostnames": ["a"]}]',
      "'executing-hostnames' is for jobs that run now",
    ],
    ['b.json', '[{"submit": 0, "runtime": 1, "ncpu": 1}]', "has a key 'ncpu' that is not known"],
    ['b.swf', '; nothing\n', 'no job that could be run'],
    ['b.swf.gz', 'no gzip', 'incorrect header check'],
  ])('is named where it is wrong: %s with %j', async (name, content, message) => {
    const path = file(name, content);
    await expect(readTrace(path)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(new RegExp(`^${path.replaceAll('.', '\\.')}.*${message}`)),
    });
  });
});
