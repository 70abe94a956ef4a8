import { expect } from 'vitest';
import { admin, type DialectDriver } from './drivers.js';
import { type Plane, system, type Wire } from './plane.js';
import {
  doneAndWatched,
  fail,
  hold,
  type Progress,
  type ScriptedDriver,
  unreachable,
} from './scripted-driver.js';
import type { Stage, Until } from './state-cases.js';

const answers: Readonly<Record<Until, Progress>> = {
  done: { status: 'done' },
  fails: fail('It does not boot.'),
  waits: hold(),
  allocating: hold('allocating'),
  booting: hold('booting'),
};

/** A machine brought into some state, and brought back there after each thing that is asked of it. */
export class Staged implements Stage {
  readonly #plane: Plane;
  readonly #driver: ScriptedDriver;
  readonly #maker: DialectDriver;
  #uid = '';
  #snapshot: { readonly machine: Wire; readonly steps: readonly Wire[] } | undefined;

  constructor(plane: Plane, driver: ScriptedDriver, maker: DialectDriver) {
    this.#plane = plane;
    this.#driver = driver;
    this.#maker = maker;
  }

  async make(until: Until = 'done'): Promise<void> {
    this.#driver.answer = answers[until];
    this.#uid = (await this.#maker.create!()).uid;
    await this.#plane.test.settle();
  }

  async ask(verb: string, until: Until = 'done'): Promise<void> {
    this.#driver.answer = answers[until];
    await admin(this.#plane).ask(await this.row(), verb);
    await this.#plane.test.settle();
  }

  write(columns: Wire): Promise<void> {
    return this.#plane.patch(this.#uid, columns);
  }

  async work(verb: string): Promise<void> {
    const { id, accountId } = await this.row();
    const [{ operationId }] = await this.#steps(id);
    await this.#plane.test.store.command(system, async (tx) => {
      await tx.insert('step', {
        uid: crypto.randomUUID(),
        accountId,
        machineId: id,
        operationId,
        verb: verb as 'archive',
        args: null,
        state: 'running',
        attempts: 0,
        createdAt: tx.now,
        startedAt: tx.now,
      });
      await tx.update('machine', id, { openSteps: 1 });
    });
  }

  async lose(): Promise<void> {
    this.#driver.sighting = unreachable;
    this.#driver.answer = doneAndWatched;
    this.#uid = (await this.#maker.create!()).uid;
    await this.#plane.test.settle();
    this.#driver.sighting = { status: 'present' };
  }

  row(): Promise<Wire> {
    return this.#plane.machine(this.#uid);
  }

  /** Remembers the machine and its steps as they are, but for who wrote them last: that is the test. */
  async remember(): Promise<Wire> {
    const machine = await this.row();
    this.#snapshot = { machine, steps: await this.#steps(machine.id) };
    await this.#putBack();
    const row = await this.row();
    this.#snapshot = { ...this.#snapshot, machine: row };
    return row;
  }

  /** After a verb: what it changed is put back, and one that was not accepted must have changed nothing. */
  async after(verdict: string): Promise<void> {
    if (verdict === 'step') return this.#putBack();
    expect(await this.row()).toEqual(this.#snapshot!.machine);
  }

  /** Operations that came meanwhile stay. */
  async #putBack(): Promise<void> {
    const { machine, steps } = this.#snapshot!;
    const kept = new Set(steps.map(({ id }) => id));
    const added = (await this.#steps(machine.id)).filter(({ id }) => !kept.has(id));
    await this.#plane.test.store.command(system, async (tx) => {
      await tx.delete(
        'step',
        added.map(({ id }) => id),
      );
      for (const { id, ...step } of steps) await tx.update('step', id, step);
      const { id, ...columns } = machine;
      await tx.update('machine', id, columns);
    });
  }

  #steps(machineId: number): Promise<Wire[]> {
    return this.#plane.rows('step', { where: { op: 'eq', field: 'machineId', value: machineId } });
  }
}
