import type { Capacity } from '../capacity.js';

/**
 * The cluster that the loop scales: CycleCloud's API, the simulator or a test. All methods may fail; nothing that
 * a failed call asked for is taken to have happened, or not to have happened.
 */
export interface ClusterPort {
  /** For people. */
  readonly name: string;
  read(signal: AbortSignal): Promise<ClusterReading>;
  /**
   * Makes nodes. A request id that was seen before makes nothing: it resolves with what the first call made.
   *
   * @throws (rejects) RefusedError when the cluster wants none of it, now and later
   */
  create(request: CreateRequest): Promise<readonly CreatedSet[]>;
  /** Starts deallocated nodes. Nodes that are started already stay so. */
  start(ids: readonly string[]): Promise<void>;
  /** Asks for nodes to go; tells which the cluster refuses, by id, and why. Nodes that are gone are no error. */
  remove(ids: readonly string[], way: RemoveWay): Promise<ReadonlyMap<string, string>>;
}

/** `shutdown`: as each node's own policy says. */
export const removeWays = ['shutdown', 'terminate', 'deallocate'] as const;
export type RemoveWay = (typeof removeWays)[number];

export interface ClusterReading {
  readonly capacity: Capacity;
  /** Ids of nodes, and of the requests that made them as far as the cluster tells. */
  readonly requests: ReadonlyMap<string, string>;
}

export interface CreateRequest {
  readonly requestId: string;
  readonly sets: readonly CreateSet[];
}

export interface CreateSet {
  readonly nodearray: string;
  readonly machineType: string;
  readonly count: number;
  readonly placementGroup?: string;
  /** The name of the one node; else the cluster chooses. */
  readonly nodeName?: string;
}

export interface CreatedSet {
  /** Fewer than asked is no error. */
  readonly nodes: readonly { readonly id: string; readonly name: string }[];
  /** Why there are fewer. */
  readonly message?: string;
}

/** The cluster understood the request and says no: sending it again is of no use. */
export class RefusedError extends Error {
  override readonly name = 'RefusedError';
}
