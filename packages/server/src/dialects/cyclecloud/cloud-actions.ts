import type { FastifyRequest } from 'fastify';
import type { WireAnswer } from '../../http/command.js';
import { parseJson } from '../../http/json.js';
import { removeCluster, startCluster, terminateCluster } from '../../inventory/clusters.js';
import { RefusedError } from '../../inventory/errors.js';
import { applyVerbs } from '../../inventory/joint.js';
import { scaleArray } from '../../inventory/nodes.js';
import { applyVerb } from '../../inventory/steps.js';
import { keepsRecord } from '../../inventory/verbs.js';
import { and, eq, isIn, ne } from '../../store/predicate.js';
import type { Tx } from '../../store/store.js';
import type { Row } from '../../store/tables.js';
import { capacityBackOff } from './capacity-back-off.js';
import { holdCluster, pictureOf } from './clusters.js';
import { jsonHeaders } from './codec.js';
import { selects } from './filter/evaluate.js';
import { parseFilterOrRefuse } from './requests.js';
import { NodeWriter } from './views.js';

/** Undocumented calls that the vendor's own command line makes; each answers 200. */
export const cloudActions = [
  'retry',
  'startcluster',
  'terminatecluster',
  'removecluster',
  'terminate_node',
] as const;
export type CloudAction = (typeof cloudActions)[number];

const done = (operation: string | null, nodes: readonly string[]): WireAnswer => ({
  status: 200,
  headers: jsonHeaders,
  body: JSON.stringify({ operationId: operation, nodes }),
});

export async function cloudAction(
  tx: Tx,
  action: CloudAction,
  name: string,
  parameters: Readonly<Record<string, string>>,
): Promise<WireAnswer> {
  // Held: nodes that another request adds meanwhile must not be overlooked.
  const cluster = await holdCluster(tx, name);
  switch (action) {
    case 'retry':
      return retry(tx, cluster);
    case 'startcluster':
      return start(tx, cluster);
    case 'terminatecluster':
      return done((await terminateCluster(tx, cluster, { dialect: 'cyclecloud' })).uid, []);
    case 'removecluster':
      return remove(tx, cluster, isTrue(parameters.force));
    case 'terminate_node':
      return terminateNodes(tx, cluster, parameters['instance-filter'] ?? parameters.filter);
  }
}

/** Starts the cluster, then fills its arrays up to their initial counts. */
async function start(tx: Tx, cluster: Row<'cluster'>): Promise<WireAnswer> {
  const operation = await startCluster(tx, cluster, { dialect: 'cyclecloud' });
  const started = (await tx.get('cluster', { id: cluster.id }))!;
  const arrays = await tx.select('nodeArray', { where: eq('clusterId', cluster.id) });
  for (const array of arrays) {
    const { InitialCount, InitialCoreCount } = array.attributes;
    const nodes = countIn(InitialCount);
    const cores = countIn(InitialCoreCount);
    if (nodes === 0 && cores === 0) continue;
    const target = nodes > 0 ? { nodes } : { cores };
    await scaleArray(tx, started, array.name, target, {
      dialect: 'cyclecloud',
      action: 'scale',
      backOffMs: capacityBackOff,
    });
  }
  return done(operation.uid, []);
}

/** A count that an array's attributes give, as a number or a text; 0 where they give none. */
function countIn(value: unknown): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isInteger(number) && number > 0 ? number : 0;
}

/** Tries all failed and unreachable nodes again. */
async function retry(tx: Tx, cluster: Row<'cluster'>): Promise<WireAnswer> {
  const machines = await tx.select('machine', {
    where: and(eq('clusterId', cluster.id), isIn('state', ['failed', 'lost'])),
  });
  const { operations } = await applyVerb(tx, {
    dialect: 'cyclecloud',
    action: 'retry',
    clusterId: cluster.id,
    verb: 'start',
    machines,
  });
  return done(
    operations[0]?.uid ?? null,
    machines.map((machine) => machine.name),
  );
}

/** Callers in Python send `True`. */
export const isTrue = (text: string | undefined): boolean => /^(true|1)$/i.test(text ?? '');

/** Removes the cluster's record. Living nodes are in the way unless `force` terminates them with it. */
async function remove(tx: Tx, cluster: Row<'cluster'>, force: boolean): Promise<WireAnswer> {
  const { operation, nodes } = await removeCluster(tx, cluster, force, { dialect: 'cyclecloud' });
  return done(
    operation.uid,
    nodes.map((node) => node.name),
  );
}

/** Callers look for the words "No instances were found matching your query" (observed). */
async function terminateNodes(
  tx: Tx,
  cluster: Row<'cluster'>,
  filter: string | undefined,
): Promise<WireAnswer> {
  if (filter === undefined)
    throw new RefusedError('invalid', 'Give an "instance-filter".', 'instance-filter');
  const expression = parseFilterOrRefuse(filter, 'instance-filter');
  const writer = new NodeWriter(await pictureOf(tx, cluster));
  const nodes = await tx.select('machine', {
    where: and(eq('clusterId', cluster.id), ne('state', 'deleted')),
  });
  const chosen = nodes.filter((node) => selects(expression, writer.record(node)));
  if (chosen.length === 0) {
    throw new RefusedError('not-found', 'No instances were found matching your query');
  }
  const { operation } = await applyVerbs(
    tx,
    { dialect: 'cyclecloud', action: 'terminate', clusterId: cluster.id },
    chosen.map((machine) => ({ machine, verb: keepsRecord(machine) ? 'terminate' : 'delete' })),
  );
  return done(
    operation.uid,
    chosen.map((node) => node.name),
  );
}

/** Parameters of these calls come in the query, in a form, or as JSON. */
export function actionParameters(request: FastifyRequest): Record<string, string> {
  const parameters: Record<string, string> = {};
  const add = (entries: Iterable<readonly [string, unknown]>) => {
    for (const [name, value] of entries) if (value != null) parameters[name] = String(value);
  };
  add(Object.entries(request.query as Record<string, unknown>));
  if (!Buffer.isBuffer(request.body) || request.body.length === 0) return parameters;
  const text = request.body.toString('utf8');
  if (text.trimStart().startsWith('{')) {
    try {
      add(Object.entries(parseJson(text) as Record<string, unknown>));
    } catch {
      // Not JSON after all: the query alone counts.
    }
  } else {
    add(new URLSearchParams(text));
  }
  return parameters;
}
