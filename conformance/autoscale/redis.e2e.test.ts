import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client, type Cluster } from '@pileus/sdk/cyclecloud';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { Queue, Worker } from 'bullmq';
import { Redis } from 'ioredis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Machine, Machines } from './machines.js';
import { freePort, have, Loop, type Program, start } from './programs.js';

const ready = have('Scaling for Redis and BullMQ', { 'redis-server': 'redis-server' });

const world = `
title: A cluster for workers
extends: empty
simulation:
  times: { allocate: 0.1, boot: 0.2 }
quotas:
  - { location: westus2, cores: 2000 }
clusters:
  - name: workers
    location: westus2
    state: Started
    maxCount: 100
    maxCoreCount: 2000
    arrays:
      - { name: work, location: westus2, image: ubuntu-22-64, maxCount: 50, machineTypes: [Standard_F4s_v2] }
      - name: hpc
        location: westus2
        image: ubuntu-22-64
        maxCount: 8
        placementGroupSize: 4
        machineTypes: [Standard_HB60rs]
`;

/** Work that is held until it may end. */
class Gate {
  readonly #waiting = new Map<string, () => void>();
  #open = false;
  #told: (() => void)[] = [];

  /** Resolves when work of that name may end. */
  async wait(name: string): Promise<void> {
    if (this.#open) return;
    await new Promise<void>((resolve) => {
      this.#waiting.set(name, resolve);
      for (const tell of this.#told.splice(0)) tell();
    });
  }

  /** Resolves once so much work is held. */
  async holds(count: number): Promise<void> {
    while (this.#waiting.size < count) await new Promise<void>((r) => this.#told.push(r));
  }

  /** Lets everything end but what is named so, from now on. */
  release(except?: string): void {
    this.#open = true;
    for (const [name, end] of this.#waiting) if (name !== except) end();
  }
}

describe.skipIf(!ready)('a cluster scales for workers of Redis', () => {
  const password = 'a-good-password';
  let folder: string;
  let plane: ControlPlane;
  let cluster: Cluster;
  let server: Program;
  let url: string;
  let redis: Redis;
  let machines: Machines;
  let loop: Loop;
  let gate: Gate;

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'pileus-redis-'));
    writeFileSync(join(folder, 'world.yaml'), world);
    const admin = { username: 'admin', password };
    plane = await startControlPlane({ world: join(folder, 'world.yaml'), admin });
    cluster = new Client({ url: plane.url, username: 'admin', password }).clusters.get('workers');
    const port = await freePort();
    server = start([
      ...['redis-server', '--port', String(port), '--bind', '127.0.0.1', '--save', ''],
      ...['--dir', folder, '--requirepass', 'hush'],
    ]);
    url = `redis://:hush@127.0.0.1:${port}/0`;
    redis = new Redis(url, { maxRetriesPerRequest: null });
    redis.on('error', () => {});
    await redis.ping();
  }, 60_000);

  afterAll(async () => {
    redis?.disconnect();
    await server?.stop();
    await plane?.close();
    if (folder) rmSync(folder, { recursive: true, force: true });
  });

  beforeEach(({ onTestFailed }) => {
    gate = new Gate();
    onTestFailed(() => console.error(loop.said()));
  });

  afterEach(async () => {
    gate.release();
    await loop?.stop();
    await machines?.end();
  });

  /** Starts machines that do this, and the loop over this queue. */
  function begin(queue: string, boot: (host: string) => Machine): void {
    machines = new Machines(cluster, boot);
    machines.begin();
    const config = join(folder, 'autoscale.yaml');
    const lines = [
      ...['cluster_name: workers', `url: ${plane.url}`, 'username: admin'],
      ...['password: { env: SCALER_PASSWORD }', 'interval: 0.5', 'idle_timeout: 2', queue],
    ];
    writeFileSync(config, `${lines.join('\n')}\n`, { mode: 0o600 });
    loop = new Loop(config, { SCALER_PASSWORD: password, QUEUE_URL: url });
  }

  test('BullMQ: 40 jobs get ten nodes of four cores; the node that still works stays until it is done', async () => {
    const queue = new Queue('render', { connection: redis });
    await queue.addBulk(Array.from({ length: 40 }, (_, n) => ({ name: `${n}`, data: {} })));
    const holder: { host?: string } = {};
    begin('queue: { type: bullmq, url: { env: QUEUE_URL }, queues: [render] }', (host) => {
      const { hostname, port, password: secret } = new URL(url);
      const connection = { host: hostname, port: Number(port), password: secret };
      const work = async (job: { readonly name: string }) => {
        if (job.name === '7') holder.host = host;
        await gate.wait(job.name);
      };
      const worker = new Worker('render', work, { connection, name: host, concurrency: 4 });
      return { stop: () => worker.close(true) };
    });
    await gate.holds(40);
    expect(machines.names).toHaveLength(10);
    gate.release('7');
    await machines.until((names) => names.length === 1);
    expect(machines.names).toEqual([holder.host]);
    expect(await queue.getJobCounts('completed', 'active')).toEqual({ completed: 39, active: 1 });
    gate.release();
    await machines.until((names) => names.length === 0);
    expect(await queue.getJobCounts('completed', 'failed')).toEqual({ completed: 40, failed: 0 });
    expect(loop.of('create').map(({ nodes }) => nodes.length)).toEqual([10]);
    await queue.close();
  }, 60_000);

  test('lists: entries get nodes, and what a worker took keeps its node', async () => {
    await redis.rpush('work', ...Array.from({ length: 8 }, (_, n) => `${n}`));
    const holder: { host?: string } = {};
    begin(
      "queue: { type: redis, url: { env: QUEUE_URL }, lists: [work], running: 'work:running:*' }",
      (host) => {
        const taken = `work:running:${host}`;
        let off = false;
        const work = async () => {
          for (;;) {
            const entry = off ? null : await redis.lmove('work', taken, 'LEFT', 'RIGHT');
            if (entry === null) return;
            if (entry === '7') holder.host = host;
            await gate.wait(entry);
            await redis.lrem(taken, 1, entry);
          }
        };
        const slots = Array.from({ length: 4 }, work);
        return {
          stop: async () => {
            off = true;
            await Promise.all(slots);
          },
        };
      },
    );
    await gate.holds(8);
    expect(machines.names).toHaveLength(2);
    gate.release('7');
    await machines.until((names) => names.length === 1);
    expect(machines.names).toEqual([holder.host]);
    gate.release();
    await machines.until((names) => names.length === 0);
    expect(await redis.keys('work*')).toEqual([]);
  }, 60_000);

  test('a list of tightly coupled jobs: each gets four nodes of one placement group, until all of them are done', async () => {
    await redis.rpush('mpi', 'a');
    const up: string[] = [];
    const run = async () => {
      const entry = await redis.lpop('mpi');
      for (const host of up) await redis.rpush(`mpi:running:${host}`, `${entry}`);
      await gate.wait(`${entry}`);
      // The last rank takes longer: its node stays, the others may go.
      const [last, ...others] = [...up].sort().reverse();
      for (const host of others) await redis.del(`mpi:running:${host}`);
      await machines.until((names) => names.length === 1);
      expect(machines.names).toEqual([last]);
      await redis.del(`mpi:running:${last}`);
    };
    let job = Promise.resolve();
    const needs = 'constraints: { nodearray: hpc, ncpus: 60 }, colocated_nodes: 4';
    begin(
      `queue: { type: redis, url: { env: QUEUE_URL }, lists: [mpi], running: 'mpi:running:*', ${needs} }`,
      (host) => {
        up.push(host);
        if (up.length === 4) job = run();
        return { stop: async () => {} };
      },
    );
    await gate.holds(1);
    expect(machines.names).toEqual(['hpc-1', 'hpc-2', 'hpc-3', 'hpc-4']);
    const groups = [...machines.seen.values()].map(({ PlacementGroupId }) => PlacementGroupId);
    expect(new Set(groups)).toEqual(new Set([expect.stringMatching(/^Standard_HB60rs_pg\d$/)]));
    gate.release();
    await job;
    await machines.until((names) => names.length === 0);
    expect(loop.of('create').map(({ nodes }) => nodes.length)).toEqual([4]);
  }, 60_000);
});
