import { describe, expect, it } from 'vitest';
import type { Answer } from '../http/loopback.test.helper.js';
import { connect, node } from './cyclecloud.test.helper.js';

const conflict: Answer = { status: 409, body: { Message: 'requestId was used before' } };
const sets = [
  { count: 2, nodearray: 'ondemand', definition: { machineType: 'standard_hc44RS' } },
  { count: 3, nodearray: 'execute' },
];
const nodes = [
  node('ondemand-1', 'Ready'),
  node('ondemand-2', 'Ready'),
  node('execute-1', 'Ready'),
];

/** A server that carries the command out and loses the answer `losses` times. */
function losing(losses: Answer[], operation: object | undefined) {
  return connect((request, index) => {
    if (request.method === 'POST') return losses[index] ?? conflict;
    if (request.url.startsWith('/operations/')) return { body: operation ? [operation] : [] };
    return { body: { nodes, operation } };
  });
}

const ours = { action: 'create', startTime: '2026-01-01T00:00:00Z', id: 'op-1' };

describe('a command whose answer was lost', () => {
  it.each<[string, Answer]>([
    ['the connection broke', 'reset'],
    ['a proxy gave up', { status: 504 }],
  ])('is found again when %s, and not doubled', async (_how, loss) => {
    const { client, server } = await losing([loss], ours);
    const operation = await client.clusters.get('c1').createNodes({ sets });
    expect(operation).toMatchObject({ id: 'op-1', recovered: true, action: 'create' });
    expect(operation.result.sets).toEqual([
      { added: 2 },
      { added: 1, message: expect.any(String) },
    ]);
    const posts = server.received.filter((request) => request.method === 'POST');
    const ids = posts.map((request) => JSON.parse(request.body).requestId);
    expect(ids).toEqual([operation.requestId, operation.requestId]);
    expect(await operation.wait()).toMatchObject({ total: 3, done: 3 });
  });

  it("is found again under the caller's id, also on a server that tells no operation id", async () => {
    const { id: _, ...documented } = ours;
    const { client, server } = await losing(['reset'], documented);
    const operation = await client.clusters.get('c1').createNodes({ requestId: 'mine', sets });
    expect(operation).toMatchObject({ id: undefined, requestId: 'mine', recovered: true });
    await operation.wait();
    expect(server.received.at(-1)?.url).toBe('/clusters/c1/nodes?request_id=mine');
    expect(await operation.getStatus()).toEqual(documented);
  });

  it('works for management verbs too', async () => {
    const { client } = await losing(['reset'], { ...ours, action: 'start' });
    const operation = await client.clusters.get('c1').startNodes({ names: ['ondemand-1'] });
    expect(operation.recovered).toBe(true);
    expect(operation.result.nodes.map(({ name }) => name)).toEqual(nodes.map(({ Name }) => Name));
  });

  it('stays a conflict when the server does not know the id: then the input was wrong', async () => {
    const { client } = await losing(['reset'], undefined);
    await expect(client.clusters.get('c1').createNodes({ sets })).rejects.toMatchObject({
      name: 'CycleCloudConflictError',
      attempts: 2,
    });
  });
});

describe("a caller's own duplicate", () => {
  it('stays a conflict when it was sent once', async () => {
    const { client, server } = await losing([], ours);
    const command = client.clusters.get('c1').createNodes({ requestId: 'mine', sets });
    await expect(command).rejects.toMatchObject({ name: 'CycleCloudConflictError', status: 409 });
    expect(server.received).toHaveLength(1);
  });

  it('stays a conflict when the earlier attempts were certainly not carried out', async () => {
    const { client, server } = await losing([{ status: 429 }], ours);
    const command = client.clusters.get('c1').createNodes({ requestId: 'mine', sets });
    await expect(command).rejects.toMatchObject({ name: 'CycleCloudConflictError', attempts: 2 });
    expect(server.received).toHaveLength(2);
  });
});
