import { createServer } from 'node:net';
import { inspect } from 'node:util';
import { MockAgent } from 'undici';
import { describe, expect, expectTypeOf, it } from 'vitest';
import type { ApiPromise, WithResponse } from './api-promise.js';
import { deadlinesOf } from './deadline-queue.js';
import { HttpClient, type HttpClientOptions } from './http-client.js';
import { HttpError, hasStatus } from './http-error.js';
import type { LogEntry } from './log.js';
import { loopback } from './loopback.test.helper.js';
import { ManualClock } from './manual-clock.js';
import { path } from './path.js';
import type { Step } from './pipeline.js';

const password = 'Tr0ub4dor&3';
const token = Buffer.from(`admin:${password}`).toString('base64');

function clientOf(url: string, options: Partial<HttpClientOptions> = {}): HttpClient {
  return new HttpClient({
    vendor: 'Vendor',
    url,
    authorization: `Basic ${token}`,
    secrets: [password, token],
    clock: new ManualClock({ skipSleeps: true }),
    random: () => 0.5,
    ...options,
  });
}

const getThing = (client: HttpClient, options = {}) =>
  client.request(
    'getThing',
    () => ({ method: 'GET', path: path`/things/${'a b'}`, decode: (json) => json }),
    options,
  );

const postThing = (client: HttpClient, body: unknown, replayable = false) =>
  client.request('postThing', () => ({
    method: 'POST',
    path: path`/things`,
    body,
    replayable,
    decode: (json) => json,
  }));

