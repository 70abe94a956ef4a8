import { mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@pileus/sdk/http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { emptyState } from './state.js';
import { stateFile } from './state-file.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-state-'));
});
afterEach(() => rm(folder, { recursive: true }));

const clock = new ManualClock({ start: 5 });

test('what is saved is loaded by the next process, and readable by its user only', async () => {
  const path = join(folder, 'inner', 'state.json');
  expect(await stateFile(path, clock).load()).toEqual(emptyState());
  const state = emptyState();
  state.nodes.a = { name: 'htc-1', nodearray: 'htc', machineType: 'F4s', since: 1, lastNeeded: 2 };
  await stateFile(path, clock).save(state);
  expect(await stateFile(path, clock).load()).toEqual(state);
  expect((await stat(path)).mode & 0o777).toBe(0o600);
});

test.each(['{"version":1,"nodes"', '{"version":7,"nodes":{}}', '[]'])(
  'a file with %s is put aside and said so',
  async (text) => {
    const path = join(folder, 'state.json');
    await writeFile(path, text);
    const moved: string[] = [];
    expect(await stateFile(path, clock, (to) => moved.push(to)).load()).toEqual(emptyState());
    expect(moved).toEqual([`${path}.damaged-5`]);
    expect(await readdir(folder)).toEqual(['state.json.damaged-5']);
  },
);
