import type { ProgressStream } from '../../cycle/progress.js';
import type { Terminal } from '../../terminal.js';

export interface SimulationProgress {
  readonly update: (done: number) => void;
  readonly close: () => void;
}

/** A bar on standard error, over the jobs of all policies, where that is a terminal. */
export async function openProgress(
  jobs: number,
  terminal: Terminal,
  stream: ProgressStream = process.stderr,
): Promise<SimulationProgress> {
  if (!stream.isTTY || terminal.env.TERM === 'dumb') return { update: () => {}, close: () => {} };
  const { SingleBar } = await import('../../cycle/progress-bar.js');
  const bar = new SingleBar({
    format: '{bar} {percentage}% of the jobs',
    barCompleteChar: '█',
    barIncompleteChar: '░',
    barsize: 30,
    stream,
    hideCursor: true,
    clearOnComplete: true,
    linewrap: false,
  });
  bar.start(jobs, 0);
  return {
    update: (done) => bar.update(done),
    close: () => bar.stop(),
  };
}
