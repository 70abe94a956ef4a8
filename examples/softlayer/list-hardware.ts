import { Client } from '@pileus/sdk/softlayer';
import { HardwareManager } from '@pileus/sdk/softlayer/managers';

/** Servers with more than 8 GB of memory in the data centre dal05. */
export async function main(): Promise<void> {
  const client = new Client();
  const hardwareManager = new HardwareManager(client);
  const hardware = await hardwareManager.listHardware({ datacenter: 'dal05', memory: '> 8' });
  for (const { fullyQualifiedDomainName, memoryCapacity } of hardware) {
    console.log(fullyQualifiedDomainName, memoryCapacity);
  }
}
