import type { HttpCall } from './call.js';
import type { CurlOptions } from './curl.js';
import { type ErrorFacts, type ErrorKind, PileusError } from './error.js';

/** An error of one call: the base of the http, response, timeout, abort and connection errors. */
export abstract class CallError extends PileusError {
  declare readonly vendor: string;
  declare readonly operation: string;
  declare readonly method: string;
  declare readonly url: string;
  declare readonly attempts: number;

  /** Private, so that printing the error cannot print the call's headers. */
  readonly #call: HttpCall;

  constructor(kind: ErrorKind, message: string, call: HttpCall, facts: ErrorFacts = {}) {
    super(kind, call.redactor.text(message), { ...call.facts(), ...facts });
    this.#call = call;
  }

  /** Earlier attempts that the server may have carried out although no answer arrived. */
  get lostAnswers(): number {
    return this.#call.lostAnswers;
  }

  /** The request that failed, as a `curl` command. */
  toCurl(options?: CurlOptions): string {
    return this.#call.toCurl(options);
  }
}

/** `2.5 s`. */
export function seconds(ms: number): string {
  return `${Number((ms / 1000).toFixed(3))} s`;
}
