import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { atTheTerminal, type Dialogue } from './confirm.js';
import { InterruptedError, UsageError } from './failure.js';
import type { Terminal } from './terminal.js';

export interface SecretRequest {
  /** What it is, in the words of a question: `Password of ann`. */
  readonly what: string;
  /** Whether the option that takes it from standard input was given. */
  readonly fromInput?: boolean | undefined;
  /** That option: `--password-stdin`. */
  readonly option: string;
  /** Variables of the environment that may hold it, the first that is set counting. */
  readonly variables: readonly string[];
  /** Ask a second time, since nobody sees what was typed. */
  readonly twice?: boolean;
}

/**
 * A secret, which never stands on the command line: from standard input, the environment, or typed at the terminal
 * without being shown.
 *
 * @throws UsageError when there is none, or nobody to ask
 * @throws InterruptedError when the question is left by Ctrl-C or Ctrl-D
 */
export async function readSecret(
  request: SecretRequest,
  { env }: Pick<Terminal, 'env'>,
  dialogue: Dialogue = atTheTerminal(),
): Promise<string> {
  const { what, fromInput, option, variables, twice } = request;
  const set = variables.map((name) => env[name]).find(Boolean);
  if (fromInput) {
    const text = await wholeOf(dialogue.input);
    if (text === '') throw new UsageError(`${option} was given, but standard input is empty.`);
    return text;
  }
  if (set !== undefined) return set;
  if (!dialogue.input.isTTY) {
    throw new UsageError(
      `${what}: there is no terminal to ask on. Use ${option}, or set ${variables[0]}.`,
    );
  }
  const typed = await ask(`${what}: `, dialogue, true);
  if (typed === '') throw new UsageError(`${what}: nothing was typed.`);
  if (twice && (await ask('Again: ', dialogue, true)) !== typed) {
    throw new UsageError(`${what}: what was typed differs.`);
  }
  return typed;
}

/** One line of an answer. `hidden`: what is typed is not shown. */
export async function ask(
  question: string,
  { input, output }: Dialogue = atTheTerminal(),
  hidden = false,
): Promise<string> {
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const readline = createInterface({ input, output: hidden ? silent : output, terminal: hidden });
  // Only now, since from here on the terminal shows no key any more.
  if (hidden) output.write(question);
  const left = new AbortController();
  readline.once('SIGINT', () => left.abort());
  readline.once('close', () => left.abort());
  try {
    const answer = await readline.question(hidden ? '' : question, { signal: left.signal });
    return hidden ? answer : answer.trim();
  } catch (error) {
    if (!left.signal.aborted) throw error;
    throw new InterruptedError('Nothing was done.');
  } finally {
    readline.close();
    if (hidden || left.signal.aborted) output.write('\n');
  }
}

/** All of standard input, without the line break that `echo` puts at its end. */
async function wholeOf(input: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of input) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}
