import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ControlPlaneOptions } from '@pileus/server';
import { startPostgres, startTestPlane, type TestPlane, testAdmin } from '@pileus/server/testing';
import { afterAll, describe, expect, it, vi } from 'vitest';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 });
vi.stubEnv('PILEUS_KEY', Buffer.alloc(32, 3).toString('base64'));

const root = mkdtempSync(join(tmpdir(), 'pileus-restart-'));
const server = await startPostgres();
afterAll(async () => {
  if ('stop' in server) await server.stop();
  rmSync(root, { recursive: true });
  vi.unstubAllEnvs();
});

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;
const cluster = '/clusters/test-cluster-1';

type Place = Pick<ControlPlaneOptions, 'data' | 'database'>;

function contract(place: () => Promise<Place>): void {
  it('comes back as it was, and goes on where it stood', async () => {
    const where = await place();
    let plane: TestPlane = await startTestPlane(where);
    const send = async (method: 'GET' | 'POST' | 'PATCH', url: string, body?: object) => {
      const answer = await plane.app.inject({
        method,
        url,
        headers: { authorization },
        ...(body && { payload: JSON.stringify(body) }),
      });
      return { status: answer.statusCode, body: answer.body === '' ? undefined : answer.json() };
    };
    const create = (requestId: string, ...sets: object[]) =>
      send('POST', `${cluster}/nodes/create`, { requestId, sets });
    const views = async () => {
      const of = async (path: string) => (await send('GET', path)).body;
      return {
        status: await of(`${cluster}/status?nodes=true`),
        nodes: await of(`${cluster}/nodes`),
        operations: await of('/operations'),
        byRequest: await of('/operations/?request_id=first'),
        usage: await of(`${cluster}/usage?expand=details`),
        report: await of(`${cluster}/nodes/execute-1/ghr`),
        clusters: await of('/cloud/clusters'),
      };
    };
    try {
      const first = await create(
        'first',
        { nodearray: 'execute', count: 3 },
        {
          nodearray: 'ondemand',
          count: 2,
          placementGroupId: 'pg0',
          definition: { machineType: 'Standard_HC44rs' },
        },
        { nodearray: 'execute', count: 1, nodeAttributes: { KeepAlive: true, Tags: { a: 'b' } } },
        { nodearray: 'execute', count: 1, nodeAttributes: { Fixed: true } },
        {
          nodearray: 'execute',
          count: 1,
          nameFormat: 'exact',
          nodeAttributes: { StartAutomatically: false },
        },
      );
      expect(first.status).toBe(202);
      await plane.run(20_000);
      await send('POST', `${cluster}/nodes/deallocate`, { names: ['execute-2'] });
      await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-5'] });
      await send('POST', `${cluster}/nodes/execute-1/ghr?category=Resource.Hpc.Unhealthy`);
      await send('PATCH', '/pileus/v1/faults', {
        failures: [{ kind: 'capacity', rate: 1, message: 'Full.' }],
      });
      await create('failing', { nodearray: 'execute', count: 1 });
      await plane.run(20_000);
      await send('PATCH', '/pileus/v1/faults', { failures: [] });
      // And one that is on its way.
      const pending = await create('pending', { nodearray: 'ondemand', count: 1 });
      await plane.settle();

      const before = await views();
      const stopped = plane.manual.now();
      await plane.close();
      plane = await startTestPlane(where);
      // Manual clocks begin at the same time: the time that passed has passed.
      plane.manual.advance(stopped - plane.manual.now());
      expect(await views()).toEqual(before);

      for (const id of ['first', 'failing', 'pending']) {
        expect((await create(id, { nodearray: 'execute', count: 1 })).status).toBe(409);
      }
      await plane.run(20_000);
      const operation = `/operations/${pending.body.operationId}`;
      expect((await send('GET', operation)).body).toMatchObject({
        state: 'Succeeded',
        requestId: 'pending',
      });
      const kept = await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-4'] });
      expect(kept.body.nodes[0]).toMatchObject({ status: 'Error' });
      await send('POST', `${cluster}/nodes/start`, { names: ['execute-2', 'execute-5', 'exact'] });
      expect((await send('POST', `/cloud/actions/retry/test-cluster-1`)).status).toBe(200);
      await plane.run(20_000);
      const { nodes } = (await send('GET', `${cluster}/nodes`)).body as {
        nodes: { Name: string; NodeId: string; Status: string }[];
      };
      expect([...new Set(nodes.map(({ Status }) => Status))]).toEqual(['Ready']);
      const idOf = new Map(nodes.map(({ Name, NodeId }) => [Name, NodeId]));
      for (const { Name, NodeId } of before.nodes.nodes) expect(idOf.get(Name)).toBe(NodeId);
      // The lowest free number is still known.
      const next = await create('next', { nodearray: 'execute', count: 1 });
      const made = await send('GET', `${cluster}/nodes?operation=${next.body.operationId}`);
      expect(made.body.nodes[0].Name).toBe('execute-7');
    } finally {
      await plane.close();
    }
  });
}

describe('a cluster after a restart, on SQLite', () => {
  contract(async () => ({ data: mkdtempSync(join(root, 'data-')) }));
});

describe('a cluster after a restart, on PostgreSQL', () => {
  if ('skipped' in server) {
    it.skip(server.skipped, () => {});
    return;
  }
  contract(async () => ({ database: await server.newDatabase() }));
});
