import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Driver, DriverStep, Progress, Sighting } from '../compute/driver.js';
import { SimulatedDriver } from '../compute/simulated.js';
import { startCluster } from '../inventory/clusters.js';
import { compareCounters } from '../inventory/doctor.js';
import { createNodes } from '../inventory/nodes.js';
import { applyVerb } from '../inventory/steps.js';
import type { Verb } from '../inventory/verbs.js';
import { eq, isIn } from '../store/predicate.js';
import { system } from '../store/store.js';
import { openSmallWorld, type SmallWorld } from '../testing/small-world.js';

const context = { dialect: 'cyclecloud', action: 'create' } as const;
const done = { status: 'done' } as const;

/** What comes between a step and its end: failures before it, commands meanwhile, its neighbours in a batch. */
describe('what comes between', () => {
  let world: SmallWorld;
  beforeEach(async () => {
    world = await openSmallWorld();
  });
  afterEach(() => world.close());

  const scripted = (
    perform: (step: DriverStep, uid: string) => unknown,
    more: Partial<Driver> = {},
  ): Driver => ({
    name: 'scripted',
    concurrency: 100,
    timeoutMs: 10_000,
    perform: (step, { machine }) => perform(step, machine.uid) as Progress,
    observe: () => ({ status: 'present' }),
    ...more,
  });
  const reader = () => world.store.reader(world.scope);
  const create = (count = 1, more = {}) =>
    world.store.command(world.scope, (tx) =>
      createNodes(tx, world.cluster, [{ array: 'execute', count, start: true, ...more }], context),
    );
  const ask = (...verbs: Verb[]) =>
    world.store.command(world.scope, async (tx) => {
      const outcomes: string[] = [];
      for (const verb of verbs) {
        const machines = await tx.select('machine');
        const { results } = await applyVerb(tx, { ...context, action: verb, verb, machines });
        outcomes.push(results[0]!.outcome);
      }
      return outcomes;
    });
  const states = async () => (await reader().select('machine')).map((machine) => machine.state);
  const steps = async () =>
    (await reader().select('step')).map(({ verb, state }) => `${verb} ${state}`);

  it('fails a step that the failure before it has made senseless', async () => {
    const performed: Verb[] = [];
    world.reconcile(
      scripted(({ verb }) => {
        performed.push(verb);
        return verb === 'start' ? { status: 'failed', code: 'Boot', message: 'No.' } : done;
      }),
    );
    await create();
    await world.run(0);
    expect(await ask('stop', 'start', 'pause')).toEqual(['step', 'step', 'step']);
    await world.run(0);
    expect(performed).toEqual(['create', 'stop', 'start']);
    expect(await states()).toEqual(['failed']);
    expect(await steps()).toEqual([
      'create succeeded',
      'stop succeeded',
      'start failed',
      'pause failed',
    ]);
    expect(await reader().count('operation', isIn('state', ['queued', 'running']))).toBe(0);
    expect((await reader().select('machine'))[0]).toMatchObject({ openSteps: 0, dueAt: null });
  });

  it('starts a machine whose stop has failed', async () => {
    world.reconcile(
      scripted(({ verb }) =>
        verb === 'stop' ? { status: 'failed', code: 'Refused', message: 'No.' } : done,
      ),
    );
    await create();
    await world.run(0);
    await ask('stop', 'start');
    await world.run(0);
    expect(await states()).toEqual(['running']);
    expect(await compareCounters(world.store.reader(system))).toEqual([]);
  });

  it('resumes a machine whose pause is under way, and starts none that is being archived', async () => {
    world.reconcile(scripted(() => done));
    await create();
    await world.run(0);
    expect(await ask('pause', 'pause', 'resume')).toEqual(['step', 'noop', 'step']);
    await world.run(0);
    expect(await states()).toEqual(['running']);
    expect(await ask('archive', 'start')).toEqual(['step', 'refused']);
    await world.run(0);
    expect(await states()).toEqual(['deallocated']);
  });

  it('bills a machine that runs again after a failure, even where it is not seen booting', async () => {
    let healthy = false;
    world.reconcile(
      scripted(() => (healthy ? done : { status: 'failed', code: 'Boot', message: 'No.' })),
    );
    await create();
    await world.run(0);
    healthy = true;
    await ask('reimage');
    await world.run(0);
    expect(await states()).toEqual(['running']);
    expect(await reader().select('span')).toMatchObject([{ machineId: 1, toAt: null }]);
  });

  it('looks again when a command asked for it during a look', async () => {
    let looks = 0;
    const evict = () =>
      world.store.command(world.scope, (tx) =>
        tx.update('machine', 1, { evictAt: tx.now, dueAt: tx.now }),
      );
    const observe: Driver['observe'] = async ({ machine }): Promise<Sighting> => {
      looks++;
      if (machine.evictAt !== null) return { status: 'gone', reason: 'SpotEvicted' };
      await evict();
      return { status: 'present' };
    };
    world.reconcile(scripted(() => ({ ...done, watchAt: world.clock.now() + 1000 }), { observe }));
    await create();
    await world.run(5000);
    expect(looks).toBe(2);
    expect(await states()).toEqual(['deleted']);
  });

  it('keeps a machine whose time to live was prolonged as it ran out', async () => {
    world.reconcile(scripted(() => done));
    await create();
    await world.run(0);
    const until = world.clock.now() + 1000;
    await world.store.command(world.scope, (tx) =>
      tx.update('machine', 1, { expiresAt: until, dueAt: until }),
    );
    // Claimed at the end of its time, and prolonged before the outcome is written.
    const { store } = world;
    const run = store.command.bind(store);
    let prolonged = false;
    store.command = async (scope, command, priority) => {
      const answer = await run(scope, command, priority);
      if (priority === 'background' && world.clock.now() >= until && !prolonged) {
        prolonged = true;
        await run(world.scope, (tx) => tx.update('machine', 1, { expiresAt: until + 60_000 }));
      }
      return answer;
    };
    await world.run(2000);
    expect(prolonged).toBe(true);
    expect(await states()).toEqual(['running']);
    await world.run(60_000);
    expect(await states()).toEqual(['deleted']);
  });

  it('writes the outcomes of machines whose neighbour in the batch cannot be written', async () => {
    const errors: unknown[] = [];
    world.reconcile(
      scripted((_, uid) => ({ ...done, instanceId: uid === bad ? { no: 'text' } : 'i-1' })),
      'replica',
      (error) => errors.push(error),
    );
    let bad = '';
    await world.store.command(world.scope, async (tx) => {
      await createNodes(tx, world.cluster, [{ array: 'execute', count: 5, start: true }], context);
      bad = (await tx.select('machine'))[2]!.uid;
    });
    await world.run(1000);
    expect(await states()).toEqual(['running', 'running', 'queued', 'running', 'running']);
    expect(errors).toEqual([expect.objectContaining({ message: expect.stringContaining('text') })]);
  });

  it('sleeps while the driver takes no more', async () => {
    const answers: ((answer: unknown) => void)[] = [];
    world.reconcile(
      scripted(() => new Promise((resolve) => answers.push(resolve)), { concurrency: 1 }),
    );
    await create(2);
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(answers).toHaveLength(1);
    const { statements } = world.store.usage;
    world.clock.advance(10);
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(world.store.usage.statements).toBe(statements);
    answers[0]!(done);
    for (let turn = 0; turn < 30; turn++) await new Promise((resolve) => setImmediate(resolve));
    expect(answers).toHaveLength(2);
    answers[1]!(done);
  });

  it('has started a cluster whose node was terminated before it ran', async () => {
    world.reconcile(new SimulatedDriver({ take: async () => true, release: async () => {} }));
    await create(1, { start: false });
    await world.store.command(world.scope, async (tx) => {
      await tx.update('machine', 1, { arrayId: null, bucketId: null });
      await startCluster(tx, world.cluster, { dialect: 'cyclecloud' });
    });
    await world.run(50);
    await ask('terminate');
    await world.run(5000);
    expect(await states()).toEqual(['off']);
    expect((await reader().get('cluster', { id: world.cluster.id }))!.state).toBe('Started');
  });

  it('deletes a record whose termination is under way', async () => {
    world.reconcile(scripted(() => done));
    await create(1, { fixed: true });
    await world.run(0);
    expect(await ask('terminate', 'delete', 'delete')).toEqual(['step', 'step', 'noop']);
    await world.run(0);
    expect(await states()).toEqual(['deleted']);
    expect(await reader().count('machine', eq('state', 'off'))).toBe(0);
    expect(await compareCounters(world.store.reader(system))).toEqual([]);
  });
});
