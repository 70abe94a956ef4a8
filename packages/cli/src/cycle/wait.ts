import type { Operation, Progress } from '@pileus/sdk/cyclecloud';
import { InterruptedError } from '../failure.js';
import { shellWord } from '../present/shell-text.js';
import type { Terminal } from '../terminal.js';
import { connectionWords } from './connect.js';
import type { ConnectionFlags } from './options.js';
import { openProgress } from './progress.js';

/** The command that goes on waiting for an operation. */
export function waitCommand({ cluster, id, requestId }: Operation, flags: ConnectionFlags): string {
  const known = id !== undefined ? [id] : ['--request-id', requestId ?? ''];
  const words = ['pileus', 'cycle', 'wait', cluster, ...known, ...connectionWords(flags)];
  return words.map(shellWord).join(' ');
}

/**
 * Follows an operation to its end, with a bar on standard error where that is a terminal.
 *
 * @throws InterruptedError when the user stops waiting; OperationFailedError; OperationTimeoutError
 */
export async function waitFor(
  operation: Operation,
  flags: ConnectionFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<Progress> {
  const shown = await openProgress(terminal);
  try {
    return await operation.wait({
      signal,
      onProgress: shown.update,
      ...(flags.timeout !== undefined && { timeout: flags.timeout }),
    });
  } catch (error) {
    shown.close();
    const { kind } = error as { kind?: unknown };
    if (kind !== 'abort' && kind !== 'timeout') throw error;
    const goOn = `The operation goes on at the server. To go on waiting: ${waitCommand(operation, flags)}`;
    if (kind === 'abort') throw new InterruptedError(`Interrupted. ${goOn}`);
    terminal.note(goOn);
    throw error;
  } finally {
    shown.close();
  }
}
