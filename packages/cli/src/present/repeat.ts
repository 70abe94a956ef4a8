import { realClock, sleep } from '@pileus/sdk/http';
import { InterruptedError } from '../failure.js';
import type { Terminal } from '../terminal.js';

/**
 * Shows something once, or every `seconds` until the signal. A terminal is redrawn in place; elsewhere each
 * showing follows the one before.
 *
 * @param render gets the terminal whose notes are shown with what it gives
 * @throws InterruptedError when the signal ends the showing
 */
export async function repeat(
  render: (terminal: Terminal) => Promise<string>,
  seconds: number | undefined,
  terminal: Terminal,
  signal: AbortSignal,
  clock = realClock,
): Promise<void> {
  try {
    for (;;) {
      const notes: string[] = [];
      const text = await render({ ...terminal, note: (line) => notes.push(line) });
      if (seconds !== undefined && terminal.interactive) terminal.write('\u001b[2J\u001b[H');
      if (text !== '') terminal.write(text);
      notes.forEach(terminal.note);
      if (seconds === undefined) return;
      await sleep(clock, seconds * 1000, signal);
    }
  } catch (error) {
    throw signal.aborted ? new InterruptedError('Stopped.') : error;
  }
}
