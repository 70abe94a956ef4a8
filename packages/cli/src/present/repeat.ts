import { realClock, sleep } from '@pileus/sdk/http';
import type { Terminal } from '../terminal.js';

/**
 * Shows something once, or every `seconds` until the signal. A terminal is redrawn in place; elsewhere each
 * showing follows the one before.
 */
export async function repeat(
  render: () => Promise<string>,
  seconds: number | undefined,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const text = await render();
    if (seconds !== undefined && terminal.interactive) terminal.write('\u001b[2J\u001b[H');
    terminal.write(text);
    if (seconds === undefined) return;
    try {
      await sleep(realClock, seconds * 1000, signal);
    } catch (error) {
      if (signal.aborted) return;
      throw error;
    }
  }
}
