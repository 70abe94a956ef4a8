import type { Environment } from '../config/paths.js';
import type { ApiPromise } from '../http/api-promise.js';
import { ArgumentError } from '../http/argument-error.js';
import type { HttpCall } from '../http/call.js';
import type { CallerOptions, TransportOptions } from '../http/http-client.js';
import { HttpClient } from '../http/http-client.js';
import type { HttpResponse } from '../http/pipeline.js';
import { anonymous, loginOf } from './auth.js';
import { type ConfigurationOptions, configuration, type Settings } from './configuration.js';
import { dispatcherOf } from './connection.js';
import { retryStatus, toError } from './fault.js';
import { type AskPage, iteratePages, orderedById, type PagedOptions } from './iterate.js';
import { readResult } from './result.js';
import { ServiceAccess, type ServiceCalls, serviceCalls } from './services.js';
import { rest } from './transports/rest.js';
import type { WireTransport } from './transports/wire-call.js';
import { xmlrpc } from './transports/xmlrpc.js';
import { type CallChecks, type CallOptions, wireCall } from './wire-options.js';

/** The ways to speak with the API. */
export type TransportName = 'xmlrpc' | 'rest';

export interface ClientOptions
  extends ConfigurationOptions,
    Omit<TransportOptions, 'timeout' | 'verifyCertificates'> {
  /**
   * Default what the endpoint says: REST when its path holds `/rest` or when there is none, else
   * XML-RPC.
   */
  readonly transport?: TransportName | undefined;
  /** True: calls are not signed, and no key is looked for. */
  readonly anonymous?: boolean | undefined;
  /** Further texts that no error and no log may show. */
  readonly secrets?: readonly string[] | undefined;
  /** The longest answer that is read, in bytes. Default 32 MiB. */
  readonly maxResponseBytes?: number | undefined;
  readonly env?: Environment | undefined;
  /**
   * False: names in masks are not compared with the table of the API, as for a server that knows more
   * than it. Default true.
   */
  readonly checkMasks?: boolean | undefined;
}

/** The login of the portal's pages. */
export interface PasswordLogin {
  readonly username: string;
  readonly password: string;
  /** Of a user who is asked a security question besides. */
  readonly securityQuestionId?: number | undefined;
  readonly securityQuestionAnswer?: string | undefined;
}

const publicHost = 'https://api.softlayer.com';

/** The longest time that Node's timers measure, in seconds. */
const unlimited = 2_147_483;

/**
 * A client of the SoftLayer API (IBM Cloud Classic Infrastructure), or of anything that speaks it.
 *
 * ```ts
 * const client = new Client({ username, apiKey });
 * const account = await client.call('Account', 'getObject');
 * ```
 *
 * What the options leave open is looked up; see `configuration`.
 */
export class Client extends ServiceAccess {
  /** The endpoint, without a slash at its end. */
  readonly endpointUrl: string;
  readonly transport: TransportName;
  /** @internal */
  declare readonly [serviceCalls]: ServiceCalls;
  readonly #http: HttpClient;
  readonly #wire: WireTransport;
  readonly #checkMasks: boolean;

