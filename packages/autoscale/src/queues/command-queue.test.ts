import { expect, test } from 'vitest';
import { node } from '../capacity.test.helper.js';
import { commandQueue } from './command-queue.js';

const { signal } = new AbortController();
const sh = (script: string) => ['sh', '-c', script];

test('a command gives jobs and hosts', async () => {
  const answer = {
    jobs: [{ name: 'a', constraints: { ncpus: 2 }, iterations: 3 }],
    hosts: [{ hostname: 'htc-1', jobs: ['a'], available: { ncpus: 1 } }],
  };
  const queue = commandQueue({ argv: sh(`echo '${JSON.stringify(answer)}'`) });
  expect(await queue.read(signal, { buckets: [], nodes: [], limits: [] })).toEqual({
    kind: 'jobs',
    jobs: [{ name: 'a', constraints: { ncpus: 2 }, iterations: 3 }],
    hosts: [{ hostname: 'htc-1', jobs: ['a'], available: { ncpus: 1 } }],
  });
});

test.each([
  ['echo no; echo 1>&2 "the queue is away"; exit 3', 'ended with exit code 3: the queue is away'],
  ['echo not json', 'did not answer in JSON; it began with: not json'],
  ['true', 'did not answer in JSON: it said nothing.'],
  [`echo '[{"name":"a"},{"name":"a"}]'`, "Two jobs have the name 'a'."],
  [`echo '{"jobs":[],"hosts":[{"jobs":["a"]}]}'`, "host 1 has no 'hostname'."],
  ['kill -9 $$', 'was ended by SIGKILL.'],
])('%s: the error says why', async (script, message) => {
  const queue = commandQueue({ argv: sh(script) });
  await expect(queue.read(signal, { buckets: [], nodes: [], limits: [] })).rejects.toThrow(message);
});

test('a program that is not there is named', async () => {
  const queue = commandQueue({ argv: ['no-such-program-here'] });
  await expect(queue.read(signal, { buckets: [], nodes: [], limits: [] })).rejects.toThrow(
    'no-such-program-here cannot be run: there is no such program on the path.',
  );
});

test('a command that hangs is ended', async () => {
  const queue = commandQueue({ argv: ['sleep', '100'], timeout: 0.05 });
  await expect(queue.read(signal, { buckets: [], nodes: [], limits: [] })).rejects.toThrow(
    'sleep 100 took longer than 0.05 s.',
  );
});

test('nodes go in as JSON, and the names that may be deleted come out', async () => {
  const queue = commandQueue({
    argv: ['true'],
    drain: sh(`grep -o '"name":"[^"]*"' | head -1 | sed 's/"name":\\(.*\\)/[\\1]/'`),
  });
  const free = await queue.drain?.([node('htc-1'), node('htc-2')], signal);
  expect(free).toEqual(['htc-1']);
});

test('stopping ends the command', async () => {
  const stop = new AbortController();
  const queue = commandQueue({ argv: ['sleep', '100'] });
  const reading = queue.read(stop.signal, { buckets: [], nodes: [], limits: [] });
  stop.abort(new Error('stopped'));
  await expect(reading).rejects.toThrow('stopped');
});
