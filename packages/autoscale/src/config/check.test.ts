import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkConfig } from './check.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-check-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const login = { url: 'http://127.0.0.1:1', username: 'ann', password: { env: 'HUSH' } };
const redis = { type: 'redis', url: { env: 'REDIS' }, lists: ['work'] };
const env = { HUSH: 'x', REDIS: 'redis://127.0.0.1:1', HOME: '/nowhere' };

async function check(content: unknown, variables: Record<string, string> = env) {
  const path = join(folder, 'a.json');
  await writeFile(path, JSON.stringify(content), { mode: 0o600 });
  return checkConfig(path, variables);
}

test('a configuration that only tells how to plan is right, and what the loop lacks is told', async () => {
  expect(await check({ policy: 'cheapest', idle_timeout: 5 })).toEqual({
    kind: 'planning',
    lacks: ['cluster_name', 'queue'],
  });
  expect(await check({ cluster_name: 'c', ...login })).toEqual({
    kind: 'planning',
    lacks: ['queue'],
  });
});

test('that of the loop is checked with its queue and its login, without connecting', async () => {
  const loop = { cluster_name: 'c', queue: redis, ...login };
  expect(await check(loop)).toEqual({ kind: 'loop', lacks: [] });
  await expect(check(loop, { HOME: '/nowhere' })).rejects.toThrow(
    /'queue.url': the environment has no REDIS.*; 'password': the environment has no HUSH/,
  );
});

test.each<[object, RegExp]>([
  [{ polcy: 'cheapest' }, /Unrecognized key: "polcy"/],
  [{ policy: 'dearest' }, /'policy' must be one of/],
  [{ interval: 'often', manage: 'some' }, /'interval': .*number.*; 'manage': /],
  [{ default_resources: [{ name: 'x' }] }, /default_resources/],
  [{ queue: redis }, /'cluster_name' is missing/],
  [
    { cluster_name: 'c', queue: { type: 'redis', url: 3 } },
    /'queue.url': must be a text, .*; 'queue.lists' is missing/,
  ],
  [{ cluster_name: 'c', queue: {} }, /'queue.type' is missing/],
])('%j is refused', async (content, message) => {
  await expect(check(content)).rejects.toThrow(message);
});
