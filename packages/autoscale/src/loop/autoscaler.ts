import { type Clock, type Random, realClock, realRandom } from '@pileus/sdk/clock';
import { uuid } from '@pileus/sdk/http';
import { assertSame } from '../apply.js';
import type { Capacity, ExistingNode, NodePhase } from '../capacity.js';
import type { PlanFile } from '../document.js';
import type { Demand, Queue } from '../queues/queue.js';
import type { ClusterPort } from './cluster-port.js';
import { Creations, patience, type Sent } from './creations.js';
import type { Decisions, Leaving } from './decide.js';
import { decideForJobs, newSets, noteNeeded, startsOf } from './decide-jobs.js';
import { decideForNodes } from './decide-nodes.js';
import type { LoopEvent, LoopEventBody, Step } from './events.js';
import { observe, requestPrefix } from './observe.js';
import { assertBuckets, type CarriedOut, NoPlanError, type PlanRequests } from './plan-requests.js';
import { type Decided, type LoopSettings, withDefaults } from './settings.js';
import type { CarriedPlan, LoopState, StateStore } from './state.js';

export interface AutoscalerOptions extends LoopSettings {
  readonly cluster: ClusterPort;
  readonly queue: Queue;
  readonly state: StateStore;
  readonly onEvent?: (event: LoopEvent) => void;
  readonly clock?: Clock;
  readonly random?: Random;
}

/** What a pass saw and decided. */
export interface PassReport {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly capacity: Capacity;
  readonly demand: Demand;
  readonly decisions: Decisions;
  /** Steps that did not succeed; the next pass tries again. */
  readonly troubles: readonly Step[];
}

/** Plans are remembered for so long: a month. */
const planMemory = 30 * 86_400_000;

/**
 * The scaling loop. One pass reads jobs and nodes, decides, and acts; everything that it may be stopped at is written
 * down before it is done, so that the next pass, of this process or another, ends what one began:
 *
 * - a creation is written down with its request id, then sent; while its answer is missing it is sent again with the
 *   same id before anything else is planned;
 * - a node that is to go is written down as doomed, then asked to go at every pass until it is gone.
 */
export class Autoscaler {
  readonly #options: AutoscalerOptions;
  readonly #settings: Decided;
  readonly #clock: Clock;
  readonly #random: Random;
  readonly #creations: Creations;
  readonly #unplaced = new Map<string, string>();
  readonly #told = new Map<string, string>();

