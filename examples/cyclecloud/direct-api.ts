import { Client } from '@pileus/sdk/cyclecloud';
import { clusters } from '@pileus/sdk/cyclecloud/api';

/** One call of the REST API, with the status of its response. */
export async function main(): Promise<void> {
  const cl1 = new Client();

  // Prints the current state of the cluster.
  const [responseStatus, clusterStatus] = await clusters.getClusterStatus(
    cl1.session,
    'test-cluster-1',
    { nodes: false },
  );
  console.log(responseStatus.statusCode, clusterStatus.state);
}
