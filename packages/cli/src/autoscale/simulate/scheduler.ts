import {
  type Bucket,
  type Capacity,
  type ExistingNode,
  type Job,
  Occupancy,
  type Placement,
} from '@pileus/autoscale';
import type { Host, JobDemand, Queue } from '@pileus/autoscale/queues';
import { EndTimes } from './end-times.js';
import type { TraceJob } from './trace.js';

export interface SchedulerOptions {
  readonly buckets: readonly Bucket[];
  readonly shared?: Readonly<Record<string, number>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onEvent: (event: SchedulerEvent) => void;
}

export type SchedulerEvent =
  | { readonly kind: 'started'; readonly waited: number; readonly again: boolean }
  | { readonly kind: 'ended' | 'interrupted'; readonly coreMs: number }
  | { readonly kind: 'given-up'; readonly reason: string }
  | { readonly kind: 'idle' };

/** A job in the queue, or running. */
interface Entry {
  readonly name: string;
  readonly job: Job;
  /** Jobs of which the first finds no room now have none either. */
  readonly kind: string;
  readonly runtime: number;
  readonly submitted: number;
  readonly order: number;
  interruptions: number;
}

export interface Run {
  readonly entry: Entry;
  readonly placement: Placement;
  readonly start: number;
  readonly end: number;
}

/** Waiting jobs that are looked at in one round. */
const depth = 100;
/** A job that loses its nodes as often as this is given up. */
const mostInterruptions = 100;

/**
 * A plain batch scheduler in virtual time: jobs start in order of priority, then of submission, each once there is
 * room for all of it. A job that waits keeps those behind it from what it could use itself; what it could not use
 * they may have. Nothing is reserved for a later time.
 */
export class Scheduler implements Queue {
  readonly name = 'simulated scheduler';
  /** What the scaling loop would decide from has changed since it last looked, but for nodes that became idle or busy. */
  changed = true;
  readonly #options: SchedulerOptions;
  readonly #occupancy: Occupancy;
  readonly #waiting: Entry[] = [];
  readonly #kinds = new Map<string, number>();
  readonly #running = new Map<string, Run>();
  readonly #runsOn = new Map<string, Set<Run>>();
  /** When the last job of a node ended. */
  readonly #idleSince = new Map<string, number>();
  readonly #ends = new EndTimes<Run>();
  #orders = 0;

  constructor(options: SchedulerOptions) {
    this.#options = options;
    const { buckets, shared } = options;
    this.#occupancy = new Occupancy({ buckets, ...(shared && { shared }) });
  }

  get waiting(): number {
    return this.#waiting.length;
  }

  get running(): number {
    return this.#running.size;
  }

  /** What is left of the pools that jobs share. */
  get shared(): Record<string, number> {
    return this.#occupancy.shared;
  }

  /** When the next job ends. */
  get nextEnd(): number | undefined {
    return this.#ends.next;
  }

  /** Whether the node is in service. */
  has(node: string): boolean {
    return this.#runsOn.has(node);
  }

  /** Until when a node had a job; Infinity: it has one; undefined: it never had. */
  busyUntil(node: string): number | undefined {
    return this.#runsOn.get(node)?.size ? Number.POSITIVE_INFINITY : this.#idleSince.get(node);
  }

