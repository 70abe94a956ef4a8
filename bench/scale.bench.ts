import { startControlPlane } from '@pileus/server';
import { bareDatabase, rowWriter, temporaryDirectory } from './bare-database.js';
import { interleaved, type Row, slower } from './measure.js';
import { basic, call, instantFaults, roomFor } from './plane.js';

export const name = '10,000 nodes from POST scale to all Ready, boot time 0';

const nodes = 10_000;
const rounds = 3;

export async function run(): Promise<Row[]> {
  const figures = await interleaved(rounds, ours, bare);
  return [slower('scale to Ready', 'ms', figures, 'the same rows through the bare binding', 2)];
}

async function ours(): Promise<number> {
  const plane = await startControlPlane({
    data: temporaryDirectory(),
    world: 'demo',
    admin: basic,
  });
  try {
    await instantFaults(plane.url);
    await roomFor(plane, nodes);
    const began = performance.now();
    await call(plane.url, 'POST', `/clusters/test-cluster-1/scale/execute?totalNodeCount=${nodes}`);
    for (;;) {
      const [operation] = (await call(plane.url, 'GET', '/operations/')) as { state: string }[];
      if (operation!.state === 'Succeeded') return performance.now() - began;
      if (operation!.state === 'Failed') throw new Error('The scale operation failed.');
      await new Promise((resolve) => setTimeout(resolve, 5));
    }
  } finally {
    await plane.close();
  }
}

/** One machine, step and event row when it is asked for; then each transition updates and appends them. */
async function bare(): Promise<number> {
  const db = await bareDatabase();
  const machine = rowWriter(db, 'machine');
  const step = rowWriter(db, 'step');
  const event = rowWriter(db, 'event');
  const move = db.prepare(
    'UPDATE machine SET state = ?, state_since = ?, due_at = ?, open_steps = ?, instance_id = ?, ' +
      'first_ready_at = ?, changed_at = ? WHERE id = ?',
  );
  const work = db.prepare('UPDATE step SET state = ?, started_at = ?, ended_at = ? WHERE id = ?');
  const began = performance.now();
  const now = 1_767_225_600_000;
  const ids: { machine: number; step: number }[] = [];
  const batched = (each: (i: number) => void) => {
    for (let from = 0; from < nodes; from += 500) {
      db.exec('BEGIN');
      for (let i = from; i < from + 500; i++) each(i);
      db.exec('COMMIT');
    }
  };
  const log = (i: number, kind: string) =>
    event({
      object_kind: 'machine',
      object_id: ids[i]!.machine,
      machine_id: ids[i]!.machine,
      operation_id: 1,
      kind,
    });
  batched((i) => {
    const id = machine({
      account_id: 1,
      location_id: 1,
      kind: 'guest',
      cluster_id: 1,
      array_id: 1,
      bucket_id: 1,
      ordinal: i + 1,
      name: `execute-${i + 1}`,
      hostname: `execute-${i + 1}`,
      state: 'queued',
      due_at: now,
      open_steps: 1,
      private_ip: '172.16.0.12',
    });
    ids.push({
      machine: id,
      step: step({
        account_id: 1,
        machine_id: id,
        operation_id: 1,
        verb: 'create',
        state: 'waiting',
      }),
    });
    log(i, 'machine.queued');
  });
  for (const state of ['allocating', 'booting', 'running']) {
    const last = state === 'running';
    batched((i) => {
      const { machine: id, step: stepId } = ids[i]!;
      move.run(state, now, last ? null : now, last ? 0 : 1, 'sim-1', last ? now : null, now, id);
      work.run(last ? 'succeeded' : 'running', now, last ? now : null, stepId);
      log(i, `machine.${state}`);
    });
  }
  const elapsed = performance.now() - began;
  db.close();
  return elapsed;
}
