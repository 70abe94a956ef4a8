import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it, vi } from 'vitest';
import type { ControlPlaneOptions } from '../control-plane.js';
import { startPostgres, startTestPlane, type TestPlane, testAdmin } from '../testing/index.js';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;
const key = Buffer.alloc(32, 7).toString('base64');
const root = mkdtempSync(join(tmpdir(), 'pileus-clock-'));
const server = await startPostgres();

afterAll(async () => {
  if ('stop' in server) await server.stop();
  rmSync(root, { recursive: true });
});

describe('the clock of the world, on SQLite', () => {
  contract(async () => ({ data: mkdtempSync(join(root, 'data-')) }));
});

describe('the clock of the world, on PostgreSQL', () => {
  if ('skipped' in server) {
    it.skip(server.skipped, () => {});
    return;
  }
  const place = async () => ({ database: await server.newDatabase() });
  contract(place);

  it('is the same for all replicas, also for timers that wait already', async () => {
    vi.stubEnv('PILEUS_KEY', key);
    const where = await place();
    const one = await startTestPlane(where);
    const two = await startTestPlane(where);
    try {
      await ask(one, { speed: 0, advance: 3600 });
      await vi.waitFor(() => expect(two.clock.speed).toBe(0), { timeout: 20_000 });
      expect(two.clock.now()).toBe(one.clock.now());
      const created = await create(two);
      for (const plane of [two, one]) await plane.settle();
      expect(await statusOf(two, created)).toBe('Acquiring');
      await ask(one, { advance: 600 });
      await vi.waitFor(
        async () => {
          // Timers of no time at all are the manual clock's too: nothing moves it here.
          two.manual.advance(0);
          await two.settle();
          expect(await statusOf(two, created)).toBe('Ready');
        },
        { timeout: 20_000 },
      );
    } finally {
      await one.close();
      await two.close();
      vi.unstubAllEnvs();
    }
  });
});

const ask = (plane: TestPlane, body: unknown, method: 'PATCH' | 'GET' = 'PATCH') =>
  plane.app.inject({
    method,
    url: '/pileus/v1/clock',
    headers: { authorization },
    ...(method === 'PATCH' && { payload: JSON.stringify(body) }),
  });

/** Makes a node and answers the id of the operation. */
async function create(plane: TestPlane): Promise<string> {
  const answer = await plane.app.inject({
    method: 'POST',
    url: '/clusters/test-cluster-1/nodes/create',
    headers: { authorization },
    payload: JSON.stringify({ sets: [{ nodearray: 'execute', count: 1 }] }),
  });
  return answer.json().operationId;
}

async function statusOf(plane: TestPlane, operation: string): Promise<string> {
  const answer = await plane.app.inject({
    url: `/clusters/test-cluster-1/nodes?operation=${operation}`,
    headers: { authorization },
  });
  return answer.json().nodes[0].Status;
}

