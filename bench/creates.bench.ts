import { startControlPlane } from '@pileus/server';
import { fastify } from 'fastify';
import { Pool } from 'undici';
import { bareDatabase, rowWriter, temporaryDirectory } from './bare-database.js';
import { faster, interleaved, type Row } from './measure.js';
import { authorization, basic, slowFaults } from './plane.js';

export const name = 'Durable creates through a wire API, 64 clients';

const clients = 64;
const requests = 6000;
const rounds = 3;

export async function run(): Promise<Row[]> {
  const figures = await interleaved(rounds, ours, bare);
  return [
    faster('POST nodes/create', '/s', figures, 'bare Fastify route, same rows, group commit', 0.6),
  ];
}

/** Creates per second of 64 clients, each waiting for its answer before the next request. */
async function creates(url: string): Promise<number> {
  const pool = new Pool(url, { connections: clients });
  let left = requests;
  const body = JSON.stringify({ sets: [{ count: 1, nodearray: 'execute' }] });
  const client = async () => {
    while (left-- > 0) {
      const response = await pool.request({
        path: '/clusters/test-cluster-1/nodes/create',
        method: 'POST',
        headers: { authorization, 'content-type': 'application/json' },
        body,
      });
      const text = await response.body.text();
      if (response.statusCode !== 202) throw new Error(`${response.statusCode} ${text}`);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: clients }, client));
  const seconds = (performance.now() - began) / 1000;
  await pool.close();
  return requests / seconds;
}

async function ours(): Promise<number> {
  const plane = await startControlPlane({
    data: temporaryDirectory(),
    world: 'demo',
    admin: basic,
  });
  try {
    await slowFaults(plane.url);
    return await creates(plane.url);
  } finally {
    await plane.close();
  }
}

/**
 * The least that a durable create can cost: a route that writes the rows of one create, those of the
 * transition to `allocating` that follows at once included, one transaction for each event-loop turn.
 */
async function bare(): Promise<number> {
  const db = await bareDatabase();
  const writers = {
    operation: rowWriter(db, 'operation'),
    machine: rowWriter(db, 'machine'),
    step: rowWriter(db, 'step'),
    address: rowWriter(db, 'address'),
    event: rowWriter(db, 'event'),
  };
  const counter = db.prepare(
    'INSERT INTO counter ("key", account_id, nodes, cores) VALUES (?, 1, 1, 4) ' +
      'ON CONFLICT ("key") DO UPDATE SET nodes = nodes + 1, cores = cores + 4',
  );
  const move = db.prepare(
    'UPDATE machine SET state = ?, due_at = ?, lease_owner = NULL WHERE id = ?',
  );
  const lease = db.prepare('UPDATE machine SET lease_owner = ?, lease_until = ? WHERE id = ?');
  const work = db.prepare('UPDATE step SET state = ?, started_at = ? WHERE id = ?');
  const begin = db.prepare('UPDATE operation SET state = ?, started_at = ? WHERE id = ?');
  // Where the next free name and address are looked for.
  const hints = ['node_array', 'network'].map((table) =>
    db.prepare(`UPDATE ${table} SET free_from = ?, changed_at = ?, changed_by = ? WHERE id = 1`),
  );
  const now = 1_767_225_600_000;
  let ordinal = 0;
  const write = () => {
    const n = ++ordinal;
    const operation = writers.operation({
      account_id: 1,
      dialect: 'cyclecloud',
      action: 'create',
      state: 'queued',
      total: 1,
      pending: 1,
    });
    const id = writers.machine({
      account_id: 1,
      location_id: 1,
      kind: 'guest',
      cluster_id: 1,
      array_id: 1,
      bucket_id: 1,
      ordinal: n,
      name: `execute-${n}`,
      hostname: `execute-${n}`,
      state: 'queued',
      due_at: now,
      open_steps: 1,
      private_ip: '172.16.0.12',
    });
    const step = writers.step({
      account_id: 1,
      machine_id: id,
      operation_id: operation,
      verb: 'create',
      state: 'waiting',
    });
    writers.address({
      account_id: 1,
      network_id: 2,
      ip: '172.16.0.12',
      position: n + 100_000,
      machine_id: id,
      role: 'primary',
    });
    for (const key of ['cluster:1', 'array:1', 'bucket:1', 'family:1:1:F', 'region:1:1'])
      counter.run(key);
    for (const kind of [
      'operation.queued',
      'machine.queued',
      'cluster.grown',
      'operation.running',
      'machine.allocating',
    ]) {
      writers.event({
        account_id: 1,
        object_kind: kind.split('.')[0]!,
        object_id: id,
        machine_id: id,
        operation_id: operation,
        kind,
      });
    }
    for (const hint of hints) hint.run(n, now, 'admin');
    lease.run('replica', now, id);
    move.run('allocating', now + 80_000_000, id);
    work.run('running', now, step);
    begin.run('running', now, operation);
    return operation;
  };

  let waiting: ((operation: number) => void)[] = [];
  const commit = () => {
    const batch = waiting;
    waiting = [];
    db.exec('BEGIN IMMEDIATE');
    const operations = batch.map(write);
    db.exec('COMMIT');
    for (const [i, resolve] of batch.entries()) resolve(operations[i]!);
  };
  const app = fastify();
  app.post('/clusters/:cluster/nodes/create', async (_request, reply) => {
    const operation = await new Promise<number>((resolve) => {
      if (waiting.push(resolve) === 1) setImmediate(commit);
    });
    return reply
      .code(202)
      .send({ operationId: crypto.randomUUID(), sets: [{ added: 1 }], operation });
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  try {
    return await creates(url);
  } finally {
    await app.close();
    db.close();
  }
}
