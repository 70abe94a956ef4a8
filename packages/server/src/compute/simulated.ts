import { chance, type Distribution, duration } from './chance.js';
import type {
  Driver,
  DriverCall,
  DriverMachine,
  DriverStep,
  Progress,
  Sighting,
} from './driver.js';

/** What the simulation does; all of it may change while it runs. Durations are in seconds. */
export interface Simulation {
  readonly seed: string;
  readonly times: {
    readonly allocate: Distribution;
    readonly boot: Distribution;
    readonly stop: Distribution;
    readonly restart: Distribution;
    readonly reimage: Distribution;
    readonly delete: Distribution;
    /** Everything else: resize, capture, snapshot, and so on. */
    readonly change: Distribution;
  };
  /** Scarce capacity: machines of a size that a location has at most. Unlisted: endless. */
  readonly capacity: readonly {
    readonly location: string;
    readonly machineType: string;
    readonly count: number;
  }[];
  readonly failures: readonly Failure[];
  /** How often a spot machine is evicted, on average, in an hour of its life. */
  readonly spotEvictionsPerHour: number;
}

/** A share of steps that fail. Absent selectors match everything. */
export interface Failure {
  readonly location?: string;
  readonly machineType?: string;
  /** `capacity` and `boot` strike creates; `step` strikes every other verb. */
  readonly kind: 'capacity' | 'boot' | 'step';
  /** 0 to 1. */
  readonly rate: number;
  readonly message?: string;
}

export const defaultSimulation: Simulation = {
  seed: 'pileus',
  times: {
    allocate: { min: 0.1, max: 0.4 },
    boot: { min: 0.2, max: 0.6 },
    stop: { min: 0.1, max: 0.3 },
    restart: { min: 0.2, max: 0.4 },
    reimage: { min: 0.3, max: 0.6 },
    delete: { min: 0.1, max: 0.3 },
    change: { min: 0.1, max: 0.3 },
  },
  capacity: [],
  failures: [],
  spotEvictionsPerHour: 0,
};

/**
 * Who holds scarce capacity. It lies in the store, so that replicas and restarts agree; taking twice
 * for one machine takes once.
 */
export interface CapacityLedger {
  take(machineUid: string, pool: string, limit: number): Promise<boolean>;
  release(machineUid: string): Promise<void>;
}

/**
 * Machines that exist on paper. What happens to a step is a pure function of the seed, the step and the time
 * at which it began; only scarce capacity is state.
 */
export class SimulatedDriver implements Driver {
  readonly name = 'simulated';
  readonly concurrency = 10_000;
  readonly timeoutMs = 10_000;
  readonly #ledger: CapacityLedger;
  #simulation: Simulation;

  constructor(ledger: CapacityLedger, simulation: Simulation = defaultSimulation) {
    this.#ledger = ledger;
    this.#simulation = simulation;
  }

  get simulation(): Simulation {
    return this.#simulation;
  }

  /** Takes effect with the next call; steps under way keep the times that they would have drawn anew. */
  configure(simulation: Simulation): void {
    this.#simulation = simulation;
  }

