import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { LockedError, takeLock } from './lock.js';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-lock-'));
  path = join(folder, 'inner', 'autoscale.lock');
});
afterEach(() => rm(folder, { recursive: true }));

test('a second instance is told who has the lock; given back it can be taken again', async () => {
  const release = await takeLock(path);
  await expect(takeLock(path)).rejects.toThrow(
    `More than one instance is running: process ${process.pid} holds ${path}.`,
  );
  await release();
  await (await takeLock(path))();
  expect(await readdir(join(folder, 'inner'))).toEqual([]);
});

test('the lock of a dead process is taken over, also when its number is in use again', async () => {
  const child = spawn('true');
  await once(child, 'exit');
  const release = await takeLock(path);
  await release();
  const holder = { host: hostname(), started: '1' };
  for (const text of [
    JSON.stringify({ ...holder, pid: child.pid }),
    JSON.stringify({ ...holder, pid: process.pid }),
    'cut sho',
  ]) {
    await writeFile(path, text);
    const again = await takeLock(path);
    expect(JSON.parse(await readFile(path, 'utf8')).pid).toBe(process.pid);
    await again();
  }
});

test("another machine's lock is not judged", async () => {
  const release = await takeLock(path);
  await writeFile(path, JSON.stringify({ pid: 1, host: 'elsewhere', started: '5' }));
  await expect(takeLock(path)).rejects.toThrow('process 1 on elsewhere holds');
  await release();
});

test('of many that take a dead lock at once one gets it', async () => {
  await (await takeLock(path))();
  await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), started: '1' }));
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => takeLock(path)));
  const losers = results.flatMap((result) => (result.status === 'rejected' ? [result.reason] : []));
  expect(losers).toHaveLength(7);
  expect(losers.every((reason) => reason instanceof LockedError)).toBe(true);
});
