import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@pileus/sdk/http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { handOver, readHandedOver } from './handover.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-handover-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('requests are read in order until they are put away; later ones stay', async () => {
  const clock = new ManualClock({ start: 1000 });
  const inner = join(folder, 'made', 'when-needed');
  expect((await readHandedOver(inner)).requests).toEqual([]);
  await handOver(inner, { kind: 'resume', nodes: ['a', 'b'] }, clock);
  clock.advance(5);
  await handOver(inner, { kind: 'suspend', nodes: ['a'] }, clock);
  const first = await readHandedOver(inner);
  expect(first.requests).toEqual([
    { kind: 'resume', nodes: ['a', 'b'], at: 1000 },
    { kind: 'suspend', nodes: ['a'], at: 1005 },
  ]);
  await handOver(inner, { kind: 'resume-fail', nodes: ['b'] }, clock);
  await first.remove();
  expect((await readHandedOver(inner)).requests).toEqual([
    { kind: 'resume-fail', nodes: ['b'], at: 1005 },
  ]);
});

test('a file that was cut short keeps nothing from being read', async () => {
  await writeFile(join(folder, '000000000000001-x.json'), '{"kind":"resu');
  await handOver(folder, { kind: 'resume', nodes: ['a'] }, new ManualClock());
  const { requests, remove } = await readHandedOver(folder);
  expect(requests.map(({ nodes }) => nodes)).toEqual([['a']]);
  await remove();
  expect(await readdir(folder)).toEqual([]);
});
