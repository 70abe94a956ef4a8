import { Client } from '@pileus/sdk/softlayer';

/**
 * Object masks say what comes back. Of every server: its system's passwords, its network components,
 * its data centre, and how many processors it has.
 */
export async function main(): Promise<void> {
  const client = new Client();
  const mask = 'operatingSystem.passwords, networkComponents, datacenter, processorCount';
  for (const server of await client.Account.getHardware({ mask })) {
    console.log(server.hostname, server.datacenter?.name, server.processorCount);
  }

  // The same as a tree, which also gives the result its type.
  const tree = {
    operatingSystem: { passwords: true },
    networkComponents: true,
    datacenter: true,
    processorCount: true,
  } as const;
  for (const { hostname, networkComponents } of await client.Account.getHardware({ mask: tree })) {
    console.log(hostname, networkComponents.length);
  }
}
