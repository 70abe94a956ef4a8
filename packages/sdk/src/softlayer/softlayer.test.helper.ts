import {
  type Answer,
  type Loopback,
  loopback,
  type Received,
} from '../http/loopback.test.helper.js';
import { ManualClock } from '../http/manual-clock.js';
import { Client, type ClientOptions, type TransportName } from './client.js';
import { encodeFault, encodeResponse } from './xmlrpc/encode.js';
import type { XmlRpcInput } from './xmlrpc/values.js';

export const apiKey = 'f9a7c1d4'.repeat(8);

export interface Fixture {
  readonly client: Client;
  readonly server: Loopback;
  readonly clock: ManualClock;
}

/** A client of a stub server. Sleeps cost no time unless a clock is given. */
export async function connect(
  transport: TransportName,
  answer: (request: Received, index: number) => Answer,
  options: Partial<ClientOptions> & { readonly clock?: ManualClock } = {},
): Promise<Fixture> {
  const server = await loopback(answer);
  const clock = options.clock ?? new ManualClock({ skipSleeps: true });
  const endpointUrl = `${server.url}/${transport}/v3.1`;
  const client = new Client({
    ...{ username: 'SL1', apiKey, endpointUrl, env: { HOME: '/nowhere' }, random: () => 0.5 },
    ...options,
    clock,
  });
  return { client, server, clock };
}

/** An answer of success as the transport sends it. */
export function success(transport: TransportName, value: XmlRpcInput, total?: number): Answer {
  const headers = total === undefined ? {} : { 'SoftLayer-Total-Items': String(total) };
  return transport === 'rest'
    ? { headers, body: JSON.stringify(value) }
    : { headers: { ...headers, 'content-type': 'text/xml' }, body: encodeResponse(value) };
}

/** A refusal as the transport sends it. */
export function fault(transport: TransportName, code: string, text: string, status = 500): Answer {
  return transport === 'rest'
    ? { status, body: { error: text, code } }
    : { headers: { 'content-type': 'text/xml' }, body: encodeFault(code, text) };
}
export type { Client };
