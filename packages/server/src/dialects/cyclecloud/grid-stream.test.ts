import { request } from 'undici';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;

interface Sent {
  readonly eventId: string;
  readonly eventType: string;
  readonly subject: string;
  readonly data: Readonly<Record<string, unknown>>;
}

describe("CycleCloud's events, by stream and by webhook", () => {
  let plane: TestPlane;
  const delivered: Sent[] = [];
  beforeAll(async () => {
    plane = await startTestPlane(
      {},
      {
        listen: true,
        postWebhook: async (_target, _headers, body) => {
          delivered.push(JSON.parse(body) as Sent);
          return 200;
        },
      },
    );
  });
  afterAll(() => plane.close());

  const send = async (method: 'GET' | 'POST', url: string, body?: object) => {
    const answer = await plane.app.inject({
      method,
      url,
      headers: { authorization },
      ...(body && { payload: JSON.stringify(body) }),
    });
    expect(answer.statusCode).toBeLessThan(300);
    return answer;
  };

  it('are all nine types, the same both ways, with their reasons', async () => {
    await send('POST', '/pileus/v1/webhooks', {
      kind: 'cyclecloud',
      target: 'https://example.org/hook',
    });
    const { body } = await request(`${plane.url}/cloud/events`, {
      headers: { authorization, accept: 'text/event-stream', 'last-event-id': '0' },
    });
    const cluster = `[cluster lab]
[[nodearray spot]]
Region = eastus
MachineType = Standard_F4s_v2
Interruptible = true`;
    await send('POST', '/cloud/api/import_cluster/lab', { cluster });
    await send('POST', '/cloud/actions/startcluster/lab');
    await send('POST', '/clusters/lab/scale/spot?totalNodeCount=2');
    await plane.run(20_000);
    const names = ['spot-1'];
    await send('POST', '/clusters/lab/nodes/deallocate', { names });
    await plane.run(20_000);
    await send('POST', '/clusters/lab/nodes/start', { names });
    await plane.run(20_000);
    const { nodes } = (await send('GET', '/clusters/lab/nodes')).json() as {
      nodes: { Name: string; NodeId: string }[];
    };
    await send('POST', `/pileus/v1/machines/${nodes[1]!.NodeId}/evict`);
    await plane.run(20_000);
    await send('POST', '/cloud/actions/terminatecluster/lab');
    await plane.run(20_000);
    await send('POST', '/cloud/actions/removecluster/lab');
    await plane.run(20_000);
    await plane.webhooks.quiet();

    let text = '';
    for await (const part of body) {
      text += String(part);
      if (text.includes('event: Microsoft.CycleCloud.ClusterDeleted\n') && text.endsWith('\n\n')) {
        break;
      }
    }
    const streamed = [...text.matchAll(/^id: (\d+)\nevent: (.+)\ndata: (.+)$/gm)].map(
      ([, id, type, data]) => {
        const event = JSON.parse(data!) as Sent;
        expect([event.eventId, event.eventType]).toEqual([id, type]);
        return event;
      },
    );
    expect(streamed).toEqual(delivered);
    const told = (type: string) =>
      streamed
        .filter(({ eventType }) => eventType === `Microsoft.CycleCloud.${type}`)
        .map(({ subject, data }) => [subject.split('/').slice(3).join('/'), data.reason]);
    expect(told('ClusterStarted')).toEqual([['clusters/lab', 'UserInitiated']]);
    expect(told('ClusterSizeIncreased')).toEqual([['clusters/lab', 'Autoscaled']]);
    expect(told('NodeAdded')).toEqual([
      ['clusters/lab/nodes/spot-1', 'Autoscaled'],
      ['clusters/lab/nodes/spot-2', 'Autoscaled'],
    ]);
    // Which of them is up first is chance.
    expect(told('NodeCreated').sort()).toEqual([
      ['clusters/lab/nodes/spot-1', 'Autoscaled'],
      ['clusters/lab/nodes/spot-2', 'Autoscaled'],
    ]);
    expect(told('NodeDeallocated')).toEqual([['clusters/lab/nodes/spot-1', 'Autoscaled']]);
    expect(told('NodeStarted')).toEqual([['clusters/lab/nodes/spot-1', 'Autoscaled']]);
    expect(told('NodeTerminated')).toEqual([
      ['clusters/lab/nodes/spot-2', 'SpotEvicted'],
      ['clusters/lab/nodes/spot-1', 'UserInitiated'],
    ]);
    expect(told('ClusterTerminated')).toEqual([['clusters/lab', 'UserInitiated']]);
    expect(told('ClusterDeleted')).toEqual([['clusters/lab', 'UserInitiated']]);
    for (const { data } of streamed.filter(({ subject }) => subject.includes('/nodes/'))) {
      expect(data).toMatchObject({
        nodeArray: 'spot',
        priority: 'spot',
        region: 'eastus',
        vmSku: 'Standard_F4s_v2',
      });
    }
    const subscriptions = new Set(
      streamed
        .filter(({ subject, data }) => subject.includes('/nodes/') || 'nodesAdded' in data)
        .map(({ data }) => data.subscriptionId),
    );
    expect([...subscriptions]).toEqual([
      expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/),
    ]);
  });
});
