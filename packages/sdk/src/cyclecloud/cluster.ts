import { type ApiPromise, apiPromise, type WithResponse } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { uuid } from '../http/uuid.js';
import { clusterAction } from './cluster-actions.js';
import {
  clusterStatus,
  createNodes,
  type ManagementVerb,
  manageNodes,
  type ScaleTotal,
  scaleNodes,
} from './cluster-calls.js';
import { type HealthComplaint, healthReport, reportHealth } from './health-report.js';
import { listNodes, type NodeQuery } from './node-list.js';
import { type CreationResult, type ManagementResult, Operation } from './operation.js';
import { creationResult, findByRequestId, isEcho, managementResult } from './recovery.js';
import { managementRequest, type NodeSelectors } from './selectors.js';
import { clusterUsage, type UsageQuery } from './usage.js';
import { type NodeChange, type WatchOptions, watchNodes } from './watch.js';
import type {
  ClusterActionResult,
  ClusterStatus,
  ClusterUsage,
  HealthReport,
  NodeCreationSet,
  NodeList,
  NodeRecord,
} from './wire.js';

/** Options of a call that changes nodes. */
export interface CommandOptions extends CallerOptions {
  /**
   * Makes the command happen at most once: the server refuses an id that it has seen, with a
   * CycleCloudConflictError. Default a new uuid for every call.
   */
  readonly requestId?: string | undefined;
}

/** A command on its way: awaited it is the operation that the server accepted. */
export type Command<Result extends CreationResult | ManagementResult> = ApiPromise<
  Operation<Result>
>;

/**
 * One cluster, by name. Making the handle asks the server nothing.
 *
 * Commands carry a `requestId` and are repeated with the same one when the answer is lost. When the
 * server then says that it has seen the id, the first attempt had succeeded: the operation is found
 * by the id and the command resolves, so that nothing happens twice.
 */
export class Cluster {
  readonly name: string;
  readonly #http: HttpClient;

  constructor(http: HttpClient, name: string) {
    this.#http = http;
    this.name = name;
  }

  /**
   * The nodes that exist now, those that are off or deallocated included. Each loop asks the server
   * once.
   */
  get nodes(): AsyncIterable<NodeRecord> {
    const list = () => this.listNodes();
    return {
      async *[Symbol.asyncIterator]() {
        yield* (await list()).nodes;
      },
    };
  }

  /** State, limits and buckets; with `nodes: true` also the nodes that are not off. */
  getStatus(options: CallerOptions & { readonly nodes?: boolean } = {}): ApiPromise<ClusterStatus> {
    return clusterStatus(this.#http, this.name, options, options);
  }

  /** All nodes, or those of one operation, then with the operation's own entry. */
  listNodes(options: CallerOptions & NodeQuery = {}): ApiPromise<NodeList> {
    return listNodes(this.#http, this.name, options, options);
  }

  /** A handle on an operation known by its id, or by the request id that was sent with it. */
  operation(known: { readonly id: string } | { readonly requestId: string }): Operation<undefined> {
    const id = 'id' in known ? known.id : undefined;
    const requestId = 'requestId' in known ? known.requestId : undefined;
    const rest = { cluster: this.name, action: undefined, result: undefined };
    return new Operation(this.#http, { id, requestId, ...rest });
  }

  /**
   * Creates nodes in one or more node arrays. Fewer nodes than asked is success: see
   * `operation.result.sets[].added` and `message`.
   *
   * @throws (rejects) CycleCloudConflictError for a set that makes no sense to the server and for a
   *   `requestId` used before.
   */
  createNodes(
    options: CommandOptions & { readonly sets: readonly NodeCreationSet[] },
  ): Command<CreationResult> {
    const { sets } = options;
    const requestId = options.requestId ?? uuid(this.#http.random);
    const body = () => ({ requestId, sets: [...sets] });
    const answer = createNodes(this.#http, this.name, body, { ...options, replayable: true });
    return this.#accept('create', requestId, answer, options, {
      fromAnswer: (data) => ({ sets: data.sets }),
      fromNodes: (list) => creationResult(sets, list),
    });
  }

  /**
   * Adds nodes until the array has `total` of them, those it has counted. It never removes any, and
   * changes nothing when there are enough.
   */
  scaleByNodes(nodearray: string, total: number, options?: CallerOptions): Command<CreationResult> {
    return this.#scale('scaleByNodes', nodearray, { totalNodeCount: total }, options);
  }

  /** Like `scaleByNodes`, by cores: adds whole machines until the array has at least `total`. */
  scaleByCores(nodearray: string, total: number, options?: CallerOptions): Command<CreationResult> {
    return this.#scale('scaleByCores', nodearray, { totalCoreCount: total }, options);
  }

  /** Deletes the machines. Fixed and stand-alone nodes stay listed as off, others disappear. */
  terminateNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('terminate', nodes, options);
  }

  /** Starts nodes that are off, terminated or deallocated. */
  startNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('start', nodes, options);
  }

  /** Stops the machines and keeps their disks; they can be started again. */
  deallocateNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('deallocate', nodes, options);
  }

