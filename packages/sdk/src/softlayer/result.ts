import { type HttpResponse, headerOf } from '../http/pipeline.js';
import { isObject, propertiesOf, shortName, type ValueFacts } from './schema.js';
import type { WireCall } from './transports/wire-call.js';
import { TOTAL_ITEMS_HEADER } from './wire/protocol.js';

/** A list, and how many objects there are before limit and offset; undefined when not told. */
export type ListResult<T> = T[] & { readonly total: number | undefined };

/**
 * Makes the result of a call out of the value in its answer: by the table of the API, so that both
 * transports give the same. Changes the value in place.
 */
export function readResult(call: WireCall, value: unknown, response: HttpResponse): unknown {
  const result = call.result ? readValue(value, call.result) : value;
  if (!Array.isArray(result)) return result;
  const total = headerOf(response.headers, TOTAL_ITEMS_HEADER.toLowerCase());
  // Not enumerable, so that the list compares and prints as one.
  Object.defineProperty(result, 'total', {
    value: total !== undefined && /^\d+$/.test(total) ? Number(total) : undefined,
  });
  return result;
}

/**
 * - A list is a list: production sends a single element without its list at times (observed of Go's
 *   client), an empty one may come as nothing.
 * - Null travels as an empty string over XML-RPC (recorded); of a text it cannot be told from one.
 * - Integers beyond 32 bits travel as text, bytes as text over REST, truth as 0 and 1 at times.
 */
function readValue(value: unknown, facts: ValueFacts): unknown {
  if (!facts.list) return readOne(value, facts);
  if (value === '' || value === null || value === undefined) return [];
  if (!Array.isArray(value)) return [readOne(value, facts)];
  for (let i = 0; i < value.length; i++) value[i] = readOne(value[i], facts);
  return value;
}

function readOne(value: unknown, facts: ValueFacts): unknown {
  const { element } = facts;
  if (isObject(facts)) return value === '' ? null : readObject(value, element);
  if (value === null || (value === '' && element !== 's')) return null;
  switch (element) {
    case 'i':
    case 'u':
      return typeof value === 'string' && /^-?\d{1,15}$/.test(value) ? Number(value) : value;
    case 'b':
      return value === 0 || value === 1 ? value === 1 : value;
    case 'd':
      return typeof value === 'number' ? String(value) : value;
    case 's':
      return value instanceof Uint8Array ? new TextDecoder().decode(value) : value;
    case 'x':
      return typeof value === 'string' ? new Uint8Array(Buffer.from(value, 'base64')) : value;
    default:
      return value;
  }
}

function readObject(value: unknown, type: string): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const object = value as Record<string, unknown>;
  const { complexType } = object;
  const named = typeof complexType === 'string' ? propertiesOf(shortName(complexType)) : undefined;
  const properties = named ?? propertiesOf(type);
  if (!properties) return object;
  for (const name of Object.keys(object)) {
    const property = properties.get(name);
    // A server may know more than the table: what it sends besides stays as it is.
    if (!property) continue;
    const read = readValue(object[name], property);
    // A relation without an object is absent over REST; here it is, too.
    if (read === null && property.kind === 'relation' && isObject(property)) delete object[name];
    else object[name] = read;
  }
  return object;
}
