import { z } from 'zod';
import { RefusedError } from '../inventory/errors.js';
import {
  readSetting,
  readSimulation,
  readSimulationAtFirst,
  type Settings,
  writeSetting,
} from '../settings.js';
import { and, eq } from '../store/predicate.js';
import { system, type Tx } from '../store/store.js';
import { findMachine, oneMachine } from './machines.js';
import { route } from './route.js';

const seconds = z.number().min(0).max(86_400);
const distribution = z.union([
  seconds,
  z.object({ min: seconds, max: seconds }),
  z.object({ mean: seconds, deviation: seconds }),
  z.object({ median: seconds.positive(), p95: seconds.positive() }),
]);

const faults = z
  .object({
    seed: z.string().min(1).max(200),
    times: z
      .object({
        allocate: distribution,
        boot: distribution,
        stop: distribution,
        restart: distribution,
        reimage: distribution,
        delete: distribution,
        change: distribution,
      })
      .partial(),
    capacity: z.array(
      z.object({
        location: z.string(),
        machineType: z.string(),
        count: z.number().int().min(0),
      }),
    ),
    failures: z.array(
      z.object({
        location: z.string().optional(),
        machineType: z.string().optional(),
        kind: z.enum(['capacity', 'boot', 'step']),
        rate: z.number().min(0).max(1),
        message: z.string().max(500).optional(),
      }),
    ),
    spotEvictionsPerHour: z.number().min(0).max(3600),
  })
  .partial();

type Simulation = Settings['simulation'];

/** Puts a simulation in force, from now on. */
async function simulate(tx: Tx, simulation: Simulation): Promise<Simulation> {
  await writeSetting(tx, 'simulation', simulation);
  // Spot machines are looked at again, since their fate may have changed.
  const spots = await tx.select('machine', {
    columns: ['id'],
    where: and(eq('spot', true), eq('state', 'running'), eq('openSteps', 0)),
  });
  if (spots.length > 0) {
    await tx.updateMany(
      'machine',
      spots.map(({ id }) => ({ id, dueAt: tx.now })),
    );
    tx.wake();
  }
  return simulation;
}

export const worldRoutes = [
  route({
    method: 'GET',
    path: '/world',
    summary: 'Shows which world was applied, and the clock of the world.',
    tag: 'world',
    role: 'reader',
    handle: async ({ context, principal }) => {
      const world = await readSetting(context.store.reader(system), 'world');
      const reader = context.store.reader(principal);
      const account = await reader.get('account', { id: principal.accountId });
      return {
        name: world?.name ?? null,
        appliedAt: world ? new Date(world.appliedAt).toISOString() : null,
        now: new Date(context.clock.now()).toISOString(),
        speed: context.clock.speed,
        store: context.store.kind,
        account: account && { alias: account.alias, name: account.name, domain: account.domain },
        locations: (await reader.select('location')).map(({ code, title, provider }) => ({
          code,
          title,
          provider,
        })),
      };
    },
  }),
  route({
    method: 'GET',
    path: '/faults',
    summary: 'Shows what the simulation does: times, scarce capacity, failures, evictions.',
    tag: 'faults',
    role: 'reader',
    handle: ({ context }) => readSimulation(context.store.reader(system)),
  }),
  route({
    method: 'PATCH',
    path: '/faults',
    summary: 'Changes what the simulation does, from now on. Lists are replaced.',
    tag: 'faults',
    role: 'admin',
    body: faults,
    handle: ({ context, body }) =>
      context.store.command({ ...system, actor: 'admin' }, async (tx) => {
        const before = await readSimulation(tx);
        const given = Object.fromEntries(
          Object.entries(body).filter(([, value]) => value !== undefined),
        );
        const after = { ...before, ...given, times: { ...before.times, ...body.times } };
        return simulate(tx, after as Simulation);
      }),
  }),
  route({
    method: 'DELETE',
    path: '/faults',
    summary: 'Takes back what was changed: the simulation does what the world began with.',
    tag: 'faults',
    role: 'admin',
    handle: ({ context }) =>
      context.store.command({ ...system, actor: 'admin' }, async (tx) =>
        simulate(tx, await readSimulationAtFirst(tx)),
      ),
  }),
  route({
    method: 'POST',
    path: '/machines/:uid/evict',
    summary: 'Evicts a spot machine now, as a cloud that needs its capacity back does.',
    tag: 'faults',
    role: 'admin',
    params: oneMachine,
    handle: ({ context, principal, params, reply }) => {
      reply.code(202);
      return context.store.command(principal, async (tx) => {
        const machine = await findMachine(tx, params.uid);
        if (!machine.spot || machine.state !== 'running' || machine.openSteps > 0) {
          throw new RefusedError(
            'wrong-state',
            `Machine "${machine.name}" is not an idle, running spot machine.`,
          );
        }
        await tx.update('machine', machine.id, { evictAt: tx.now, dueAt: tx.now });
        tx.wake();
        return { uid: machine.uid };
      });
    },
  }),
];
