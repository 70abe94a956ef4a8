import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ManualClock } from '@pileus/sdk/http';
import { afterEach, describe, expect, it } from 'vitest';
import { StreamRefusedError, streamEvents } from './event-stream.js';

const servers: Server[] = [];
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections();
    await new Promise((closed) => server.close(closed));
  }
});

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A server that gives each connection the next answer. */
async function serve(...answers: Answer[]) {
  const asked: (string | undefined)[] = [];
  const server = createServer((request, response) => {
    asked.push(request.headers['last-event-id'] as string | undefined);
    answers[asked.length - 1]?.(response, request);
  });
  servers.push(server);
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, asked };
}

const frame = (id: number) => `id: ${id}\nevent: x\ndata: ${JSON.stringify({ id })}\n\n`;
const begin = (response: ServerResponse) =>
  response.writeHead(200, { 'content-type': 'text/event-stream' }).write(': connected\n\n');

function follow(url: string, after = 0) {
  const stop = new AbortController();
  const clock = new ManualClock();
  const lost: [string, number][] = [];
  const events = streamEvents({
    settings: { url, username: 'admin', secret: 'hunter22' },
    after,
    signal: stop.signal,
    clock,
    onLost: (reason, pause) => lost.push([reason, pause]),
  });
  const next = async () => (await events.next()).value?.id;
  return { next, stop, clock, lost };
}

describe('streamEvents', () => {
  it('logs in, and reads frames however they are cut', async () => {
    let authorization: string | undefined;
    const { url, asked } = await serve((response, request) => {
      authorization = request.headers.authorization;
      begin(response);
      const text = frame(7) + frame(8);
      response.write(text.slice(0, 9));
      setImmediate(() => response.write(text.slice(9)));
    });
    const { next, stop } = follow(url, 5);
    expect([await next(), await next()]).toEqual([7, 8]);
    expect(asked).toEqual(['5']);
    expect(authorization).toBe(`Basic ${Buffer.from('admin:hunter22').toString('base64')}`);
    const end = next();
    stop.abort();
    expect(await end).toBeUndefined();
  });

  it('goes on after the last event when the connection breaks, and waits ever longer', async () => {
    const broken: Answer = (response) => response.destroy();
    const { url, asked } = await serve(
      (response) => {
        begin(response);
        // Half a frame is nothing: it comes again whole.
        response.write(frame(1) + frame(2).slice(0, 20), () => response.destroy());
      },
      broken,
      (response) => response.writeHead(503).end(),
      (response) => {
        begin(response);
        response.end(frame(2));
      },
      (response) => {
        begin(response);
        response.write(frame(3));
      },
    );
    const { next, stop, clock, lost } = follow(url);
    expect(await next()).toBe(1);
    const second = next();
    for (const [count, pause] of [1, 2, 4].entries()) {
      await clock.untilSleeps(count + 1);
      clock.advance(pause * 1000);
    }
    expect(await second).toBe(2);
    const third = next();
    await clock.untilSleeps(4);
    clock.advance(1000);
    expect(await third).toBe(3);
    expect(asked).toEqual(['0', '1', '1', '1', '2']);
    expect(lost.map(([, pause]) => pause)).toEqual([1, 2, 4, 1]);
    expect(lost[2]?.[0]).toContain('503');
    stop.abort();
  });

  it('takes long silence for a dead connection', async () => {
    const { url, asked } = await serve(
      (response) => {
        begin(response);
        response.write(frame(1));
      },
      (response) => {
        begin(response);
        response.write(frame(2));
      },
    );
    const { next, stop, clock, lost } = follow(url);
    expect(await next()).toBe(1);
    const second = next();
    clock.advance(75_000);
    await clock.untilSleeps(1);
    clock.advance(1000);
    expect(await second).toBe(2);
    expect(lost).toEqual([['nothing came for 75 s', 1]]);
    expect(asked).toEqual(['0', '1']);
    stop.abort();
  });

  it('ends with what the server says when it refuses', async () => {
    const { url } = await serve((response) => {
      response.writeHead(401).end('{"error":{"code":"wrong","message":"No such user."}}');
    });
    const error = await follow(url)
      .next()
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StreamRefusedError);
    expect(error).toMatchObject({ status: 401, message: 'No such user.' });
  });

  it('does not go on trying a server that never answered', async () => {
    await expect(follow('http://127.0.0.1:9').next()).rejects.toThrow('ECONNREFUSED');
  });
});
