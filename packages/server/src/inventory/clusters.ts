import { and, eq, isIn, ne } from '../store/predicate.js';
import type { Tx } from '../store/store.js';
import type { Machine, Row } from '../store/tables.js';
import { endOperations } from './endings.js';
import { RefusedError } from './errors.js';
import { applyVerbs, type Wish } from './joint.js';
import type { CommandContext, NewOperation } from './operations.js';
import { isFinal } from './states.js';
import { applyVerb } from './steps.js';
import { keepsRecord } from './verbs.js';

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
  const wishes = nodes.map((machine): Wish => ({ machine, verb: 'start' }));
  return askAll(tx, { ...context, ...about(cluster), action: 'cluster.start' }, wishes);
}

/** Terminates a cluster and all of its nodes; records of fixed and stand-alone nodes stay. */
export async function terminateCluster(
  tx: Tx,
  cluster: Row<'cluster'>,
  context: ClusterContext,
): Promise<NewOperation> {
  await tx.update('cluster', cluster.id, { state: 'Terminating', targetState: 'Terminated' });
  const wishes = (await nodesOf(tx, cluster)).map(
    (node): Wish => ({
      machine: { ...node, keepAlive: false },
      verb: keepsRecord(node) ? 'terminate' : 'delete',
    }),
  );
  return askAll(tx, { ...context, ...about(cluster), action: 'cluster.terminate' }, wishes);
}

async function askAll(
  tx: Tx,
  command: CommandContext,
  wishes: readonly Wish[],
): Promise<NewOperation> {
  const { operation } = await applyVerbs(tx, command, wishes);
  if (isFinal(operation.state)) await endOperations(tx, [operation]);
  return operation;
}

export interface RemovedCluster {
  /** Of the nodes that went with it. */
  readonly operation: NewOperation;
  readonly nodes: readonly Machine[];
}

/**
 * Removes a cluster with everything below it. Its name is free at once; its nodes go with their steps.
 * `cluster` must be held.
 *
 * @throws {RefusedError} `conflict` when it has nodes and `force` is false.
 */
export async function removeCluster(
  tx: Tx,
  cluster: Row<'cluster'>,
  force: boolean,
  context: ClusterContext,
): Promise<RemovedCluster> {
  const nodes = await nodesOf(tx, cluster);
  const living = nodes.filter((node) => node.state !== 'off');
  if (living.length > 0 && !force) {
    throw new RefusedError(
      'conflict',
      `Cluster "${cluster.name}" has ${living.length} nodes: terminate it before removing it.`,
    );
  }
  const { operations } = await applyVerb(tx, {
    ...context,
    ...about(cluster),
    action: 'cluster.remove',
    // What is told of its nodes from now on has no other place to take these from.
    request: { cluster: { uid: cluster.uid, name: cluster.name } },
    verb: 'delete',
    machines: nodes.map((node) => ({ ...node, keepAlive: false })),
  });
  const ids = (rows: readonly { readonly id: number }[]) => rows.map(({ id }) => id);
  const arrays = ids(
    await tx.select('nodeArray', { columns: ['id'], where: eq('clusterId', cluster.id) }),
  );
  const buckets = ids(
    await tx.select('bucket', { columns: ['id'], where: isIn('arrayId', arrays) }),
  );
  const groups = ids(
    await tx.select('placementGroup', { columns: ['id'], where: isIn('bucketId', buckets) }),
  );
  await tx.delete('placementGroup', groups);
  await tx.delete('bucket', buckets);
  await tx.delete('nodeArray', arrays);
  await tx.delete('cluster', [cluster.id]);
  tx.emit({
    objectKind: 'cluster',
    objectId: cluster.id,
    objectUid: cluster.uid,
    ...(operations[0] && { operationId: operations[0].id }),
    kind: 'cluster.deleted',
    data: { name: cluster.name },
  });
  return { operation: operations[0]!, nodes };
}

const nodesOf = (tx: Tx, cluster: Row<'cluster'>): Promise<Machine[]> =>
  Promise.resolve(
    tx.select('machine', { where: and(eq('clusterId', cluster.id), ne('state', 'deleted')) }),
  );