describe('HttpClient', () => {
  it('sends one signed request and gives the data', async () => {
    const server = await loopback(() => ({ body: { id: 1 } }));
    const data = await getThing(clientOf(`${server.url}/base/`));
    expect(data).toEqual({ id: 1 });
    expect(server.received).toMatchObject([
      {
        method: 'GET',
        url: '/base/things/a%20b',
        headers: { authorization: `Basic ${token}`, accept: 'application/json' },
        body: '',
      },
    ]);
  });

  it('sends a body as JSON', async () => {
    const server = await loopback(() => ({ status: 202 }));
    await postThing(clientOf(server.url), { a: 'ü' });
    expect(server.received[0]).toMatchObject({ method: 'POST', body: '{"a":"ü"}' });
    expect(server.received[0]?.headers['content-type']).toBe('application/json');
  });

  it('gives status and headers by withResponse()', async () => {
    const server = await loopback(() => ({
      status: 202,
      headers: { location: '/operations/1', 'x-request-id': 'r-1' },
      body: { id: 1 },
    }));
    const { data, response } = await getThing(clientOf(server.url)).withResponse();
    expect(data).toEqual({ id: 1 });
    expect(response).toMatchObject({
      status: 202,
      url: `${server.url}/things/a%20b`,
      attempts: 1,
      requestId: 'r-1',
      headers: { location: '/operations/1' },
    });
    expect(response.toCurl()).not.toContain(token);
    expect(response.toCurl({ credentials: true })).toContain(token);
  });

  it('reports a failure once, wherever it is asked for', async () => {
    const unhandled: unknown[] = [];
    const listener = (reason: unknown) => unhandled.push(reason);
    process.on('unhandledRejection', listener);
    const server = await loopback(() => ({ status: 404, body: 'nothing here' }));
    await expect(getThing(clientOf(server.url)).withResponse()).rejects.toThrow(HttpError);
    await expect(getThing(clientOf(server.url))).rejects.toThrow(HttpError);
    await new Promise((resolve) => setImmediate(resolve));
    process.off('unhandledRejection', listener);
    expect(unhandled).toEqual([]);
  });

  it('is a promise of the data by type', () => {
    expectTypeOf<ApiPromise<{ id: number }>>().toExtend<Promise<{ id: number }>>();
    expectTypeOf<Awaited<ApiPromise<{ id: number }>>>().toEqualTypeOf<{ id: number }>();
    expectTypeOf<ReturnType<ApiPromise<1>['withResponse']>>().toEqualTypeOf<
      Promise<WithResponse<1>>
    >();
  });

  it('repeats a read until the server recovers', async () => {
    const server = await loopback((_request, index) =>
      index < 2 ? { status: 503, headers: { 'retry-after': '3' } } : { body: 'ok'.length },
    );
    const clock = new ManualClock({ skipSleeps: true });
    const { response } = await getThing(clientOf(server.url, { clock })).withResponse();
    expect(response.attempts).toBe(3);
    expect(clock.sleeps).toEqual([3000, 3000]);
  });

  it('repeats a read whose connection broke', async () => {
    const server = await loopback((_request, index) => (index === 0 ? 'reset' : {}));
    await getThing(clientOf(server.url));
    expect(server.received).toHaveLength(2);
  });

  it('repeats a POST whose connection broke only when it is replayable', async () => {
    const server = await loopback((_request, index) => (index < 2 ? 'reset' : {}));
    await expect(postThing(clientOf(server.url), {})).rejects.toMatchObject({
      kind: 'connection',
      sent: true,
      attempts: 1,
      method: 'POST',
    });
    expect(server.received).toHaveLength(1);
    await postThing(clientOf(server.url), {}, true);
    expect(server.received).toHaveLength(3);
  });

  it('measures one deadline over all attempts and pauses', async () => {
    const clock = new ManualClock();
    const server = await loopback((_request, index) => (index < 2 ? { status: 500 } : 'hang'));
    const client = clientOf(server.url, { clock, timeout: 10 });
    const result = getThing(client);
    const failure = expect(result).rejects.toMatchObject({
      kind: 'timeout',
      timeout: 10,
      attempts: 3,
      message: 'Vendor did not answer getThing within 10 s (3 attempts).',
    });
    await clock.untilSleeps(1);
    clock.advance(4000);
    await clock.untilSleeps(2);
    clock.advance(4000);
    await server.untilReceived(3);
    clock.advance(1999);
    expect(deadlinesOf(clock).size).toBe(1);
    clock.advance(1);
    await failure;
    expect(deadlinesOf(clock).size).toBe(0);
  });

  it('aborts in mid-flight and takes the connection down', async () => {
    const server = await loopback(() => 'hang');
    const controller = new AbortController();
    const result = getThing(clientOf(server.url), { signal: controller.signal });
    const failure = expect(result).rejects.toMatchObject({ kind: 'abort', cause: 'stop' });
    await server.untilReceived(1);
    controller.abort('stop');
    await failure;
  });

  it('aborts every call by the signal of the client', async () => {
    const server = await loopback(() => 'hang');
    const controller = new AbortController();
    const client = clientOf(server.url, { signal: controller.signal });
    const calls = [getThing(client), getThing(client)].map((call) =>
      expect(call).rejects.toMatchObject({ kind: 'abort' }),
    );
    await server.untilReceived(2);
    controller.abort();
    await Promise.all(calls);
  });

  it('says what is wrong when nothing listens', async () => {
    const port = await freePort();
    const error = await getThing(clientOf(`http://127.0.0.1:${port}`)).catch((e: unknown) => e);
    expect(error).toMatchObject({
      name: 'ConnectionError',
      code: 'ECONNREFUSED',
      sent: false,
      attempts: 4,
      message: `Vendor cannot be reached at http://127.0.0.1:${port}: nothing listens there; check the port of the URL.`,
    });
    expect((error as Error).cause).toMatchObject({ code: 'ECONNREFUSED' });
  });

  it('refuses a success that is not what was asked for', async () => {
    const html = await loopback(() => ({ body: '<html>' }));
    await expect(getThing(clientOf(html.url))).rejects.toMatchObject({
      kind: 'response',
      status: 200,
      body: '<html>',
      message: "Vendor's answer to getThing is not JSON; check that the URL is the right one.",
    });
  });

  it('rejects, rather than throws, for a path that cannot be sent', async () => {
    const server = await loopback(() => ({}));
    const call = clientOf(server.url).request('get', () => ({
      method: 'GET',
      path: path`/a/${'..'}`,
      decode: (json) => json,
    }));
    await expect(call).rejects.toMatchObject({ kind: 'argument', argument: 'path' });
    expect(server.received).toEqual([]);
  });

  it('narrows errors by status', async () => {
    const server = await loopback(() => ({ status: 404 }));
    const error: unknown = await getThing(clientOf(server.url)).catch((e: unknown) => e);
    expect(hasStatus(error, 404)).toBe(true);
    expect(hasStatus(error, 409)).toBe(false);
    if (hasStatus(error, 404)) expectTypeOf(error.status).toEqualTypeOf<404>();
  });

  it('keeps planted secrets out of errors, logs and curl', async () => {
    const entries: LogEntry[] = [];
    const server = await loopback((request) => ({
      status: 400,
      headers: { 'x-echo': `${request.headers.authorization}` },
      body: `cannot use ${password} nor ${request.headers.authorization}`,
    }));
    const client = clientOf(server.url, {
      log: { write: (entry) => entries.push(entry), bodies: true },
    });
    const error = await postThing(client, { password, note: password }).catch((e: unknown) => e);
    expect(error).toBeInstanceOf(HttpError);
    const shown = [
      inspect(error, { depth: 10, showHidden: true }),
      JSON.stringify(error),
      String((error as Error).stack),
      inspect(entries, { depth: 10 }),
      (error as HttpError).toCurl(),
    ].join('\n');
    expect(shown).not.toContain(password);
    expect(shown).not.toContain(token);
    expect((error as HttpError).body).toBe('cannot use [redacted] nor Basic [redacted]');
    expect(server.received[0]?.body).toContain(password);
  });

  it('lets further steps see each attempt as it goes out, and answer in its place', async () => {
    const commands: string[] = [];
    const dryRun: Step = async (call) => {
      commands.push(call.toCurl());
      return { status: 200, headers: {}, body: '{"dry":true}' };
    };
    const client = clientOf('http://host.test', { steps: [dryRun] });
    expect(await postThing(client, { a: 1 })).toEqual({ dry: true });
    expect(commands[0]).toContain('authorization: Basic [redacted]');
  });

  it("works through a dispatcher of the caller's", async () => {
    const agent = new MockAgent();
    agent.disableNetConnect();
    agent.get('http://mock.test').intercept({ path: '/things/a%20b' }).reply(200, { mock: true });
    const client = clientOf('http://mock.test', { dispatcher: agent });
    expect(await getThing(client)).toEqual({ mock: true });
  });

  it('warns of nothing when many calls share a signal', async () => {
    const warnings: Error[] = [];
    const listener = (warning: Error) => warnings.push(warning);
    process.on('warning', listener);
    const server = await loopback(() => ({}));
    const { signal } = new AbortController();
    const client = clientOf(server.url);
    await Promise.all(Array.from({ length: 40 }, () => getThing(client, { signal })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', listener);
    expect(warnings).toEqual([]);
  });

  it.each([
    ['host:80', 'url'],
    ['ftp://host', 'url'],
    ['http://user:secret@host', 'url'],
    ['http://host/?a=1', 'url'],
  ])('refuses the base URL %s without showing it', (url, argument) => {
    expect(() => clientOf(url)).toThrow(expect.objectContaining({ kind: 'argument', argument }));
    expect(() => clientOf(url)).not.toThrow(/secret/);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY, 3e9, '60' as unknown as number])(
    'refuses a time-out of %s',
    (timeout) => {
      expect(() => clientOf('http://host.test', { timeout })).toThrow(/`timeout`/);
    },
  );
});

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address ? address.port : 0;
}
