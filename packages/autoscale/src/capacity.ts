import type { Resources } from './quantity.js';

/**
 * What there is and what there may be, as plain data. Everything that plans reads only this, so any source can
 * fill it: see `@pileus/autoscale/cyclecloud` for CycleCloud's.
 */
export interface Capacity {
  /** In the order in which they are tried. */
  readonly buckets: readonly Bucket[];
  readonly nodes: readonly ExistingNode[];
  readonly limits: readonly Limit[];
  /** Names that no new node may get, beside those of `nodes`. */
  readonly reservedNames?: readonly string[];
  /** Licences and other pools that jobs share: what is left of each, by name. */
  readonly shared?: Readonly<Record<string, number>>;
}

/** A ceiling over one or more buckets. */
export interface Limit {
  readonly id: string;
  readonly kind: 'cluster' | 'nodearray' | 'region' | 'family' | 'bucket';
  /** For people: `family standardFSv2Family`. */
  readonly title: string;
  /** `quotaCores` are cores as the vendor's quota counts them. */
  readonly unit: 'nodes' | 'cores' | 'quotaCores';
  readonly max: number;
  readonly used: number;
}

/** A machine type of a node array: nodes are made in it. */
export interface Bucket {
  /** Unique, and the same from one pass to the next. */
  readonly id: string;
  readonly nodearray: string;
  readonly machineType: string;
  readonly family: string;
  readonly location: string;
  readonly subnet?: string;
  readonly spot: boolean;
  readonly vcpuCount: number;
  /** Cores that a machine takes of a quota when that differs from `vcpuCount`. */
  readonly quotaCoreCount?: number;
  readonly pcpuCount: number;
  readonly gpuCount: number;
  readonly memoryGb: number;
  readonly infiniband: boolean;
  /** Of an empty node. Numbers are consumable. */
  readonly resources: Resources;
  /** Software settings of the array. */
  readonly configuration?: Readonly<Record<string, unknown>>;
  /** False: its nodes may be used, none can be created. */
  readonly valid: boolean;
  readonly invalidReason?: string;
  /** Ids of all ceilings that a new node counts against. */
  readonly limits: readonly string[];
  /** All nodes of the bucket are in this group. */
  readonly placementGroup?: string;
  /** Groups that exist or may be filled, with the nodes that are in them now. */
  readonly placementGroups: readonly { readonly name: string; readonly nodes: number }[];
  readonly maxPlacementGroupSize: number;
  /** Whether tightly coupled jobs may have placement groups made here. */
  readonly colocation: boolean;
  /** Seconds since capacity was last missing; absent when it never was. */
  readonly lastCapacityFailure?: number;
  /** US dollars per node and hour. */
  readonly price?: number;
  /** Seconds from creation to ready, as far as known. */
  readonly bootSeconds?: number;
}

/**
 * What a node can do for a job: `ready` and `booting` ones take jobs; `deallocated` ones are started when jobs
 * need them; `failed` and `ending` ones take none.
 */
export type NodePhase = 'ready' | 'booting' | 'deallocated' | 'failed' | 'ending';

export interface ExistingNode {
  /** Unique. */
  readonly name: string;
  readonly id: string;
  /** Id of its bucket. */
  readonly bucket: string;
  readonly phase: NodePhase;
  /** The source's own word for its state. */
  readonly state: string;
  readonly placementGroup?: string;
  readonly keepAlive?: boolean;
  readonly hostname?: string;
  readonly privateIp?: string;
  readonly instanceId?: string;
  /** Totals, when they are not the bucket's. */
  readonly resources?: Resources;
  /** What is left of consumable resources, by name, where that is less than the total. */
  readonly available?: Readonly<Record<string, number>>;
  /** Names of jobs that run here; what they take is gone from `available` already. */
  readonly assignments?: readonly string[];
  /** Takes no further job. */
  readonly closed?: boolean;
  /** Jobs for which an earlier plan wanted the node, with their slots on it; they come here first. */
  readonly plannedFor?: Readonly<Record<string, PlannedSlots>>;
}

/** Slots of a job on a node. A list has them by alternative (`or`, `xor`) of the job's constraints. */
export type PlannedSlots = number | readonly number[];
