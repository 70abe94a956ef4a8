import { type CallOptions, HttpCall } from './call.js';
import type { HttpResponse } from './pipeline.js';
import { Redactor } from './redact.js';

/** A call for testing one step with a fake next. */
export function callWith(options: Partial<CallOptions> = {}): HttpCall {
  return new HttpCall({
    id: 1,
    vendor: 'Vendor',
    operation: 'getThing',
    method: 'GET',
    origin: 'http://host.test',
    path: '/things/1',
    headers: {},
    body: undefined,
    timeout: 60_000,
    signals: [],
    verifyCertificates: true,
    redactor: new Redactor(),
    ...options,
  });
}

export function responseWith(
  status: number,
  headers: Record<string, string> = {},
  body = '{}',
): HttpResponse {
  return { status, headers, body };
}

/** An error as undici or Node throws it. */
export function networkError(code: string): Error {
  return Object.assign(new Error(`failed: ${code}`), { code });
}
