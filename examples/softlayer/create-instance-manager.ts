import { Client } from '@pileus/sdk/softlayer';
import { CCIManager } from '@pileus/sdk/softlayer/managers';

/** The instance of `create-instance`, by a manager. Since 2014 it is the `VirtualServerManager`. */
export async function main(): Promise<void> {
  const client = new Client();
  const cciManager = new CCIManager(client);
  const guest = await cciManager.createInstance({
    hostname: 'myhostname',
    domain: 'example.org',
    cpus: 1,
    memory: 1024,
    hourly: true,
    osCode: 'UBUNTU_LATEST',
    localDisk: false,
  });
  console.log(guest.id, guest.fullyQualifiedDomainName);
}