  perform(step: DriverStep, call: DriverCall): Progress | Promise<Progress> {
    switch (step.verb) {
      case 'create':
        return this.#create(step, call);
      case 'start':
        // A machine that gave its capacity back is allocated anew; another only boots.
        return call.machine.state === 'booting' && call.machine.instanceId !== null
          ? this.#after(step, call, 'boot')
          : this.#create(step, call);
      case 'stop':
      case 'shutdown':
        return this.#after(step, call, 'stop');
      case 'deallocate':
      case 'archive':
        return this.#release(step, call, 'stop');
      case 'restart':
      case 'reset':
        return this.#watched(
          this.#after(step, call, 'restart'),
          call.machine,
          call.machine.startedAt ?? call.now,
        );
      case 'reimage':
        return this.#reimage(step, call);
      case 'terminate':
      case 'delete':
        return this.#release(step, call, 'delete');
      default:
        return this.#after(step, call, 'change');
    }
  }

  observe({ machine, now }: DriverCall): Sighting | Promise<Sighting> {
    const evictAt = this.#evictionOf(machine, machine.startedAt ?? now);
    if (evictAt === undefined) return { status: 'present' };
    if (evictAt > now) return { status: 'present', watchAt: evictAt };
    const gone: Sighting = { status: 'gone', reason: 'SpotEvicted' };
    if (this.#simulation.capacity.length === 0) return gone;
    return this.#ledger.release(machine.uid).then(() => gone);
  }

  #create(step: DriverStep, call: DriverCall): Progress | Promise<Progress> {
    const { machine, now } = call;
    const allocated = step.startedAt + this.#time(step, 'allocate');
    if (now < allocated) return { status: 'working', phase: 'allocating', lookAgainAt: allocated };
    const refusal = this.#failure(step, machine, 'capacity');
    if (refusal) return { status: 'failed', code: 'Capacity', message: refusal };
    const pool = this.#simulation.capacity.find(
      (entry) => entry.location === machine.location && entry.machineType === machine.machineType,
    );
    if (!pool) return this.#boot(step, call, allocated);
    const name = `${pool.location}/${pool.machineType}`;
    return this.#ledger.take(machine.uid, name, pool.count).then((taken) =>
      taken
        ? this.#boot(step, call, allocated)
        : {
            status: 'failed',
            code: 'Capacity',
            message: `AllocationFailed: ${pool.location} has no capacity left for ${pool.machineType}.`,
          },
    );
  }

  #boot(step: DriverStep, { machine, now }: DriverCall, allocated: number): Progress {
    const booted = allocated + this.#time(step, 'boot');
    if (now < booted) return { status: 'working', phase: 'booting', lookAgainAt: booted };
    const failure = this.#failure(step, machine, 'boot');
    if (failure) return { status: 'failed', code: 'Boot', message: failure };
    return this.#watched({ status: 'done', instanceId: `sim-${step.uid}` }, machine, now);
  }

  /** The disk is written anew, and then the machine boots as it did at first. */
  #reimage(step: DriverStep, call: DriverCall): Progress {
    const { machine, now } = call;
    const written = this.#after(step, call, 'reimage');
    if (written.status !== 'done') return written;
    const booted = step.startedAt + this.#time(step, 'reimage') + this.#time(step, 'boot');
    if (now < booted) return { status: 'working', phase: 'booting', lookAgainAt: booted };
    // One that had failed had no virtual machine.
    const instanceId = machine.instanceId ?? `sim-${step.uid}`;
    return this.#watched({ status: 'done', instanceId }, machine, now);
  }

  /** A spot machine that began to run at `since` is observed when it is to be evicted. */
  #watched(progress: Progress, machine: DriverMachine, since: number): Progress {
    const evictAt = this.#evictionOf(machine, since);
    return progress.status === 'done' && evictAt !== undefined
      ? { ...progress, watchAt: evictAt }
      : progress;
  }

  #after(
    step: DriverStep,
    { machine, now }: DriverCall,
    what: keyof Simulation['times'],
  ): Progress {
    const end = step.startedAt + this.#time(step, what);
    if (now < end) return { status: 'working', lookAgainAt: end };
    const failure = this.#failure(step, machine, 'step');
    return failure ? { status: 'failed', code: 'Refused', message: failure } : { status: 'done' };
  }

  #release(
    step: DriverStep,
    call: DriverCall,
    what: 'stop' | 'delete',
  ): Progress | Promise<Progress> {
    const progress = this.#after(step, call, what);
    if (progress.status !== 'done' || this.#simulation.capacity.length === 0) return progress;
    return this.#ledger.release(call.machine.uid).then(() => progress);
  }

  #time(step: DriverStep, what: keyof Simulation['times']): number {
    const { seed, times } = this.#simulation;
    return duration(
      times[what],
      chance(seed, step.uid, what, 'a'),
      chance(seed, step.uid, what, 'b'),
    );
  }

  #failure(step: DriverStep, machine: DriverMachine, kind: Failure['kind']): string | undefined {
    for (const [i, failure] of this.#simulation.failures.entries()) {
      if (failure.kind !== kind) continue;
      if (failure.location !== undefined && failure.location !== machine.location) continue;
      if (failure.machineType !== undefined && failure.machineType !== machine.machineType)
        continue;
      if (chance(this.#simulation.seed, step.uid, kind, i) >= failure.rate) continue;
      return (
        failure.message ?? `Simulated ${kind} failure of ${machine.machineType ?? 'a machine'}.`
      );
    }
    return undefined;
  }

  /** World time at which a spot machine that began to run at `since` is evicted (exponential). */
  #evictionOf(machine: DriverMachine, since: number): number | undefined {
    if (!machine.spot) return undefined;
    // What was said of an earlier life does not end this one.
    if (machine.evictAt !== null && machine.evictAt >= since) return machine.evictAt;
    const { seed, spotEvictionsPerHour: rate } = this.#simulation;
    if (rate <= 0) return undefined;
    const drawn = chance(seed, machine.uid, 'evict', since);
    return Math.ceil(since - (Math.log(1 - drawn) / rate) * 3_600_000);
  }
}
