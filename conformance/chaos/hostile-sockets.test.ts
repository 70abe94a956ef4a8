import { connect, type Socket } from 'node:net';
import { startTestPlane } from '@pileus/server/testing';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { errorForms, type Vendor } from './error-forms.js';
import { basic } from './targets.js';
import { until } from './wire.js';

const plane = await startTestPlane({}, { listen: true });
const port = Number(new URL(plane.url).port);
const open: Socket[] = [];

afterEach(() => {
  for (const socket of open.splice(0)) socket.destroy();
});
afterAll(() => plane.close());

/** A connection to the server, with all that it says. */
class Raw {
  readonly socket: Socket;
  received = '';
  closed = false;

  constructor() {
    this.socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    open.push(this.socket);
    this.socket.on('data', (chunk) => {
      this.received += chunk.toString('latin1');
    });
    this.socket.on('error', () => {});
    this.socket.on('close', () => {
      this.closed = true;
    });
    this.socket.on('end', () => this.socket.end());
  }

  answers(count = 1): Promise<string> {
    return until(`${count} answers to ${JSON.stringify(this.received)}`, 5_000, async () =>
      this.received.split('HTTP/1.1 ').length > count ? this.received : undefined,
    );
  }
}

async function exchange(text: string | Buffer, answers = 1): Promise<string> {
  const raw = new Raw();
  raw.socket.write(text);
  return raw.answers(answers);
}

/** The server still does its work. */
async function isWell(): Promise<void> {
  const answer = await exchange(
    `GET /clusters/test-cluster-1/nodes HTTP/1.1\r\nHost: a\r\nAuthorization: ${basic}\r\nConnection: close\r\n\r\n`,
  );
  expect(answer).toMatch(/^HTTP\/1\.1 200 /);
}

const head = (path: string, ...more: string[]) =>
  [`GET ${path} HTTP/1.1`, 'Host: a', `Authorization: ${basic}`, ...more, '', ''].join('\r\n');

describe('over a raw socket', () => {
  const places: readonly (readonly [Vendor, string])[] = [
    ['cyclecloud', '/clusters/test-cluster-1'],
    ['tutum', '/api/v1/service'],
    ['admin', '/pileus/v1/machines'],
  ];
  for (const [vendor, root] of places) {
    for (const name of ['../..', '..%2f..', '%', '%ZZ', '%00', '%c0%ae', `${'x'.repeat(3000)}`]) {
      it(`${vendor} refuses the path ${root}/${name.slice(0, 20)} in its form`, async () => {
        const answer = await exchange(head(`${root}/${name}`, 'Connection: close'));
        const [headers = '', text = ''] = answer.split('\r\n\r\n');
        const status = Number(/^HTTP\/1\.1 (\d+)/.exec(headers)?.[1]);
        const type = /^content-type: (.*)$/im.exec(headers)?.[1] ?? '';
        expect(status).toBeGreaterThanOrEqual(400);
        expect(status).toBeLessThan(500);
        expect(errorForms[vendor]({ status, type, text })).toBeUndefined();
      });
    }
  }

  it('answers pipelined requests in their order, refused ones among them', async () => {
    const answer = await exchange(
      head('/clusters/none/nodes') +
        head('/operations/') +
        head('/api/v1/service/none/') +
        head('/healthz', 'Connection: close'),
      4,
    );
    expect([...answer.matchAll(/HTTP\/1\.1 (\d+)/g)].map(([, status]) => status)).toEqual([
      '404',
      '200',
      '404',
      '200',
    ]);
  });

  it('waits for a slow client without keeping the others from their answers', async () => {
    const slow = Array.from({ length: 50 }, () => new Raw());
    for (const { socket } of slow) {
      socket.write(
        'POST /clusters/test-cluster-1/nodes/create HTTP/1.1\r\nHost: a\r\nContent-Length: 1000\r\n\r\n{',
      );
    }
    await isWell();
    expect(slow.every(({ received }) => received === '' || received.startsWith('HTTP/1.1 4'))).toBe(
      true,
    );
  });

  it('survives clients that go in the middle of their request', async () => {
    const before = await plane.store
      .reader({ accountId: null, actor: 'test', role: 'admin' })
      .count('operation');
    for (let i = 0; i < 20; i++) {
      const { socket } = new Raw();
      socket.write(
        'POST /clusters/test-cluster-1/nodes/create HTTP/1.1\r\nHost: a\r\n' +
          `Authorization: ${basic}\r\nContent-Length: 70\r\n\r\n{"sets":[{"count":1,"nodearray":"execute"}]}`,
        () => socket.resetAndDestroy(),
      );
    }
    await isWell();
    const after = await plane.store
      .reader({ accountId: null, actor: 'test', role: 'admin' })
      .count('operation');
    expect(after).toBe(before);
  });

  it('answers a client that has closed its half', async () => {
    const raw = new Raw();
    raw.socket.end(head('/operations/'));
    expect(await raw.answers()).toMatch(/^HTTP\/1\.1 200 /);
  });

  const broken: readonly (readonly [title: string, text: string | Buffer])[] = [
    ['noise', Buffer.from([0, 1, 2, 3, 255, 254, 13, 10, 13, 10])],
    ['a TLS greeting', Buffer.from('16030100c8010000c40303', 'hex')],
    ['no host', 'GET / HTTP/1.1\r\n\r\n'],
    [
      'two lengths',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    ],
    [
      'a length and chunks',
      'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    ],
    ['a negative length', 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n'],
    ['bad chunks', 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n'],
    ['an endless header', `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`],
    ['a header with a line feed', 'GET / HTTP/1.1\r\nHost: a\r\nX: a\nY\r\n\r\n'],
    ['an unknown method', 'BREW /operations/ HTTP/1.1\r\nHost: a\r\n\r\n'],
  ];
  for (const [title, text] of broken) {
    it(`refuses ${title} and lives`, async () => {
      expect(await exchange(text)).toMatch(/^HTTP\/1\.1 4\d\d /);
      await isWell();
    });
  }

  it('takes the first of two credentials, and no mixture', async () => {
    const wrong = `Basic ${Buffer.from('admin:wrong').toString('base64')}`;
    const two = (a: string, b: string) =>
      `GET /operations/ HTTP/1.1\r\nHost: a\r\nAuthorization: ${a}\r\nAuthorization: ${b}\r\nConnection: close\r\n\r\n`;
    expect(await exchange(two(wrong, basic))).toMatch(/^HTTP\/1\.1 401 /);
    expect(await exchange(two(basic, wrong))).toMatch(/^HTTP\/1\.1 200 /);
  });
});
