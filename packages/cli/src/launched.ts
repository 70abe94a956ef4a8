import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';

/** The script that starts the real command line. */
export const launcher = fileURLToPath(new URL('../../../bin/pileus.js', import.meta.url));

/** What a run of the real command line came to. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A running `pileus ...`, for tests. */
export class Launched {
  readonly #child: ChildProcessByStdio<null, Readable, Readable>;
  readonly #lines: AsyncIterator<string>;
  #out = '';
  #err = '';

  constructor(args: readonly string[], env: Readonly<Record<string, string>> = {}) {
    const { NO_COLOR: _no, FORCE_COLOR: _force, ...inherited } = process.env;
    this.#child = spawn(process.execPath, [launcher, ...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...inherited, ...env },
    });
    this.#child.stdout.on('data', (chunk: Buffer) => {
      this.#out += chunk;
    });
    this.#child.stderr.on('data', (chunk: Buffer) => {
      this.#err += chunk;
    });
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /** The first line of standard output from now on that matches. @throws when there is none */
  async line(pattern: RegExp): Promise<string> {
    for (;;) {
      const { done, value } = await this.#lines.next();
      if (done) throw new Error(`No line matches ${pattern}; standard error: ${this.#err}`);
      if (pattern.test(value)) return value;
    }
  }

  /** Waits until standard error, from its beginning, matches. @throws when it ends without */
  async told(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.#err)) {
      if (this.#child.stderr.readableEnded) {
        throw new Error(`Standard error does not match ${pattern}: ${this.#err}`);
      }
      await Promise.race([once(this.#child.stderr, 'data'), once(this.#child.stderr, 'end')]);
    }
  }

  signal(name: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): void {
    this.#child.kill(name);
  }

  async ended(): Promise<Ended> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'close');
    }
    return { code: this.#child.exitCode, out: this.#out, err: this.#err };
  }
}
