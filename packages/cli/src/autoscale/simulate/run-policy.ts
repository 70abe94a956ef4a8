import { setImmediate as turn } from 'node:timers/promises';
import type { Bucket, Capacity, Job } from '@pileus/autoscale';
import type { ReadOptions } from '@pileus/autoscale/cyclecloud';
import {
  Autoscaler,
  type LoopSettings,
  type PassReport,
  type Timeout,
  timeoutOf,
} from '@pileus/autoscale/loop';
import {
  type BilledSpan,
  VirtualCluster,
  type VirtualClusterOptions,
} from '@pileus/server/simulation';
import { liveState } from './live-state.js';
import { Recorder } from './recorder.js';
import { refusals } from './refusals.js';
import { Scheduler } from './scheduler.js';
import type { TraceJob } from './trace.js';
import { virtualPort } from './virtual-port.js';

export interface RunOptions {
  /** In the order in which they were submitted. */
  readonly jobs: readonly TraceJob[];
  readonly cluster: Omit<VirtualClusterOptions, 'start'>;
  /** Milliseconds since 1970 of the trace's time zero. */
  readonly zero: number;
  readonly settings: LoopSettings;
  /** Seconds from one pass of the loop to the next. */
  readonly interval: number;
  readonly read: Omit<ReadOptions, 'status' | 'nodes'>;
  readonly signal: AbortSignal;
  /** Told how many jobs are done with, from time to time. */
  readonly onProgress?: (done: number) => void;
  /** Makes every pass, also those in which nothing can have changed. */
  readonly everyPass?: boolean;
}

export interface Outcome {
  readonly recorder: Recorder;
  readonly bill: readonly BilledSpan[];
  readonly buckets: readonly Bucket[];
  /** Milliseconds since 1970 at which the first job came, and at which all was at rest again. */
  readonly began: number;
  readonly ended: number;
  readonly passes: number;
}

/** Jobs wait for so long for one of them to start, and nodes to go; then nothing will come of it. */
const patience = 6 * 3600_000;
/** Real milliseconds between two looks at signals and progress. */
const breath = 50;

/** Runs a trace against a cluster of its own, scaled by the loop that scales real ones. */
export async function runPolicy(options: RunOptions): Promise<Outcome> {
  const { jobs, zero, interval } = options;
  const step = Math.max(1, Math.round(interval * 1000));
  const began = zero + Math.floor(jobs[0]!.submit / step) * step;
  const cluster = await VirtualCluster.open({ ...options.cluster, start: began });
  try {
    return await new PolicyRun(options, cluster, began, step).run();
  } finally {
    await cluster.close();
  }
}

class PolicyRun {
  readonly #options: RunOptions;
  readonly #cluster: VirtualCluster;
  readonly #began: number;
  readonly #step: number;
  readonly #recorder = new Recorder();
  readonly #state = liveState();
  #scheduler!: Scheduler;
  #autoscaler!: Autoscaler;
  #now: number;
  #next = 0;
  #lastPass: number;
  #lastStart: number;
  #due = Number.POSITIVE_INFINITY;
  #passes = 0;
  /** Jobs waited when the last pass was over. */
  #waited = false;

  constructor(options: RunOptions, cluster: VirtualCluster, began: number, step: number) {
    this.#options = options;
    this.#cluster = cluster;
    this.#began = began;
    this.#step = step;
    this.#now = began;
    this.#lastPass = began - step;
    this.#lastStart = began;
  }

