import { execFileSync } from 'node:child_process';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Client } from '@pileus/sdk/cyclecloud';
import { request } from 'undici';
import { added, interleaved, median, type Row, slower } from './measure.js';
import { authorization, basic } from './plane.js';

export const name = 'The client';

const calls = 4000;
const rounds = 7;

export async function run(): Promise<Row[]> {
  const body = JSON.stringify({
    nodes: [],
    operation: { action: 'create', startTime: '2026-01-01T00:00:00Z' },
  });
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const cluster = new Client({
    url,
    username: basic.username,
    password: basic.password,
  }).clusters.get('c1');
  const timed = async (once: () => Promise<unknown>) => {
    const began = performance.now();
    for (let i = 0; i < calls; i++) await once();
    return ((performance.now() - began) / calls) * 1000;
  };
  const figures = await interleaved(
    rounds,
    () => timed(() => cluster.listNodes()),
    () =>
      timed(async () => {
        const response = await request(`${url}/clusters/c1/nodes`, { headers: { authorization } });
        return JSON.parse(await response.body.text());
      }),
  );
  server.close();
  server.closeAllConnections();
  return [slower('one call', 'us', figures, 'undici request + JSON.parse', 1.2), importCost()];
}

/** Milliseconds that a fresh process needs for an import. */
function importCost(): Row {
  const cost = (module: string) => {
    const code = `const t = performance.now(); await import('${module}'); console.log(performance.now() - t)`;
    const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
      cwd: import.meta.dirname,
      encoding: 'utf8',
    });
    return Number(output);
  };
  const ours: number[] = [];
  const theirs: number[] = [];
  for (let i = 0; i < 9; i++) {
    theirs.push(cost('undici'));
    ours.push(cost('@pileus/sdk/cyclecloud'));
  }
  const figures = { ours: median(ours), theirs: median(theirs) };
  return added('import @pileus/sdk/cyclecloud', 'ms', figures, 'import undici', 15);
}
