import { ArgumentError } from '../../http/argument-error.js';
import { path } from '../../http/path.js';
import type { HttpResponse } from '../../http/pipeline.js';
import { toError } from '../fault.js';
import type { AuthenticateHeader } from '../wire/protocol.js';
import { decodeResponse, type XmlRpcResponse } from '../xmlrpc/decode.js';
import { encodeRequest } from '../xmlrpc/encode.js';
import { XmlRpcParseError } from '../xmlrpc/error.js';
import type { XmlRpcInput } from '../xmlrpc/values.js';
import { maxDepth, type WireTransport } from './wire-call.js';

/** XML-RPC: always `POST /Service`; all but the arguments travels in a struct before them. */
export const xmlrpc = (
  authenticate: AuthenticateHeader | undefined,
  maxBytes: number,
): WireTransport => ({
  request({ service, method, id, args, mask, filter, limit, offset, headers }) {
    const struct: Record<string, XmlRpcInput> = {};
    if (authenticate) struct.authenticate = { ...authenticate };
    if (id !== undefined) struct[`${service}InitParameters`] = { id };
    if (mask !== undefined) struct.SoftLayer_ObjectMask = { mask };
    if (filter !== undefined) struct[`${service}ObjectFilter`] = filter;
    if (limit !== undefined || offset !== undefined) {
      struct.resultLimit = { limit: limit ?? 0, offset: offset ?? 0 };
    }
    return {
      method: 'POST',
      path: path`/${service}`,
      text: encoded(method, [{ headers: struct }, ...args]),
      headers: { accept: 'text/xml', 'content-type': 'text/xml', ...headers },
    };
  },

  read(response, call) {
    const answer = decode(response, maxBytes);
    if (answer.kind === 'fault') throw toError(call, response);
    return answer.value;
  },
});

function encoded(method: string, params: readonly XmlRpcInput[]): string {
  try {
    return encodeRequest(method, params);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw new ArgumentError('args', `The call of ${method} cannot be sent: ${error.message}.`);
  }
}

function decode({ bytes, body }: HttpResponse, maxBytes: number): XmlRpcResponse {
  try {
    return decodeResponse(bytes ?? Buffer.from(body), { maxBytes, maxDepth });
  } catch (error) {
    if (!(error instanceof XmlRpcParseError)) throw error;
    const { line, column, what } = error;
    throw new Error(`is not readable XML-RPC: line ${line}, column ${column}: ${what}`, {
      cause: error,
    });
  }
}
