import type { HttpCall, HttpResponse, Step } from '@pileus/sdk/http';
import type { Terminal } from './terminal.js';

/** Thrown in the place of an answer: the request was shown and not sent. */
class DryRun extends Error {
  override readonly name = 'DryRun';
}

/** A step that prints a changing request as a `curl` command instead of sending it; reads go through. */
export function dryRunStep(terminal: Terminal): Step {
  return async (call: HttpCall, next): Promise<HttpResponse> => {
    if (call.method === 'GET') return next(call);
    terminal.write(`${call.toCurl()}\n`);
    throw new DryRun('The request was not sent.');
  };
}

/** Whether a request was only shown: the client may have wrapped what the step threw. */
export function wasDryRun(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  return error instanceof DryRun || wasDryRun(error.cause);
}
