import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { httpQueue } from './http-queue.js';

let server: Server;
let origin: string;
beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url?.startsWith('/broken')) response.writeHead(503).end('no');
    else response.end(JSON.stringify([{ name: request.headers.authorization ?? 'nobody' }]));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

const { signal } = new AbortController();
const cluster = { buckets: [], nodes: [], limits: [] };

test('a server gives jobs; user and password of the URL are sent', async () => {
  const demand = await httpQueue({ url: `http://me:secret@${origin}/jobs` }).read(signal, cluster);
  const basic = Buffer.from('me:secret').toString('base64');
  expect(demand.kind === 'jobs' && demand.jobs.map(({ name }) => name)).toEqual([`Basic ${basic}`]);
});

test('errors name the address without its secrets', async () => {
  const url = `http://me:secret@${origin}/broken?token=secret`;
  const queue = httpQueue({ url });
  await expect(queue.read(signal, cluster)).rejects.toThrow(
    `GET http://${origin}/broken: the answer was 503 Service Unavailable.`,
  );
  expect(queue.name).not.toContain('secret');
});

test('a server that is away is told from one that answers', async () => {
  const queue = httpQueue({ url: 'http://127.0.0.1:1/jobs' });
  await expect(queue.read(signal, cluster)).rejects.toThrow(/^GET http:\/\/127.0.0.1:1\/jobs: /);
});
