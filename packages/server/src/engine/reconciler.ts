import type { Cancel, Clock } from '../clock.js';
import type { Driver, DriverMachine, Progress, Sighting } from '../compute/driver.js';
import { nonsense } from '../compute/driver.js';
import { crashPoint } from '../crash-points.js';
import { endOperations } from '../inventory/endings.js';
import { applyVerb, openStepsOf } from '../inventory/steps.js';
import { isIn } from '../store/predicate.js';
import { type Store, StoreUnavailableError, system, type Tx } from '../store/store.js';
import type { Machine, Step } from '../store/tables.js';
import { type Outcome, OutcomeWriter } from './outcomes.js';

export interface ReconcilerOptions {
  readonly store: Store;
  readonly driver: Driver;
  /** World clock. */
  readonly clock: Clock;
  readonly realClock: Clock;
  /** Uniform in [0, 1). */
  readonly random: () => number;
  /** Unique to this process. */
  readonly owner: string;
  /** Called before each batch, in the claim's transaction: the driver may take up new settings. */
  readonly beforeClaim?: (tx: Tx) => void | Promise<void>;
  readonly onError?: (error: unknown) => void;
  /** Called after outcomes of `count` machines have been written. */
  readonly onWritten?: (count: number) => void;
}

/** Machines of one claim, and of one transaction of outcomes. */
const batchSize = 500;
/** Calls of a driver that throws before the step is given up. */
const maxAttempts = 3;
const backoffMs = { base: 200, cap: 10_000 };

interface Claimed {
  readonly machine: Machine;
  readonly step: Step | undefined;
  readonly facts: DriverMachine;
}

/**
 * Drives every machine towards what its head step asks.
 *
 * It is level-triggered: it remembers nothing between two looks and works on what the store says is due.
 *
 *     claim (lease, in batches) → ask the driver → write outcomes (in batches) → claim …
 *
 * It wakes when a commit made something due, when the earliest due time comes, and when another's lease
 * runs out. A lease outlives the driver's time-out, so nobody works on a machine twice at once; what a dead
 * replica held is taken over when its leases end.
 */
export class Reconciler {
  readonly #options: ReconcilerOptions;
  #running = false;
  #pumping = false;
  #pumpAgain = false;
  #inFlight = 0;
  #outcomes: Outcome[] = [];
  #flushing = false;
  #unsubscribe: () => void = () => {};
  #timers: Cancel[] = [];
  #idle: (() => void)[] = [];
  /** The first moment after a failed store call at which to try again. */
  #storeBackoff = 0;

  constructor(options: ReconcilerOptions) {
    this.#options = options;
  }

