import { spawn } from 'node:child_process';
import { QueueError } from './queue.js';

export interface CommandSpec {
  /** Program and arguments; no shell is in between. */
  readonly argv: readonly string[];
  readonly cwd?: string;
  /** Added to the environment of this process. */
  readonly env?: Readonly<Record<string, string>>;
  /** Written to its standard input. */
  readonly input?: string;
  /** Seconds. Default 60. */
  readonly timeout?: number;
}

/** More than this and the command has gone mad. */
const mostOutput = 256 * 2 ** 20;

/**
 * Runs a command and gives its standard output.
 *
 * @throws QueueError naming the command, with its exit code and the end of its standard error
 */
export function runCommand(spec: CommandSpec, signal: AbortSignal): Promise<string> {
  const { argv, timeout = 60 } = spec;
  const [program, ...args] = argv;
  if (program === undefined) throw new QueueError('The command is empty.');
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      ...(spec.cwd !== undefined && { cwd: spec.cwd }),
      env: { ...process.env, ...spec.env },
      signal,
      timeout: timeout * 1000,
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    const output: Buffer[] = [];
    let length = 0;
    let errors = '';
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length > mostOutput) child.kill();
      else output.push(chunk);
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      errors = (errors + text).slice(-2000);
    });
    child.stdin.on('error', () => {}).end(spec.input ?? '');
    child.on('error', (error) => {
      if (signal.aborted) return reject(signal.reason);
      const missing = (error as { code?: unknown }).code === 'ENOENT';
      const why = missing ? 'there is no such program on the path' : error.message;
      reject(new QueueError(`${program} cannot be run: ${why}.`, { cause: error }));
    });
    child.on('close', (code, killedBy) => {
      if (signal.aborted) return reject(signal.reason);
      if (code === 0) return resolve(Buffer.concat(output).toString('utf8'));
      const end =
        length > mostOutput
          ? `printed more than ${mostOutput / 2 ** 20} MiB`
          : killedBy
            ? child.killed
              ? `took longer than ${timeout} s`
              : `was ended by ${killedBy}`
            : `ended with exit code ${code}`;
      const said = errors.trim().split('\n').at(-1);
      reject(new QueueError(`${argv.join(' ')} ${end}${said ? `: ${said}` : '.'}`));
    });
  });
}
