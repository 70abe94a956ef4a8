import type { PlannedSlots } from '../capacity.js';
import type { CreateRequest } from './cluster-port.js';

/** What the loop has to remember from one pass to the next, and across restarts. Times are ms since 1970. */
export interface LoopState {
  readonly version: 1;
  /** By node id. */
  readonly nodes: Record<string, NodeHistory>;
  /** Plans that were carried out lately, by their ids. */
  plans?: Record<string, CarriedPlan>;
  /** A creation that was sent, or was about to be, and whose answer is not known. */
  pending?: PendingCreation;
}

export interface CarriedPlan {
  readonly at: number;
  /** Its nodes were made. */
  made: boolean;
  /** Ids of nodes that it has still to start. */
  start: readonly string[];
}

export interface PendingCreation extends CreateRequest {
  readonly at: number;
  /** For each set, for each of its nodes: the jobs that it is for, with their slots. */
  readonly jobs: readonly (readonly Slots[])[];
}

/** Slots on a node by job. */
export type Slots = Readonly<Record<string, PlannedSlots>>;

export interface NodeHistory {
  readonly name: string;
  readonly nodearray: string;
  readonly machineType: string;
  readonly placementGroup?: string;
  /** When it was first seen; of a node that was deallocated, when it was last seen so. */
  since: number;
  /** The loop made it. */
  own?: boolean;
  /** The cluster has listed it. */
  listed?: boolean;
  /** When a job last needed it; while it boots it is needed. */
  lastNeeded: number;
  /** When it first was ready. */
  readyAt?: number;
  /** The scheduler has been told of it. */
  joined?: boolean;
  /** Jobs that it is for. */
  jobs?: Slots;
  /** It is to go, and is asked to until it has gone. */
  doomed?: { readonly at: number; readonly reason: string; readonly way: 'fit' | 'terminate' };
  goneAt?: number;
}

export const emptyState = (): LoopState => ({ version: 1, nodes: {} });

/** Where the state is kept. */
export interface StateStore {
  load(): Promise<LoopState>;
  /** Resolves once it is durable. */
  save(state: LoopState): Promise<void>;
}

/** Keeps the state in memory: for tests, and for those who need no restart. */
export function memoryState(): StateStore {
  let kept = JSON.stringify(emptyState());
  return {
    load: async () => JSON.parse(kept) as LoopState,
    save: async (state) => {
      kept = JSON.stringify(state);
    },
  };
}
