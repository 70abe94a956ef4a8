import { type ChildProcessByStdio, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** The administrator of every server that these tests start. */
export const admin = {
  username: 'chaos',
  password: 'chaos-administrator',
  apiKey: 'c0'.repeat(32),
} as const;

/** By the key: a check of the password keeps a core busy for a while, in every server anew. */
export const authorization = `Basic ${Buffer.from(`${admin.username}:${admin.apiKey}`).toString('base64')}`;

/** Builds the command line unless it is built; children then start without looking. */
export function buildCommandLine(): void {
  execFileSync(process.execPath, [path('../../scripts/build.mjs')], { stdio: 'inherit' });
}

const living = new Set<ChildServer>();

// However this process ends, its children end too.
process.once('exit', () => {
  for (const server of living) server.kill();
});

export interface ChildOptions {
  /** Arguments of `pileus serve` besides world and output. */
  readonly args: readonly string[];
  readonly env?: Readonly<Record<string, string>>;
  readonly world?: string;
}

/** `pileus serve` in a process of its own, which may be killed as a power failure would. */
export class ChildServer {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #exited: Promise<string>;
  readonly #announced: Promise<void>;
  #out = '';
  #err = '';

  constructor({ args, env = {}, world = 'demo' }: ChildOptions) {
    this.#child = spawn(
      process.execPath,
      [
        path('../../packages/cli/dist/bundle/serve/main.js'),
        ...['serve', '--output', 'json', '--world', world, ...args],
      ],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
        env: {
          ...process.env,
          PILEUS_ADMIN_USER: admin.username,
          PILEUS_ADMIN_PASSWORD: admin.password,
          PILEUS_ADMIN_API_KEY: admin.apiKey,
          ...env,
        },
      },
    );
    living.add(this);
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk;
    });
    this.#exited = once(this.#child, 'close').then(() => {
      living.delete(this);
      return this.#child.signalCode ?? String(this.#child.exitCode);
    });
    this.#announced = new Promise((resolve) => {
      this.#child.stdout.on('data', (chunk: Buffer) => {
        this.#out += chunk;
        if (this.#out.includes('\n')) resolve();
      });
    });
  }

  /** All that it has written to standard output and standard error. */
  get output(): string {
    return this.#out + this.#err;
  }

  /** Where it listens; undefined when it ended before it did. */
  async url(): Promise<string | undefined> {
    await Promise.race([this.#announced, this.#exited]);
    const line = this.#out.split('\n')[0];
    return line ? (JSON.parse(line) as { url: string }).url : undefined;
  }

  /** Where it listens. @throws with its output when it ended before it did */
  async ready(): Promise<string> {
    const url = await this.url();
    if (url !== undefined) return url;
    throw new Error(`The server ended with ${await this.#exited}:\n${this.output}`);
  }

  /** `kill -9`. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  terminate(): void {
    this.#child.kill('SIGTERM');
  }

  /** The name of the signal that ended it, or else its exit code. */
  exited(): Promise<string> {
    return this.#exited;
  }
}
