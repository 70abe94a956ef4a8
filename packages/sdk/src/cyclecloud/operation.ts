import { type ApiPromise, apiPromise } from '../http/api-promise.js';
import { ArgumentError } from '../http/argument-error.js';
import type { CallerOptions, HttpClient } from '../http/http-client.js';
import { path } from '../http/path.js';
import { decode } from './decode.js';
import { listNodes } from './node-list.js';
import type { Expectation, Progress } from './progress.js';
import type { Action } from './targets.js';
import { type WaitOptions, waitForOperation } from './waiters.js';
import type {
  NodeCreationResult,
  NodeList,
  NodeManagementResult,
  OperationStatus,
} from './wire.js';

/** What the server answered when it accepted the operation, without the id. */
export type OperationResult =
  | Omit<NodeCreationResult, 'operationId'>
  | Omit<NodeManagementResult, 'operationId'>;

export type CreationResult = Omit<NodeCreationResult, 'operationId'>;
export type ManagementResult = Omit<NodeManagementResult, 'operationId'>;

export interface OperationInit<Result> {
  readonly cluster: string;
  readonly id: string | undefined;
  readonly requestId: string | undefined;
  readonly action: Action | undefined;
  readonly result: Result;
  readonly recovered?: boolean;
}

/** One accepted command of a cluster. It runs at the server, whether anybody waits or not. */
export class Operation<Result extends OperationResult | undefined = OperationResult | undefined> {
  /** The cluster's name. */
  readonly cluster: string;
  /**
   * The server's id of the operation. Undefined only when the answer was lost and the server, found
   * again by `requestId`, does not tell the id (the original product does not).
   */
  readonly id: string | undefined;
  /** The id that the client sent with the command; undefined for `scale`, which has none. */
  readonly requestId: string | undefined;
  /** What the operation does; undefined until the server says, for a handle made from an id. */
  readonly action: Action | undefined;
  /** Added counts per set of a creation, or the nodes of a management verb. */
  readonly result: Result;
  /** True when the answer was lost and the operation was found again by its `requestId`. */
  readonly recovered: boolean;
  readonly #http: HttpClient;

  constructor(http: HttpClient, init: OperationInit<Result>) {
    this.#http = http;
    this.cluster = init.cluster;
    this.id = init.id;
    this.requestId = init.requestId;
    this.action = init.action;
    this.result = init.result;
    this.recovered = init.recovered ?? false;
  }

  /** The operation's own entry. Documented are only its action and start time. */
  getStatus(options?: CallerOptions): ApiPromise<OperationStatus> {
    const { id, requestId } = this;
    if (id !== undefined) return operationStatus(this.#http, id, options);
    const found = listOperations(this.#http, { requestId }, options).withResponse();
    return apiPromise(
      found.then(({ data, response }) => {
        const [operation] = data;
        if (operation) return { data: operation, response };
        const message = `The server knows no operation of request id ${requestId}.`;
        throw new ArgumentError('requestId', message, this.#http.vendor);
      }),
    );
  }

  /** The operation's nodes that still exist, and its own entry. */
  listNodes(options?: CallerOptions): ApiPromise<NodeList> {
    const { id, requestId } = this;
    const query = id !== undefined ? { operation: id } : { requestId };
    return listNodes(this.#http, this.cluster, query, options);
  }

  /**
   * Resolves with the last progress when every node reached what the operation is for: up, gone or
   * deallocated. Safe to call again.
   *
   * @throws (rejects) OperationFailedError with each failed or refused node and its reason, once no
   *   node is on its way any more; OperationTimeoutError; AbortError; or the error of a call.
   */
  wait(options?: WaitOptions): Promise<Progress> {
    const subject = {
      label: this.action ?? 'the operation',
      action: this.action,
      expected: expectationOf(this.result),
      list: (caller: CallerOptions) => this.listNodes(caller),
      status: (caller: CallerOptions) => this.getStatus(caller),
    };
    return waitForOperation(this.#http, subject, options);
  }
}

/** `GET /operations/{id}`. */
export function operationStatus(
  http: HttpClient,
  id: string,
  options?: CallerOptions,
): ApiPromise<OperationStatus> {
  const build = () =>
    ({ method: 'GET', path: path`/operations/${id}`, decode: decode.operation }) as const;
  return http.request('getOperation', build, options);
}

/** `GET /operations/`: all, or the one that a request id belongs to. */
export function listOperations(
  http: HttpClient,
  query: { readonly requestId?: string | undefined },
  options?: CallerOptions,
): ApiPromise<OperationStatus[]> {
  const build = () =>
    ({
      method: 'GET',
      path: path`/operations/`,
      query: { request_id: query.requestId },
      decode: decode.operations,
    }) as const;
  return http.request('listOperations', build, options);
}

function expectationOf(result: OperationResult | undefined): Expectation {
  if (result === undefined) return { count: 0, refused: [] };
  if ('sets' in result) {
    return { count: result.sets.reduce((sum, set) => sum + set.added, 0), refused: [] };
  }
  const refused = result.nodes.filter((node) => node.status === 'Error');
  return { count: result.nodes.length - refused.length, refused };
}
