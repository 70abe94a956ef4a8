import type { Capacity, ExistingNode } from '../capacity.js';
import type { Job } from '../job.js';

/**
 * Where jobs come from. `read` is all that a queue must have; the rest is for schedulers that know their machines.
 * Every method may fail: the loop reports it and tries again at its next pass.
 */
export interface Queue {
  /** For people, in events and metrics: `redis work`. */
  readonly name: string;
  /** What is wanted now: jobs that wait and jobs that run. `capacity` was read just before. */
  read(signal: AbortSignal, capacity: Capacity): Promise<Demand>;
  /** Takes ready nodes into service. Called again at each pass until it resolves. */
  join?(nodes: readonly ExistingNode[], signal: AbortSignal): Promise<void>;
  /**
   * Lets no further job start on these nodes, and tells which of them have none now: only those are deleted. Called
   * again at each pass. Absent: all of them may go.
   */
  drain?(nodes: readonly ExistingNode[], signal: AbortSignal): Promise<readonly string[]>;
  /** For a scheduler that names its nodes: how they stand. */
  settle?(facts: NodeFacts, signal: AbortSignal): Promise<void>;
  close?(): Promise<void>;
}

export type Demand = JobDemand | NodeDemand;

/** The loop works out which nodes the jobs need. */
export interface JobDemand {
  readonly kind: 'jobs';
  readonly jobs: readonly Job[];
  /** What the scheduler knows of its machines; those left out are taken to be as the cluster says. */
  readonly hosts?: readonly Host[];
}

/** A machine as the scheduler sees it. */
export interface Host {
  /** Name, hostname or address of the node. */
  readonly hostname: string;
  /** Names of the jobs that run there. */
  readonly jobs: readonly string[];
  /** What is left of consumable resources where that is less than the total. */
  readonly available?: Readonly<Record<string, number>>;
  /** Takes no further job. */
  readonly closed?: boolean;
}

/** The scheduler works out by itself which nodes it needs, by name. */
export interface NodeDemand {
  readonly kind: 'nodes';
  /** All nodes that the scheduler may ask for. Nodes of other names are not its own and left alone. */
  readonly nodes: readonly NamedNode[];
  /** For people. */
  readonly jobs: readonly Job[];
  /** Called once what is wanted has been taken over durably. */
  readonly taken?: () => Promise<void>;
}

export interface NamedNode {
  readonly name: string;
  readonly nodearray: string;
  readonly machineType: string;
  readonly placementGroup?: string;
  /** `up`: should exist. `down`: should not. `idle`: the scheduler does not care; it is left as it is. */
  readonly want: 'up' | 'down' | 'idle';
  /** The scheduler counts on it: it has been up. */
  readonly inService: boolean;
  /** A machine of that name made before this time (ms since 1970) is to be replaced or deleted, and why. */
  readonly discard?: { readonly before: number; readonly reason: string };
}

/** What the loop found out about nodes that a scheduler named. */
export interface NodeFacts {
  /** In service for the scheduler, but gone from the cluster. */
  readonly missing: readonly string[];
  /** To be deleted for the scheduler, but protected by KeepAlive. */
  readonly kept: readonly string[];
}

/** A queue cannot be read, or what it says makes no sense. */
export class QueueError extends Error {
  override readonly name = 'QueueError';
}
