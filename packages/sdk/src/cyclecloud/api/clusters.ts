import type { CallerOptions } from '../../http/http-client.js';
import type { Session } from '../client.js';
import * as calls from '../cluster-calls.js';
import {
  ClusterStatus,
  ClusterUsage,
  type ModelMethods,
  NodeCreationRequest,
  NodeCreationResult,
  NodeList,
  NodeManagementRequest,
  NodeManagementResult,
} from '../model/index.js';
import { listNodes, type NodeQuery } from '../node-list.js';
import { clusterUsage, type UsageQuery } from '../usage.js';
import type * as wire from '../wire.js';
import { type Answer, answer } from './call.js';

/** State, limits and buckets of a cluster; with `nodes: true` also its nodes that are not off. */
export const getClusterStatus = (
  session: Session,
  cluster: string,
  options: CallerOptions & { readonly nodes?: boolean } = {},
): Answer<ClusterStatus> =>
  answer(calls.clusterStatus(session, cluster, options, options), (data) =>
    ClusterStatus.fromDict(data),
  );

/** All nodes of a cluster, or those of one operation or request. */
export const getNodes = (
  session: Session,
  cluster: string,
  options: CallerOptions & NodeQuery = {},
): Answer<NodeList> =>
  answer(listNodes(session, cluster, options, options), (data) => NodeList.fromDict(data));

/**
 * Creates nodes. Unlike `Cluster.createNodes`, the request is sent as it is and once: without a
 * `requestId` a lost answer leaves it open whether nodes were made.
 *
 * @throws (rejects) ArgumentError naming what the request lacks.
 */
export const createNodes = (
  session: Session,
  cluster: string,
  request: wire.NodeCreationRequest,
  options?: CallerOptions,
): Answer<NodeCreationResult> =>
  answer(
    calls.createNodes(
      session,
      cluster,
      () => sendable(NodeCreationRequest.fromDict(request)),
      options,
    ),
    (data) => NodeCreationResult.fromDict(data),
  );

type Manage = (
  session: Session,
  cluster: string,
  request: wire.NodeManagementRequest,
  options?: CallerOptions,
) => Answer<NodeManagementResult>;

const manage =
  (verb: calls.ManagementVerb): Manage =>
  (session, cluster, request, options) =>
    answer(
      calls.manageNodes(
        session,
        cluster,
        verb,
        () => sendable(NodeManagementRequest.fromDict(request)),
        options,
      ),
      (data) => NodeManagementResult.fromDict(data),
    );

export const startNodes: Manage = manage('start');
export const shutdownNodes: Manage = manage('shutdown');
export const terminateNodes: Manage = manage('terminate');
export const removeNodes: Manage = manage('remove');
export const deallocateNodes: Manage = manage('deallocate');
export const reimageNodes: Manage = manage('reimage');
export const restartNodes: Manage = manage('restart');

/** Adds nodes to an array until it has the total of nodes, or of cores. It never removes any. */
export const scale = (
  session: Session,
  cluster: string,
  nodearray: string,
  total: calls.ScaleTotal,
  options?: CallerOptions,
): Answer<NodeCreationResult> =>
  answer(calls.scaleNodes(session, 'scale', { cluster, nodearray, total }, options), (data) =>
    NodeCreationResult.fromDict(data),
  );

/** Core-hours and estimated cost of a cluster. */
export const getClusterUsage = (
  session: Session,
  cluster: string,
  options: CallerOptions & UsageQuery = {},
): Answer<ClusterUsage> =>
  answer(clusterUsage(session, cluster, options, options), (data) => ClusterUsage.fromDict(data));

/** The body that a request stands for, once it is known to be whole. */
function sendable<Wire>(request: ModelMethods<Wire>): Wire {
  request.validate();
  return request.toDict();
}
