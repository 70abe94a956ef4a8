import type { MachineKind, MachineState } from '../inventory/states.js';
import type { Verb } from '../inventory/verbs.js';
import type { Awaitable } from '../store/store.js';

/** What a driver may know of a machine. */
export interface DriverMachine {
  readonly uid: string;
  readonly id: number;
  readonly kind: MachineKind;
  readonly name: string;
  readonly hostname: string;
  readonly state: MachineState;
  readonly location: string;
  readonly machineType: string | null;
  readonly vcpus: number;
  readonly memoryMb: number;
  readonly spot: boolean;
  readonly privateIp: string | null;
  readonly instanceId: string | null;
  /** World time at which its virtual machine last began to run. */
  readonly startedAt: number | null;
  /** World time from which a spot machine is to be taken away, where somebody said so. */
  readonly evictAt: number | null;
}

export interface DriverStep {
  /** Repeating a call with the same uid must be harmless: it is the same piece of work. */
  readonly uid: string;
  readonly verb: Verb;
  readonly args: Readonly<Record<string, unknown>> | null;
  /** World time at which the step began. */
  readonly startedAt: number;
}

export interface DriverCall {
  readonly machine: DriverMachine;
  /** World time. */
  readonly now: number;
  /** Aborted when the engine stops waiting for the answer. */
  readonly signal: AbortSignal;
}

/** How far a step has come. */
export type Progress =
  | {
      readonly status: 'working';
      /** The state that the machine is in meanwhile, where the verb passes through several. */
      readonly phase?: MachineState;
      /** World time at which to ask again. */
      readonly lookAgainAt: number;
    }
  | {
      readonly status: 'done';
      readonly instanceId?: string;
      readonly publicIp?: string;
      readonly exitCode?: number;
      /** World time at which to observe the machine; absent: when somebody asks. */
      readonly watchAt?: number;
    }
  | {
      readonly status: 'failed';
      readonly code: 'Capacity' | 'Boot' | 'Interrupted' | 'Refused';
      readonly message: string;
    };

/** What became of a machine that nobody is working on. */
export type Sighting =
  | { readonly status: 'present'; readonly watchAt?: number }
  | { readonly status: 'gone'; readonly reason: 'SpotEvicted' | 'VMDisappeared' }
  | { readonly status: 'unreachable'; readonly message: string; readonly lookAgainAt: number };

/**
 * Makes machines real. The engine calls `perform` for the head step of a machine until it answers `done`
 * or `failed`, and `observe` for machines at rest. A driver that throws is asked again a few times;
 * one that hangs or talks nonsense fails the step.
 */
export interface Driver {
  readonly name: string;
  /** Calls that may be under way at once. */
  readonly concurrency: number;
  /** Real milliseconds after which a call counts as hung. */
  readonly timeoutMs: number;
  perform(step: DriverStep, call: DriverCall): Awaitable<Progress>;
  observe(call: DriverCall): Awaitable<Sighting>;
}

/** Checks an answer before anything is done with it. Answers what is wrong, or undefined. */
export function nonsense(verb: Verb, answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null)
    return `answered ${typeof answer}, not an object`;
  const progress = answer as Partial<Record<string, unknown>>;
  switch (progress.status) {
    case 'working':
      return Number.isFinite(progress.lookAgainAt)
        ? undefined
        : `is working on "${verb}" without saying until when`;
    case 'done':
      return progress.watchAt === undefined || Number.isFinite(progress.watchAt)
        ? undefined
        : 'answered a watch time that is no number';
    case 'failed':
      return typeof progress.message === 'string' ? undefined : 'failed without a message';
    default:
      return `answered the unknown status ${JSON.stringify(progress.status)}`;
  }
}
