import { z } from 'zod';
import { startCluster, terminateCluster } from '../inventory/clusters.js';
import { RefusedError } from '../inventory/errors.js';
import { and, eq, lt, type Predicate } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { ColumnOf, Operation } from '../store/tables.js';
import { page, route } from './route.js';

const view = ({ request: _request, ext: _ext, accountId: _account, ...operation }: Operation) => ({
  ...operation,
  succeeded: operation.total - operation.pending - operation.failed,
  createdAt: new Date(operation.createdAt).toISOString(),
  startedAt: operation.startedAt === null ? null : new Date(operation.startedAt).toISOString(),
  endedAt: operation.endedAt === null ? null : new Date(operation.endedAt).toISOString(),
});

export const operationRoutes = [
  route({
    method: 'GET',
    path: '/operations',
    summary: 'Lists operations, the newest first.',
    tag: 'operations',
    role: 'reader',
    query: z.object({
      limit: page.limit,
      before: z.coerce.number().int().optional().describe('Answer operations of lower id.'),
      state: z
        .enum(['queued', 'running', 'succeeded', 'failed', 'canceling', 'canceled'])
        .optional(),
    }),
    handle: async ({ context, principal, query }) => {
      const where: Predicate<ColumnOf<'operation'>>[] = [];
      if (query.state) where.push(eq('state', query.state));
      if (query.before !== undefined) where.push(lt('id', query.before));
      const rows = await context.store.reader(principal).select('operation', {
        where: and(...where),
        orderBy: [{ column: 'id', descending: true }],
        limit: query.limit,
      });
      return { operations: rows.map(view) };
    },
  }),
  route({
    method: 'GET',
    path: '/operations/:uid',
    summary: 'Shows one operation with its steps.',
    tag: 'operations',
    role: 'reader',
    params: z.object({ uid: z.string() }),
    handle: async ({ context, principal, params }) => {
      const reader = context.store.reader(principal);
      const operation = await reader.get('operation', { uid: params.uid.toLowerCase() });
      if (!operation) throw new RefusedError('not-found', `There is no operation ${params.uid}.`);
      const steps = await reader.select('step', {
        columns: ['id', 'machineId', 'verb', 'state', 'attempts', 'error', 'startedAt', 'endedAt'],
        where: eq('operationId', operation.id),
        limit: 1000,
      });
      return { ...view(operation), steps };
    },
  }),
];

const oneCluster = z.object({ name: z.string() });

const findCluster = async (tx: Pick<Tx, 'get'>, name: string) => {
  const cluster = await tx.get('cluster', { name });
  if (cluster) return cluster;
  throw new RefusedError('not-found', `There is no cluster named "${name}".`, 'name');
};

export const clusterRoutes = [
  route({
    method: 'GET',
    path: '/clusters',
    summary: 'Lists clusters with their node arrays.',
    tag: 'clusters',
    role: 'reader',
    handle: async ({ context, principal }) => {
      const reader = context.store.reader(principal);
      const arrays = await reader.select('nodeArray', {
        columns: ['clusterId', 'name', 'maxCount', 'maxCoreCount', 'spot', 'activated'],
      });
      const rows = await reader.select('cluster');
      return {
        clusters: rows.map(({ id, uid, name, state, targetState, maxCount, maxCoreCount }) => ({
          uid,
          name,
          state,
          targetState,
          maxCount,
          maxCoreCount,
          nodeArrays: arrays
            .filter((array) => array.clusterId === id)
            .map(({ clusterId: _, ...array }) => array),
        })),
      };
    },
  }),
  ...(['start', 'terminate'] as const).map((verb) =>
    route({
      method: 'POST',
      path: `/clusters/:name/${verb}`,
      summary:
        verb === 'start'
          ? 'Starts a cluster; edited node arrays become active.'
          : 'Terminates a cluster and all of its nodes.',
      tag: 'clusters',
      role: 'operator',
      params: oneCluster,
      handle: ({ context, principal, params, reply }) => {
        reply.code(202);
        return context.store.command(principal, async (tx) => {
          const cluster = await findCluster(tx, params.name);
          const run = verb === 'start' ? startCluster : terminateCluster;
          const operation = await run(tx, cluster, { dialect: 'admin' });
          return { operation: operation.uid };
        });
      },
    }),
  ),
];
