import type { Command } from 'commander';
import type { Terminal } from '../terminal.js';
import { type Answer, answer, type Candidate } from './answer.js';
import { liveNames } from './live.js';
import type { Shell } from './scripts.js';
import { bashReply, readShellLine } from './shell-line.js';

/**
 * Answers a shell's script.
 *
 * @param given for bash its line and its word breaks; for the others the words after the program's name
 */
export async function complete(
  program: Command,
  shell: Shell,
  given: readonly string[],
  terminal: Terminal,
): Promise<void> {
  const ask = (words: readonly string[]) =>
    answer(program, words, (kind, reading) => liveNames(kind, reading, terminal));
  if (shell !== 'bash') {
    terminal.write(lines(await ask(given), ({ value, description }) => `${value}\t${description}`));
    return;
  }
  const [typed = '', breaks = ''] = given;
  const line = readShellLine(typed);
  terminal.write(
    lines(await ask(line.words.slice(1)), ({ value }) => bashReply(value, line, breaks)),
  );
}

function lines(found: Answer, show: (candidate: Candidate) => string): string {
  if (found.kind !== 'words') return `:${found.kind}\n`;
  // A name with a line break could not be told from two names.
  const candidates = found.candidates.filter(({ value }) => !/[\r\n\t]/.test(value));
  return [':words', ...candidates.map(show)].map((text) => `${text}\n`).join('');
}
