import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ManualClock } from '@pileus/sdk/http';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { bucket, capacity, limit, node } from '../../capacity.test.helper.js';
import { handOver } from './handover.js';
import { slurmQueue } from './slurm-queue.js';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'pileus-slurm-'));
});
afterEach(() => rm(folder, { recursive: true }));

const { signal } = new AbortController();
const cluster = capacity([bucket()], [limit('nodes', 'nodes', 4)]);
const state = (name: string, word: string) =>
  `NodeName=${name} NodeAddr=${name} NodeHostName=${name} State=${word} End=1`;

/** Programs in Slurm's place: they print what a file holds, and note how they were called. */
async function slurm(nodes: readonly string[]) {
  const script = async (name: string, body: string) => {
    await writeFile(
      join(folder, name),
      `#!/bin/sh\necho "${name} $*" >> ${folder}/calls\n${body}\n`,
    );
    await chmod(join(folder, name), 0o755);
  };
  await writeFile(join(folder, 'nodes'), nodes.join('\n'));
  await script('scontrol', `[ "$1" = show ] && cat ${folder}/nodes; exit 0`);
  await script('squeue', `echo '{"jobs":[]}'`);
  const updates = async () =>
    (await readFile(join(folder, 'calls'), 'utf8'))
      .split('\n')
      .filter((call) => call.includes('update'));
  return { updates, queue: slurmQueue({ bin: folder, handover: join(folder, 'handover') }) };
}

test("nodes are wanted as Slurm's state says; a suspended name is also said to be a past one", async () => {
  const { queue } = await slurm([
    state('htc-1', 'ALLOCATED+CLOUD+POWERING_UP'),
    state('htc-2', 'IDLE+CLOUD'),
    state('htc-3', 'IDLE+CLOUD+POWERING_DOWN'),
    state('login', 'IDLE'),
    state('htc-9', 'IDLE+CLOUD'),
  ]);
  const clock = new ManualClock({ start: 7000 });
  await handOver(join(folder, 'handover'), { kind: 'resume-fail', nodes: ['htc-1'] }, clock);
  const demand = await queue.read(signal, cluster);
  const place = { nodearray: 'htc', machineType: 'F4s' };
  expect(demand.kind === 'nodes' && demand.nodes).toEqual([
    {
      ...{ name: 'htc-1', ...place, want: 'up', inService: false },
      discard: { before: 7000, reason: 'did not join Slurm in time' },
    },
    { name: 'htc-2', ...place, want: 'up', inService: true },
    { name: 'htc-3', ...place, want: 'down', inService: false },
  ]);
});

test('Slurm is told addresses once, nodes that are gone, and nodes that are kept', async () => {
  const { queue, updates } = await slurm([
    state('htc-1', 'ALLOCATED+CLOUD+POWERING_UP'),
    state('htc-2', 'IDLE+CLOUD'),
    state('htc-3', 'IDLE+CLOUD+POWERING_DOWN'),
    state('htc-4', 'DOWN+CLOUD+POWERED_DOWN'),
  ]);
  await queue.read(signal, cluster);
  await queue.join?.(
    [
      node('htc-1', { privateIp: '10.0.0.7', hostname: 'ip-0A000007' }),
      node('htc-2', { privateIp: 'htc-2', hostname: 'htc-2' }),
    ],
    signal,
  );
  await queue.settle?.({ missing: ['htc-2', 'htc-3'], kept: ['htc-3', 'htc-4'] }, signal);
  expect(await updates()).toEqual([
    'scontrol update nodename=htc-1 nodeaddr=10.0.0.7 nodehostname=ip-0A000007',
    'scontrol update nodename=htc-2 state=power_down_force reason=pileus: the node is gone',
    'scontrol update nodename=htc-3 state=down reason=pileus: kept by KeepAlive',
  ]);
});

test('a controller that is away fails the read, and requests stay for the next one', async () => {
  const { queue } = await slurm([]);
  const handover = join(folder, 'handover');
  await handOver(handover, { kind: 'suspend', nodes: ['htc-1'] }, new ManualClock());
  await writeFile(
    join(folder, 'scontrol'),
    '#!/bin/sh\necho "Unable to contact slurm controller" >&2\nexit 1\n',
  );
  await expect(queue.read(signal, cluster)).rejects.toThrow(
    /scontrol show nodes .* ended with exit code 1: Unable to contact slurm controller/,
  );
  await slurm([state('htc-1', 'IDLE+CLOUD+POWERED_DOWN')]);
  const demand = await queue.read(signal, cluster);
  expect(demand.kind === 'nodes' && demand.nodes[0]?.discard?.reason).toBe('suspended by Slurm');
});
