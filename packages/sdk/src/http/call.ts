import { CallSignal } from './call-signal.js';
import { type CurlOptions, toCurl } from './curl.js';
import type { ErrorFacts } from './error.js';
import type { Redactor } from './redact.js';

export type Method = 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

export interface CallOptions {
  /** Ties the log lines of one call together; unique in its client. */
  readonly id: number;
  readonly vendor: string;
  readonly operation: string;
  readonly method: Method;
  /** `https://host:port`. */
  readonly origin: string;
  /** Path and query, encoded. */
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  /** Whether sending the request twice has the effect of sending it once. Default for GET and HEAD. */
  readonly replayable?: boolean | undefined;
  /** Milliseconds for the whole call, all attempts and pauses included. */
  readonly timeout: number;
  readonly signals: readonly AbortSignal[];
  /** False when the certificate of the server is not checked. */
  readonly verifyCertificates: boolean;
  readonly redactor: Redactor;
  /** The answer is wanted as bytes, and refused when there are more. Default text of any length. */
  readonly maxBytes?: number | undefined;
}

/** One call on its way through the pipeline. Steps may change its headers and counters. */
export class HttpCall {
  readonly id: number;
  readonly vendor: string;
  readonly operation: string;
  readonly method: Method;
  readonly origin: string;
  readonly path: string;
  readonly headers: Record<string, string>;
  readonly body: string | undefined;
  readonly replayable: boolean;
  readonly timeout: number;
  readonly signals: readonly AbortSignal[];
  readonly verifyCertificates: boolean;
  readonly redactor: Redactor;
  readonly maxBytes: number | undefined;
  /** Stops the attempt in flight and every pause. */
  readonly stop = new CallSignal();
  /** How many times the request was tried. */
  attempts = 0;
  /** When the whole call times out, in ms since 1970. Set by the deadline step. */
  dueAt = Number.POSITIVE_INFINITY;
  /** How many earlier attempts the server may have carried out without our learning the answer. */
  lostAnswers = 0;

  constructor(options: CallOptions) {
    this.id = options.id;
    this.vendor = options.vendor;
    this.operation = options.operation;
    this.method = options.method;
    this.origin = options.origin;
    this.path = options.path;
    this.headers = options.headers;
    this.body = options.body;
    this.replayable = options.replayable ?? (options.method === 'GET' || options.method === 'HEAD');
    this.timeout = options.timeout;
    this.signals = options.signals;
    this.verifyCertificates = options.verifyCertificates;
    this.redactor = options.redactor;
    this.maxBytes = options.maxBytes;
  }

  /** The address without secrets. */
  get url(): string {
    return this.redactor.url(this.origin + this.path);
  }

  /** The request as a `curl` command; see `toCurl`. */
  toCurl(options?: CurlOptions): string {
    return toCurl(this, options);
  }

  /** What an error says about this call. */
  facts(): ErrorFacts {
    const { vendor, operation, method, url, attempts } = this;
    return { vendor, operation, method, url, attempts };
  }
}
