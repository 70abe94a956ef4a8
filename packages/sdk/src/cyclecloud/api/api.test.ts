import { describe, expect, expectTypeOf, it } from 'vitest';
import type { Answer } from '../../http/loopback.test.helper.js';
import { connect, node } from '../cyclecloud.test.helper.js';
import {
  ClusterStatus,
  ClusterUsage,
  NodeCreationRequest,
  NodeCreationResult,
  NodeList,
  NodeManagementResult,
  OperationStatus,
} from '../model/index.js';
import { clusters, operations, type ResponseStatus } from './index.js';

const session = async (answer: Answer) => {
  const { client, server } = await connect(() => answer);
  return { session: client.session, received: server.received };
};
const operation = { action: 'create', startTime: '2026-01-01T00:00:00Z' };

describe('clusters', () => {
  it('getClusterStatus gives the status of the response and a model', async () => {
    const body = { maxCount: 1, maxCoreCount: 2, nodearrays: [], state: 'Started' };
    const stub = await session({ body, headers: { 'x-request-id': 'r7' } });
    const answer = await clusters.getClusterStatus(stub.session, 'c 1', { nodes: false });
    expectTypeOf(answer).toEqualTypeOf<[responseStatus: ResponseStatus, result: ClusterStatus]>();
    const [responseStatus, status] = answer;
    expect(responseStatus).toMatchObject({ statusCode: 200, headers: { 'x-request-id': 'r7' } });
    expect(status).toBeInstanceOf(ClusterStatus);
    expect(status.toDict()).toEqual(body);
    expect(stub.received[0]?.url).toBe('/clusters/c%201/status?nodes=false');
  });

  it('getNodes asks for those of a request', async () => {
    const stub = await session({ body: { nodes: [node('n-1', 'Ready')], operation } });
    const [, list] = await clusters.getNodes(stub.session, 'c1', { requestId: 'r' });
    expect(list).toBeInstanceOf(NodeList);
    expect(list.nodes[0]?.Name).toBe('n-1');
    expect(list.operation).toBeInstanceOf(OperationStatus);
    expect(stub.received[0]?.url).toBe('/clusters/c1/nodes?request_id=r');
  });

  it('createNodes takes a model or a plain object, and adds nothing', async () => {
    const stub = await session({ status: 202, body: { operationId: 'o', sets: [{ added: 1 }] } });
    const plain = { sets: [{ count: 1, nodearray: 'ondemand' }] };
    for (const request of [plain, new NodeCreationRequest(plain)]) {
      const [{ statusCode }, result] = await clusters.createNodes(stub.session, 'c1', request);
      expect(statusCode).toBe(202);
      expect(result).toBeInstanceOf(NodeCreationResult);
    }
    expect(stub.received.map(({ body }) => JSON.parse(body))).toEqual([plain, plain]);
  });

  it('createNodes sends nothing that lacks a part', async () => {
    const stub = await session({ body: {} });
    const request = { sets: [{ count: 1 }] } as never;
    await expect(clusters.createNodes(stub.session, 'c1', request)).rejects.toMatchObject({
      kind: 'argument',
      argument: 'sets[0].nodearray',
    });
    expect(stub.received).toEqual([]);
  });

  it('createNodes is sent once, whatever becomes of the answer', async () => {
    const stub = await session('reset');
    const request = { requestId: 'r', sets: [{ count: 1, nodearray: 'a' }] };
    await expect(clusters.createNodes(stub.session, 'c1', request)).rejects.toMatchObject({
      kind: 'connection',
    });
    expect(stub.received).toHaveLength(1);
  });

  it.each([
    'start',
    'shutdown',
    'terminate',
    'remove',
    'deallocate',
    'reimage',
    'restart',
  ] as const)('%sNodes sends the selectors', async (verb) => {
    const body = { operationId: 'o', nodes: [{ id: 'i', name: 'n', status: 'OK' }] };
    const stub = await session({ status: 202, body });
    const request = { ids: ['i'], ip_addresses: ['10.0.0.1'], requestId: 'r' };
    const [, result] = await clusters[`${verb}Nodes`](stub.session, 'c1', request);
    expect(result).toBeInstanceOf(NodeManagementResult);
    expect(stub.received[0]).toMatchObject({ method: 'POST', url: `/clusters/c1/nodes/${verb}` });
    expect(JSON.parse(stub.received[0]!.body)).toEqual(request);
  });

  it('scale takes one total', async () => {
    const stub = await session({ status: 202, body: { operationId: 'o', sets: [{ added: 0 }] } });
    await clusters.scale(stub.session, 'c1', 'a', { totalCoreCount: 5 });
    await clusters.scale(stub.session, 'c1', 'a', { totalNodeCount: 0 });
    expect(stub.received.map(({ url }) => url)).toEqual([
      '/clusters/c1/scale/a?totalCoreCount=5',
      '/clusters/c1/scale/a?totalNodeCount=0',
    ]);
    // @ts-expect-error: neither total.
    const none: Parameters<typeof clusters.scale>[3] = {};
    expect(none).toEqual({});
  });

  it('getClusterUsage passes the query on', async () => {
    const stub = await session({ body: { usage: [] } });
    const query = { timeframe: 'weekToDate', granularity: 'hourly' };
    const [, usage] = await clusters.getClusterUsage(stub.session, 'c1', query);
    expect(usage).toBeInstanceOf(ClusterUsage);
    expect(stub.received[0]?.url).toBe(
      '/clusters/c1/usage?timeframe=weekToDate&granularity=hourly',
    );
  });

  it('rejects with the errors of the client', async () => {
    const stub = await session({ status: 404, body: { Message: 'No such cluster', Detail: 'x' } });
    await expect(clusters.getNodes(stub.session, 'c1')).rejects.toMatchObject({
      name: 'CycleCloudNotFoundError',
      message: 'No such cluster: x',
    });
  });
});

describe('operations', () => {
  it('are listed and looked up', async () => {
    const list = await session({ body: [operation] });
    const [, all] = await operations.list(list.session, { requestId: 'r' });
    expect(all[0]).toBeInstanceOf(OperationStatus);
    const one = await session({ body: operation });
    const [{ statusCode }, status] = await operations.getStatus(one.session, 'o 1');
    expect(statusCode).toBe(200);
    expect(status.toDict()).toEqual(operation);
    expect([list.received[0]?.url, one.received[0]?.url]).toEqual([
      '/operations/?request_id=r',
      '/operations/o%201',
    ]);
  });
});