  /** Does what each node's `ShutdownPolicy` says: terminate (the default) or deallocate. */
  shutdownNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('shutdown', nodes, options);
  }

  /** Terminates and deletes the record too, also that of a fixed node. */
  removeNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('remove', nodes, options);
  }

  /** Restarts nodes of node arrays. CycleCloud 8.8 and newer. */
  restartNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('restart', nodes, options);
  }

  /** Gives nodes of node arrays a fresh disk from their image. CycleCloud 8.8 and newer. */
  reimageNodes(nodes: NodeSelectors, options?: CommandOptions): Command<ManagementResult> {
    return this.#manage('reimage', nodes, options);
  }

  /** Core-hours and estimated cost by interval, array and stand-alone node. CycleCloud 8.2 and newer. */
  usage(options: CallerOptions & UsageQuery = {}): ApiPromise<ClusterUsage> {
    return clusterUsage(this.#http, this.name, options, options);
  }

  /**
   * Follows the nodes from list to list until the caller stops looping or its signal aborts.
   *
   * ```ts
   * for await (const { kind, node } of cluster.watch()) console.log(kind, node.Name, node.Status);
   * ```
   *
   * @throws AbortError, or the error of a call that trying again does not mend.
   */
  watch(options?: WatchOptions): AsyncIterable<NodeChange> {
    return watchNodes(this.#http, (caller) => this.listNodes(caller), options);
  }

  /**
   * Starts the cluster: its stand-alone nodes, the initial nodes of its arrays, and arrays that were
   * added or edited since the last start. Resolves when that is accepted.
   */
  start(options?: CallerOptions): ApiPromise<ClusterActionResult> {
    return clusterAction(this.#http, this.name, 'startcluster', {}, options);
  }

  /** Terminates the cluster and all of its nodes. Resolves when that is accepted. */
  terminate(options?: CallerOptions): ApiPromise<ClusterActionResult> {
    return clusterAction(this.#http, this.name, 'terminatecluster', {}, options);
  }

  /** Deletes the cluster's record. With `force` also when nodes live; they are terminated then. */
  remove(
    options: CallerOptions & { readonly force?: boolean | undefined } = {},
  ): ApiPromise<ClusterActionResult> {
    return clusterAction(this.#http, this.name, 'removecluster', options, options);
  }

  /** Tries all failed and unreachable nodes again. */
  retry(options?: CallerOptions): ApiPromise<ClusterActionResult> {
    return clusterAction(this.#http, this.name, 'retry', {}, options);
  }

  /** What was reported of a node's health. CycleCloud 8.9 and newer. */
  healthReport(node: string, options?: CallerOptions): ApiPromise<HealthReport> {
    return healthReport(this.#http, this.name, node, options);
  }

  /**
   * Reports a node as unhealthy to the cloud provider. CycleCloud 8.9 and newer.
   *
   * @throws (rejects) CycleCloudConflictError when that node was reported already.
   */
  reportHealth(
    node: string,
    complaint: HealthComplaint,
    options?: CallerOptions,
  ): ApiPromise<void> {
    return reportHealth(this.#http, this.name, node, complaint, options);
  }

  /** Scaling has no request id: a lost answer is an error, and calling again is harmless. */
  #scale(
    operation: string,
    nodearray: string,
    total: ScaleTotal,
    options?: CallerOptions,
  ): Command<CreationResult> {
    const target = { cluster: this.name, nodearray, total };
    const answer = scaleNodes(this.#http, operation, target, options);
    return apiPromise(
      answer.withResponse().then(({ data, response }) => {
        const { operationId, ...result } = data;
        const rest = { cluster: this.name, requestId: undefined, action: 'scale' } as const;
        return { data: new Operation(this.#http, { id: operationId, result, ...rest }), response };
      }),
    );
  }

  #manage(
    verb: ManagementVerb,
    nodes: NodeSelectors,
    options: CommandOptions = {},
  ): Command<ManagementResult> {
    const requestId = options.requestId ?? uuid(this.#http.random);
    const body = () => managementRequest(`${verb}Nodes`, nodes, requestId);
    const call = { ...options, replayable: true };
    const answer = manageNodes(this.#http, this.name, verb, body, call);
    return this.#accept(verb, requestId, answer, options, {
      fromAnswer: (data) => ({ nodes: data.nodes }),
      fromNodes: managementResult,
    });
  }

  /** Turns the answer to a command into its operation, finding a lost one again. */
  #accept<Answer extends { operationId: string }, Result extends CreationResult | ManagementResult>(
    action: ManagementVerb | 'create',
    requestId: string,
    answer: ApiPromise<Answer>,
    options: CallerOptions,
    read: ResultReader<Answer, Result>,
  ): Command<Result> {
    const operation = (id: string | undefined, result: Result, recovered: boolean) =>
      new Operation(this.#http, { cluster: this.name, id, requestId, action, result, recovered });
    const accept = async (): Promise<WithResponse<Operation<Result>>> => {
      try {
        const { data, response } = await answer.withResponse();
        return { data: operation(data.operationId, read.fromAnswer(data), false), response };
      } catch (error) {
        if (!isEcho(error)) throw error;
        const found = await findByRequestId(this.#http, this.name, requestId, options);
        if (!found) throw error;
        const result = read.fromNodes(found.list.data);
        return { data: operation(found.operation.id, result, true), response: found.list.response };
      }
    };
    return apiPromise(accept());
  }
}

/** How a command's result is read: from the answer, or from the nodes when the answer was lost. */
interface ResultReader<Answer, Result> {
  fromAnswer(answer: Answer): Result;
  fromNodes(list: NodeList): Result;
}
