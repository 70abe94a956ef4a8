import type {
  NodeCreationResult,
  NodeManagementResult,
  NodeManagementResultNode,
} from '@pileus/sdk/cyclecloud/wire';
import type { WireAnswer } from '../../http/command.js';
import { HttpProblem } from '../../http/problem.js';
import { RefusedError } from '../../inventory/errors.js';
import { applyVerbs, type Wish } from '../../inventory/joint.js';
import {
  type CreatedNodes,
  createNodes,
  type ScaleTarget,
  scaleArray,
} from '../../inventory/nodes.js';
import type { VerbResult } from '../../inventory/steps.js';
import { keepsRecord, type Verb } from '../../inventory/verbs.js';
import { and, eq, isIn, ne, or, type Predicate } from '../../store/predicate.js';
import type { Reader, Tx } from '../../store/store.js';
import type { ColumnOf, Machine, Operation, Row } from '../../store/tables.js';
import { capacityBackOff } from './capacity-back-off.js';
import { findCluster, pictureOf } from './clusters.js';
import { jsonHeaders } from './codec.js';
import { selects } from './filter/evaluate.js';
import { pushDown } from './filter/push-down.js';
import { findOperation, operationOfRequest, operationStatus } from './operations.js';
import type { CreateRequest, Selectors } from './requests.js';
import { NodeWriter, nodeColumns, nodeExt } from './views.js';

/** The body of `GET /clusters/{cluster}/nodes`: all records, those that are off included. */
export async function nodeList(
  reader: Reader,
  name: string,
  query: { readonly operation: string | undefined; readonly requestId: string | undefined },
): Promise<string> {
  const cluster = await findCluster(reader, name);
  const operation = await operationAsked(reader, query);
  if (operation && operation.clusterId !== cluster.id) throw unknownOperation(query);
  const picture = await pictureOf(reader, cluster);
  const where: Predicate<ColumnOf<'machine'>>[] = [
    eq('clusterId', cluster.id),
    ne('state', 'deleted'),
  ];
  if (operation) {
    const steps = await reader.select('step', {
      columns: ['machineId'],
      where: eq('operationId', operation.id),
    });
    where.push(
      isIn(
        'id',
        steps.map((step) => step.machineId),
      ),
    );
  }
  const rows = await reader.select('machine', { columns: nodeColumns, where: and(...where) });
  const nodes = new NodeWriter(picture).list(rows);
  if (!operation) return `{"nodes":${nodes}}`;
  const names = new Map([[cluster.id, cluster.name]]);
  return `{"nodes":${nodes},"operation":${JSON.stringify(operationStatus(operation, names))}}`;
}

async function operationAsked(
  reader: Reader,
  query: { readonly operation: string | undefined; readonly requestId: string | undefined },
): Promise<Operation | undefined> {
  const { operation, requestId } = query;
  if (operation !== undefined && requestId !== undefined) {
    throw new HttpProblem('malformed', 'Give either "operation" or "request_id", not both.');
  }
  if (operation !== undefined) return findOperation(reader, operation);
  if (requestId === undefined) return undefined;
  const found = await operationOfRequest(reader, requestId);
  if (found) return found;
  throw unknownOperation(query);
}

/** Callers look for the words "No operation found for request id" (observed: the Symphony plugin). */
const unknownOperation = (query: {
  operation: string | undefined;
  requestId: string | undefined;
}) =>
  new RefusedError(
    'not-found',
    query.requestId === undefined
      ? `No operation found with id ${query.operation}`
      : `No operation found for request id ${query.requestId}`,
  );

const accepted = (operationUid: string, body: unknown): WireAnswer => ({
  status: 202,
  headers: { ...jsonHeaders, location: `/operations/${operationUid}` },
  body: JSON.stringify(body),
});

const creationAnswer = ({ operation, results }: CreatedNodes): WireAnswer => {
  const body: NodeCreationResult = { operationId: operation.uid, sets: [...results] };
  return accepted(operation.uid, body);
};

/** `POST nodes/create`. */
export async function create(tx: Tx, name: string, request: CreateRequest): Promise<WireAnswer> {
  const cluster = await findCluster(tx, name);
  return creationAnswer(
    await createNodes(tx, cluster, request.sets, {
      dialect: 'cyclecloud',
      action: 'create',
      requestKey: request.requestId,
      backOffMs: capacityBackOff,
    }),
  );
}

/** `POST scale/{nodearray}`. */
export async function scale(
  tx: Tx,
  name: string,
  array: string,
  target: ScaleTarget,
): Promise<WireAnswer> {
  const cluster = await findCluster(tx, name);
  return creationAnswer(
    await scaleArray(tx, cluster, array, target, {
      dialect: 'cyclecloud',
      action: 'scale',
      backOffMs: capacityBackOff,
    }),
  );
}

