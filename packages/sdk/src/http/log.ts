import type { HttpCall } from './call.js';
import type { Clock } from './clock.js';
import type { HttpResponse, Step } from './pipeline.js';

interface LogFacts {
  /** The same number on every line of one call. */
  readonly call: number;
  readonly vendor: string;
  readonly operation: string;
  readonly method: string;
  readonly url: string;
  /** 1 for the first attempt. */
  readonly attempt: number;
}

/** One line about one attempt. Headers, URLs and bodies carry no secrets. */
export type LogEntry =
  | (LogFacts & {
      readonly event: 'request';
      readonly headers: Record<string, string>;
      readonly body?: string;
    })
  | (LogFacts & {
      readonly event: 'response';
      readonly status: number;
      /** Milliseconds. */
      readonly took: number;
      readonly headers: Record<string, string>;
      readonly body?: string;
    })
  | (LogFacts & {
      readonly event: 'failure';
      /** Milliseconds. */
      readonly took: number;
      readonly error: unknown;
    });

export interface LogOptions {
  /** Called for each attempt: once when it starts, once when it ends. */
  readonly write: (entry: LogEntry) => void;
  /** True: entries also carry the bodies. Default false. */
  readonly bodies?: boolean;
}

/** Tells a logger about every attempt. */
export function log({ write, bodies = false }: LogOptions, clock: Clock): Step {
  return async (call, next) => {
    const facts = factsOf(call);
    const { redactor } = call;
    const body = (text: string | undefined) =>
      bodies && text !== undefined ? { body: redactor.body(text) } : {};
    const start = clock.now();
    write({
      ...facts,
      event: 'request',
      headers: redactor.headers(call.headers),
      ...body(call.body),
    });
    let response: HttpResponse;
    try {
      response = await next(call);
    } catch (error) {
      write({ ...facts, event: 'failure', took: clock.now() - start, error });
      throw error;
    }
    write({
      ...facts,
      event: 'response',
      status: response.status,
      took: clock.now() - start,
      headers: redactor.headers(response.headers),
      ...body(response.body),
    });
    return response;
  };
}

function factsOf(call: HttpCall): LogFacts {
  const { id, vendor, operation, method, url, attempts } = call;
  return { call: id, vendor, operation, method, url, attempt: attempts };
}