  constructor(options: AutoscalerOptions) {
    this.#options = options;
    this.#settings = withDefaults(options);
    this.#clock = options.clock ?? realClock;
    this.#random = options.random ?? realRandom;
    this.#creations = new Creations({
      cluster: options.cluster,
      state: options.state,
      clock: this.#clock,
      emit: (event) => this.#emit(event),
    });
  }

  /** What a pass would do now. Neither the cluster, nor the queue, nor the state is changed. */
  async dryRun(signal: AbortSignal = new AbortController().signal): Promise<PassReport> {
    const state = await this.#options.state.load();
    const { gone: _, requests: __, ...seen } = await this.#look(state, signal);
    return { ...seen, troubles: [] };
  }

  /**
   * One pass. The signal stops it before it acts; what has begun is brought to its end.
   *
   * @throws (rejects) when jobs or nodes cannot be read, a creation's fate stays unknown, or the state cannot be saved:
   *   nothing is decided then
   */
  async pass(signal: AbortSignal = new AbortController().signal): Promise<PassReport> {
    const { state: store, queue } = this.#options;
    const state = await store.load();
    await this.#creations.resolve(state);
    const { gone, requests: _, ...seen } = await this.#look(state, signal);
    signal.throwIfAborted();
    const { demand, decisions } = seen;
    for (const node of gone) this.#emit({ kind: 'gone', node });
    this.#tellUnplaced(decisions);
    for (const leaving of decisions.remove) this.#doom(state, leaving);
    await store.save(state);
    // What the scheduler handed over is in the state now.
    if (demand.kind === 'nodes') await demand.taken?.();

    const troubles: Step[] = [];
    const attempt = async (step: Step, act: () => Promise<void>) => {
      try {
        await act();
      } catch (error) {
        troubles.push(step);
        this.#emit({ kind: 'trouble', step, message: messageOf(error) });
      }
    };
    if (decisions.create.length > 0) {
      await attempt('create', async () => {
        await this.#creations.begin(state, this.#newRequestId(), decisions.create);
      });
    }
    if (decisions.start.length > 0) await attempt('start', () => this.#start(decisions.start));
    if (decisions.join.length > 0) {
      await attempt('join', async () => {
        await queue.join?.(decisions.join, signal);
        for (const { id } of decisions.join) state.nodes[id]!.joined = true;
        this.#emit({ kind: 'join', nodes: names(decisions.join) });
      });
    }
    if (decisions.idle.length > 0) {
      await attempt('drain', () => this.#drain(state, decisions.idle, signal));
    }
    await store.save(state);
    await attempt('delete', () => this.#deleteDoomed(state, seen.capacity));
    const { facts } = decisions;
    if (facts) await attempt('settle', () => this.#settle(facts, signal));
    await store.save(state);
    return { ...seen, troubles };
  }

  #newRequestId(): string {
    return `${requestPrefix}${uuid(this.#random)}`;
  }

  /**
   * Looks whether a plan still holds, and what it asks for. Nothing is changed.
   *
   * @throws (rejects) StalePlanError when nodes, limits or jobs have changed since it was made
   */
  async weigh(
    plan: PlanFile,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<PlanRequests> {
    const { gone: _, ...requests } = await this.#weigh(
      await this.#options.state.load(),
      plan,
      signal,
    );
    return requests;
  }

  /**
   * Makes exactly the nodes of a plan, and starts those that it starts. Done again it makes and starts nothing: the
   * state, and by the plan's id the cluster, know what was done already. What a lost answer or a crash left undone is
   * done for ten minutes.
   *
   * @throws (rejects) StalePlanError as `weigh` does; then nothing is changed
   */
  async carryOut(
    plan: PlanFile,
    signal: AbortSignal = new AbortController().signal,
  ): Promise<CarriedOut> {
    const { state: store } = this.#options;
    const state = await store.load();
    await this.#creations.resolve(state);
    const { gone, ...requests } = await this.#weigh(state, plan, signal);
    signal.throwIfAborted();
    for (const node of gone) this.#emit({ kind: 'gone', node });
    const { requestId, create, start } = requests;
    const carried = this.#remember(state, plan.id, start);
    await store.save(state);
    const sent: Sent =
      create.length > 0 ? await this.#creations.begin(state, requestId, create) : { made: [] };
    if ('refused' in sent) {
      delete state.plans![plan.id];
      await store.save(state);
      return { ...requests, start: [], sent };
    }
    carried.made = true;
    if (start.length > 0) await this.#start(start);
    carried.start = [];
    await store.save(state);
    return { ...requests, sent };
  }

  #remember(state: LoopState, id: string, start: readonly ExistingNode[]): CarriedPlan {
    const now = this.#clock.now();
    const { made = false, at = now } = state.plans?.[id] ?? {};
    const carried: CarriedPlan = { at, made, start: start.map((node) => node.id) };
    const lately = Object.entries(state.plans ?? {}).filter(
      ([, plan]) => now - plan.at < planMemory,
    );
    state.plans = { ...Object.fromEntries(lately), [id]: carried };
    return carried;
  }

  async #weigh(
    state: LoopState,
    plan: PlanFile,
    signal: AbortSignal,
  ): Promise<PlanRequests & { readonly gone: readonly string[] }> {
    const { at, capacity, decisions, requests, gone } = await this.#look(state, signal);
    if (!decisions.plan) throw new NoPlanError(this.#options.queue.name);
    const requestId = `${requestPrefix}plan-${plan.id}`;
    const carried = state.plans?.[plan.id];
    const known = requests.has(requestId);
    const begun = known || carried?.made === true;
    if (!begun) assertSame(plan.fingerprint, decisions.plan.fingerprint);
    assertBuckets(plan, capacity);
    noteNeeded(plan, capacity, state, at);
    const left = carried && at - carried.at <= patience ? carried.start : [];
    const start = startsOf(plan, capacity).filter(
      ({ id, phase }) => phase === 'deallocated' && (!begun || left.includes(id)),
    );
    // Asked again after the cluster forgot the request, it would make them again.
    const create = begun && !known ? [] : newSets(plan);
    return { requestId, begun, create, start, gone };
  }

  async #look(state: LoopState, signal: AbortSignal) {
    const { cluster, queue } = this.#options;
    const reading = await cluster.read(signal);
    const demand = await queue.read(signal, reading.capacity);
    const now = this.#clock.now();
    const { capacity, gone, requests } = observe(state, reading, now);
    const situation = { capacity, state, settings: this.#settings, now };
    const decisions =
      demand.kind === 'jobs' ? decideForJobs(situation, demand) : decideForNodes(situation, demand);
    const join = queue.join ? decisions.join : [];
    return { at: now, capacity, demand, decisions: { ...decisions, join }, gone, requests };
  }

  async #start(nodes: readonly ExistingNode[]): Promise<void> {
    await this.#options.cluster.start(nodes.map(({ id }) => id));
    this.#emit({ kind: 'start', nodes: names(nodes) });
  }

  async #drain(state: LoopState, idle: readonly Leaving[], signal: AbortSignal): Promise<void> {
    const { queue } = this.#options;
    const nodes = idle.map(({ node }) => node);
    const free = new Set(queue.drain ? await queue.drain(nodes, signal) : names(nodes));
    const busy = nodes.filter(({ name }) => !free.has(name));
    if (busy.length > 0) this.#emit({ kind: 'wait-for-jobs', nodes: names(busy) });
    for (const leaving of idle) if (free.has(leaving.node.name)) this.#doom(state, leaving);
  }

  #doom(state: LoopState, { node, reason, way }: Leaving): void {
    const history = state.nodes[node.id];
    if (!history || history.doomed) return;
    history.doomed = { at: this.#clock.now(), reason, way };
    this.#emit({ kind: 'delete', node: node.name, reason });
  }

  async #deleteDoomed(state: LoopState, { nodes }: Capacity): Promise<void> {
    const over: readonly NodePhase[] = ['ending', 'deallocated'];
    const doomed = nodes.filter(
      ({ id, phase }) => state.nodes[id]?.doomed && !over.includes(phase),
    );
    for (const way of ['fit', 'terminate'] as const) {
      const ids = doomed
        .filter(({ id }) => state.nodes[id]?.doomed?.way === way)
        .map(({ id }) => id);
      if (ids.length === 0) continue;
      const verb = way === 'terminate' ? way : this.#settings.scaleDown;
      const refused = await this.#options.cluster.remove(ids, verb);
      for (const [id, message] of refused) {
        const history = state.nodes[id];
        if (!history) continue;
        // It is decided anew at the next pass: KeepAlive may have been set a moment ago.
        delete history.doomed;
        this.#emit({ kind: 'delete-refused', node: history.name, message });
      }
    }
  }

  async #settle(facts: NonNullable<Decisions['facts']>, signal: AbortSignal): Promise<void> {
    await this.#options.queue.settle?.(facts, signal);
    for (const kind of ['missing', 'kept'] as const) {
      const now = facts[kind].join();
      if (now !== '' && this.#told.get(kind) !== now) this.#emit({ kind, nodes: facts[kind] });
      this.#told.set(kind, now);
    }
  }

  /** Once for each job and reason, not at every pass. */
  #tellUnplaced({ unplaced }: Decisions): void {
    const now = new Set(unplaced.map(({ job }) => job));
    for (const job of this.#unplaced.keys()) if (!now.has(job)) this.#unplaced.delete(job);
    for (const { job, missing, reason } of unplaced) {
      if (this.#unplaced.get(job) === reason) continue;
      this.#unplaced.set(job, reason);
      this.#emit({ kind: 'unplaced', job, missing, reason });
    }
  }

  #emit(body: LoopEventBody): void {
    this.#options.onEvent?.({ at: new Date(this.#clock.now()).toISOString(), ...body });
  }
}

const names = (nodes: readonly { readonly name: string }[]): string[] =>
  nodes.map(({ name }) => name);

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
