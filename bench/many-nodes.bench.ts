import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startControlPlane } from '@pileus/server';
import { temporaryDirectory } from './bare-database.js';
import { median, type Row, remark, slower } from './measure.js';
import { basic, call, instantFaults, roomFor } from './plane.js';

export const name = '100,000 nodes';

const nodes = 100_000;
const root = join(import.meta.dirname, '../../..');

export async function run(): Promise<Row[]> {
  const full = temporaryDirectory();
  const empty = temporaryDirectory();
  await fill(full);
  await (await startControlPlane({ data: empty, world: 'demo', admin: basic })).close();
  const ours: Started[] = [];
  const theirs: Started[] = [];
  for (let i = 0; i < 5; i++) {
    theirs.push(await start(empty));
    ours.push(await start(full));
  }
  const middle = (list: readonly Started[], key: keyof Started) =>
    median(list.map((each) => each[key]));
  const bytes = (middle(ours, 'resident') - middle(theirs, 'resident')) / nodes;
  const listed = (middle(ours, 'afterList') - middle(theirs, 'afterList')) / nodes;
  const ready = { ours: middle(ours, 'ready'), theirs: middle(theirs, 'ready') };
  return [
    {
      what: 'resident per node',
      unit: 'bytes',
      ours: bytes,
      theirs: 0,
      against: 'the same server without nodes',
      ratio: bytes / 2048,
      target: '<= 2048 bytes',
      reached: bytes <= 2048,
    },
    slower('start-up', 'ms', ready, 'start-up without nodes', 3),
    remark('resident right after a list of all, per node', 'bytes', listed, 'not yet collected'),
  ];
}

async function fill(data: string): Promise<void> {
  const plane = await startControlPlane({ data, world: 'demo', admin: basic });
  await instantFaults(plane.url);
  await roomFor(plane, nodes);
  for (let total = 10_000; total <= nodes; total += 10_000) {
    await call(plane.url, 'POST', `/clusters/test-cluster-1/scale/execute?totalNodeCount=${total}`);
    for (;;) {
      const [operation] = (await call(plane.url, 'GET', '/operations/')) as { state: string }[];
      if (operation!.state === 'Succeeded') break;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  await plane.close();
}

interface Started {
  /** Milliseconds until the server listens. */
  readonly ready: number;
  /** Bytes of memory that the process holds, after it has answered a status. */
  readonly resident: number;
  /** The same, right after a status that lists every node. */
  readonly afterList: number;
}

/** Starts the server on a data directory and looks at its memory. */
function start(data: string): Promise<Started> {
  const began = performance.now();
  const server = spawn(
    process.execPath,
    [join(root, 'bin/pileus.js'), 'serve', '--data', data, '--output', 'json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PILEUS_ADMIN_USER: basic.username,
        PILEUS_ADMIN_PASSWORD: basic.password,
        PILEUS_ADMIN_API_KEY: basic.apiKey,
      },
    },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.once('data', async (line: Buffer) => {
      const ready = performance.now() - began;
      const { url } = JSON.parse(line.toString()) as { url: string };
      await call(url, 'GET', '/clusters/test-cluster-1/status');
      const resident = residentOf(server.pid!);
      await call(url, 'GET', '/clusters/test-cluster-1/status?nodes=true');
      const afterList = residentOf(server.pid!);
      server.kill('SIGKILL');
      server.once('exit', () => resolve({ ready, resident, afterList }));
    });
  });
}

function residentOf(pid: number): number {
  const status = readFileSync(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) * 1024;
}
