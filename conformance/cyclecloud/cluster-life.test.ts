import {
  and,
  attribute,
  Client,
  type NodeChange,
  type NodeRecord,
  not,
  or,
} from '@pileus/sdk/cyclecloud';
import { clusters, operations } from '@pileus/sdk/cyclecloud/api';
import { NodeCreationRequest } from '@pileus/sdk/cyclecloud/model';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const template = `
[cluster lab]
MaxCount = 50
[[node scheduler]]
Region = $Region
MachineType = Standard_F4s_v2
[[nodearray htc]]
Region = $Region
MachineType = Standard_F2s_v2
InitialCount = 2
[parameters Where]
[[parameters All]]
[[[parameter Region]]]
DefaultValue = eastus
`;

/** A cluster from its import to its end, in real time. */
describe('the life of a cluster, through the client', () => {
  let plane: ControlPlane;
  let client: Client;
  beforeAll(async () => {
    const admin = { username: 'admin', password: 'cluster life password' };
    plane = await startControlPlane({ world: 'demo', admin });
    client = new Client({ url: plane.url, ...admin });
  });
  afterAll(() => plane.close());

  const lab = () => client.clusters.get('lab');

  /** Watches until the nodes that are known satisfy the condition. */
  const watchUntil = async (done: (nodes: readonly NodeRecord[]) => boolean) => {
    const changes: NodeChange[] = [];
    const known = new Map<string, NodeRecord>();
    for await (const change of lab().watch({ interval: 0.02 })) {
      changes.push(change);
      if (change.kind === 'gone') known.delete(change.node.NodeId);
      else known.set(change.node.NodeId, change.node);
      if (done([...known.values()])) break;
    }
    return changes;
  };

  it('is imported with its parameters, and listed', async () => {
    await client.importCluster('lab', { template, parameters: { Region: 'southcentralus' } });
    expect(await client.clusters.keys()).toEqual(['test-cluster-1', 'lab']);
    const status = await lab().getStatus();
    expect(status.state).toBeUndefined();
    expect(status.nodearrays[0]?.nodearray.Region).toBe('southcentralus');
    expect(status.nodearrays[0]?.buckets[0]?.invalidReason).toBe('NotActivated');
    await expect(client.importCluster('lab', { template })).rejects.toMatchObject({ status: 409 });
    const parameters = { Region: 'southcentralus' };
    await client.importCluster('lab', { template, parameters, force: true });
  });

  it('tells a template that cannot be read, by its line', async () => {
    const broken = client.importCluster('other', { template: '[cluster x]\nnonsense' });
    await expect(broken).rejects.toThrow('Line 2');
    expect(await client.clusters.keys()).not.toContain('other');
  });

  it('starts; the watch sees each of its nodes come up', async () => {
    await lab().start();
    const changes = await watchUntil(
      (nodes) => nodes.length === 3 && nodes.every((node) => node.Status === 'Ready'),
    );
    const appeared = changes.filter(({ kind }) => kind === 'appeared');
    expect(appeared.map(({ node }) => node.Name).sort()).toEqual(['htc-1', 'htc-2', 'scheduler']);
    expect(changes.at(-1)).toMatchObject({ kind: 'changed', node: { Status: 'Ready' } });
    expect((await lab().getStatus()).state).toBe('Started');
  });

  it('finds nodes by built filters, whatever stands in them', async () => {
    const hostile = attribute('Name').is('" || true || "\\');
    const none = await lab().restartNodes({ filter: hostile });
    expect(none.result.nodes).toEqual([]);
    const filter = and(
      or(attribute('Name').in(['HTC-2', 'scheduler']), hostile),
      not(attribute('Template').is('scheduler')),
      attribute('CoreCount').atMost(1e3),
      attribute('NoSuchThing').isUndefined(),
    );
    const some = await lab().restartNodes({ filter });
    expect(some.result.nodes.map((node) => node.name)).toEqual(['htc-2']);
    await some.wait({ timeout: 30 });
  });

  it('tells what it used', async () => {
    const today = await lab().usage();
    expect(today.usage.at(-1)?.total.category).toBe('cluster');
    const { usage } = await lab().usage({ granularity: 'total', expand: 'details' });
    expect(usage).toHaveLength(1);
    const htc = usage[0]?.breakdown.find((item) => item.node === 'htc');
    expect(htc).toMatchObject({
      category: 'nodearray',
      details: [{ vm_size: 'Standard_F2s_v2', region: 'southcentralus', priority: 'Regular' }],
    });
    const from = new Date('2026-01-01T00:30:00Z');
    const past = await lab().usage({ from, to: '2026-01-01T02:30:00Z', granularity: 'hourly' });
    expect(past.usage.map(({ total }) => total.hours)).toEqual([0, 0, 0]);
    await expect(lab().usage({ from })).rejects.toMatchObject({ status: 400 });
  });

  it('keeps health reports', async () => {
    await lab().reportHealth('htc-1', { category: 'ib', description: 'link down' });
    expect(await lab().healthReport('htc-1')).toMatchObject({ submitted: true, category: 'ib' });
    await expect(lab().reportHealth('htc-1', {})).rejects.toMatchObject({ status: 409 });
  });

  it('serves the direct API', async () => {
    const { session } = client;
    const request = new NodeCreationRequest({
      requestId: 'direct-1',
      sets: [{ count: 1, nodearray: 'htc' }],
    });
    const [{ statusCode }, created] = await clusters.createNodes(session, 'lab', request);
    expect([statusCode, created.sets[0]?.added]).toEqual([202, 1]);
    created.validate();
    const [, list] = await clusters.getNodes(session, 'lab', { requestId: 'direct-1' });
    expect(list.nodes.map((node) => node.Name)).toEqual(['htc-3']);
    const [, [operation]] = await operations.list(session, { requestId: 'direct-1' });
    expect(operation?.id).toBe(created.operationId);
    const [, status] = await clusters.getClusterStatus(session, 'lab', { nodes: true });
    status.validate();
    const [, usage] = await clusters.getClusterUsage(session, 'lab', { expand: 'details' });
    usage.validate();
    const [, gone] = await clusters.terminateNodes(session, 'lab', { names: ['htc-3'] });
    expect(gone.nodes[0]).toMatchObject({ name: 'htc-3', status: 'OK' });
    const [, scaled] = await clusters.scale(session, 'lab', 'htc', { totalNodeCount: 1 });
    expect(scaled.sets).toMatchObject([{ added: 0 }]);
  });

  it('terminates: array nodes go, the stand-alone one stays as a record', async () => {
    await lab().retry();
    await lab().terminate();
    const changes = await watchUntil(
      (nodes) => nodes.length === 1 && nodes[0]?.Status === 'Terminated',
    );
    const gone = changes.filter(({ kind }) => kind === 'gone').map(({ node }) => node.Name);
    expect(gone).toEqual(expect.arrayContaining(['htc-1', 'htc-2']));
    expect(gone).not.toContain('scheduler');
  });

  it('is removed; a watch of it ends', async () => {
    await lab().remove({ force: true });
    expect(await client.clusters.keys()).toEqual(['test-cluster-1']);
    await expect(watchUntil(() => false)).rejects.toMatchObject({ status: 404 });
  });
});
