import { z } from 'zod';
import { RefusedError } from '../inventory/errors.js';
import { machineStates } from '../inventory/states.js';
import { applyVerb } from '../inventory/steps.js';
import type { Verb } from '../inventory/verbs.js';
import { and, eq, or, type Predicate } from '../store/predicate.js';
import type { Reader, Tx } from '../store/store.js';
import type { ColumnOf, Machine } from '../store/tables.js';
import { page, route } from './route.js';

const shown = [
  'id',
  'uid',
  'kind',
  'name',
  'hostname',
  'domain',
  'serverName',
  'state',
  'stateSince',
  'reason',
  'locationId',
  'groupId',
  'clusterId',
  'arrayId',
  'hostId',
  'serviceId',
  'machineTypeId',
  'vcpus',
  'memoryMb',
  'diskGb',
  'spot',
  'keepAlive',
  'fixed',
  'privateIp',
  'publicIp',
  'instanceId',
  'price',
  'openSteps',
  'createdAt',
  'createdBy',
  'firstReadyAt',
  'expiresAt',
] as const;

type Shown = Pick<Machine, (typeof shown)[number]>;

/** Times as ISO 8601, ids of other tables as their names. */
async function machineViews(reader: Reader, machines: readonly Shown[]) {
  const names = async (table: 'location' | 'cluster' | 'machineType') => {
    if (table === 'location') {
      const rows = await reader.select('location', { columns: ['id', 'code'] });
      return new Map(rows.map((row) => [row.id, row.code]));
    }
    const rows = await reader.select(table, { columns: ['id', 'name'] });
    return new Map(rows.map((row) => [row.id, row.name]));
  };
  const locations = await names('location');
  const clusters = await names('cluster');
  const types = await names('machineType');
  const date = (time: number | null) => (time === null ? null : new Date(time).toISOString());
  return machines.map(({ locationId, clusterId, machineTypeId, ...machine }) => ({
    ...machine,
    location: locations.get(locationId) ?? null,
    cluster: clusters.get(clusterId ?? 0) ?? null,
    machineType: types.get(machineTypeId ?? 0) ?? null,
    stateSince: date(machine.stateSince),
    createdAt: date(machine.createdAt),
    firstReadyAt: date(machine.firstReadyAt),
    expiresAt: date(machine.expiresAt),
  }));
}

/**
 * By uid or id.
 *
 * @throws {RefusedError} `not-found`.
 */
export async function findMachine(reader: Reader, uid: string): Promise<Machine> {
  const machine = /^\d+$/.test(uid)
    ? await reader.get('machine', { id: Number(uid) })
    : await reader.get('machine', { uid: uid.toLowerCase() });
  if (machine) return machine;
  throw new RefusedError('not-found', `There is no machine ${uid}.`, 'uid');
}

export const oneMachine = z.object({ uid: z.string().describe('Uid or id of the machine.') });

/** Verbs as the API names them. `terminate` keeps the record of the machine. */
const verbs = [
  'start',
  'stop',
  'shutdown',
  'pause',
  'resume',
  'restart',
  'reset',
  'deallocate',
  'reimage',
  'terminate',
  'delete',
] as const satisfies readonly Verb[];

const ask = async (tx: Tx, uid: string, verb: Verb) => {
  const machine = await findMachine(tx, uid);
  const { operations, results } = await applyVerb(tx, {
    dialect: 'admin',
    action: verb,
    locationId: machine.locationId,
    clusterId: machine.clusterId,
    verb,
    machines: [machine],
  });
  const [result] = results;
  if (result!.outcome === 'refused') throw new RefusedError(result!.code, result!.message, 'uid');
  return { outcome: result!.outcome, operation: operations[0]?.uid ?? null };
};

export const machineRoutes = [
  route({
    method: 'GET',
    path: '/machines',
    summary: 'Lists machines: servers, cluster nodes, bare metal, hosts and containers.',
    tag: 'machines',
    role: 'reader',
    query: z.object({
      ...page,
      state: z.enum(machineStates).optional(),
      kind: z.enum(['guest', 'metal', 'host', 'container']).optional(),
      cluster: z.string().optional().describe('Name of a cluster.'),
      name: z.string().optional().describe('Name of a machine, or of a CenturyLink server.'),
    }),
    handle: async ({ context, principal, query }) => {
      const reader = context.store.reader(principal);
      const where: Predicate<ColumnOf<'machine'>>[] = [
        { op: 'gt', field: 'id', value: query.after },
      ];
      if (query.state) where.push(eq('state', query.state));
      if (query.kind) where.push(eq('kind', query.kind));
      if (query.name !== undefined) {
        where.push(or(eq('name', query.name), eq('serverName', query.name)));
      }
      if (query.cluster !== undefined) {
        const cluster = await reader.get('cluster', { name: query.cluster });
        where.push(eq('clusterId', cluster?.id ?? 0));
      }
      const rows = await reader.select('machine', {
        columns: shown,
        where: and(...where),
        limit: query.limit,
      });
      return { machines: await machineViews(reader, rows) };
    },
  }),
  route({
    method: 'GET',
    path: '/machines/:uid',
    summary: 'Shows one machine.',
    tag: 'machines',
    role: 'reader',
    params: oneMachine,
    handle: async ({ context, principal, params }) => {
      const reader = context.store.reader(principal);
      const { id } = await findMachine(reader, params.uid);
      const rows = await reader.select('machine', { columns: shown, where: eq('id', id) });
      const [view] = await machineViews(reader, rows);
      return view;
    },
  }),
  route({
    method: 'POST',
    path: '/machines/:uid/:verb',
    summary: 'Asks something of a machine.',
    tag: 'machines',
    role: 'operator',
    params: oneMachine.extend({ verb: z.enum(verbs) }),
    handle: ({ context, principal, params, reply }) => {
      reply.code(202);
      return context.store.command(principal, (tx) => ask(tx, params.uid, params.verb));
    },
  }),
  route({
    method: 'PUT',
    path: '/machines/:uid/keep-alive',
    summary: 'Protects a machine from being terminated, or lifts the protection.',
    tag: 'machines',
    role: 'operator',
    params: oneMachine,
    body: z.object({ keepAlive: z.boolean() }),
    handle: ({ context, principal, params, body }) =>
      context.store.command(principal, async (tx) => {
        const machine = await findMachine(tx, params.uid);
        await tx.update('machine', machine.id, { keepAlive: body.keepAlive });
        return { keepAlive: body.keepAlive };
      }),
  }),
];
