import type { Clock } from '@pileus/sdk/clock';
import { type ClusterPort, type CreatedSet, type CreateSet, RefusedError } from './cluster-port.js';
import type { PlannedSet } from './decide.js';
import type { LoopEventBody } from './events.js';
import type { LoopState, PendingCreation, Slots, StateStore } from './state.js';

export interface CreationsOptions {
  readonly cluster: ClusterPort;
  readonly state: StateStore;
  readonly clock: Clock;
  readonly emit: (event: LoopEventBody) => void;
}

/** What became of a creation: a set for each of its sets, or why the cluster wants none of it. */
export type Sent = { readonly made: readonly CreatedSet[] } | { readonly refused: string };

/** A creation whose fate is not known is sent again with its id for so long; then its plan is of no use any more. */
export const patience = 600_000;

/**
 * Makes nodes, none twice: a creation is written down with its request id, then sent; while its answer is missing it
 * is sent again with the same id before anything else is planned.
 */
export class Creations {
  readonly #options: CreationsOptions;

  constructor(options: CreationsOptions) {
    this.#options = options;
  }

  /** @throws (rejects) when its fate is not known; the next pass finds it in the state */
  async begin(state: LoopState, requestId: string, planned: readonly PlannedSet[]): Promise<Sent> {
    const pending: PendingCreation = {
      requestId,
      sets: planned.map(({ jobs: _, ...set }) => set),
      at: this.#options.clock.now(),
      jobs: planned.map(({ jobs }) => jobs),
    };
    state.pending = pending;
    await this.#options.state.save(state);
    return this.#send(state, pending);
  }

  /** Finds out what became of a creation before anything new is planned. */
  async resolve(state: LoopState): Promise<void> {
    const { pending } = state;
    if (!pending) return;
    if (this.#options.clock.now() - pending.at <= patience) {
      await this.#send(state, pending);
      return;
    }
    delete state.pending;
    const message =
      'Its answer was missing for too long; nodes that it made are found in the list.';
    this.#options.emit({ kind: 'refused', requestId: pending.requestId, message });
  }

  async #send(state: LoopState, pending: PendingCreation): Promise<Sent> {
    const { requestId, sets } = pending;
    const { cluster, emit } = this.#options;
    let sent: Sent;
    try {
      const made = await cluster.create({ requestId, sets });
      for (const [at, each] of made.entries()) this.#note(state, pending, at, each);
      sent = { made };
    } catch (error) {
      if (!(error instanceof RefusedError)) throw error;
      emit({ kind: 'refused', requestId, message: error.message });
      sent = { refused: error.message };
    }
    delete state.pending;
    await this.#options.state.save(state);
    return sent;
  }

  #note(
    state: LoopState,
    { requestId, sets, jobs: meant }: PendingCreation,
    at: number,
    { nodes, message }: CreatedSet,
  ): void {
    const set = sets[at]!;
    const jobs = meant[at] ?? [];
    nodes.forEach((node, i) => {
      this.#remember(state, set, node, jobs[i] ?? {});
    });
    this.#options.emit({
      kind: 'create',
      nodearray: set.nodearray,
      machineType: set.machineType,
      ...(set.placementGroup !== undefined && { placementGroup: set.placementGroup }),
      asked: set.count,
      nodes: nodes.map(({ name }) => name),
      jobs: [...new Set(jobs.flatMap((each) => Object.keys(each)))],
      requestId,
      ...(message !== undefined && { message }),
    });
  }

  #remember(
    state: LoopState,
    { nodearray, machineType, placementGroup }: CreateSet,
    { id, name }: { readonly id: string; readonly name: string },
    jobs: Slots,
  ): void {
    const now = this.#options.clock.now();
    state.nodes[id] ??= {
      name,
      nodearray,
      machineType,
      ...(placementGroup !== undefined && { placementGroup }),
      since: now,
      lastNeeded: now,
    };
    Object.assign(state.nodes[id], { own: true, jobs });
  }
}
