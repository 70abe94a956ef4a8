import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { LoopEvent } from '@pileus/autoscale/loop';

const launcher = fileURLToPath(new URL('../../bin/pileus.js', import.meta.url));

const living = new Set<ChildProcess>();
// However this process ends, what it started ends too.
process.once('exit', () => {
  for (const child of living) child.kill('SIGKILL');
});

/**
 * Whether the programs of some Debian packages are there. Where they are not, says so loudly; in CI, where nothing
 * may be skipped, throws.
 */
export function have(what: string, programs: Readonly<Record<string, string>>): boolean {
  const folders = ['/usr/sbin', '/usr/bin', '/usr/local/sbin', '/usr/local/bin'];
  const missing = Object.entries(programs)
    .filter(([program]) => !folders.some((folder) => existsSync(`${folder}/${program}`)))
    .map(([program, name]) => `${program} (Debian package ${name})`);
  if (missing.length === 0) return true;
  const message = `${what} is not tested: there is no ${missing.join(', no ')}.`;
  if (process.env.CI) throw new Error(message);
  console.warn(`SKIPPED: ${message}`);
  return false;
}

export interface Program {
  /** The last lines that it wrote. */
  readonly said: () => string;
  stop(signal?: NodeJS.Signals): Promise<void>;
  readonly child: ChildProcess;
}

export interface ProgramOptions {
  readonly env?: Readonly<Record<string, string>>;
  readonly onLine?: (line: string) => void;
}

/** A program that stays in the foreground. */
export function start(argv: readonly string[], { env = {}, onLine }: ProgramOptions = {}): Program {
  const [program, ...args] = argv;
  const child = spawn(program!, args, {
    env: { ...process.env, PATH: `${process.env.PATH}:/usr/sbin`, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  living.add(child);
  let said = '';
  const keep = (line: string) => {
    said = `${said}${line}\n`.slice(-4000);
  };
  createInterface({ input: child.stdout }).on('line', (line) => {
    keep(line);
    onLine?.(line);
  });
  createInterface({ input: child.stderr }).on('line', keep);
  child.on('error', (error) => keep(error.message));
  const ended = once(child, 'close').finally(() => living.delete(child));
  return {
    child,
    said: () => said,
    async stop(signal = 'SIGTERM') {
      if (child.exitCode === null && child.signalCode === null) child.kill(signal);
      await ended;
    },
  };
}

const pileusArgv = (args: readonly string[]) => [process.execPath, launcher, ...args];

/** The real command line, to its end. */
export async function pileus(args: readonly string[], env: Readonly<Record<string, string>>) {
  const [program, ...rest] = pileusArgv(args);
  const all = { ...process.env, ...env };
  const { stdout } = await promisify(execFile)(program!, rest, { env: all });
  return stdout;
}

/** `pileus autoscale run`, and what it said so far. */
export class Loop {
  readonly events: LoopEvent[] = [];
  readonly #program: Program;

  constructor(config: string, env: Readonly<Record<string, string>>) {
    this.#program = start(pileusArgv(['autoscale', 'run', '-c', config, '-o', 'json']), {
      env,
      onLine: (line) => this.events.push(JSON.parse(line) as LoopEvent),
    });
  }

  said = (): string => this.#program.said();

  of<Kind extends LoopEvent['kind']>(kind: Kind) {
    return this.events.filter(
      (event): event is Extract<LoopEvent, { kind: Kind }> => event.kind === kind,
    );
  }

  /** Ends as Ctrl-C has it. @returns the exit code */
  async stop(): Promise<number | null> {
    await this.#program.stop('SIGINT');
    return this.#program.child.exitCode;
  }
}

/** A port of the loopback interface that was free a moment ago. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
