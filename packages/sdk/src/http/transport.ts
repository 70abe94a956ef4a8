import type { Dispatcher } from 'undici';
import { ConnectionError } from './connection-error.js';
import type { Next } from './pipeline.js';
import { TimeoutError } from './timeout-error.js';
import { request } from './undici.js';

/** The end of the pipeline: one attempt over the network. */
export function transport(dispatcher: Dispatcher): Next {
  return async (call) => {
    try {
      const { statusCode, headers, body } = await request.call(dispatcher, {
        origin: call.origin,
        path: call.path,
        method: call.method,
        headers: call.headers,
        body: call.body ?? null,
        signal: call.stop,
        headersTimeout: call.timeout,
        bodyTimeout: call.timeout,
      });
      return { status: statusCode, headers, body: await body.text() };
    } catch (cause) {
      if (call.stop.aborted) throw call.stop.reason;
      throw isTimeout(cause) ? new TimeoutError(call, cause) : new ConnectionError(call, cause);
    }
  };
}

function isTimeout(cause: unknown): boolean {
  if (!(cause instanceof Error) || !('code' in cause)) return false;
  return cause.code === 'UND_ERR_HEADERS_TIMEOUT' || cause.code === 'UND_ERR_BODY_TIMEOUT';
}
