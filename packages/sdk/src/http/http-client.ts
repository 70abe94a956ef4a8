import type { Dispatcher } from 'undici';
import { sharedAgent } from './agents.js';
import type { ApiPromise, WithResponse } from './api-promise.js';
import { apiPromise } from './api-promise.js';
import { ArgumentError } from './argument-error.js';
import { auth } from './auth.js';
import { HttpCall, type Method } from './call.js';
import { CallError } from './call-error.js';
import { type Clock, type Random, realClock, realRandom } from './clock.js';
import { deadline } from './deadline.js';
import { HttpError } from './http-error.js';
import { type LogOptions, log } from './log.js';
import { type Path, type QueryValue, queryString } from './path.js';
import { compose, type HttpResponse, headerOf, type Next, type Step } from './pipeline.js';
import { Redactor } from './redact.js';
import { ResponseError } from './response-error.js';
import { retry } from './retry.js';
import { RetryTokens } from './retry-tokens.js';
import { transport } from './transport.js';

/** Options of every vendor's client that concern the transport. */
export interface TransportOptions {
  /** Seconds for a whole call, retries included. Default 60. */
  readonly timeout?: number | undefined;
  /** False accepts any certificate, as for a product's self-signed one. Default true. */
  readonly verifyCertificates?: boolean | undefined;
  /** Attempts of a call in all, the first included; only safe calls are repeated. Default 4. */
  readonly maxAttempts?: number | undefined;
  /** Aborts every call of the client. */
  readonly signal?: AbortSignal | undefined;
  /** undici's dispatcher: a proxy, a pool of your own, a mock. Default a shared pool. */
  readonly dispatcher?: Dispatcher | undefined;
  readonly clock?: Clock | undefined;
  readonly random?: Random | undefined;
  readonly log?: LogOptions | undefined;
  /** Further steps, placed innermost: each sees every attempt as it is about to be sent. */
  readonly steps?: readonly Step[] | undefined;
}

export interface HttpClientOptions extends TransportOptions {
  readonly vendor: string;
  /** The base URL; a slash at its end is dropped, user and password in it are refused. */
  readonly url: string;
  /** The `Authorization` header. Default none. */
  readonly authorization?: string | undefined;
  /** What must never be shown: passwords, keys, tokens. */
  readonly secrets: readonly string[];
  /** Headers of every request. */
  readonly headers?: Readonly<Record<string, string>>;
  /** Makes the vendor's own error out of a failed answer. Default `HttpError`. */
  readonly toError?: (call: HttpCall, response: HttpResponse) => HttpError;
  /** See `RetryOptions.statusOf`. */
  readonly retryStatus?: (response: HttpResponse) => number;
  /** See `CallOptions.maxBytes`. */
  readonly maxBytes?: number | undefined;
}

/** Options that every call takes. */
export interface CallerOptions {
  /** Aborts this call. */
  readonly signal?: AbortSignal | undefined;
  /** Seconds for this call, retries included. Default the client's. */
  readonly timeout?: number | undefined;
}

/** How to ask, and how to read the answer. */
export type RequestSpec<T> = RequestParts & (JsonAnswer<T> | ReadAnswer<T>);

interface RequestParts {
  readonly method: Method;
  readonly path: Path;
  readonly query?: Readonly<Record<string, QueryValue>>;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as an HTML form is, in the place of `body`. */
  readonly form?: Readonly<Record<string, string>>;
  /** Sent as it is, in the place of `body`; `headers` name its type. */
  readonly text?: string;
  /** Headers of this request, names in lower case; they win over the client's. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
  /** See `CallOptions.replayable`. */
  readonly replayable?: boolean;
}

interface JsonAnswer<T> {
  readonly read?: undefined;
  /** True: an answer without JSON is fine too; `decode` gets undefined for it. */
  readonly jsonOptional?: boolean;
  /** Gives the parsed JSON its type, or throws an Error that ends the sentence "The answer …". */
  readonly decode: (json: unknown) => T;
}

interface ReadAnswer<T> {
  /** Reads an answer of success. An Error of its own ends the sentence "The answer …". */
  readonly read: (response: HttpResponse, call: HttpCall) => T;
}

/** One client of one server: the pipeline put together, and the way in and out of JSON. */
export class HttpClient {
  readonly vendor: string;
  readonly url: string;
  readonly clock: Clock;
  readonly random: Random;
  /** Milliseconds. */
  readonly timeout: number;
  /** Aborts every call of the client. */
  readonly signal: AbortSignal | undefined;

  readonly #origin: string;
  readonly #basePath: string;
  readonly #headers: Readonly<Record<string, string>>;
  readonly #signals: readonly AbortSignal[];
  readonly #verifyCertificates: boolean;
  readonly #redactor: Redactor;
  readonly #maxBytes: number | undefined;
  readonly #toError: (call: HttpCall, response: HttpResponse) => HttpError;
  readonly #send: Next;
  #calls = 0;

