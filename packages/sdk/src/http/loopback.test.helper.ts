import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

export interface Received {
  readonly method: string;
  /** Path and query as they arrived. */
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** `hang` never answers; `reset` closes the connection after the request was read. */
export type Answer =
  | 'hang'
  | 'reset'
  | {
      readonly status?: number;
      readonly headers?: Record<string, string>;
      readonly body?: unknown;
    };

export interface Loopback {
  readonly url: string;
  /** Every request so far. */
  readonly received: Received[];
  /** Resolves when `count` requests have arrived. */
  untilReceived(count: number): Promise<void>;
}

/** A real server on a free port for one test. A string body is sent as it is, others as JSON. */
export async function loopback(
  answer: (request: Received, index: number) => Answer,
): Promise<Loopback> {
  const received: Received[] = [];
  let waiting: (() => void)[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request.setEncoding('utf8')) body += chunk;
    const { method = '', url = '', headers } = request;
    const entry = { method, url, headers, body };
    received.push(entry);
    const reply = answer(entry, received.length - 1);
    for (const wake of waiting.splice(0)) wake();
    if (reply === 'hang') return;
    if (reply === 'reset') {
      request.socket.destroy();
      return;
    }
    const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
    response.writeHead(reply.status ?? 200, {
      'content-type': 'application/json',
      ...reply.headers,
    });
    response.end(text);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => close(server));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    async untilReceived(count) {
      while (received.length < count) {
        await new Promise<void>((resolve) => (waiting = [...waiting, resolve]));
      }
    },
  };
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}
