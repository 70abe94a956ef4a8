import { Client } from '@pileus/sdk/cyclecloud';

/** Which machines each array of a cluster can have, and how many more of them. */
export async function main(name = 'test-cluster-1'): Promise<void> {
  const status = await new Client().clusters.get(name).getStatus();
  console.log(`${name}: ${status.state}, at most ${status.maxCount} nodes`);
  for (const { name: array, buckets } of status.nodearrays) {
    for (const { definition, availableCount, bucketId } of buckets) {
      console.log(`${array} ${definition?.machineType}: ${availableCount} available (${bucketId})`);
    }
  }
}
