import { createHmac } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { system } from '../../store/store.js';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;

interface Delivery {
  readonly target: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

describe("CycleCloud's events by webhook", () => {
  let plane: TestPlane;
  let deliveries: Delivery[];
  let status: number;
  beforeEach(async () => {
    deliveries = [];
    status = 200;
    plane = await startTestPlane(
      {},
      {
        postWebhook: async (target, headers, body) => {
          deliveries.push({ target, headers, body });
          return status;
        },
      },
    );
    await send('POST', '/pileus/v1/webhooks', {
      kind: 'cyclecloud',
      target: 'https://example.org/hook',
      secret: 'a long secret',
    });
  });
  afterEach(() => plane.close());

  const send = (method: 'GET' | 'POST' | 'PATCH' | 'DELETE', url: string, payload?: object) =>
    plane.app.inject({ method, url, headers: { authorization }, ...(payload && { payload }) });
  const run = async (ms: number) => {
    await plane.run(ms);
    await plane.webhooks.quiet();
  };
  const events = () => deliveries.map(({ body }) => JSON.parse(body));
  const types = () => events().map((event) => event.eventType.replace('Microsoft.CycleCloud.', ''));
  const cluster = '/clusters/test-cluster-1';

  it('tell a node’s life, in order and in the documented envelope', async () => {
    await send('POST', `${cluster}/nodes/create`, { sets: [{ nodearray: 'execute', count: 1 }] });
    await run(5000);
    await send('POST', `${cluster}/nodes/deallocate`, { names: ['execute-1'] });
    await run(5000);
    await send('POST', `${cluster}/nodes/start`, { names: ['execute-1'] });
    await run(5000);
    await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-1'] });
    await run(5000);
    expect(types()).toEqual([
      'NodeAdded',
      'ClusterSizeIncreased',
      'NodeCreated',
      'NodeDeallocated',
      'NodeStarted',
      'NodeTerminated',
    ]);
    expect(events()[2]).toEqual({
      eventId: expect.any(String),
      eventTime: expect.stringMatching(/^2026-01-01T/),
      eventType: 'Microsoft.CycleCloud.NodeCreated',
      subject: '/sites/pileus/clusters/test-cluster-1/nodes/execute-1',
      dataVersion: '1',
      data: {
        status: 'Succeeded',
        reason: 'Autoscaled',
        message: '',
        errorCode: null,
        clusterName: 'test-cluster-1',
        nodeName: 'execute-1',
        nodeId: expect.any(String),
        nodeArray: 'execute',
        resourceId: expect.stringContaining('sim-'),
        subscriptionId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        region: 'southcentralus',
        vmSku: 'Standard_F2s_v2',
        priority: 'regular',
        placementGroupId: null,
        retryCount: 0,
        timing: {
          Create: expect.any(Number),
          CreateVM: expect.any(Number),
          Configure: expect.any(Number),
        },
      },
    });
    const { subscriptionId, timing, resourceId } = events()[2].data;
    expect(timing.CreateVM + timing.Configure).toBeCloseTo(timing.Create, 6);
    expect(events()[0].data).not.toHaveProperty('timing');
    expect(events()[1].data).toEqual({
      status: 'Succeeded',
      reason: 'Autoscaled',
      clusterName: 'test-cluster-1',
      nodesRequested: 1,
      nodesAdded: 1,
      nodeArray: 'execute',
      subscriptionId,
      region: 'southcentralus',
      vmSku: 'Standard_F2s_v2',
      priority: 'regular',
      placementGroupId: null,
    });
    const [deallocated, started, terminated] = events()
      .slice(3)
      .map(({ data }) => data);
    expect(Object.keys(deallocated.timing)).toEqual(['Started', 'Deallocate', 'DeallocateVM']);
    expect(deallocated.timing.Started).toBeCloseTo(5 - timing.Create, 6);
    expect(Object.keys(started.timing)).toEqual(['Deallocated', 'Start', 'StartVM']);
    expect(Object.keys(terminated.timing)).toEqual(['Started', 'Terminate', 'DeleteVM']);
    expect(deallocated.resourceId).toBe(resourceId);
    expect(terminated.resourceId).toContain('sim-');
  });

  it('tell of each set of nodes for itself, and of a start that was cut short', async () => {
    const machineType = 'Standard_F2s_v2';
    await send('POST', `${cluster}/nodes/create`, {
      sets: [
        { nodearray: 'execute', count: 2, placementGroupId: 'pg0' },
        { nodearray: 'execute', count: 1, definition: { machineType } },
      ],
    });
    await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-1'] });
    await run(5000);
    const grown = events().filter(({ eventType }) => eventType.endsWith('ClusterSizeIncreased'));
    expect(grown.map(({ data }) => [data.nodesAdded, data.placementGroupId])).toEqual([
      [2, 'pg0'],
      [1, null],
    ]);
    const first = events().filter(({ data }) => data.nodeName === 'execute-1');
    expect(first.map(({ eventType, data }) => [eventType.split('.')[2], data.status])).toEqual([
      ['NodeAdded', 'Succeeded'],
      ['NodeCreated', 'Canceled'],
      ['NodeTerminated', 'Succeeded'],
    ]);
    expect(Object.keys(first[2].data.timing)).toEqual(['Terminate', 'DeleteVM']);
  });

  it('tell of nodes that go with their cluster', async () => {
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(5000);
    const [{ data: added }] = events();
    await send('POST', '/cloud/actions/removecluster/test-cluster-1?force=true');
    await run(5000);
    expect(types().slice(-3)).toEqual(['ClusterDeleted', 'NodeTerminated', 'NodeTerminated']);
    const own = events()
      .slice(-2)
      .find(({ data }) => data.nodeName === 'execute-1');
    expect(own).toMatchObject({
      subject: '/sites/pileus/clusters/test-cluster-1/nodes/execute-1',
      data: {
        reason: 'UserInitiated',
        clusterName: 'test-cluster-1',
        subscriptionId: added.subscriptionId,
        timing: { Started: expect.any(Number) },
      },
    });
  });

  it('tell a failure with its reason', async () => {
    await send('PATCH', '/pileus/v1/faults', {
      failures: [{ kind: 'capacity', rate: 1, message: 'No capacity.' }],
    });
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(5000);
    expect(events().at(-1)).toMatchObject({
      eventType: 'Microsoft.CycleCloud.NodeCreated',
      data: {
        status: 'Failed',
        reason: 'Autoscaled',
        errorCode: 'AllocationFailed',
        message: 'No capacity.',
        retryCount: 0,
        timing: { Create: expect.any(Number), CreateVM: expect.any(Number) },
      },
    });
    expect(events().at(-1).data.timing).not.toHaveProperty('Configure');
    await send('POST', '/cloud/actions/retry/test-cluster-1');
    await run(5000);
    await send('PATCH', '/pileus/v1/faults', { failures: [] });
    await send('POST', '/cloud/actions/retry/test-cluster-1');
    await run(5000);
    expect(types().slice(-2)).toEqual(['NodeCreated', 'NodeCreated']);
    const tries = events().slice(-2);
    expect(
      tries.map(({ data }) => [data.status, data.reason, data.retryCount, data.errorCode]),
    ).toEqual([
      ['Failed', 'UserInitiated', 1, 'AllocationFailed'],
      ['Succeeded', 'UserInitiated', 2, null],
    ]);
    // From the retry on, not from the first try on.
    expect(tries[1].data.timing.Create).toBeLessThan(2);
  });

  it('are signed with the secret, which nobody can read back', async () => {
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(5000);
    const { headers, body } = deliveries[0]!;
    const digest = createHmac('sha256', 'a long secret').update(body).digest('hex');
    expect(headers['x-pileus-signature']).toBe(`sha256=${digest}`);
    expect((await send('GET', '/pileus/v1/webhooks')).body).not.toContain('a long secret');
  });

  it('are sent again until the receiver takes them, and then no more', async () => {
    status = 503;
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(1000);
    const first = deliveries.length;
    expect(first).toBeGreaterThan(0);
    await run(3000);
    expect(deliveries.length).toBeGreaterThan(first);
    status = 204;
    await run(3_600_000);
    const taken = new Set(deliveries.map(({ headers }) => headers['x-pileus-event-id']));
    expect(taken.size).toBe(3);
    const total = deliveries.length;
    await run(3_600_000);
    expect(deliveries.length).toBe(total);
  });

  it('that wait to be sent again go with their webhook, and leave the server at rest', async () => {
    status = 503;
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(1000);
    const [webhook] = (await send('GET', '/pileus/v1/webhooks')).json().webhooks;
    await send('DELETE', `/pileus/v1/webhooks/${webhook.uid}`);
    const sent = deliveries.length;
    await run(60_000);
    expect(deliveries.length).toBe(sent);
    expect(await plane.store.reader(system).count('outbox')).toBe(0);
  });

  it('end when the webhook is deleted', async () => {
    const [webhook] = (await send('GET', '/pileus/v1/webhooks')).json().webhooks;
    expect((await send('DELETE', `/pileus/v1/webhooks/${webhook.uid}`)).statusCode).toBe(204);
    await send('POST', `${cluster}/scale/execute?totalNodeCount=1`);
    await run(5000);
    expect(deliveries).toEqual([]);
  });
});
