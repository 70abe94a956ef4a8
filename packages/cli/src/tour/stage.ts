import { Listr } from 'listr2';
import { count } from '../present/quantity.js';
import type { Terminal } from '../terminal.js';

/** How far a step is: `done` of `total`, in a unit that `label` names. */
export interface StepProgress {
  readonly done: number;
  readonly total: number;
  /** What follows the numbers, such as `nodes Ready`. */
  readonly label: string;
}

export type ReportProgress = (progress: StepProgress) => void;

/** Where the story is told: steps with live progress, and what they found. */
export interface Stage {
  /** Shows a step from its beginning to its end and gives what the work gave. */
  step<T>(title: string, work: (report: ReportProgress) => Promise<T>): Promise<T>;
  /** Shows what a step found: one or more lines. */
  show(text: string): void;
}

const barWidth = 24;

/** `██████░░░░ 250 of 1,000 nodes Ready` */
export function progressBar({ done, total, label }: StepProgress): string {
  const filled = total === 0 ? 0 : Math.floor((done / total) * barWidth);
  const bar = '█'.repeat(filled) + '░'.repeat(barWidth - filled);
  return `${bar} ${progressLine({ done, total, label })}`;
}

/** `250 of 1,000 nodes Ready` */
export function progressLine({ done, total, label }: StepProgress): string {
  return `${count(done)} of ${count(total)} ${label}`;
}

/** A stage that redraws the running step; for terminals only. */
export function liveStage(terminal: Terminal): Stage {
  return {
    async step<T>(title: string, work: (report: ReportProgress) => Promise<T>): Promise<T> {
      const result: { value?: T } = {};
      const list = new Listr(
        [
          {
            title,
            task: async (_context, task) => {
              result.value = await work((progress) => {
                task.output = progressBar(progress);
              });
            },
          },
        ],
        // Signals and errors are the command's: listr2 would end the process, or say errors twice.
        { registerSignalListeners: false, rendererOptions: { showErrorMessage: false } },
      );
      await list.run();
      return result.value as T;
    },
    show: (text) => terminal.write(`\n${text}\n\n`),
  };
}

/** A stage of plain lines, for pipes and logs: progress is told at each quarter of the way. */
export function plainStage(terminal: Terminal): Stage {
  return {
    async step(title, work) {
      terminal.write(`${title} ...\n`);
      let quarter = 0;
      return work((progress) => {
        const reached = progress.total === 0 ? 0 : Math.floor((4 * progress.done) / progress.total);
        if (reached <= quarter) return;
        quarter = reached;
        terminal.write(`  ${progressLine(progress)}\n`);
      });
    },
    show: (text) => terminal.write(`\n${text}\n\n`),
  };
}
