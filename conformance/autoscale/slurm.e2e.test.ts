import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Cluster } from '@pileus/sdk/cyclecloud';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { Machines } from './machines.js';
import { have, Loop, pileus } from './programs.js';
import { Slurm } from './slurm-stage.js';

const ready = have('Scaling for Slurm', {
  munged: 'munge',
  slurmctld: 'slurmctld',
  slurmd: 'slurmd',
  sbatch: 'slurm-client',
});

const world = `
title: A cluster for Slurm
extends: empty
simulation:
  times: { allocate: 0.1, boot: 0.3 }
quotas:
  - { location: westus2, cores: 2000 }
clusters:
  - name: slurm
    location: westus2
    state: Started
    maxCount: 100
    maxCoreCount: 2000
    arrays:
      - name: htc
        location: westus2
        image: ubuntu-22-64
        maxCount: 12
        machineTypes: [Standard_F4s_v2]
        attributes: { Configuration: { slurm: { use_pcpu: false, default_partition: true } } }
      - name: hpc
        location: westus2
        image: ubuntu-22-64
        maxCount: 8
        placementGroupSize: 4
        machineTypes: [Standard_HB60rs]
`;

describe.skipIf(!ready)('a cluster scales for a real Slurm', () => {
  const password = 'a-good-password';
  let folder: string;
  let plane: ControlPlane;
  let cluster: Cluster;
  let slurm: Slurm;
  let machines: Machines;
  let loop: Loop;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pileus-slurm-'));
    const file = (name: string, text: string) => {
      writeFileSync(join(folder, name), text, { mode: 0o600 });
      return join(folder, name);
    };
    const admin = { username: 'admin', password };
    plane = await startControlPlane({ world: file('world.yaml', world), admin });
    cluster = new Client({ url: plane.url, username: 'admin', password }).clusters.get('slurm');
    slurm = new Slurm(folder);
    machines = new Machines(cluster, (name) => slurm.boot(name));
    const config = file(
      'autoscale.yaml',
      [
        ...['cluster_name: slurm', `url: ${plane.url}`, 'username: admin', `password: ${password}`],
        'interval: 2',
        'queue: { type: slurm, handover: requests, conf: slurm.conf, addresses: false }',
        '',
      ].join('\n'),
    );
    const generated = join(folder, 'etc');
    // Below the ports that systems hand out by themselves.
    const ports = String(20_000 + Math.floor(Math.random() * 10_000));
    await pileus(
      [
        ...['autoscale', 'slurm', 'generate', '-c', config, '-d', generated],
        ...['--suspend-time', '5', '--suspend-timeout', '5', '--resume-timeout', '100'],
        ...['--local-ports', ports],
      ],
      {},
    );
    await slurm.start(generated);
    machines.begin();
    loop = new Loop(config, {});
  }, 60_000);

  afterAll(async () => {
    await loop?.stop();
    await machines?.end();
    await slurm?.stop();
    await plane?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  }, 30_000);

  beforeEach(({ onTestFailed }) => {
    onTestFailed(() => console.error(`${loop.said()}\n${slurm.log()}`));
  });

  test('an array of 40 single-core jobs and a tightly coupled one run on the right nodes, which then go', async () => {
    const submit = (...args: string[]) =>
      slurm.call('sbatch', '--wait', '-o', '/dev/null', ...args);
    await Promise.all([
      submit('-n1', '--array=1-40', '--wrap', 'true'),
      submit('-p', 'hpc', '-N4', '--exclusive', '-o', join(folder, 'hosts'), '--wrap', 'srun true'),
    ]);
    const made = [...machines.seen.values()];
    const named = (array: string) =>
      made.filter(({ Template }) => Template === array).map(({ Name }) => Name);
    expect(named('htc').sort()).toEqual(
      Array.from({ length: 10 }, (_, n) => `htc-${n + 1}`).sort(),
    );
    expect(named('hpc')).toHaveLength(4);
    const groups = made.filter(({ Template }) => Template === 'hpc').map((n) => n.PlacementGroupId);
    expect(new Set(groups).size).toBe(1);
    expect(groups[0]).toMatch(/^Standard_HB60rs_pg[01]$/);
    const created = loop.of('create').flatMap(({ nodes }) => nodes);
    expect(created).toHaveLength(new Set(created).size);

    await machines.until((names) => names.length === 0);
    expect((await cluster.listNodes()).nodes).toEqual([]);
  }, 150_000);

  test('nodes that only one of the two knows of are put right, both ways', async () => {
    // One that Slurm has powered down; a slurmd on it would make Slurm take it into service.
    machines.silent.add('htc-12');
    await cluster.createNodes({ sets: [{ nodearray: 'htc', count: 1, nameFormat: 'htc-12' }] });
    await machines.until((names) => names.includes('htc-12'));
    await machines.until((names) => !names.includes('htc-12'));
    expect(loop.of('delete').find(({ node }) => node === 'htc-12')?.reason).toBe(
      'the scheduler does not want it',
    );

    // One that Slurm has in service, and that vanishes under its job.
    await slurm.call('sbatch', '-o', '/dev/null', '--wrap', 'sleep 1000');
    await machines.until((names) => names.length === 1);
    const [name] = machines.names;
    await inService(name!);
    await cluster.terminateNodes({ names: [name!] });
    await machines.until((names) => names.length === 0);
    await slurm.call('scancel', '--user', String(process.getuid?.()));
    await poweredDown(name!);
    expect(loop.of('missing').flatMap(({ nodes }) => nodes)).toEqual([name]);
  }, 120_000);

  test('the loop ends by itself when it is asked to', async () => {
    expect(await loop.stop()).toBe(0);
  }, 30_000);

  /** Slurm has no command that waits for a node: the wait is in its own tool's pace. */
  const inService = (name: string) => look(name, (states) => !states.includes('POWERING_UP'));
  const poweredDown = (name: string) => look(name, (states) => states.includes('POWERED_DOWN'));
  async function look(name: string, right: (states: readonly string[]) => boolean): Promise<void> {
    for (;;) {
      if (right(await slurm.states(name))) return;
      await slurm.call('sh', '-c', 'sleep 0.5');
    }
  }
});
