import { createInterface } from 'node:readline/promises';
import { InterruptedError, UsageError } from './failure.js';

export interface Consent {
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/** Where the question is asked and answered. */
export interface Dialogue {
  readonly input: NodeJS.ReadableStream & { readonly isTTY?: boolean };
  readonly output: NodeJS.WritableStream;
}

/** Asks on standard error, so that standard output stays data. */
export const atTheTerminal = (): Dialogue => ({ input: process.stdin, output: process.stderr });

/**
 * Asks before something is destroyed. Without a terminal nobody can answer, so `--yes` is needed there.
 *
 * @throws UsageError when nobody can answer
 * @throws InterruptedError when the answer is no, or the question is left by Ctrl-C or Ctrl-D
 */
export async function confirm(
  question: string,
  consent: Consent,
  { input, output }: Dialogue = atTheTerminal(),
): Promise<void> {
  if (consent.yes || consent.dryRun) return;
  if (!input.isTTY) {
    throw new UsageError(`${question} There is no terminal to ask on: add --yes if you mean it.`);
  }
  const readline = createInterface({ input, output });
  const left = new AbortController();
  readline.once('SIGINT', () => left.abort());
  readline.once('close', () => left.abort());
  let answer = '';
  try {
    answer = await readline.question(`${question} [y/N] `, { signal: left.signal });
  } catch (error) {
    if (!left.signal.aborted) throw error;
    output.write('\n');
  } finally {
    readline.close();
  }
  if (!/^y(es)?$/i.test(answer.trim())) throw new InterruptedError('Nothing was done.');
}
