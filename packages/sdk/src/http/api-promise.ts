import type { CurlOptions } from './curl.js';
import type { ResponseHeaders } from './pipeline.js';

/** What came with the data of a call. */
export interface ResponseInfo {
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** The address without secrets. */
  readonly url: string;
  readonly attempts: number;
  /** The server's id of the request (`x-request-id`). */
  readonly requestId: string | undefined;
  /** The request as a `curl` command; credentials only on demand. */
  toCurl(options?: CurlOptions): string;
}

export interface WithResponse<T> {
  readonly data: T;
  readonly response: ResponseInfo;
}

/** A call under way. Awaited it is the data; `withResponse()` tells status and headers too. */
export type ApiPromise<T> = Promise<T> & {
  withResponse(): Promise<WithResponse<T>>;
};

/** Makes the promise of a call out of the promise of everything that came back. */
export function apiPromise<T>(outcome: Promise<WithResponse<T>>): ApiPromise<T> {
  const data = outcome.then((result) => result.data);
  const withResponse = (): Promise<WithResponse<T>> => {
    // Whoever asks for the response learns of a failure there, so `data` must not report it again.
    data.catch(() => {});
    return outcome;
  };
  return Object.assign(data, { withResponse });
}