  /** @throws ArgumentError naming the option that is missing or cannot be used. */
  constructor(options: ClientOptions = {}) {
    super();
    const { env = process.env, maxResponseBytes = 32 * 1024 * 1024 } = options;
    const settings = configuration(options);
    const { url, transport } = endpointOf(settings, options.transport);
    const login = options.anonymous ? anonymous : loginOf(settings, transport);
    this.transport = transport;
    this.#wire = transport === 'rest' ? rest : xmlrpc(login.authenticate, maxResponseBytes);
    this.#http = new HttpClient({
      ...options,
      dispatcher: options.dispatcher ?? dispatcherOf(settings, env),
      timeout: settings.timeout === 0 ? unlimited : (settings.timeout ?? 120),
      verifyCertificates: settings.verify !== false,
      vendor: 'SoftLayer',
      url,
      authorization: login.authorization,
      secrets: [...login.secrets, ...(options.secrets ?? [])],
      steps: [...(options.steps ?? []), ...(login.step ? [login.step] : [])],
      headers: { 'user-agent': ['pileus/0.1.0', settings.userAgent].filter(Boolean).join(' ') },
      toError,
      retryStatus,
      maxBytes: maxResponseBytes,
    });
    this.endpointUrl = this.#http.url;
    this.#checkMasks = options.checkMasks ?? true;
    const checks = { masks: this.#checkMasks, filters: true };
    const calls: ServiceCalls = {
      call: (service, method, args, own) => this.#call(service, method, args, own, checks),
      iterate: (service, method, args, own) => this.#iterate(service, method, args, own, checks),
    };
    // Not enumerable, so that printing a client shows where it goes and nothing else.
    Object.defineProperty(this, serviceCalls, { value: calls });
  }

  /**
   * A client for a user of the portal: exchanges the password for a token that ends some time later.
   *
   * @throws (rejects) SoftLayerAuthenticationError or another SoftLayerApiError for a login that is refused.
   */
  static async withPassword(login: PasswordLogin, options: ClientOptions = {}): Promise<Client> {
    const { username, password, securityQuestionId = null, securityQuestionAnswer = null } = login;
    const secrets = [...(options.secrets ?? []), password, securityQuestionAnswer ?? ''];
    const nobody = new Client({ ...options, anonymous: true, secrets });
    const { userId, hash } = await nobody.User_Customer.getPortalLoginToken(
      username,
      password,
      securityQuestionId,
      securityQuestionAnswer,
    );
    if (typeof userId !== 'number' || typeof hash !== 'string') {
      throw new ArgumentError('password', 'SoftLayer gave no token for this login.', 'SoftLayer');
    }
    return new Client({ ...options, portalToken: { userId, authToken: hash } });
  }

  /**
   * Calls any method by name, with its positional arguments.
   *
   * @param service with or without `SoftLayer_`.
   * @returns what the method gives; a list also has `total`, the number of matches before limit and
   *   offset, when the server tells it.
   * @throws (rejects) SoftLayerApiError for a fault; ArgumentError before anything is sent.
   */
  call(
    service: string,
    method: string,
    args: readonly unknown[] = [],
    options: CallOptions = {},
  ): ApiPromise<unknown> {
    return this.#call(service, method, args, options, this.#untyped);
  }

  /**
   * Walks through the list that a method gives, page by page. Unless the filter orders the list or tests
   * the id, `{ id: orderBy }` is added to it, as the vendor's Python client does.
   */
  iterate(
    service: string,
    method: string,
    args: readonly unknown[] = [],
    options: PagedOptions = {},
  ): AsyncIterableIterator<unknown> {
    return this.#iterate(service, method, args, options, this.#untyped);
  }

  get #untyped(): CallChecks {
    return { masks: this.#checkMasks, filters: false };
  }

  #iterate(
    service: string,
    method: string,
    args: readonly unknown[],
    options: PagedOptions,
    checks: CallChecks,
  ): AsyncIterableIterator<unknown> {
    const { pageSize: _size, concurrency: _concurrency, ...own } = options;
    const filter = orderedById(options.filter, service, method, checks);
    const ask: AskPage = (part) =>
      this.#call(service, method, args, { ...own, ...part, filter }, checks);
    return iteratePages(ask, options);
  }

  #call(
    service: string,
    method: string,
    args: readonly unknown[],
    options: CallOptions,
    checks: CallChecks,
  ): ApiPromise<unknown> {
    const caller: CallerOptions = { signal: options.signal, timeout: options.timeout };
    return this.#http.request(
      `${service.replace(/^SoftLayer_/, '')}.${method}`,
      () => {
        const call = wireCall(service, method, args, options, checks);
        return Object.assign(this.#wire.request(call), {
          replayable: isRead(method),
          read: (response: HttpResponse, sent: HttpCall) =>
            readResult(call, this.#wire.read(response, sent), response),
        });
      },
      caller,
    );
  }
}

/** Methods that change nothing, by the API's way to name them: they may be sent again. */
const isRead = (method: string): boolean =>
  /^(get|find|is|has|check|verify|search)(?![a-z])/.test(method) ||
  method === 'generateOrderTemplate' ||
  method === 'search' ||
  method === 'advancedSearch';

function endpointOf(
  { endpointUrl }: Settings,
  wanted: TransportName | undefined,
): { url: string; transport: TransportName } {
  const own = (transport: TransportName) => `/${transport}/v3.1`;
  if (endpointUrl === undefined) {
    const transport = wanted ?? 'rest';
    return { url: publicHost + own(transport), transport };
  }
  // The address of a server alone: the paths are the same everywhere (documented).
  if (URL.canParse(endpointUrl) && new URL(endpointUrl).pathname === '/') {
    const transport = wanted ?? 'rest';
    return { url: endpointUrl.replace(/\/+$/, '') + own(transport), transport };
  }
  return {
    url: endpointUrl,
    transport: wanted ?? (endpointUrl.includes('/rest') ? 'rest' : 'xmlrpc'),
  };
}
