import type { Node, NodeCluster, NodeType, Provider, Region } from '@pileus/sdk/tutum/wire';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createGuests } from '../../inventory/guests.js';
import { applyVerb } from '../../inventory/steps.js';
import { nodeClusterState } from './node-clusters.js';
import { startTutumPlane, type TutumPlane } from './tutum-plane.js';

let plane: TutumPlane;
beforeAll(async () => {
  plane = await startTutumPlane();
});
afterAll(() => plane.close());

const pathOf = (uri: string) => uri.replace('/api/v1', '');

describe('nodes', () => {
  it('are the hosts of containers', async () => {
    const { objects } = await plane.list<Node>('/node/?state=Deployed&limit=100');
    expect(objects.length).toBeGreaterThan(0);
    for (const node of objects) {
      expect(node).toMatchObject({
        state: 'Deployed',
        docker_version: expect.stringMatching(/^\d+\.\d+\.\d+$/),
        external_fqdn: `${node.uuid.slice(0, 8)}-admin.node.tutum.io`,
        tags: [],
      });
      expect(Number.isInteger(node.memory)).toBe(true);
      expect((await plane.call<Node>('GET', pathOf(node.resource_uri))).body.uuid).toBe(node.uuid);
    }
  });

  it('are guests of other dialects as well, from birth until five minutes after their end', async () => {
    const scope = { accountId: await accountId(), actor: 'test', role: 'admin' } as const;
    const uid = await plane.store.command(scope, async (tx) => {
      const [location] = await tx.select('location', { limit: 1 });
      const { machineIds } = await createGuests(
        tx,
        [{ location: location!, hostname: 'guest', vcpus: 2, memoryMb: 2048, disks: [] }],
        { dialect: 'softlayer', action: 'create' },
      );
      return (await tx.get('machine', { id: machineIds[0]! }))!.uid;
    });
    const stateOf = async () => (await plane.call<Node>('GET', `/node/${uid}/`)).body.state;
    const listed = async () => (await plane.list(`/node/?uuid=${uid}`)).meta.total_count;
    expect(await stateOf()).toBe('Deploying');
    await plane.run(60_000);
    expect(await stateOf()).toBe('Deployed');
    await plane.store.command(scope, async (tx) => {
      const machine = (await tx.get('machine', { uid }))!;
      const command = { dialect: 'softlayer', action: 'delete', verb: 'delete' } as const;
      await applyVerb(tx, { ...command, machines: [machine] });
    });
    expect(await stateOf()).toBe('Terminating');
    await plane.run(60_000);
    expect(await stateOf()).toBe('Terminated');
    expect(await listed()).toBe(1);
    await plane.run(5 * 60_000);
    expect(await listed()).toBe(0);
  });

  it('are found by region and type', async () => {
    const [node] = (await plane.list<Node>('/node/?limit=1')).objects;
    const inRegion = await plane.list<Node>(`/node/?region=${node!.region}&limit=100`);
    expect(inRegion.objects.map(({ uuid }) => uuid)).toContain(node!.uuid);
    expect((await plane.list('/node/?region=/api/v1/region/docker/none/')).objects).toEqual([]);
    expect((await plane.list('/node/?node_type=/api/v1/nodetype/docker/none/')).objects).toEqual(
      [],
    );
    expect((await plane.list('/node/?docker_version=0.0.1')).objects).toEqual([]);
  });
});

async function accountId(): Promise<number> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  return (await reader.get('user', { username: 'admin' }))!.accountId;
}

describe('node clusters', () => {
  it('lead to their nodes, types and regions', async () => {
    for (const cluster of (await plane.list<NodeCluster>('/nodecluster/')).objects) {
      const { status, body } = await plane.call<NodeCluster>('GET', pathOf(cluster.resource_uri));
      expect(status).toBe(200);
      expect(body.nodes).toHaveLength(body.current_num_nodes);
      expect((await plane.call('GET', pathOf(body.region))).status).toBe(200);
    }
  });

  it.each([
    [[], null, 'Empty cluster'],
    [[], 2, 'Init'],
    [['running', 'booting'], 2, 'Deploying'],
    [['running', 'running'], 2, 'Deployed'],
    [['running', 'failed'], 2, 'Partly deployed'],
    [['deleting'], 2, 'Terminating'],
  ] as const)('of %j with target %s are "%s"', (states, target, expected) => {
    const members = states.map((state) => ({ uid: '', state }));
    expect(nodeClusterState(members, target)).toBe(expected);
  });
});

describe('providers, regions and node types', () => {
  it('lead to each other', async () => {
    const providers = (await plane.list<Provider>('/provider/')).objects;
    expect(providers.length).toBeGreaterThan(0);
    for (const { name, regions, resource_uri } of providers) {
      expect((await plane.call<Provider>('GET', pathOf(resource_uri))).body.name).toBe(name);
      expect((await plane.list(`/region/?provider=${resource_uri}`)).meta.total_count).toBe(
        regions.length,
      );
      for (const uri of regions) {
        const { body } = await plane.call<Region>('GET', pathOf(uri));
        expect(body).toMatchObject({ provider: resource_uri, resource_uri: uri, available: true });
        for (const type of body.node_types.slice(0, 2)) {
          const found = await plane.call<NodeType>('GET', pathOf(type));
          expect(found.body.regions).toContain(uri);
        }
      }
    }
    expect((await plane.list('/provider/?name=nobody')).objects).toEqual([]);
    expect((await plane.list('/az/')).objects).toEqual([]);
  });
});
