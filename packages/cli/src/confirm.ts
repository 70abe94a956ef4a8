import { createInterface } from 'node:readline/promises';
import { InterruptedError, UsageError } from './failure.js';
import type { Terminal } from './terminal.js';

export interface Consent {
  readonly yes?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
}

/**
 * Asks before something is destroyed. Without a terminal nobody can answer, so `--yes` is needed there.
 *
 * @throws InterruptedError when the answer is no
 */
export async function confirm(
  question: string,
  consent: Consent,
  terminal: Terminal,
  input: NodeJS.ReadStream = process.stdin,
): Promise<void> {
  if (consent.yes || consent.dryRun) return;
  if (!input.isTTY) {
    throw new UsageError(`${question} There is no terminal to ask on: add --yes if you mean it.`);
  }
  const dialogue = createInterface({ input, output: process.stderr });
  try {
    const answer = await dialogue.question(`${question} [y/N] `);
    if (/^y(es)?$/i.test(answer.trim())) return;
  } finally {
    dialogue.close();
  }
  terminal.note('Nothing was done.');
  throw new InterruptedError('Cancelled.');
}