export const managementVerbs = [
  'deallocate',
  'reimage',
  'remove',
  'restart',
  'shutdown',
  'start',
  'terminate',
] as const;
export type ManagementVerb = (typeof managementVerbs)[number];

/** `POST nodes/{verb}`: one operation for all nodes, whatever the verb means to each. */
export async function manage(
  tx: Tx,
  name: string,
  verb: ManagementVerb,
  wanted: Selectors,
): Promise<WireAnswer> {
  const cluster = await findCluster(tx, name);
  const arrays = new Map(
    (await tx.select('nodeArray', { where: eq('clusterId', cluster.id) })).map((row) => [
      row.id,
      row,
    ]),
  );
  const machines = await selected(tx, cluster, wanted);
  const answers = new Map<number, NodeManagementResultNode>();
  const wishes: Wish[] = [];
  for (const machine of machines) {
    const meaning = meaningOf(verb, machine, arrays.get(machine.arrayId ?? 0));
    if (typeof meaning === 'string') wishes.push({ machine, verb: meaning });
    else answers.set(machine.id, { ...named(machine), status: 'Error', error: meaning.error });
  }
  const { operation, results } = await applyVerbs(
    tx,
    {
      dialect: 'cyclecloud',
      action: verb,
      clusterId: cluster.id,
      requestKey: wanted.requestId,
      recordNoops: true,
    },
    wishes,
  );
  for (const result of results) answers.set(result.machine.id, nodeResult(result));
  const body: NodeManagementResult = {
    operationId: operation.uid,
    // A node whose record went as it was chosen is not among them.
    nodes: machines.flatMap((machine) => answers.get(machine.id) ?? []),
  };
  return accepted(operation.uid, body);
}

const named = (machine: Machine) => ({ name: machine.name, id: machine.uid });

const nodeResult = (result: VerbResult): NodeManagementResultNode =>
  result.outcome === 'refused'
    ? { ...named(result.machine), status: 'Error', error: result.message }
    : { ...named(result.machine), status: 'OK' };

/** What a management verb means to one node. */
function meaningOf(
  verb: ManagementVerb,
  machine: Machine,
  array: Row<'nodeArray'> | undefined,
): Verb | { readonly error: string } {
  switch (verb) {
    case 'terminate':
      return keepsRecord(machine) ? 'terminate' : 'delete';
    case 'remove':
      return 'delete';
    case 'shutdown':
      if (shutdownPolicy(machine, array) === 'deallocate') return 'deallocate';
      return keepsRecord(machine) ? 'terminate' : 'delete';
    case 'restart':
    case 'reimage':
      // Only nodes that a scale set backs (documented).
      return array
        ? verb
        : { error: `Node "${machine.name}" is in no node array and cannot ${verb}.` };
    default:
      return verb;
  }
}

function shutdownPolicy(machine: Machine, array: Row<'nodeArray'> | undefined): string {
  const own = nodeExt(machine.ext).attributes?.ShutdownPolicy ?? array?.attributes.ShutdownPolicy;
  return typeof own === 'string' ? own.toLowerCase() : 'terminate';
}

/** The union of what all selectors mean, in order of creation. */
async function selected(tx: Tx, cluster: Row<'cluster'>, wanted: Selectors): Promise<Machine[]> {
  const living = [eq('clusterId', cluster.id), ne('state', 'deleted')] as const;
  const found = new Map<number, Machine>();
  const any: Predicate<ColumnOf<'machine'>>[] = [];
  const addList = (field: ColumnOf<'machine'>, values: readonly string[]) => {
    if (values.length > 0) any.push(isIn(field, values));
  };
  addList(
    'uid',
    wanted.ids.map((id) => id.toLowerCase()),
  );
  addList('name', wanted.names);
  addList(
    'hostname',
    wanted.hostnames.map((host) => host.split('.')[0]!.toLowerCase()),
  );
  addList('privateIp', wanted.ipAddresses);
  if (any.length > 0) {
    const rows = await tx.select('machine', { where: and(...living, or(...any)) });
    for (const row of rows) found.set(row.id, row);
  }
  if (wanted.filter !== undefined) {
    const pushed = pushDown(wanted.filter);
    const rows = await tx.select('machine', { where: and(...living, ...(pushed ? [pushed] : [])) });
    const writer = new NodeWriter(await pictureOf(tx, cluster));
    for (const row of rows) if (selects(wanted.filter, writer.record(row))) found.set(row.id, row);
  }
  return [...found.values()].sort((a, b) => a.id - b.id);
}