  start(): void {
    if (this.#running) return;
    this.#running = true;
    this.#unsubscribe = this.#options.store.onCommit((commit) => {
      if (commit.work) this.wake();
    });
    this.wake();
  }

  /** Stops claiming and waits until what is in flight has been written. */
  async stop(): Promise<void> {
    this.#running = false;
    this.#unsubscribe();
    this.#disarm();
    while (this.#busy()) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Resolves when nothing is due and nothing is in flight; timers may still be set. */
  async quiet(): Promise<void> {
    this.wake();
    while (this.#busy()) await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** Looks for due machines soon. */
  wake(): void {
    if (!this.#running) return;
    if (this.#pumping) this.#pumpAgain = true;
    else setImmediate(() => void this.#pump());
    this.#pumping = true;
  }

  #busy(): boolean {
    return this.#pumping || this.#inFlight > 0 || this.#outcomes.length > 0 || this.#flushing;
  }

  async #pump(): Promise<void> {
    this.#disarm();
    let full = false;
    try {
      do {
        this.#pumpAgain = false;
        while (this.#running) {
          const free = this.#options.driver.concurrency - this.#inFlight;
          full = free <= 0;
          if (full) break;
          const limit = Math.min(batchSize, free);
          const claimed = await this.#claim(limit);
          this.#work(claimed);
          // That was all; what becomes due from now on wakes it again.
          if (claimed.length < limit) break;
        }
      } while (this.#pumpAgain && this.#running);
      this.#storeBackoff = 0;
      // Whatever the driver answers first wakes a full engine.
      if (this.#running && !full) await this.#arm();
    } catch (error) {
      this.#options.onError?.(error);
      this.#retryLater();
    } finally {
      this.#pumping = false;
      if (this.#pumpAgain) this.wake();
      this.#settle();
    }
  }

  #retryLater(): void {
    this.#storeBackoff = Math.min(5000, Math.max(100, this.#storeBackoff * 2));
    this.#timers.push(this.#options.realClock.after(this.#storeBackoff, () => this.wake()));
  }

  #settle(): void {
    if (this.#busy()) return;
    for (const resolve of this.#idle.splice(0)) resolve();
  }

  async #claim(limit: number): Promise<Claimed[]> {
    const { store, owner, realClock, driver, beforeClaim } = this.#options;
    const claimed = await store.command(
      system,
      async (tx) => {
        await beforeClaim?.(tx);
        const realNow = realClock.now();
        const machines = await tx.claimDue({
          owner,
          realNow,
          leaseUntil: realNow + driver.timeoutMs + 5000,
          limit,
        });
        if (machines.length === 0) return [];
        const steps = await openStepsOf(
          tx,
          machines.filter((machine) => machine.openSteps > 0).map((machine) => machine.id),
        );
        const facts = await factsOf(tx, machines);
        crashPoint('claim.before-commit');
        return machines.map((machine, i) => ({
          machine,
          step: steps.get(machine.id)?.[0],
          facts: facts[i]!,
        }));
      },
      'background',
    );
    if (claimed.length > 0) crashPoint('claim.after-commit');
    return claimed;
  }

  #work(claimed: readonly Claimed[]): void {
    const { clock, realClock, driver } = this.#options;
    const now = clock.now();
    const abort = new AbortController();
    const waiting = new Map<number, () => void>();
    this.#inFlight += claimed.length;
    const finish = (outcome: Outcome) => {
      this.#inFlight--;
      this.#outcomes.push(outcome);
      this.#scheduleFlush();
    };
    for (const item of claimed) {
      const idle = idleOutcome(item, now);
      if (idle) {
        finish(idle);
        continue;
      }
      crashPoint('driver.before');
      const answer = this.#ask(item, now, abort.signal);
      if (!isPromise(answer)) {
        finish(answer);
        continue;
      }
      const { id } = item.machine;
      waiting.set(id, () =>
        finish(this.#setback(item, `did not answer within ${driver.timeoutMs} ms`)),
      );
      answer.then((outcome) => {
        if (waiting.delete(id)) finish(outcome);
        if (waiting.size === 0) cancelTimeout?.();
      });
    }
    const cancelTimeout =
      waiting.size === 0
        ? undefined
        : realClock.after(driver.timeoutMs, () => {
            abort.abort();
            const hung = [...waiting.values()];
            waiting.clear();
            for (const giveUp of hung) giveUp();
          });
  }

  #ask(item: Claimed, now: number, signal: AbortSignal): Outcome | Promise<Outcome> {
    const { driver } = this.#options;
    const { step, facts } = item;
    const call = { machine: facts, now, signal };
    try {
      const answer = step
        ? driver.perform(
            { uid: step.uid, verb: step.verb, args: step.args, startedAt: step.startedAt ?? now },
            call,
          )
        : driver.observe(call);
      if (!isPromise<Progress | Sighting>(answer)) return this.#hear(item, answer);
      return answer.then(
        (value) => this.#hear(item, value),
        (error) => this.#setback(item, `failed: ${messageOf(error)}`),
      );
    } catch (error) {
      return this.#setback(item, `failed: ${messageOf(error)}`);
    } finally {
      crashPoint('driver.after');
    }
  }

  #hear({ machine, step }: Claimed, answer: Progress | Sighting): Outcome {
    if (!step) return { machine, kind: 'sighting', sighting: answer as Sighting };
    const wrong = nonsense(step.verb, answer);
    if (wrong === undefined)
      return { machine, kind: 'progress', step, progress: answer as Progress };
    return failure(machine, step, `The ${this.#options.driver.name} driver ${wrong}.`);
  }

  /** The driver threw or hung: it is asked again after a while, a few times. */
  #setback({ machine, step }: Claimed, what: string): Outcome {
    const { clock, random, driver } = this.#options;
    const message = `The ${driver.name} driver ${what}.`;
    if (!step) {
      const lookAgainAt = clock.now() + backoffMs.cap;
      return {
        machine,
        kind: 'sighting',
        sighting: { status: 'unreachable', message, lookAgainAt },
      };
    }
    if (step.attempts + 1 >= maxAttempts) return failure(machine, step, message);
    const ceiling = Math.min(backoffMs.cap, backoffMs.base * 2 ** step.attempts);
    return { machine, kind: 'retry', step, at: clock.now() + Math.ceil(random() * ceiling) };
  }

  #scheduleFlush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    setImmediate(() => void this.#flush());
  }

  async #flush(): Promise<void> {
    while (this.#outcomes.length > 0) {
      await this.#writeApart(this.#outcomes.splice(0, batchSize));
    }
    this.#flushing = false;
    this.wake();
    this.#settle();
  }

  /** Writes a batch; where it cannot be written, each half by itself, so that one machine holds up no other. */
  async #writeApart(batch: readonly Outcome[]): Promise<void> {
    try {
      await this.#write(batch);
    } catch (error) {
      if (batch.length > 1 && !(error instanceof StoreUnavailableError)) {
        const half = Math.ceil(batch.length / 2);
        await this.#writeApart(batch.slice(0, half));
        await this.#writeApart(batch.slice(half));
        return;
      }
      // The leases run out and the machines are looked at again: nothing is lost.
      this.#options.onError?.(error);
      this.#retryLater();
    }
  }

  async #write(batch: readonly Outcome[]): Promise<void> {
    const { store, owner } = this.#options;
    crashPoint('outcome.begin');
    await store.command(
      system,
      async (tx) => {
        const finished = await new OutcomeWriter(tx, owner).write(batch);
        await this.#expire(tx, batch);
        await endOperations(tx, finished);
        crashPoint('outcome.before-commit');
      },
      'background',
    );
    this.#options.onWritten?.(batch.length);
    crashPoint('outcome.after-commit');
  }

  /** Deletes machines whose time to live is over. */
  async #expire(tx: Tx, batch: readonly Outcome[]): Promise<void> {
    const ids = batch.filter(({ kind }) => kind === 'expire').map(({ machine }) => machine.id);
    if (ids.length === 0) return;
    for (const machine of await tx.select('machine', { where: isIn('id', ids) })) {
      // Its time may have been prolonged since it was claimed.
      if (machine.expiresAt === null || machine.expiresAt > tx.now) continue;
      await tx.update('machine', machine.id, { expiresAt: null });
      await applyVerb(tx, {
        dialect: 'system',
        accountId: machine.accountId,
        action: 'expire',
        locationId: machine.locationId,
        clusterId: machine.clusterId,
        verb: 'delete',
        machines: [{ ...machine, keepAlive: false }],
      });
    }
  }

  /** Sleeps until something becomes due by itself. */
  async #arm(): Promise<void> {
    const { store, clock, realClock } = this.#options;
    const next = await store.nextDue(realClock.now());
    if (!this.#running) return;
    this.#disarm();
    if (next.dueAt !== undefined) {
      this.#timers.push(clock.after(next.dueAt - clock.now(), () => this.wake()));
    }
    if (next.leaseUntil !== undefined) {
      const wait = Math.max(1, next.leaseUntil - realClock.now());
      this.#timers.push(realClock.after(wait, () => this.wake()));
    }
  }

  #disarm(): void {
    for (const cancel of this.#timers.splice(0)) cancel();
  }
}

