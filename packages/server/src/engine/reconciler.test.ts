import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Driver, DriverStep, Progress } from '../compute/driver.js';
import { defaultSimulation, SimulatedDriver } from '../compute/simulated.js';
import { compareCounters } from '../inventory/doctor.js';
import { createNodes } from '../inventory/nodes.js';
import { applyVerb } from '../inventory/steps.js';
import type { Verb } from '../inventory/verbs.js';
import { eq } from '../store/predicate.js';
import { system } from '../store/store.js';
import { openSmallWorld, type SmallWorld } from '../testing/small-world.js';

const context = { dialect: 'cyclecloud', action: 'create' } as const;
const ledger = { take: async () => true, release: async () => {} };

/** A driver that answers what a test says. */
const scripted = (perform: (step: DriverStep) => unknown): Driver => ({
  name: 'scripted',
  concurrency: 100,
  timeoutMs: 10_000,
  perform: (step) => perform(step) as Progress,
  observe: () => ({ status: 'present' }),
});

describe('the reconciler', () => {
  let world: SmallWorld;
  beforeEach(async () => {
    world = await openSmallWorld();
  });
  afterEach(() => world.close());

  const create = (count = 1, more = {}) =>
    world.store.command(world.scope, (tx) =>
      createNodes(tx, world.cluster, [{ array: 'execute', count, start: true, ...more }], context),
    );
  const ask = (verb: Verb) =>
    world.store.command(world.scope, async (tx) =>
      applyVerb(tx, { ...context, action: verb, verb, machines: await tx.select('machine') }),
    );
  const machines = () => world.store.reader(world.scope).select('machine');
  const states = async () => (await machines()).map((machine) => machine.state);
  const operation = async (id: number) =>
    (await world.store.reader(world.scope).get('operation', { id }))!;
  const history = async (machineId = 1) =>
    (
      await world.store.reader(world.scope).select('event', { where: eq('machineId', machineId) })
    ).map((event) => event.kind.replace('machine.', ''));

  it('takes a machine through its states to running, and ends the operation', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    const { operation: created } = await create(3);
    expect(await states()).toEqual(['queued', 'queued', 'queued']);
    await world.run(5000);
    expect(await states()).toEqual(['running', 'running', 'running']);
    expect(await history()).toEqual(['queued', 'allocating', 'booting', 'running']);
    expect(await operation(created.id)).toMatchObject({
      state: 'succeeded',
      total: 3,
      pending: 0,
      failed: 0,
    });
  });

  it('records every state even when the driver is done at once', async () => {
    world.reconcile(scripted(() => ({ status: 'done', instanceId: 'i-1' })));
    await create();
    await world.run(0);
    expect(await history()).toEqual(['queued', 'allocating', 'booting', 'running']);
    expect((await machines())[0]).toMatchObject({ instanceId: 'i-1', openSteps: 0 });
  });

  it('does each of several queued steps, in order', async () => {
    const seen: Verb[] = [];
    world.reconcile(
      scripted((step) => {
        seen.push(step.verb);
        return { status: 'done' };
      }),
    );
    await create();
    await world.run(0);
    await world.store.command(world.scope, async (tx) => {
      for (const verb of ['stop', 'start', 'restart'] as const) {
        const { results } = await applyVerb(tx, {
          ...context,
          action: verb,
          verb,
          machines: await tx.select('machine'),
        });
        expect(results[0]!.outcome).toBe('step');
      }
    });
    await world.run(0);
    expect(seen).toEqual(['create', 'stop', 'start', 'restart']);
    expect(await history()).toEqual([
      'queued',
      'allocating',
      'booting',
      'running',
      'stopping',
      'stopped',
      'booting',
      'running',
      'restarting',
      'running',
    ]);
  });

  it('fails the machine with the reason when the driver refuses', async () => {
    world.reconcile(
      scripted(() => ({ status: 'failed', code: 'Capacity', message: 'No capacity in zone 1.' })),
    );
    const { operation: created } = await create();
    await world.run(0);
    expect((await machines())[0]).toMatchObject({
      state: 'failed',
      reason: 'No capacity in zone 1.',
      openSteps: 0,
    });
    expect(await operation(created.id)).toMatchObject({ state: 'failed', failed: 1 });
    const bucket = await world.store.reader(world.scope).get('bucket', { id: 1 });
    expect(bucket!.lastCapacityFailureAt).toBe(world.clock.now());
  });

  it('starts a failed machine again when asked', async () => {
    let healthy = false;
    world.reconcile(
      scripted(() =>
        healthy ? { status: 'done' } : { status: 'failed', code: 'Boot', message: 'No.' },
      ),
    );
    await create();
    await world.run(0);
    healthy = true;
    await ask('start');
    await world.run(0);
    expect(await states()).toEqual(['running']);
    expect((await machines())[0]!.reason).toBeNull();
  });

  it('asks a driver that throws again, a few times, then fails the machine', async () => {
    let calls = 0;
    world.reconcile(
      scripted(() => {
        calls++;
        throw new Error('socket hang up');
      }),
    );
    await create();
    await world.run(60_000);
    expect(calls).toBe(3);
    expect((await machines())[0]).toMatchObject({
      state: 'failed',
      reason: 'The scripted driver failed: socket hang up.',
    });
  });

  it('survives a driver that throws once', async () => {
    let calls = 0;
    world.reconcile(
      scripted(() => {
        if (++calls === 1) throw new Error('once');
        return { status: 'done' };
      }),
    );
    await create();
    await world.run(60_000);
    expect(await states()).toEqual(['running']);
  });

  it('gives up on a driver that hangs, and ignores its late answer', async () => {
    const answers: (() => void)[] = [];
    world.reconcile(
      scripted(() => new Promise((resolve) => answers.push(() => resolve({ status: 'done' })))),
    );
    await create();
    await runHung(120_000);
    expect((await machines())[0]).toMatchObject({
      state: 'failed',
      reason: 'The scripted driver did not answer within 10000 ms.',
    });
    for (const answer of answers) answer();
    await runHung(1000);
    expect(await states()).toEqual(['failed']);
  });

  /** Like `run`, for a driver whose calls stay open: there is no quiet moment to wait for. */
  async function runHung(ms: number): Promise<void> {
    for (const end = world.clock.now() + ms; world.clock.now() < end; ) {
      for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
      world.clock.advance(500);
    }
    for (let turn = 0; turn < 20; turn++) await new Promise((resolve) => setImmediate(resolve));
  }

  it.each([
    ['nothing', undefined],
    ['text', 'done'],
    ['an unknown status', { status: 'finished' }],
    ['work without an end', { status: 'working' }],
    ['a failure without a message', { status: 'failed' }],
  ])('fails the machine when the driver answers %s', async (_what, answer) => {
    world.reconcile(scripted(() => answer));
    await create();
    await world.run(0);
    expect((await machines())[0]!.state).toBe('failed');
    expect((await machines())[0]!.reason).toMatch(/^The scripted driver /);
  });

  it('lets a delete overtake a create that is under way', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    const { operation: created } = await create();
    await world.run(50);
    await ask('delete');
    expect(await states()).toEqual(['deleting']);
    expect(await operation(created.id)).toMatchObject({ state: 'failed', failed: 1, pending: 0 });
    await world.run(5000);
    expect(await states()).toEqual(['deleted']);
    expect(await world.store.reader(world.scope).count('address')).toBe(0);
  });

  it('keeps a deleted record for five minutes', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await create();
    await world.run(5000);
    await ask('delete');
    await world.run(200_000);
    expect(await states()).toEqual(['deleted']);
    await world.run(200_000);
    expect(await states()).toEqual([]);
  });

  it('keeps the record of a fixed machine that is terminated', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await create(1, { fixed: true });
    await world.run(5000);
    await ask('terminate');
    await world.run(500_000);
    expect(await states()).toEqual(['off']);
  });

  it('evicts spot machines, with the reason', async () => {
    await world.store.command(world.scope, (tx) =>
      tx.update('nodeArray', world.array.id, { spot: true }),
    );
    world.reconcile(
      new SimulatedDriver(ledger, { ...defaultSimulation, spotEvictionsPerHour: 60 }),
    );
    await create(20);
    await world.run(5000);
    expect(new Set(await states())).toContain('running');
    // What they go through in their lives does not make them last.
    await ask('restart');
    await world.run(2000);
    await ask('reimage');
    await world.run(60 * 60_000);
    const events = await world.store
      .reader(world.scope)
      .select('event', { where: eq('kind', 'machine.deleted') });
    expect(events).toHaveLength(20);
    expect(events[0]!.data).toEqual({
      reason: 'SpotEvicted',
      instanceId: expect.stringContaining('sim-'),
    });
  });

  it('boots a machine that is reimaged; one that had failed gets a virtual machine', async () => {
    const failures = [{ kind: 'boot', rate: 1 }] as const;
    const driver = new SimulatedDriver(ledger, { ...defaultSimulation, failures });
    world.reconcile(driver);
    await create();
    await world.run(5000);
    expect((await machines())[0]).toMatchObject({ state: 'failed', instanceId: null });
    driver.configure(defaultSimulation);
    for (let i = 0; i < 2; i += 1) {
      await ask('reimage');
      await world.run(5000);
      expect((await history()).slice(-3)).toEqual(['reimaging', 'booting', 'running']);
    }
    expect((await machines())[0]!.instanceId).toMatch(/^sim-/);
    expect(await compareCounters(world.store.reader(system))).toEqual([]);
  });

  it('deletes a machine whose time to live is over', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await create();
    await world.run(5000);
    await world.store.command(world.scope, (tx) =>
      tx.update('machine', 1, {
        expiresAt: world.clock.now() + 60_000,
        dueAt: world.clock.now() + 60_000,
      }),
    );
    await world.run(59_000);
    expect(await states()).toEqual(['running']);
    await world.run(5000);
    expect(await states()).toEqual(['deleted']);
  });

  it('shares the work of two replicas, and does none twice', async () => {
    const performed: string[] = [];
    const counting = () =>
      scripted((step) => {
        performed.push(step.uid);
        return { status: 'done' };
      });
    world.reconcile(counting());
    world.reconcile(counting());
    await create(1200);
    await world.run(0);
    expect(new Set(await states())).toEqual(new Set(['running']));
    expect(performed).toHaveLength(1200);
    expect(new Set(performed).size).toBe(1200);
  });

  it('takes over what a dead replica had claimed, when its lease ends', async () => {
    await create(5);
    // The other replica claims and dies.
    await world.store.command({ ...world.scope, accountId: null }, (tx) =>
      tx.claimDue({
        owner: 'dead',
        realNow: world.clock.now(),
        leaseUntil: world.clock.now() + 15_000,
        limit: 100,
      }),
    );
    world.reconcile(scripted(() => ({ status: 'done' })));
    await world.run(14_000);
    expect(await states()).toEqual(Array(5).fill('queued'));
    await world.run(2000);
    expect(await states()).toEqual(Array(5).fill('running'));
  });

  it('bills from booting to the end, in spans', async () => {
    world.reconcile(new SimulatedDriver(ledger));
    await create();
    await world.run(3_600_000);
    await ask('deallocate');
    await world.run(3_600_000);
    const spans = await world.store.reader(world.scope).select('span');
    expect(spans).toHaveLength(1);
    const hours = (spans[0]!.toAt! - spans[0]!.fromAt) / 3_600_000;
    expect(hours).toBeGreaterThan(0.99);
    expect(hours).toBeLessThan(1.01);
  });
});
