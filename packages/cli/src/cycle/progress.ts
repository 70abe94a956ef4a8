import type { Progress } from '@pileus/sdk/cyclecloud';
import type { Terminal } from '../terminal.js';

/** What shows how far an operation is. */
export interface ShownProgress {
  readonly update: (progress: Progress) => void;
  /** Takes the bar away; may be called again. */
  readonly close: () => void;
}

/** The part of standard error that is needed here. */
export interface ProgressStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
}

/** A bar where the stream is a terminal, else a line for every change of states. */
export async function openProgress(
  terminal: Terminal,
  stream: ProgressStream = process.stderr,
): Promise<ShownProgress> {
  return stream.isTTY && terminal.env.TERM !== 'dumb' ? bar(stream) : lines(terminal);
}

const barWidth = 24;

async function bar(stream: ProgressStream): Promise<ShownProgress> {
  const { SingleBar } = await import('./progress-bar.js');
  const drawn = new SingleBar({
    format: '{bar} {value} of {total} nodes{states}',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: barWidth,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
  let begun = false;
  return {
    update: (progress) => {
      const ended = progress.done + progress.failed;
      const room =
        (stream.columns ?? 80) - barWidth - ` ${ended} of ${progress.total} nodes: `.length;
      const states = { states: shortened(`: ${statesOf(progress)}`, room) };
      if (begun) drawn.update(ended, states);
      else drawn.start(progress.total, ended, states);
      begun = true;
    },
    close: () => {
      if (begun) drawn.stop();
      begun = false;
    },
  };
}

function lines(terminal: Terminal): ShownProgress {
  let told = '';
  return {
    update: (progress) => {
      const line = `${progress.done} of ${progress.total} nodes done: ${statesOf(progress)}`;
      if (line !== told) terminal.note(line);
      told = line;
    },
    close: () => undefined,
  };
}

/** `3 Ready, 1 Acquiring` */
export function statesOf({ byStatus, failed }: Progress): string {
  const states = Object.entries(byStatus).map(([status, count]) => `${count} ${status}`);
  if (states.length > 0) return states.join(', ');
  return failed > 0 ? `${failed} failed` : 'none left';
}

const shortened = (text: string, room: number): string =>
  text.length <= room ? text : `${text.slice(0, Math.max(0, room - 1))}…`;
