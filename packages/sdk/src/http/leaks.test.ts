import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { expect, it, onTestFinished } from 'vitest';
import { HttpClient } from './http-client.js';
import { path } from './path.js';

/** A server outside this process, so that its handles are not taken for ours. */
const serverScript = `
  const server = require('node:http').createServer((request, response) =>
    request.url === '/hang' ? undefined : response.end('{}'));
  server.listen(0, '127.0.0.1', () => console.log(server.address().port));
`;

async function foreignServer(): Promise<string> {
  const child = spawn(process.execPath, ['-e', serverScript]);
  onTestFinished(() => void child.kill());
  const [port] = await once(child.stdout, 'data');
  child.unref();
  return `http://127.0.0.1:${String(port).trim()}`;
}

/** Handles that keep a process alive. */
const handles = (): string[] =>
  process.getActiveResourcesInfo().filter((kind) => /Timeout|TCP/.test(kind));

it('leaves no handle that keeps the process alive, whatever way a call ends', async () => {
  const url = await foreignServer();
  const before = handles();
  const client = new HttpClient({ vendor: 'Vendor', url, authorization: 'Basic x', secrets: [] });
  const get = (options = {}, where = path`/things`) =>
    client.request('get', () => ({ method: 'GET', path: where, decode: (json) => json }), options);

  await get();
  await Promise.all(Array.from({ length: 20 }, () => get()));
  await expect(get({ timeout: 0.01 }, path`/hang`)).rejects.toMatchObject({ kind: 'timeout' });
  const controller = new AbortController();
  const aborted = get({ signal: controller.signal }, path`/hang`);
  controller.abort();
  await expect(aborted).rejects.toMatchObject({ kind: 'abort' });

  // A destroyed socket needs a few turns of the event loop to go.
  for (let turn = 0; turn < 100 && handles().length > before.length; turn++) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  expect(handles()).toEqual(before);
});
