import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { added, interleaved, type Row } from './measure.js';

export const name = 'Starting';

const rounds = 7;
const root = join(import.meta.dirname, '../../..');
const launcher = join(root, 'bin/pileus.js');

export async function run(): Promise<Row[]> {
  const nothing = async () => timed(() => execFileSync(process.execPath, ['-e', '0']));
  const version = await interleaved(
    rounds,
    async () => timed(() => execFileSync(process.execPath, [launcher, '--version'])),
    nothing,
  );
  const ready = await interleaved(rounds, untilReady, nothing);
  const status = await withServer((env) => {
    const args = [launcher, 'cycle', 'status', 'test-cluster-1'];
    const show = async () => timed(() => execFileSync(process.execPath, args, { env }));
    return interleaved(rounds, show, nothing);
  });
  return [
    added('server ready, empty world', 'ms', ready, 'node -e 0', 350),
    added('pileus --version', 'ms', version, 'node -e 0', 50),
    added('pileus cycle status', 'ms', status, 'node -e 0', 150),
  ];
}

const admin = {
  PILEUS_ADMIN_USER: 'admin',
  PILEUS_ADMIN_PASSWORD: 'bench-password',
  PILEUS_ADMIN_API_KEY: 'b'.repeat(64),
};

/** Gives the work the environment in which the command line finds a server that runs in another process. */
async function withServer<T>(work: (env: NodeJS.ProcessEnv) => Promise<T>): Promise<T> {
  const { server, line } = await serve('demo');
  try {
    const { url } = JSON.parse(line) as { url: string };
    return await work({
      ...process.env,
      PILEUS_CYCLECLOUD_URL: url,
      PILEUS_CYCLECLOUD_USERNAME: admin.PILEUS_ADMIN_USER,
      PILEUS_CYCLECLOUD_PASSWORD: admin.PILEUS_ADMIN_PASSWORD,
    });
  } finally {
    server.kill('SIGKILL');
  }
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** From starting the process to the line that says where it listens. */
async function untilReady(): Promise<number> {
  const began = performance.now();
  const { server } = await serve('empty');
  const elapsed = performance.now() - began;
  server.kill('SIGKILL');
  await once(server, 'exit');
  return elapsed;
}

/** A server that is ready, and the line by which it said so. */
async function serve(world: string): Promise<{ server: ChildProcess; line: string }> {
  const server = spawn(
    process.execPath,
    [launcher, 'serve', '--memory', '--world', world, '--output', 'json'],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...admin } },
  );
  const [line] = (await once(server.stdout, 'data')) as [Buffer];
  return { server, line: String(line) };
}
