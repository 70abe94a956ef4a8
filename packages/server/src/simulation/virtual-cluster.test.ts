import { describe, expect, it, onTestFinished } from 'vitest';
import { readWorld } from '../world/load.js';
import { VirtualCluster, type VirtualClusterOptions } from './virtual-cluster.js';

const start = Date.UTC(2026, 2, 1);
const seconds = (count: number) => start + count * 1000;

async function open(options: Partial<VirtualClusterOptions> = {}): Promise<VirtualCluster> {
  const cluster = await VirtualCluster.open({
    world: await readWorld('demo'),
    cluster: 'test-cluster-1',
    start,
    ...options,
  });
  onTestFinished(() => cluster.close());
  return cluster;
}

const two = {
  requestId: 'first',
  sets: [{ nodearray: 'execute', count: 2, definition: { machineType: 'Standard_F2s_v2' } }],
};

const made = async (cluster: VirtualCluster) => (await cluster.nodes('first')).nodes;

describe('a cluster in virtual time', () => {
  it('makes nodes that boot only as time is let pass, and bills them until they are gone', async () => {
    const world = await readWorld('demo');
    const cluster = await open({
      world: { ...world, simulation: { times: { allocate: 10, boot: 90, delete: 30 } } },
    });
    await cluster.createNodes(two);
    expect((await made(cluster)).map(({ Status }) => Status)).toEqual(['Acquiring', 'Acquiring']);
    await cluster.advanceTo(cluster.nextEvent!);
    expect(cluster.now()).toBe(seconds(10));
    await cluster.advanceTo(seconds(99));
    expect((await made(cluster)).map(({ Status }) => Status)).toEqual(['Preparing', 'Preparing']);
    await cluster.advanceTo(seconds(100));
    const nodes = await made(cluster);
    expect(nodes.map(({ Status }) => Status)).toEqual(['Ready', 'Ready']);

    await cluster.advanceTo(seconds(400));
    await cluster.manage('terminate', [nodes[0]!.NodeId]);
    await cluster.advanceTo(seconds(430));
    expect(await made(cluster)).toHaveLength(1);
    expect(cluster.nextEvent).toBeUndefined();
    const ours = (await cluster.bill()).filter(({ machineType }) => machineType.includes('F2s'));
    expect(ours).toEqual([
      { machineType: 'Standard_F2s_v2', spot: false, from: seconds(10), to: seconds(430) },
      { machineType: 'Standard_F2s_v2', spot: false, from: seconds(10) },
    ]);
  });

  it('brings the same times for the same seed, and others for another', async () => {
    const boots = async (seed: string) => {
      const cluster = await open({ seed, times: { allocate: { min: 60, max: 600 } } });
      await cluster.createNodes(two);
      while (cluster.nextEvent !== undefined) await cluster.advanceTo(cluster.nextEvent);
      return (await cluster.bill()).map(({ from }) => from - start);
    };
    const first = await boots('a');
    expect(await boots('a')).toEqual(first);
    expect(await boots('b')).not.toEqual(first);
  });

  it('refuses a request id that was seen before, and a cluster that is not there', async () => {
    const cluster = await open();
    await cluster.createNodes(two);
    await expect(cluster.createNodes(two)).rejects.toMatchObject({ code: 'duplicate-request' });
    await expect(open({ cluster: 'nowhere' })).rejects.toThrow("no cluster 'nowhere'");
  });
});
