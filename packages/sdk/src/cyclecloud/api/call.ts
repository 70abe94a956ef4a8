import type { ApiPromise } from '../../http/api-promise.js';
import type { ResponseHeaders } from '../../http/pipeline.js';

/** How the server answered a call. Answers of failure are thrown instead. */
export interface ResponseStatus {
  readonly statusCode: number;
  readonly headers: ResponseHeaders;
}

/** What every call of the direct API resolves to: the tuple of the vendor's Python library. */
export type Answer<Result> = Promise<[responseStatus: ResponseStatus, result: Result]>;

/** Turns a call into a tuple, its data into a model. */
export async function answer<Wire, Result>(
  call: ApiPromise<Wire>,
  toModel: (data: Wire) => Result,
): Answer<Result> {
  const { data, response } = await call.withResponse();
  return [{ statusCode: response.status, headers: response.headers }, toModel(data)];
}
