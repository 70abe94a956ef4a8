import { execFileSync, spawn } from 'node:child_process';
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
  return [
    added('server ready, empty world', 'ms', ready, 'node -e 0', 350),
    added('pileus --version', 'ms', version, 'node -e 0', 50),
  ];
}

function timed(work: () => unknown): number {
  const began = performance.now();
  work();
  return performance.now() - began;
}

/** From starting the process to the line that says where it listens. */
function untilReady(): Promise<number> {
  const began = performance.now();
  const server = spawn(
    process.execPath,
    [launcher, 'serve', '--memory', '--world', 'empty', '--output', 'json'],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
      env: {
        ...process.env,
        PILEUS_ADMIN_USER: 'admin',
        PILEUS_ADMIN_PASSWORD: 'bench-password',
        PILEUS_ADMIN_API_KEY: 'b'.repeat(64),
      },
    },
  );
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.stdout.once('data', () => {
      const elapsed = performance.now() - began;
      server.kill('SIGKILL');
      server.once('exit', () => resolve(elapsed));
    });
  });
}
