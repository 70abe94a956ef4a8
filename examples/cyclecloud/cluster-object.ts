import { Client } from '@pileus/sdk/cyclecloud';

/** The state of a cluster, and scaling one of its arrays by cores. */
export async function main(): Promise<void> {
  const cl1 = new Client();

  // A handle on the cluster named "test-cluster-1".
  const cluster = cl1.clusters.get('test-cluster-1');

  // Prints the current state of the cluster.
  console.log((await cluster.getStatus()).state);

  // Starts up to 5 new cores, and waits until their nodes are ready.
  const operation = await cluster.scaleByCores('execute', 5);
  await operation.wait();

  for await (const node of cluster.nodes) console.log(node.Name, node.Status);
}
