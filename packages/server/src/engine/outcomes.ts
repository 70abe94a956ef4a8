import type { Progress, Sighting } from '../compute/driver.js';
import { CounterChanges } from '../inventory/admission.js';
import { releaseMachines } from '../inventory/machines.js';
import { countEndedSteps, type EndedStep, startOperations } from '../inventory/operations.js';
import { type MachineState, stateFacts } from '../inventory/states.js';
import { emitState, headPatch, judge, openStepsOf } from '../inventory/steps.js';
import { keepsRecord, planOf } from '../inventory/verbs.js';
import type { Tx } from '../store/store.js';
import type { Machine, Operation, Step } from '../store/tables.js';
import { closeSpans, openSpans } from './spans.js';

/** A deleted machine's record stays for this long, in world time (observed of Tutum: "about 5 minutes"). */
export const tombstoneMs = 5 * 60_000;

/** What came of one claimed machine. */
export type Outcome =
  | {
      readonly machine: Machine;
      readonly kind: 'progress';
      readonly step: Step;
      readonly progress: Progress;
    }
  | { readonly machine: Machine; readonly kind: 'sighting'; readonly sighting: Sighting }
  /** The driver threw or hung: to be asked again at `at`, or given up. */
  | { readonly machine: Machine; readonly kind: 'retry'; readonly step: Step; readonly at: number }
  | { readonly machine: Machine; readonly kind: 'purge' }
  | { readonly machine: Machine; readonly kind: 'expire' };

/** What commands may have changed since the claim: read again, so that nothing of theirs is undone. */
const changing = [
  'id',
  'state',
  'stateSince',
  'reason',
  'openSteps',
  'dueAt',
  'leaseOwner',
  'firstReadyAt',
  'startedAt',
  'deletedAt',
  'archivedAt',
  'expiresAt',
  'evictAt',
  'fixed',
  'instanceId',
  'publicIp',
  'exitCode',
  'lastReloadStepId',
] as const;

type MachinePatch = Required<
  Pick<
    Machine,
    | 'id'
    | 'state'
    | 'stateSince'
    | 'reason'
    | 'openSteps'
    | 'dueAt'
    | 'leaseOwner'
    | 'leaseUntil'
    | 'firstReadyAt'
    | 'startedAt'
    | 'deletedAt'
    | 'archivedAt'
    | 'instanceId'
    | 'publicIp'
    | 'exitCode'
    | 'lastReloadStepId'
  >
>;

/**
 * Writes what happened to a batch of claimed machines, in one transaction and a fixed number of
 * statements. Outcomes of machines whose lease was lost meanwhile, or whose head step was superseded, change
 * nothing but the lease.
 */
export class OutcomeWriter {
  readonly #tx: Tx;
  readonly #owner: string;
  readonly #patches: MachinePatch[] = [];
  readonly #steps: Pick<Step, 'id' | 'state' | 'error' | 'endedAt' | 'startedAt' | 'attempts'>[] =
    [];
  readonly #ended: EndedStep[] = [];
  readonly #begun: number[] = [];
  readonly #spansOpened: Machine[] = [];
  readonly #spansClosed: Machine[] = [];
  readonly #released: Machine[] = [];
  readonly #purged: number[] = [];
  readonly #capacityFailures = new Set<number>();
  readonly #counters = new CounterChanges();

  constructor(tx: Tx, owner: string) {
    this.#tx = tx;
    this.#owner = owner;
  }

  /** Answers the operations that ended with this batch. */
  async write(outcomes: readonly Outcome[]): Promise<Operation[]> {
    const tx = this.#tx;
    const ids = outcomes.map((outcome) => outcome.machine.id);
    const current = new Map(
      (await tx.lockMany('machine', ids, changing)).map((row) => [row.id, row]),
    );
    const open = await openStepsOf(tx, ids);
    for (const outcome of outcomes) {
      const now = current.get(outcome.machine.id);
      if (now?.leaseOwner !== this.#owner) continue;
      // Much faster than to spread both, which would grow the object column by column.
      const machine: Machine = Object.assign({ ...outcome.machine }, now);
      this.#apply(outcome, machine, open.get(machine.id) ?? []);
    }
    return this.#flush();
  }

  #apply(outcome: Outcome, machine: Machine, open: readonly Step[]): void {
    const head = open[0];
    switch (outcome.kind) {
      case 'purge':
        this.#purged.push(machine.id);
        return;
      case 'expire':
        // The caller queues a delete in the same transaction; the machine stays due for it.
        this.#patches.push(patchOf(machine));
        return;
      case 'sighting':
        // Where a command asked for another look meanwhile, this one was too early.
        if (
          head ||
          machine.dueAt !== outcome.machine.dueAt ||
          machine.evictAt !== outcome.machine.evictAt
        )
          this.#patches.push({ ...patchOf(machine), dueAt: this.#tx.now });
        else this.#sighted(machine, outcome.sighting);
        return;
    }
    if (head?.id !== outcome.step.id) {
      // Superseded while the driver was at work: whatever is the head now is due.
      this.#patches.push({ ...patchOf(machine), dueAt: head ? this.#tx.now : machine.dueAt });
      return;
    }
    if (outcome.kind === 'retry') {
      this.#begin(head, head.attempts + 1);
      this.#patches.push({ ...patchOf(machine), dueAt: outcome.at });
      return;
    }
    const { progress } = outcome;
    if (progress.status === 'working') this.#working(machine, head, progress);
    else if (progress.status === 'done') this.#done(machine, head, open.slice(1), progress);
    else this.#failed(machine, head, open.slice(1), progress);
  }