  submit({ job, runtime }: TraceJob): void {
    const { name, constraints, colocated, packing, nodeCount, allOrNothing } = job;
    const coupled = colocated || allOrNothing || packing === 'scatter' || (nodeCount ?? 0) > 0;
    const entry: Entry = {
      name,
      job,
      // Those that want all or nothing may find room where a larger one did not.
      kind: coupled ? name : JSON.stringify(constraints),
      runtime,
      submitted: this.#options.now(),
      order: this.#orders++,
      interruptions: 0,
    };
    const others = this.#kinds.has(entry.kind);
    this.#wait(entry);
    // Behind one of its kind that waits it finds no room.
    if (!others || this.#waiting.at(-1) !== entry) this.#round();
    // One that starts at once concerns nobody else.
    if (this.#waiting.length > 0) this.changed = true;
  }

  /** Ends the jobs that have run for as long as they do. */
  endUntil(time: number): void {
    let ended = false;
    for (let run = this.#ends.take(time); run; run = this.#ends.take(time)) {
      this.#free(run, 'ended');
      ended = true;
    }
    if (!ended || this.#waiting.length === 0) return;
    this.changed = true;
    this.#round();
  }

  /** Jobs that wait still, and why as far as the scheduler knows. */
  abandon(reason: string): void {
    for (const _ of this.#waiting.splice(0)) this.#options.onEvent({ kind: 'given-up', reason });
    this.#kinds.clear();
  }

  async read(_signal: AbortSignal, { nodes }: Capacity): Promise<JobDemand> {
    this.changed = false;
    this.#notice(nodes);
    const hosts: Host[] = [];
    for (const [hostname, runs] of this.#runsOn) {
      const jobs = [...runs].map(({ entry }) => entry.name);
      if (jobs.length > 0)
        hosts.push({ hostname, jobs, available: this.#occupancy.available(hostname) });
    }
    // Those that run are told of by their hosts.
    return { kind: 'jobs', jobs: this.#waiting.map(({ job }) => job), hosts };
  }

  async join(nodes: readonly ExistingNode[]): Promise<void> {
    for (const node of nodes) {
      if (this.#occupancy.has(node.name)) continue;
      this.#occupancy.add(node);
      this.#runsOn.set(node.name, new Set());
    }
    this.changed = true;
    this.#round();
  }

  async drain(nodes: readonly ExistingNode[]): Promise<readonly string[]> {
    const free = nodes.map(({ name }) => name).filter((name) => !this.#runsOn.get(name)?.size);
    for (const name of free) this.#leave(name);
    return free;
  }

  /** Jobs whose nodes have gone, or have failed, wait again. */
  #notice(nodes: readonly ExistingNode[]): void {
    const ready = new Set(nodes.filter(({ phase }) => phase === 'ready').map(({ name }) => name));
    let lost = false;
    for (const [name, runs] of this.#runsOn) {
      if (ready.has(name)) continue;
      for (const run of [...runs]) {
        this.#ends.remove(run, run.end);
        this.#free(run, 'interrupted');
        this.#interrupted(run.entry);
        lost = true;
      }
      this.#leave(name);
    }
    if (!lost) return;
    this.changed = true;
    this.#round();
  }

  #interrupted(entry: Entry): void {
    entry.interruptions++;
    if (entry.interruptions < mostInterruptions) {
      this.#wait(entry);
      return;
    }
    const reason = `it lost its nodes ${mostInterruptions} times`;
    this.#options.onEvent({ kind: 'given-up', reason });
  }

  #leave(name: string): void {
    this.#occupancy.remove(name);
    this.#runsOn.delete(name);
    this.#idleSince.delete(name);
  }

  #wait(entry: Entry): void {
    const before = (a: Entry, b: Entry) =>
      (b.job.priority ?? 0) - (a.job.priority ?? 0) || a.order - b.order;
    let at = this.#waiting.length;
    while (at > 0 && before(entry, this.#waiting[at - 1]!) < 0) at--;
    this.#waiting.splice(at, 0, entry);
    this.#kinds.set(entry.kind, (this.#kinds.get(entry.kind) ?? 0) + 1);
  }

  /** Starts what can start. */
  #round(): void {
    const claims: Placement[] = [];
    const hopeless = new Set<string>();
    const started = new Set<Entry>();
    for (const entry of this.#waiting.slice(0, depth)) {
      if (hopeless.has(entry.kind)) continue;
      const placement = this.#occupancy.place(entry.job);
      if (placement.missing === 0) {
        this.#start(entry, placement);
        started.add(entry);
        continue;
      }
      hopeless.add(entry.kind);
      claims.push(placement);
    }
    for (const claim of claims) this.#occupancy.release(claim);
    if (started.size === 0) return;
    const rest = this.#waiting.splice(0, depth).filter((entry) => !started.has(entry));
    this.#waiting.unshift(...rest);
  }

  #start(entry: Entry, placement: Placement): void {
    const start = this.#options.now();
    const run = { entry, placement, start, end: start + entry.runtime };
    const left = this.#kinds.get(entry.kind)! - 1;
    if (left > 0) this.#kinds.set(entry.kind, left);
    else this.#kinds.delete(entry.kind);
    this.#running.set(entry.name, run);
    this.#ends.add(run, run.end);
    for (const { node } of placement.pieces) this.#runsOn.get(node)!.add(run);
    const again = entry.interruptions > 0;
    this.#options.onEvent({ kind: 'started', waited: start - entry.submitted, again });
  }

  #free(run: Run, kind: 'ended' | 'interrupted'): void {
    const { entry, placement, start } = run;
    this.#occupancy.release(placement);
    this.#running.delete(entry.name);
    for (const { node } of placement.pieces) {
      const runs = this.#runsOn.get(node);
      runs?.delete(run);
      if (runs?.size !== 0) continue;
      this.#idleSince.set(node, this.#options.now());
      this.#options.onEvent({ kind: 'idle' });
    }
    const cores = placement.pieces.reduce((sum, piece) => sum + piece.cores, 0);
    const until = Math.min(run.end, this.#options.now());
    this.#options.onEvent({ kind, coreMs: cores * (until - start) });
  }
}
