import type { CreationResult, ManagementResult, Operation, Progress } from '@pileus/sdk/cyclecloud';
import { SingleBar } from 'cli-progress';
import type { Terminal } from '../terminal.js';

/** Follows an operation to its end, with a bar on standard error where that is a terminal. */
export async function waitFor(
  operation: Operation<CreationResult | ManagementResult>,
  options: { readonly signal: AbortSignal; readonly timeout?: number | undefined },
  terminal: Terminal,
): Promise<Progress> {
  const bar = process.stderr.isTTY
    ? new SingleBar({
        format: '{bar} {value} of {total} nodes, {states}',
        stream: process.stderr,
        barsize: 24,
        hideCursor: true,
        clearOnComplete: true,
      })
    : undefined;
  let begun = false;
  let told = '';
  const show = (progress: Progress) => {
    const states = statesOf(progress);
    if (bar) {
      if (begun) bar.update(progress.done + progress.failed, { states });
      else bar.start(progress.total, progress.done + progress.failed, { states });
      begun = true;
    } else if (states !== told) {
      told = states;
      terminal.note(`${progress.done} of ${progress.total} nodes done: ${states}`);
    }
  };
  try {
    return await operation.wait({
      signal: options.signal,
      onProgress: show,
      ...(options.timeout !== undefined && { timeout: options.timeout }),
    });
  } finally {
    if (begun) bar?.stop();
  }
}

/** `3 Ready, 1 Acquiring` */
function statesOf({ byStatus }: Progress): string {
  const states = Object.entries(byStatus).map(([status, count]) => `${count} ${status}`);
  return states.length > 0 ? states.join(', ') : 'none left';
}