  /** Marks a step as begun. A step that was begun before is only counted up. */
  #begin(step: Step, attempts: number): void {
    if (step.state === 'waiting') this.#begun.push(step.operationId);
    this.#steps.push({
      id: step.id,
      state: 'running',
      error: step.error,
      endedAt: null,
      startedAt: step.startedAt ?? this.#tx.now,
      attempts,
    });
  }

  #working(machine: Machine, step: Step, progress: Progress & { status: 'working' }): void {
    if (step.state === 'waiting') this.#begin(step, step.attempts);
    const patch = { ...patchOf(machine), dueAt: progress.lookAgainAt };
    if (progress.phase && progress.phase !== machine.state) {
      this.#enter(patch, machine, progress.phase, step.operationId);
    }
    this.#patches.push(patch);
  }

  #done(
    machine: Machine,
    step: Step,
    waiting: readonly Step[],
    progress: Progress & { status: 'done' },
  ): void {
    const { now } = this.#tx;
    const plan = planOf(step.verb, this.#stateBefore(machine, step));
    const patch = {
      ...patchOf(machine),
      exitCode: progress.exitCode ?? machine.exitCode,
    };
    if (progress.instanceId !== undefined) patch.instanceId = progress.instanceId;
    if (progress.publicIp !== undefined) patch.publicIp = progress.publicIp;
    // Phases that the driver rushed through are history all the same.
    const passed = plan.phases.slice(plan.phases.indexOf(machine.state) + 1);
    for (const phase of passed)
      this.#enter(patch, { ...machine, state: patch.state }, phase, step.operationId);
    if (plan.done && plan.done !== patch.state) {
      this.#enter(patch, { ...machine, state: patch.state }, plan.done, step.operationId);
    }
    if (patch.state === 'running' && patch.firstReadyAt === null) patch.firstReadyAt = now;
    if (step.verb === 'archive') patch.archivedAt = now;
    if (step.verb === 'restore') patch.archivedAt = null;
    if (step.verb === 'reimage') patch.lastReloadStepId = step.id;
    this.#end(step, 'succeeded', null);
    patch.dueAt = this.#restingDue(machine, patch.state, progress.watchAt);
    this.#next(patch, machine, waiting);
    this.#patches.push(patch);
  }

  #failed(
    machine: Machine,
    step: Step,
    waiting: readonly Step[],
    progress: Progress & { status: 'failed' },
  ): void {
    const plan = planOf(step.verb, this.#stateBefore(machine, step));
    const patch = { ...patchOf(machine), reason: progress.message };
    if (plan.during !== null && machine.state !== 'failed') {
      this.#enter(patch, machine, 'failed', step.operationId, progress.message, progress.code);
    }
    if (progress.code === 'Capacity' && machine.bucketId !== null) {
      this.#capacityFailures.add(machine.bucketId);
    }
    this.#end(step, 'failed', progress.message);
    patch.dueAt = this.#restingDue(machine, patch.state, undefined);
    this.#next(patch, machine, waiting);
    this.#patches.push(patch);
  }

  #sighted(machine: Machine, sighting: Sighting): void {
    const patch = patchOf(machine);
    if (sighting.status === 'present') {
      if (machine.state === 'lost') this.#enter(patch, machine, 'running', null);
      patch.dueAt = this.#restingDue(machine, patch.state, sighting.watchAt);
    } else if (sighting.status === 'unreachable') {
      if (machine.state !== 'lost') this.#enter(patch, machine, 'lost', null, sighting.message);
      patch.dueAt = sighting.lookAgainAt;
    } else {
      this.#enter(patch, machine, keepsRecord(machine) ? 'off' : 'deleted', null, sighting.reason);
      patch.dueAt = this.#restingDue(machine, patch.state, undefined);
    }
    this.#patches.push(patch);
  }

  /** The state from which a start was asked: one that passes through phases began without a machine. */
  #stateBefore(machine: Machine, step: Step): MachineState {
    if (step.verb !== 'start') return machine.state;
    return machine.state === 'booting' && machine.instanceId !== null ? 'stopped' : 'off';
  }

  #end(step: Step, state: 'succeeded' | 'failed', error: string | null): void {
    this.#ended.push({ operationId: step.operationId, failed: state === 'failed' });
    this.#steps.push({
      id: step.id,
      state,
      error,
      endedAt: this.#tx.now,
      startedAt: step.startedAt ?? this.#tx.now,
      attempts: step.attempts,
    });
  }

  /**
   * Puts the first waiting step to work that the machine can do in the state that it is in now: the step
   * before it may have failed.
   */
  #next(patch: MachinePatch, machine: Machine, waiting: readonly Step[]): void {
    patch.openSteps = waiting.length;
    for (const next of waiting) {
      const after: Machine = Object.assign({ ...machine }, patch);
      const { verdict, message } = judge({ ...after, keepAlive: false }, next.verb, []);
      if (verdict === 'step') {
        const head = headPatch(this.#tx, after, next.verb);
        if (head.state !== patch.state) this.#enter(patch, after, head.state, next.operationId);
        patch.dueAt = head.dueAt;
        return;
      }
      patch.openSteps--;
      if (verdict === 'noop') this.#end(next, 'succeeded', null);
      else this.#end(next, 'failed', message);
    }
  }

  /** Changes state, with everything that follows from it. */
  #enter(
    patch: MachinePatch,
    from: Machine,
    state: MachineState,
    operationId: number | null,
    reason: string | null = null,
    code?: string,
  ): void {
    const { now } = this.#tx;
    const before = stateFacts[from.state];
    const after = stateFacts[state];
    const { instanceId } = from;
    const told = {
      ...(reason !== null && { reason }),
      ...(code !== undefined && { code }),
      // Which virtual machine went: nothing else knows it any more.
      ...(!after.counted && instanceId !== null && { instanceId }),
    };
    emitState(this.#tx, from, state, operationId, Object.keys(told).length > 0 ? told : null);
    patch.state = state;
    patch.stateSince = now;
    patch.reason = reason;
    if (before.counted && !after.counted) this.#counters.add(from, -1);
    if (!before.counted && after.counted) this.#counters.add(from, 1);
    if ((state === 'booting' || state === 'running') && patch.startedAt === null) {
      patch.startedAt = now;
      this.#spansOpened.push(from);
    }
    if (state === 'running' && from.state === 'booting') patch.startedAt = now;
    if (!after.counted || state === 'failed') {
      if (from.startedAt !== null || patch.startedAt !== null) this.#spansClosed.push(from);
      patch.startedAt = null;
      patch.instanceId = null;
    }
    if (state === 'deleted') {
      patch.deletedAt = now;
      this.#released.push(from);
    }
  }

  #restingDue(machine: Machine, state: MachineState, watchAt: number | undefined): number | null {
    if (state === 'deleted') return this.#tx.now + tombstoneMs;
    const times = [watchAt, machine.expiresAt ?? undefined].filter((time) => time !== undefined);
    return times.length > 0 ? Math.min(...times) : null;
  }

  async #flush(): Promise<Operation[]> {
    const tx = this.#tx;
    if (this.#steps.length > 0) await tx.updateMany('step', this.#steps);
    if (this.#patches.length > 0) await tx.updateMany('machine', this.#patches);
    if (this.#spansClosed.length > 0) await closeSpans(tx, this.#spansClosed);
    if (this.#spansOpened.length > 0) await openSpans(tx, this.#spansOpened);
    if (this.#purged.length > 0) await tx.delete('machine', this.#purged);
    for (const id of [...this.#capacityFailures].sort((a, b) => a - b)) {
      // The cluster may have been removed while its nodes were still going.
      if (await tx.lock('bucket', id)) {
        await tx.update('bucket', id, { lastCapacityFailureAt: tx.now });
      }
    }
    await startOperations(tx, this.#begun);
    const finished = await countEndedSteps(tx, this.#ended);
    if (this.#released.length > 0) await releaseMachines(tx, this.#released);
    await this.#counters.write(tx);
    if (this.#patches.some((patch) => patch.dueAt !== null)) tx.wake();
    return finished;
  }
}

const patchOf = (machine: Machine): MachinePatch => ({
  id: machine.id,
  state: machine.state,
  stateSince: machine.stateSince,
  reason: machine.reason,
  openSteps: machine.openSteps,
  dueAt: machine.dueAt,
  leaseOwner: null,
  leaseUntil: null,
  firstReadyAt: machine.firstReadyAt,
  startedAt: machine.startedAt,
  deletedAt: machine.deletedAt,
  archivedAt: machine.archivedAt,
  instanceId: machine.instanceId,
  publicIp: machine.publicIp,
  exitCode: machine.exitCode,
  lastReloadStepId: machine.lastReloadStepId,
});
