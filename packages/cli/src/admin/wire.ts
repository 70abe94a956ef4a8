/** What the admin API answers, as far as the commands read it; see its OpenAPI document for the rest. */

export type Role = 'reader' | 'operator' | 'admin';
export const roles = ['reader', 'operator', 'admin'] as const satisfies readonly Role[];

export interface User {
  readonly username: string;
  readonly role: Role;
  readonly email: string | null;
  readonly disabled: boolean;
  readonly hasPassword: boolean;
  readonly hasApiKey: boolean;
}

export interface Limit {
  readonly location: string;
  /** `*`: the whole location. */
  readonly family: string;
  readonly spot: boolean;
  readonly cores: number | null;
  readonly nodes: number | null;
  readonly used?: { readonly nodes: number; readonly cores: number };
}

/** Seconds. */
export type Distribution =
  | number
  | { readonly min: number; readonly max: number }
  | { readonly mean: number; readonly deviation: number }
  | { readonly median: number; readonly p95: number };

export const faultTimes = [
  ...(['allocate', 'boot', 'stop', 'restart', 'reimage', 'delete', 'change'] as const),
] as const;
export type FaultTime = (typeof faultTimes)[number];

export const failureKinds = ['capacity', 'boot', 'step'] as const;

export interface Failure {
  readonly kind: (typeof failureKinds)[number];
  /** 0 to 1. */
  readonly rate: number;
  readonly location?: string;
  readonly machineType?: string;
  readonly message?: string;
}

export interface Scarcity {
  readonly location: string;
  readonly machineType: string;
  readonly count: number;
}

export interface Faults {
  readonly seed: string;
  readonly times: Readonly<Record<FaultTime, Distribution>>;
  readonly capacity: readonly Scarcity[];
  readonly failures: readonly Failure[];
  readonly spotEvictionsPerHour: number;
}

export interface World {
  readonly name: string | null;
  readonly appliedAt: string | null;
  readonly now: string;
  /** How many times as fast as life the world runs. */
  readonly speed?: number;
  readonly store: string;
  readonly account: {
    readonly alias: string;
    readonly name: string;
    readonly domain: string;
  } | null;
  readonly locations: readonly {
    readonly code: string;
    readonly title: string;
    readonly provider: string;
  }[];
}

/** The world's clock, which may run faster than life or stand still. */
export interface WorldClock {
  readonly now: string;
  readonly realNow: string;
  readonly speed: number;
}

export const machineKinds = ['guest', 'metal', 'host', 'container'] as const;

export const machineVerbs = [
  ...(['start', 'stop', 'shutdown', 'pause', 'resume', 'restart', 'reset'] as const),
  ...(['deallocate', 'reimage', 'terminate', 'delete'] as const),
] as const;
export type MachineVerb = (typeof machineVerbs)[number];

export interface Machine {
  readonly id: number;
  readonly uid: string;
  readonly kind: string;
  readonly name: string;
  readonly serverName: string | null;
  readonly state: string;
  readonly stateSince: string;
  readonly reason: string | null;
  readonly location: string | null;
  readonly cluster: string | null;
  readonly machineType: string | null;
  readonly vcpus: number;
  readonly memoryMb: number;
  readonly diskGb: number;
  readonly spot: boolean;
  readonly keepAlive: boolean;
  readonly privateIp: string | null;
  readonly publicIp: string | null;
  readonly price: number | null;
  readonly openSteps: number;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly expiresAt: string | null;
}

/** What became of a verb. */
export interface Asked {
  /** `step`: it will be done; `noop`: the machine is in that state already. */
  readonly outcome: string;
  /** Uid. */
  readonly operation: string | null;
}

export interface Operation {
  readonly id: number;
  readonly uid: string;
  readonly dialect: string;
  readonly action: string;
  readonly state: string;
  readonly total: number;
  readonly pending: number;
  readonly failed: number;
  readonly succeeded: number;
  readonly message?: string | null;
  readonly createdAt: string;
  readonly createdBy: string | null;
  readonly startedAt: string | null;
  readonly endedAt: string | null;
}

export interface Step {
  readonly id: number;
  readonly machineId: number;
  readonly verb: string;
  readonly state: string;
  readonly attempts: number;
  readonly error: string | null;
}

export interface ClusterView {
  readonly uid: string;
  readonly name: string;
  readonly state: string | null;
  readonly targetState: string | null;
  readonly maxCount: number;
  readonly maxCoreCount: number;
  readonly nodeArrays: readonly { readonly name: string; readonly activated: boolean }[];
}

export interface Event {
  readonly id: number;
  readonly at: string;
  readonly kind: string;
  readonly actor: string | null;
  readonly objectKind: string;
  readonly objectId: number | null;
  readonly objectUid: string | null;
  readonly machineId: number | null;
  readonly operationId: number | null;
  readonly data: unknown;
}

export interface Webhook {
  readonly uid: string;
  readonly kind: string;
  readonly target: string;
  readonly signed: boolean;
  readonly disabled: boolean;
}

/** A counter that does not agree with the machines that there are. */
export interface Mismatch {
  readonly key: string;
  readonly stored: { readonly nodes: number; readonly cores: number };
  readonly actual: { readonly nodes: number; readonly cores: number };
}
