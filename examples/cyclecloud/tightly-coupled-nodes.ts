import { Client } from '@pileus/sdk/cyclecloud';

/**
 * Creates four nodes that Infiniband connects. The placement group is made when it does not exist;
 * further nodes may join it later.
 */
export async function main(name = 'test-cluster-1', placementGroupId = 'pg0'): Promise<void> {
  const cluster = new Client().clusters.get(name);
  const operation = await cluster.createNodes({
    sets: [
      {
        count: 4,
        nodearray: 'ondemand',
        placementGroupId,
        definition: { machineType: 'Standard_Hc44rs' },
      },
    ],
  });
  const { nodes } = await operation.wait();
  for (const node of nodes) console.log(node.Name, node.PlacementGroupId, node.PrivateIp);
}
