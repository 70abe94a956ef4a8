import type { HttpCall } from './call.js';

/** Header values as undici gives them: names in lower case, repeated headers as arrays. */
export type ResponseHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** An answer of any status, its body read to the end. */
export interface HttpResponse {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: string;
  /** The body before it became text; only of a call with `maxBytes`. */
  readonly bytes?: Uint8Array;
}

/** The rest of the pipeline, as a step sees it. It rejects when no answer came. */
export type Next = (call: HttpCall) => Promise<HttpResponse>;

/** One step of the pipeline. It may call `next` never, once or several times. */
export type Step = (call: HttpCall, next: Next) => Promise<HttpResponse>;

/** Puts steps in front of a transport; the first step is the outermost. */
export function compose(steps: readonly Step[], transport: Next): Next {
  return steps.reduceRight<Next>((next, step) => (call) => step(call, next), transport);
}

/** The single value of a header, the first one when it was repeated. */
export function headerOf(headers: ResponseHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'object' ? value[0] : value;
}
