import { and, attribute, Client } from '@pileus/sdk/cyclecloud';

/** Terminates every started node of one array. */
export async function main(name = 'test-cluster-1', array = 'execute'): Promise<void> {
  const filter = and(attribute('State').is('Started'), attribute('Template').is(array));
  console.log(filter);
  const operation = await new Client().clusters.get(name).terminateNodes({ filter });
  const { total } = await operation.wait();
  console.log(`${total} nodes terminated`);
}
