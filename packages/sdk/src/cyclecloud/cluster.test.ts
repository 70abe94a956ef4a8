import { describe, expect, it } from 'vitest';
import type { Answer } from '../http/loopback.test.helper.js';
import { connect, node, script } from './cyclecloud.test.helper.js';
import type { NodeRecord } from './wire.js';

const status = { maxCount: 1, maxCoreCount: 1, nodearrays: [], state: 'Started' };
const created: Answer = { status: 202, body: { operationId: 'op-1', sets: [{ added: 4 }] } };

describe('Cluster', () => {
  it('gets the status, with nodes on demand', async () => {
    const { client, server } = await connect(() => ({ body: status }));
    const cluster = client.clusters.get('my cluster');
    expect((await cluster.getStatus()).state).toBe('Started');
    await cluster.getStatus({ nodes: true });
    expect(server.received.map((request) => request.url)).toEqual([
      '/clusters/my%20cluster/status',
      '/clusters/my%20cluster/status?nodes=true',
    ]);
  });

  it('refuses an answer that lacks what it needs', async () => {
    const { client } = await connect(() => ({ body: { state: 'Started' } }));
    await expect(client.clusters.get('c1').getStatus()).rejects.toThrow(
      "CycleCloud's answer to getStatus lacks `nodearrays`.",
    );
  });

  it.each(['', '..'])('rejects for the cluster name "%s" and sends nothing', async (name) => {
    const { client, server } = await connect(() => ({ body: status }));
    await expect(client.clusters.get(name).getStatus()).rejects.toMatchObject({ kind: 'argument' });
    expect(server.received).toEqual([]);
  });

  it('iterates over nodes, asking anew for each loop', async () => {
    const nodes = [node('ondemand-1', 'Ready'), node('ondemand-2', 'Off', 'Terminated')];
    const { client, server } = await connect(() => ({ body: { nodes } }));
    const { nodes: iterable } = client.clusters.get('c1');
    for (let loop = 1; loop <= 2; loop++) {
      const seen: NodeRecord[] = [];
      for await (const record of iterable) seen.push(record);
      expect(seen).toEqual(nodes);
      expect(server.received).toHaveLength(loop);
    }
  });

  it('lists the nodes of an operation by either id', async () => {
    const { client, server } = await connect(() => ({ body: { nodes: [] } }));
    const cluster = client.clusters.get('c1');
    await cluster.listNodes({ operation: 'op-1' });
    await cluster.listNodes({ requestId: 'r-1' });
    expect(server.received.map((request) => request.url)).toEqual([
      '/clusters/c1/nodes?operation=op-1',
      '/clusters/c1/nodes?request_id=r-1',
    ]);
  });

  it('creates nodes under a request id of its own', async () => {
    const { client, server } = await connect(() => created);
    const sets = [{ count: 4, nodearray: 'ondemand', placementGroupId: 'pg0' }];
    const operation = await client.clusters.get('c1').createNodes({ sets });
    expect(operation).toMatchObject({ id: 'op-1', action: 'create', recovered: false });
    expect(operation.result).toEqual({ sets: [{ added: 4 }] });
    const [request] = server.received;
    expect(request).toMatchObject({ method: 'POST', url: '/clusters/c1/nodes/create' });
    const body = JSON.parse(request!.body);
    expect(body.sets).toEqual(sets);
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(operation.requestId).toBe(body.requestId);
  });

  it('gives the response of a command too', async () => {
    const { client } = await connect(() => created);
    const command = client.clusters
      .get('c1')
      .createNodes({ requestId: 'mine', sets: [{ count: 4, nodearray: 'ondemand' }] });
    const { data, response } = await command.withResponse();
    expect(data.requestId).toBe('mine');
    expect(response).toMatchObject({ status: 202, attempts: 1 });
  });

  it('scales by nodes and by cores, and never repeats it by itself', async () => {
    const { client, server } = await connect(script(created, created, 'reset'));
    const cluster = client.clusters.get('c1');
    const operation = await cluster.scaleByNodes('execute', 1000);
    expect(operation).toMatchObject({ id: 'op-1', action: 'scale', requestId: undefined });
    await cluster.scaleByCores('my array', 5);
    await expect(cluster.scaleByNodes('execute', 1)).rejects.toMatchObject({ kind: 'connection' });
    expect(server.received.map(({ method, url, body }) => [method, url, body])).toEqual([
      ['POST', '/clusters/c1/scale/execute?totalNodeCount=1000', ''],
      ['POST', '/clusters/c1/scale/my%20array?totalCoreCount=5', ''],
      ['POST', '/clusters/c1/scale/execute?totalNodeCount=1', ''],
    ]);
  });

  const selectors = {
    ids: ['i'],
    names: ['n'],
    hostnames: ['h'],
    ipAddresses: ['10.0.0.1'],
    filter: 'State === "Started"',
  };

  it.each([
    'terminate',
    'start',
    'deallocate',
    'shutdown',
    'remove',
    'restart',
    'reimage',
  ] as const)('sends %s with every selector', async (verb) => {
    const answer = { operationId: 'op-2', nodes: [{ id: 'i', name: 'n', status: 'OK' }] };
    const { client, server } = await connect(() => ({ status: 202, body: answer }));
    const operation = await client.clusters
      .get('c1')
      [`${verb}Nodes`](selectors, { requestId: 'mine' });
    expect(operation).toMatchObject({ id: 'op-2', action: verb, requestId: 'mine' });
    expect(operation.result).toEqual({ nodes: answer.nodes });
    expect(server.received[0]?.url).toBe(`/clusters/c1/nodes/${verb}`);
    expect(JSON.parse(server.received[0]!.body)).toEqual({
      requestId: 'mine',
      ids: ['i'],
      names: ['n'],
      hostnames: ['h'],
      ip_addresses: ['10.0.0.1'],
      filter: 'State === "Started"',
    });
  });

  it('refuses a management verb that does not say which nodes', async () => {
    const { client, server } = await connect(() => created);
    // @ts-expect-error: no selector is a mistake that the types tell too.
    await expect(client.clusters.get('c1').terminateNodes({})).rejects.toMatchObject({
      kind: 'argument',
      message: expect.stringContaining('terminateNodes needs to know which nodes'),
    });
    expect(server.received).toEqual([]);
  });
});
