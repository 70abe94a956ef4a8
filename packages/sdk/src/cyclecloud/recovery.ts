import type { WithResponse } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { hasStatus } from '../http/http-error.js';
import { listNodes } from './node-list.js';
import type { CreationResult, ManagementResult } from './operation.js';
import { listOperations } from './operation.js';
import type {
  NodeCreationResultSet,
  NodeCreationSet,
  NodeList,
  NodeRecord,
  OperationStatus,
} from './wire.js';

/** An operation whose answer was lost, found again by the id that was sent with it. */
export interface Found {
  readonly operation: OperationStatus;
  readonly list: WithResponse<NodeList>;
}

/**
 * Whether a failure may hide a success: the server says that it has seen the `requestId` before, and
 * an earlier attempt of this very call may be what it saw. A caller's own duplicate, which reached
 * the server once, stays a conflict.
 */
export function isEcho(error: unknown): boolean {
  return hasStatus(error, 409) && error.lostAnswers > 0;
}

/** Looks a request id up; undefined when the server never accepted it. */
export async function findByRequestId(
  http: HttpClient,
  cluster: string,
  requestId: string,
  options: CallerOptions | undefined,
): Promise<Found | undefined> {
  const [operation] = await listOperations(http, { requestId }, options);
  if (!operation) return undefined;
  const list = await listNodes(http, cluster, { requestId }, options).withResponse();
  return { operation, list };
}

/**
 * What the lost answer to a creation must have said: each node that was made belongs to the first
 * set that it fits and that is not full.
 */
export function creationResult(sets: readonly NodeCreationSet[], list: NodeList): CreationResult {
  const added = sets.map(() => 0);
  for (const node of list.nodes) {
    const index = sets.findIndex((set, i) => added[i]! < set.count && fits(set, node));
    if (index >= 0) added[index]! += 1;
  }
  return {
    sets: sets.map((set, i): NodeCreationResultSet => {
      const count = added[i]!;
      return count < set.count
        ? { added: count, message: 'The server gave fewer.' }
        : { added: count };
    }),
  };
}

function fits(set: NodeCreationSet, node: NodeRecord): boolean {
  const type = set.definition?.machineType;
  return (
    node.Template === set.nodearray &&
    (type === undefined || type.toLowerCase() === node.MachineType.toLowerCase()) &&
    (set.placementGroupId === undefined || set.placementGroupId === node.PlacementGroupId)
  );
}

/** What the lost answer to a management verb must have said of the nodes that still exist. */
export function managementResult(list: NodeList): ManagementResult {
  return {
    nodes: list.nodes.map((node) => ({ id: node.NodeId, name: node.Name, status: 'OK' })),
  };
}
