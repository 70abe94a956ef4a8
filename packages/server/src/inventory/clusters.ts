import { and, eq, ne } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Machine, Row } from '../store/tables.js';
import { endOperations } from './endings.js';
import { type CommandContext, type NewOperation, openOperation } from './operations.js';
import { applyVerb } from './steps.js';

type ClusterContext = Omit<CommandContext, 'action' | 'clusterId' | 'object'>;

const about = (cluster: Row<'cluster'>) => ({
  clusterId: cluster.id,
  object: { kind: 'cluster', id: cluster.id, uid: cluster.uid },
});

/** Starts a cluster: activates edited arrays and starts its stand-alone nodes. */
export async function startCluster(
  tx: Tx,
  cluster: Row<'cluster'>,
  context: ClusterContext,
): Promise<NewOperation> {
  const arrays = await tx.select('nodeArray', {
    where: and(eq('clusterId', cluster.id), eq('activated', false)),
  });
  for (const array of arrays) await tx.update('nodeArray', array.id, { activated: true });
  await tx.update('cluster', cluster.id, { state: 'Starting', targetState: 'Started' });
  const nodes = (await nodesOf(tx, cluster)).filter(
    (node) => node.arrayId === null && node.state !== 'running',
  );
  return runOnAll(tx, cluster, nodes, 'cluster.start', 'start', context);
}

/** Terminates a cluster and all of its nodes; records of fixed and stand-alone nodes stay. */
export async function terminateCluster(
  tx: Tx,
  cluster: Row<'cluster'>,
  context: ClusterContext,
): Promise<NewOperation> {
  await tx.update('cluster', cluster.id, { state: 'Terminating', targetState: 'Terminated' });
  return runOnAll(tx, cluster, await nodesOf(tx, cluster), 'cluster.terminate', 'delete', context);
}

async function runOnAll(
  tx: Tx,
  cluster: Row<'cluster'>,
  nodes: readonly Machine[],
  action: 'cluster.start' | 'cluster.terminate',
  verb: 'start' | 'delete',
  context: ClusterContext,
): Promise<NewOperation> {
  const command = { ...context, ...about(cluster), action };
  if (nodes.length === 0) {
    const operation = await openOperation(tx, command, { total: 0, pending: 0 });
    await endAtBirth(tx, operation);
    return operation;
  }
  const keepsRecord = (node: Machine) => verb === 'delete' && (node.fixed || node.arrayId === null);
  // One operation carries both verbs: the second joins the first.
  const kept = nodes.filter(keepsRecord);
  const others = nodes.filter((node) => !keepsRecord(node));
  const operation = await openOperation(tx, command, { total: 0, pending: 0 });
  let steps = 0;
  for (const [list, listVerb] of [
    [others, verb],
    [kept, 'terminate'],
  ] as const) {
    if (list.length === 0) continue;
    const released = list.map((node) => ({ ...node, keepAlive: false }));
    const { results } = await applyVerb(tx, {
      ...command,
      verb: listVerb,
      machines: released,
      joins: operation,
    });
    steps += results.filter((result) => result.outcome === 'step').length;
  }
  if (steps === 0) await endAtBirth(tx, operation);
  return operation;
}

async function endAtBirth(tx: Tx, { id }: NewOperation): Promise<void> {
  const operation = await tx.get('operation', { id });
  if (operation) await endOperations(tx, [operation]);
}

const nodesOf = (tx: Tx, cluster: Row<'cluster'>): Promise<Machine[]> =>
  Promise.resolve(
    tx.select('machine', { where: and(eq('clusterId', cluster.id), ne('state', 'deleted')) }),
  );
