import { join } from 'node:path';
import { DatabaseSync } from '@photostructure/sqlite';
import { startControlPlane } from '@pileus/server';
import { fastify } from 'fastify';
import { request } from 'undici';
import { temporaryDirectory } from './bare-database.js';
import { interleaved, type Row, slower } from './measure.js';
import { authorization, basic, call, instantFaults, roomFor } from './plane.js';

export const name = 'Lists of 10,000 nodes';

const nodes = 10_000;
const rounds = 9;

export async function run(): Promise<Row[]> {
  const data = temporaryDirectory();
  const plane = await startControlPlane({ data, world: 'demo', admin: basic });
  await instantFaults(plane.url);
  await roomFor(plane, nodes);
  await call(plane.url, 'POST', `/clusters/test-cluster-1/scale/execute?totalNodeCount=${nodes}`);
  for (;;) {
    const [operation] = (await call(plane.url, 'GET', '/operations/')) as { state: string }[];
    if (operation!.state === 'Succeeded') break;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  const bare = await bareServer(plane.url, join(data, 'pileus.db'));
  const rows: Row[] = [];
  for (const path of ['nodes', 'status?nodes=true']) {
    const figures = await interleaved(
      rounds,
      () => fetched(`${plane.url}/clusters/test-cluster-1/${path}`),
      () => fetched(`${bare.url}/${path}`),
    );
    rows.push(slower(`GET ${path}`, 'ms', figures, 'bare route: the same SELECT and object', 2));
  }
  await bare.close();
  await plane.close();
  return rows;
}

async function fetched(url: string): Promise<number> {
  const began = performance.now();
  const response = await request(url, { headers: { authorization } });
  const text = await response.body.text();
  if (response.statusCode !== 200 || text.length < nodes * 200)
    throw new Error(`${url}: ${text.slice(0, 200)}`);
  return performance.now() - began;
}

/** A Fastify route that selects the same columns with the bare binding and serialises the same object. */
async function bareServer(planeUrl: string, file: string) {
  const db = new DatabaseSync(file, { readOnly: true });
  const select = db.prepare(
    'SELECT id, uid, name, array_id, bucket_id, machine_type_id, placement_group_id, state, first_ready_at, reason, ' +
      'hostname, private_ip, public_ip, instance_id, spot, keep_alive, fixed, vcpus, memory_mb, ext FROM machine ' +
      "WHERE cluster_id = 1 AND state <> 'deleted' ORDER BY id",
  );
  const sample = (await call(planeUrl, 'GET', '/clusters/test-cluster-1/status?nodes=true')) as {
    nodes: Record<string, unknown>[];
  };
  const { nodes: known, ...status } = sample;
  const pattern = known.at(-1)!;
  type Machine = Record<string, string | number | null>;
  const node = (row: Machine) => ({
    ...pattern,
    Name: row.name,
    NodeId: row.uid,
    Status: row.state === 'running' ? 'Ready' : row.state,
    StatusMessage: row.reason,
    Hostname: row.hostname,
    PrivateIp: row.private_ip,
    PublicIp: row.public_ip,
    InstanceId: row.instance_id,
    CoreCount: row.vcpus,
    Memory: Number(row.memory_mb) / 1024,
    Interruptible: row.spot === 1,
    KeepAlive: row.keep_alive === 1,
    Fixed: row.fixed === 1,
  });
  const app = fastify();
  app.get('/nodes', () => ({ nodes: (select.all() as Machine[]).map(node) }));
  app.get('/status', () => ({ ...status, nodes: (select.all() as Machine[]).map(node) }));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  return { url, close: () => app.close().then(() => db.close()) };
}
