import type { FastifyInstance } from 'fastify';
import { system } from '../store/store.js';
import { version } from '../version.js';
import type { AdminContext } from './route.js';

/**
 * - `/healthz`: the process lives
 * - `/readyz`: the store answers, so requests can be served
 * - `/metrics`: for Prometheus
 *
 * None of them asks for credentials, and none shows more than numbers.
 */
export function registerHealth(app: FastifyInstance, { store, metrics }: AdminContext): void {
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'));
  app.get('/readyz', async (request, reply) => {
    try {
      await store.reader(system).get('setting', { key: 'world' });
      return await reply.type('text/plain').send('ready\n');
    } catch (error) {
      request.log.error({ err: error }, 'The store does not answer');
      return reply.code(503).type('text/plain').send('the store does not answer\n');
    }
  });
  app.get('/metrics', async (_request, reply) => {
    const { type, text } = await metrics.report(store);
    return reply.type(type).send(text);
  });
  app.get('/', (request, reply) =>
    request.headers.accept?.includes('text/html')
      ? reply.type('text/html; charset=utf-8').send(page)
      : reply
          .type('application/json; charset=utf-8')
          .send(JSON.stringify({ name: 'pileus', version, api: '/pileus/v1' })),
  );
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Pileus</title>
<style>
  body { font: 16px/1.5 system-ui, sans-serif; max-width: 40rem; margin: 4rem auto; padding: 0 1rem }
  code { background: #eef2f6; padding: 0 .3em; border-radius: .2em }
</style>
<h1>Pileus ${version}</h1>
<p>This port speaks four clouds' APIs over one inventory:</p>
<ul>
  <li>Azure CycleCloud: <code>/clusters</code>, <code>/operations</code></li>
  <li>CenturyLink Cloud v2: <code>/v2</code></li>
  <li>SoftLayer: <code>/rest/v3.1</code>, <code>/xmlrpc/v3.1</code></li>
  <li>Tutum: <code>/api/v1</code></li>
</ul>
<p>Its own API is <code>/pileus/v1</code>, described by <a href="/pileus/v1/openapi.json">openapi.json</a>.
Health: <a href="/healthz">/healthz</a>, <a href="/readyz">/readyz</a>, <a href="/metrics">/metrics</a>.</p>
</html>
`;
