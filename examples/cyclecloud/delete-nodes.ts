import { Client } from '@pileus/sdk/cyclecloud';

/** Terminates a node by its id, and waits until it is gone. */
export async function main(
  name = 'test-cluster-1',
  id = '62a1b116-3c4e-4229-b290-b54ea23f1b68',
): Promise<void> {
  const operation = await new Client().clusters.get(name).terminateNodes({ ids: [id] });
  for (const node of operation.result.nodes) console.log(node.name, node.id, node.status);
  await operation.wait();
}
