import type { Capacity } from '@pileus/autoscale';
import type { SchedulerEvent } from './scheduler.js';

/** One look at the cluster and the queue. */
export interface Sample {
  /** Milliseconds since 1970. */
  readonly at: number;
  /** All that count against limits: those that boot or go too. */
  readonly nodes: number;
  readonly ready: number;
  readonly waiting: number;
  readonly running: number;
}

/** Gathers what the figures of a run are made of. */
export class Recorder {
  readonly samples: Sample[] = [];
  /** Milliseconds, of each job that started. */
  readonly waits: number[] = [];
  readonly givenUp = new Map<string, number>();
  finished = 0;
  interrupted = 0;
  coreMs = 0;
  nodesStarted = 0;
  lastEnd = 0;

  note(event: Exclude<SchedulerEvent, { kind: 'idle' }>, now: number): void {
    switch (event.kind) {
      case 'started':
        if (!event.again) this.waits.push(event.waited);
        return;
      case 'ended':
        this.finished++;
        this.coreMs += event.coreMs;
        this.lastEnd = now;
        return;
      case 'interrupted':
        this.interrupted++;
        this.coreMs += event.coreMs;
        return;
      case 'given-up':
        this.givenUp.set(event.reason, (this.givenUp.get(event.reason) ?? 0) + 1);
    }
  }

  sample(
    at: number,
    { nodes }: Capacity,
    jobs: { readonly waiting: number; readonly running: number },
  ): void {
    const there = nodes.filter(({ phase }) => phase !== 'deallocated');
    const ready = there.filter(({ phase }) => phase === 'ready').length;
    const { waiting, running } = jobs;
    const last = this.samples.at(-1);
    const same =
      last?.nodes === there.length &&
      last.ready === ready &&
      last.waiting === waiting &&
      last.running === running;
    if (!same) this.samples.push({ at, nodes: there.length, ready, waiting, running });
  }
}