function contract(newPlace: () => Promise<Pick<ControlPlaneOptions, 'data' | 'database'>>): void {
  const open: TestPlane[] = [];
  const start = async (options: ControlPlaneOptions) => {
    vi.stubEnv('PILEUS_KEY', key);
    const plane = await startTestPlane(options);
    open.push(plane);
    return plane;
  };
  afterEach(async () => {
    for (const plane of open.splice(0)) await plane.close();
    vi.unstubAllEnvs();
  });
  const iso = (time: number) => new Date(time).toISOString();

  it('is real time until somebody changes it', async () => {
    const plane = await start(await newPlace());
    plane.manual.advance(5000);
    expect((await ask(plane, undefined, 'GET')).json()).toEqual({
      now: iso(plane.manual.now()),
      realNow: iso(plane.manual.now()),
      speed: 1,
    });
  });

  it('runs faster from where it stood, and what is due comes sooner', async () => {
    const plane = await start(await newPlace());
    const started = plane.manual.now();
    plane.manual.advance(1000);
    expect((await ask(plane, { speed: 60 })).json()).toMatchObject({
      now: iso(started + 1000),
      speed: 60,
    });
    const created = await create(plane);
    await plane.run(1000);
    expect((await ask(plane, undefined, 'GET')).json()).toMatchObject({
      now: iso(started + 61_000),
      realNow: iso(started + 2000),
    });
    expect(await statusOf(plane, created)).toBe('Ready');
    const [node] = await plane.store
      .reader({ accountId: null, actor: 'test', role: 'admin' })
      .select('machine', { orderBy: [{ column: 'id', descending: true }], limit: 1 });
    expect(node?.firstReadyAt).toBeGreaterThan(started + 1000);
  });

  it('stands still: nothing comes to an end until it is moved', async () => {
    const plane = await start(await newPlace());
    await ask(plane, { speed: 0 });
    const created = await create(plane);
    await plane.run(24 * 3_600_000);
    expect(await statusOf(plane, created)).toBe('Acquiring');
    expect((await ask(plane, { advance: 60.5 })).json()).toMatchObject({
      now: iso(plane.manual.now() - 24 * 3_600_000 + 60_500),
      speed: 0,
    });
    // What is due now begins now: a minute is for each of the two waits.
    await plane.settle();
    await ask(plane, { advance: 60 });
    await plane.settle();
    expect(await statusOf(plane, created)).toBe('Ready');
    await ask(plane, { speed: 1 });
    plane.manual.advance(1000);
    expect((await ask(plane, undefined, 'GET')).json().speed).toBe(1);
  });

  it('leaves log-ins alone: tokens go by real time', async () => {
    const plane = await start(await newPlace());
    const login = await plane.app.inject({
      method: 'POST',
      url: '/v2/authentication/login',
      payload: JSON.stringify({ username: testAdmin.username, password: testAdmin.password }),
    });
    await ask(plane, { advance: 365 * 24 * 3600 });
    const answer = await plane.app.inject({
      url: '/v2/datacenters/PIL',
      headers: { authorization: `Bearer ${login.json().bearerToken}` },
    });
    expect(answer.statusCode).toBe(200);
  });

  it('survives a restart, and goes on while nobody serves', async () => {
    const place = await newPlace();
    const first = await start(place);
    const started = first.manual.now();
    await ask(first, { speed: 10, advance: 1000 });
    await first.close();
    open.pop();
    const second = await start(place);
    // Each plane has a manual clock that begins at the same time.
    second.manual.advance(5000);
    expect((await ask(second, undefined, 'GET')).json()).toEqual({
      now: iso(started + 1_000_000 + 50_000),
      realNow: iso(started + 5000),
      speed: 10,
    });
  });

  it('is set at the start by an option, which keeps what time it is', async () => {
    const place = await newPlace();
    const first = await start({ ...place, speed: 100 });
    first.manual.advance(1000);
    expect(first.clock.now() - first.manual.now()).toBe(99_000);
    await ask(first, { speed: 0 });
    const stopped = first.clock.now();
    await first.close();
    open.pop();
    const second = await start({ ...place, speed: 2 });
    const began = second.manual.now();
    second.manual.advance(1000);
    expect(second.clock.now()).toBe(stopped + 2 * (second.manual.now() - began));
  });

  it('refuses what it cannot do, and stays as it was', async () => {
    const plane = await start(await newPlace());
    for (const [body, words] of [
      [{}, 'Give \\"speed\\", \\"advance\\" or both'],
      [{ speed: -1 }, 'body.speed'],
      [{ speed: 100_001 }, 'body.speed'],
      [{ speed: '2' }, 'body.speed'],
      [{ speed: null }, 'body.speed'],
      [{ advance: -1 }, 'body.advance'],
      [{ advance: 1e12 }, 'body.advance'],
    ] as const) {
      const answer = await ask(plane, body);
      expect(answer.statusCode).toBe(400);
      expect(answer.body).toContain(words);
    }
    expect(plane.clock.now()).toBe(plane.manual.now());
    expect(plane.clock.speed).toBe(1);
  });

  it('never gets beyond years that clients can read', async () => {
    const plane = await start(await newPlace());
    const century = 100 * 365 * 24 * 3600;
    for (let i = 0; i < 90; i += 1) await ask(plane, { advance: century });
    expect((await ask(plane, { advance: century, speed: 100_000 })).json().now).toBe(
      '9999-12-31T00:00:00.000Z',
    );
    plane.manual.advance(3_600_000);
    expect((await ask(plane, undefined, 'GET')).json().now).toBe('9999-12-31T00:00:00.000Z');
  });
}
