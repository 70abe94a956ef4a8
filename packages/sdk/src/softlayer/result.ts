import { type HttpResponse, headerOf } from '../http/pipeline.js';
import type { WireCall } from './transports/wire-call.js';
import { TOTAL_ITEMS_HEADER } from './wire/protocol.js';

/** A list, and how many objects there are before limit and offset; undefined when not told. */
export type ListResult<T> = T[] & { readonly total: number | undefined };

/** Makes the result of a call out of the value in its answer. */
export function readResult(_call: WireCall, value: unknown, response: HttpResponse): unknown {
  if (!Array.isArray(value)) return value;
  const total = headerOf(response.headers, TOTAL_ITEMS_HEADER.toLowerCase());
  // Not enumerable, so that the list compares and prints as one.
  Object.defineProperty(value, 'total', {
    value: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined,
  });
  return value;
}