  async run(): Promise<Outcome> {
    const { signal, onProgress, jobs, settings } = this.#options;
    const capacity = await this.#open();
    const refusal = refusals(capacity, settings.plan);
    let spoken = performance.now();
    for (;;) {
      const event = this.#nextEvent();
      const pass = this.#nextPass();
      if (event === undefined && (pass === undefined || this.#isStuck(pass))) break;
      if (event !== undefined && event <= (pass ?? event)) this.#playUntil(event, refusal);
      else await this.#pass(pass!);
      if (performance.now() - spoken < breath) continue;
      await turn();
      signal.throwIfAborted();
      onProgress?.(this.#next - this.#scheduler.waiting - this.#scheduler.running);
      spoken = performance.now();
    }
    this.#scheduler.abandon('no node could be had for it');
    onProgress?.(jobs.length);
    return {
      recorder: this.#recorder,
      bill: await this.#cluster.bill(),
      buckets: capacity.buckets,
      began: this.#options.zero + jobs[0]!.submit,
      ended: this.#now,
      passes: this.#passes,
    };
  }

  /** Sets the loop up over an empty queue, and looks at what there is. */
  async #open(): Promise<Capacity> {
    const { cluster, read, settings, signal } = this.#options;
    const shared = read.shared;
    const port = virtualPort(this.#cluster, cluster.cluster, read);
    const { capacity } = await port.read(signal);
    const recorder = this.#recorder;
    const soonest = Math.min(...secondsOf(settings.idleTimeout, 300)) * 1000;
    this.#scheduler = new Scheduler({
      buckets: capacity.buckets,
      ...(shared && { shared }),
      now: () => this.#now,
      onEvent: (event) => {
        if (event.kind === 'started') this.#lastStart = this.#now;
        if (event.kind === 'idle')
          this.#due = Math.min(this.#due, this.#passBefore(this.#now) + soonest);
        else recorder.note(event, this.#now);
      },
    });
    this.#autoscaler = new Autoscaler({
      ...settings,
      cluster: {
        ...port,
        read: async (asked) => {
          const reading = await port.read(asked);
          if (!shared) return reading;
          return { ...reading, capacity: { ...reading.capacity, shared: this.#scheduler.shared } };
        },
      },
      queue: this.#scheduler,
      state: this.#state,
      clock: { now: () => this.#now, setTimer: () => () => {} },
      random: chance(),
      onEvent: (event) => {
        if (event.kind === 'create' || event.kind === 'start')
          recorder.nodesStarted += event.nodes.length;
      },
    });
    return capacity;
  }

  #nextEvent(): number | undefined {
    const { jobs, zero } = this.#options;
    const arrival =
      this.#next < jobs.length ? zero + jobs[this.#next]!.submit : Number.POSITIVE_INFINITY;
    const next = Math.min(arrival, this.#scheduler.nextEnd ?? Number.POSITIVE_INFINITY);
    return Number.isFinite(next) ? next : undefined;
  }

  #playUntil(time: number, refusal: (job: Job) => string | undefined): void {
    const { jobs, zero } = this.#options;
    this.#now = time;
    this.#scheduler.endUntil(time);
    for (let job = jobs[this.#next]; job && zero + job.submit <= time; job = jobs[++this.#next]) {
      const reason = refusal(job.job);
      if (reason === undefined) this.#scheduler.submit(job);
      else this.#recorder.note({ kind: 'given-up', reason }, time);
    }
  }

  /** The first pass that may see something new; undefined when there will be nothing. */
  #nextPass(): number | undefined {
    const { everyPass } = this.#options;
    const wanted = this.#scheduler.changed || everyPass ? this.#now : Number.POSITIVE_INFINITY;
    const next = Math.min(wanted, this.#due, this.#cluster.nextEvent ?? Number.POSITIVE_INFINITY);
    if (!Number.isFinite(next)) return undefined;
    const grid = this.#began + Math.ceil((next - this.#began) / this.#step) * this.#step;
    return Math.max(grid, this.#lastPass + this.#step);
  }

  /** Nothing runs, nobody comes, and nothing else will come of it either. */
  #isStuck(pass: number): boolean {
    const { idleTimeout, bootTimeout } = this.#options.settings;
    const longest =
      Math.max(...secondsOf(idleTimeout, 300), ...secondsOf(bootTimeout, 1800)) * 1000;
    return pass - Math.max(this.#lastStart, this.#recorder.lastEnd) > patience + longest;
  }

  async #pass(at: number): Promise<void> {
    const { signal, settings } = this.#options;
    await this.#cluster.advanceTo(at);
    this.#now = at;
    this.#catchUp(at - this.#step);
    const report = await this.#autoscaler.pass(signal);
    this.#passes++;
    this.#lastPass = at;
    this.#waited = this.#scheduler.waiting > 0;
    this.#recorder.sample(at, report.capacity, this.#scheduler);
    this.#due = this.#nextDue(report, settings);
  }

  /** Notes what the passes that were left out would have noted: which nodes were needed until when. */
  #catchUp(leftOut: number): void {
    for (const history of Object.values(this.#state.current.nodes)) {
      const stillBooting = !this.#scheduler.has(history.name);
      if (history.lastNeeded === this.#lastPass && (this.#waited || stillBooting)) {
        history.lastNeeded = leftOut;
        continue;
      }
      const until = this.#scheduler.busyUntil(history.name);
      if (until === undefined) continue;
      history.lastNeeded = Math.max(history.lastNeeded, Math.min(leftOut, this.#passBefore(until)));
    }
  }

  #passBefore(time: number): number {
    return this.#began + (Math.ceil((time - this.#began) / this.#step) - 1) * this.#step;
  }

  /** When the loop would do something by the clock alone. */
  #nextDue({ at, capacity }: PassReport, settings: LoopSettings): number {
    const { nodes } = this.#state.current;
    const dues = capacity.nodes.flatMap(({ id, phase }): number[] => {
      const history = nodes[id];
      if (!history) return [];
      const { nodearray, since, lastNeeded, readyAt, doomed } = history;
      if (doomed && (phase === 'ready' || phase === 'booting' || phase === 'failed'))
        return [at + 1];
      // What is needed now is needed until something changes.
      if (lastNeeded === at && phase === 'ready') return [];
      if (phase === 'ready')
        return [lastNeeded + timeoutOf(settings.idleTimeout ?? 300, nodearray, 300)];
      if (phase !== 'booting' || readyAt !== undefined) return [];
      return [since + timeoutOf(settings.bootTimeout ?? 1800, nodearray, 1800)];
    });
    if (this.#scheduler.waiting > 0) {
      const backOff = settings.plan?.capacityBackoff ?? 300;
      for (const { lastCapacityFailure: since } of capacity.buckets) {
        if (since !== undefined && since < backOff) dues.push(at + (backOff - since) * 1000);
      }
    }
    return Math.min(...dues.filter((due) => due > at), Number.POSITIVE_INFINITY);
  }
}

const secondsOf = (timeout: Timeout | undefined, usual: number): number[] =>
  typeof timeout === 'number' ? [timeout] : [usual, ...Object.values(timeout ?? {})];

/** Ids of requests: any will do that do not repeat. */
function chance(): () => number {
  let seed = 1;
  return () => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return seed / 2 ** 32;
  };
}
