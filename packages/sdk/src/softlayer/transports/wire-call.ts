import type { HttpCall } from '../../http/call.js';
import type { RequestSpec } from '../../http/http-client.js';
import type { HttpResponse } from '../../http/pipeline.js';
import type { ValueFacts } from '../schema.js';
import type { XmlRpcInput } from '../xmlrpc/values.js';

/** One call of the API, checked, in the terms that both transports share. */
export interface WireCall {
  /** What the method gives; undefined for one that is not in the table. */
  readonly result: ValueFacts | undefined;
  /** With `SoftLayer_`. */
  readonly service: string;
  readonly method: string;
  readonly id: string | number | undefined;
  readonly args: readonly XmlRpcInput[];
  /** In the extended grammar, beginning with `mask`, `filteredMask` or `[`. */
  readonly mask: string | undefined;
  readonly filter: { readonly [property: string]: XmlRpcInput } | undefined;
  /** 0 is all. */
  readonly limit: number | undefined;
  readonly offset: number | undefined;
  /** Headers of HTTP. */
  readonly headers: Readonly<Record<string, string>>;
}

/** Turns a call into a request of HTTP, and the answer into a value. */
export interface WireTransport {
  request(call: WireCall): Omit<RequestSpec<unknown>, 'decode' | 'read'>;
  /**
   * @throws SoftLayerApiError for a fault in an answer of success, Error for an answer that cannot be
   *   read.
   */
  read(response: HttpResponse, call: HttpCall): unknown;
}

/** Values inside each other, at most. Real answers stay below twenty. */
export const maxDepth = 64;