/** What a machine without a head step is due for, where that needs no driver. */
function idleOutcome({ machine, step }: Claimed, now: number): Outcome | undefined {
  if (step) return undefined;
  if (machine.state === 'deleted') return { machine, kind: 'purge' };
  if (machine.expiresAt !== null && machine.expiresAt <= now) return { machine, kind: 'expire' };
  return undefined;
}

const failure = (machine: Machine, step: Step, message: string): Outcome => ({
  machine,
  step,
  kind: 'progress',
  progress: { status: 'failed', code: 'Interrupted', message },
});

async function factsOf(tx: Tx, machines: readonly Machine[]): Promise<DriverMachine[]> {
  const locations = new Map(
    (await tx.select('location', { columns: ['id', 'code'] })).map((row) => [row.id, row.code]),
  );
  const types = new Map(
    (await tx.select('machineType', { columns: ['id', 'name'] })).map((row) => [row.id, row.name]),
  );
  return machines.map((machine) => ({
    uid: machine.uid,
    id: machine.id,
    kind: machine.kind,
    name: machine.name,
    hostname: machine.hostname,
    state: machine.state,
    location: locations.get(machine.locationId) ?? '',
    machineType: types.get(machine.machineTypeId ?? 0) ?? null,
    vcpus: machine.vcpus,
    memoryMb: machine.memoryMb,
    spot: machine.spot,
    privateIp: machine.privateIp,
    instanceId: machine.instanceId,
    startedAt: machine.startedAt,
    evictAt: machine.evictAt,
  }));
}

const isPromise = <T>(value: unknown): value is Promise<T> =>
  typeof (value as { then?: unknown } | null)?.then === 'function';

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
