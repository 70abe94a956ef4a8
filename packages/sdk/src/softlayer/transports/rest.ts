import { path } from '../../http/path.js';
import { faultOf, toError } from '../fault.js';
import type { XmlRpcInput } from '../xmlrpc/values.js';
import { maxDepth, type WireTransport } from './wire-call.js';

/**
 * JSON over plain HTTP: `POST /Service/id/method.json` with `{"parameters": […]}` when there are
 * arguments, else `GET`, as the vendor's Python client does it (observed).
 */
export const rest: WireTransport = {
  request({ service, method, id, args, mask, filter, limit, offset, headers }) {
    const file = `${method}.json`;
    const paged = limit !== undefined || offset !== undefined;
    return {
      method: args.length > 0 ? 'POST' : 'GET',
      path: id === undefined ? path`/${service}/${file}` : path`/${service}/${String(id)}/${file}`,
      query: {
        objectMask: mask,
        objectFilter: filter && JSON.stringify(filter),
        resultLimit: paged ? `${offset ?? 0},${limit ?? 0}` : undefined,
      },
      ...(args.length > 0 ? { body: { parameters: args.map(toJson) } } : {}),
      headers,
    };
  },

  read(response, call) {
    if (faultOf(response)) throw toError(call, response);
    let value: unknown;
    try {
      value = JSON.parse(response.body);
    } catch {
      // The parser's own message quotes the body, which may hold secrets.
      throw new Error('is not JSON; check that the endpoint is one for REST');
    }
    checkDepth(value, 1);
    return value;
  },
};

function toJson(value: XmlRpcInput): unknown {
  if (value instanceof Uint8Array) return Buffer.from(value).toString('base64');
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [
      name,
      member === undefined ? null : toJson(member),
    ]),
  );
}

/** Whoever walks an answer may do so by recursion. */
function checkDepth(value: unknown, depth: number): void {
  if (typeof value !== 'object' || value === null) return;
  if (depth > maxDepth) throw new Error(`has more than ${maxDepth} values inside each other`);
  if (Array.isArray(value)) for (const item of value) checkDepth(item, depth + 1);
  else for (const name in value) checkDepth((value as Record<string, unknown>)[name], depth + 1);
}
