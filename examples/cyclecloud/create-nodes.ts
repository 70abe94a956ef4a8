import { randomUUID } from 'node:crypto';
import { Client } from '@pileus/sdk/cyclecloud';

/** Creates a node with nothing but what is required, and finds it by the id of the request. */
export async function main(name = 'test-cluster-1'): Promise<void> {
  const cluster = new Client().clusters.get(name);

  // An id of one's own makes the request safe to repeat; without it the client makes one.
  const requestId = randomUUID();
  const operation = await cluster.createNodes({
    requestId,
    sets: [{ count: 1, nodearray: 'ondemand' }],
  });
  console.log(`operation ${operation.id} added ${operation.result.sets[0]?.added}`);

  const { nodes } = await cluster.listNodes({ requestId });
  for (const node of nodes) console.log(node.Name, node.NodeId, node.MachineType);

  await operation.wait({
    onProgress: ({ done, total }) => console.log(`${done} of ${total} ready`),
  });
}