  /** @throws ArgumentError naming the option that cannot be used. */
  constructor(options: HttpClientOptions) {
    const { vendor, clock = realClock, random = realRandom } = options;
    const url = parseUrl(options.url, vendor);
    this.vendor = vendor;
    this.clock = clock;
    this.random = random;
    this.timeout = milliseconds(options.timeout ?? 60, vendor);
    this.#origin = url.origin;
    this.#basePath = url.pathname.replace(/\/+$/, '');
    this.url = this.#origin + this.#basePath;
    this.#headers = { accept: 'application/json', ...options.headers };
    this.signal = options.signal;
    this.#signals = options.signal ? [options.signal] : [];
    this.#verifyCertificates = options.verifyCertificates ?? true;
    this.#redactor = new Redactor(options.secrets);
    this.#maxBytes = options.maxBytes;
    this.#toError = options.toError ?? ((call, response) => new HttpError(call, response));
    const maxAttempts = options.maxAttempts ?? 4;
    const steps = [
      deadline(clock),
      ...(options.authorization === undefined ? [] : [auth(options.authorization)]),
      retry({
        clock,
        random,
        tokens: new RetryTokens(),
        maxAttempts,
        statusOf: options.retryStatus,
      }),
      ...(options.log ? [log(options.log, clock)] : []),
      ...(options.steps ?? []),
    ];
    const dispatcher = options.dispatcher ?? sharedAgent(this.#verifyCertificates);
    this.#send = compose(steps, transport(dispatcher));
  }

  /**
   * Starts a call at once. Arguments that cannot be sent reject the promise as well: `build` runs
   * inside the call.
   *
   * @param operation the public method's name, for errors and logs.
   * @throws (rejects) an HttpError, ResponseError, TimeoutError, AbortError, ConnectionError or
   *   ArgumentError.
   */
  request<T>(
    operation: string,
    build: () => RequestSpec<T>,
    options: CallerOptions = {},
  ): ApiPromise<T> {
    return apiPromise(this.#request(operation, build, options));
  }

  async #request<T>(
    operation: string,
    build: () => RequestSpec<T>,
    options: CallerOptions,
  ): Promise<WithResponse<T>> {
    const spec = build();
    const call = this.#call(operation, spec, options);
    const response = await this.#send(call);
    if (response.status < 200 || response.status > 299) throw this.#toError(call, response);
    const data = spec.read ? read(call, response, spec.read) : decode(call, response, spec);
    return { data, response: infoOf(call, response) };
  }

  #call<T>(operation: string, spec: RequestSpec<T>, options: CallerOptions): HttpCall {
    const { body, type } = encode(spec);
    const headers = { ...this.#headers };
    if (type !== undefined) headers['content-type'] = type;
    if (spec.headers) Object.assign(headers, spec.headers);
    this.#calls += 1;
    return new HttpCall({
      id: this.#calls,
      vendor: this.vendor,
      operation,
      method: spec.method,
      origin: this.#origin,
      path: this.#basePath + spec.path + (spec.query ? queryString(spec.query) : ''),
      headers,
      body,
      replayable: spec.replayable,
      timeout:
        options.timeout === undefined ? this.timeout : milliseconds(options.timeout, this.vendor),
      signals: options.signal ? [...this.#signals, options.signal] : this.#signals,
      verifyCertificates: this.#verifyCertificates,
      redactor: this.#redactor,
      maxBytes: this.#maxBytes,
    });
  }
}

function encode({ body, form, text }: RequestParts): { body?: string; type?: string } {
  if (text !== undefined) return { body: text };
  if (form !== undefined) {
    return {
      body: new URLSearchParams(form).toString(),
      type: 'application/x-www-form-urlencoded',
    };
  }
  return body === undefined ? {} : { body: JSON.stringify(body), type: 'application/json' };
}

function decode<T>(call: HttpCall, response: HttpResponse, spec: JsonAnswer<T>): T {
  let json: unknown;
  try {
    json = JSON.parse(response.body);
  } catch {
    if (!spec.jsonOptional) {
      // The parser's own message quotes the body, which may hold secrets.
      throw new ResponseError(call, response, 'is not JSON; check that the URL is the right one');
    }
  }
  return read(call, response, () => spec.decode(json));
}

function read<T>(
  call: HttpCall,
  response: HttpResponse,
  reader: (response: HttpResponse, call: HttpCall) => T,
): T {
  try {
    return reader(response, call);
  } catch (cause) {
    if (cause instanceof CallError) throw cause;
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ResponseError(call, response, reason, cause);
  }
}

function infoOf(call: HttpCall, response: HttpResponse): WithResponse<unknown>['response'] {
  return {
    status: response.status,
    headers: response.headers,
    url: call.url,
    attempts: call.attempts,
    requestId: headerOf(response.headers, 'x-request-id'),
    toCurl: (options) => call.toCurl(options),
  };
}

function parseUrl(text: string, vendor: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refuse = (what: string) =>
    new ArgumentError('url', `The ${vendor} client's \`url\` ${what}.`, vendor);
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw refuse('must be an absolute http or https URL, such as https://host:8443');
  }
  if (url.username !== '' || url.password !== '') {
    throw refuse('must not hold credentials; pass `username` and `password` instead');
  }
  if (url.search !== '' || url.hash !== '') throw refuse('must not have a query or a fragment');
  return url;
}

/** The longest time that Node's timers measure, in seconds. */
const longestTimeout = 2_147_483;

function milliseconds(seconds: number, vendor: string): number {
  if (typeof seconds === 'number' && seconds > 0 && seconds <= longestTimeout)
    return seconds * 1000;
  throw new ArgumentError(
    'timeout',
    `The ${vendor} client's \`timeout\` must be a number of seconds above 0 and at most ${longestTimeout}.`,
    vendor,
  );
}
