import { type ApiPromise, apiPromise, type WithResponse } from '../http/api-promise.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { uuid } from '../http/uuid.js';
import { decode } from './decode.js';
import { listNodes, type NodeQuery } from './node-list.js';
import { type CreationResult, type ManagementResult, Operation } from './operation.js';
import { creationResult, findByRequestId, isEcho, managementResult } from './recovery.js';
import { managementRequest, type NodeSelectors } from './selectors.js';
import type {
  ClusterStatus,
  NodeCreationResult,
  NodeCreationSet,
  NodeList,
  NodeManagementResult,
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

type ManagementVerb =
  | 'deallocate'
  | 'reimage'
  | 'remove'
  | 'restart'
  | 'shutdown'
  | 'start'
  | 'terminate';

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
    const build = () =>
      ({
        method: 'GET',
        path: path`/clusters/${this.name}/status`,
        query: { nodes: options.nodes },
        decode: decode.clusterStatus,
      }) as const;
    return this.#http.request('getStatus', build, options);
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
    const build = () =>
      ({
        method: 'POST',
        path: path`/clusters/${this.name}/nodes/create`,
        body: { requestId, sets },
        replayable: true,
        decode: decode.creation,
      }) as const;
    const answer = this.#http.request<NodeCreationResult>('createNodes', build, options);
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

  /** Scaling has no request id: a lost answer is an error, and calling again is harmless. */
  #scale(
    operation: string,
    nodearray: string,
    query: Readonly<Record<string, number>>,
    options?: CallerOptions,
  ): Command<CreationResult> {
    const build = () =>
      ({
        method: 'POST',
        path: path`/clusters/${this.name}/scale/${nodearray}`,
        query,
        decode: decode.creation,
      }) as const;
    const answer = this.#http.request<NodeCreationResult>(operation, build, options);
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
    const operation = `${verb}Nodes`;
    const requestId = options.requestId ?? uuid(this.#http.random);
    const build = () =>
      ({
        method: 'POST',
        path: path`/clusters/${this.name}/nodes/${verb}`,
        body: managementRequest(operation, nodes, requestId),
        replayable: true,
        decode: decode.management,
      }) as const;
    const answer = this.#http.request<NodeManagementResult>(operation, build, options);
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
