import { Client } from '@pileus/sdk/softlayer';

/** A new CloudLayer Computing Instance: a virtual guest, as the API takes it. */
export async function main(): Promise<void> {
  const client = new Client();
  const guest = await client.Virtual_Guest.createObject({
    hostname: 'myhostname',
    domain: 'example.org',
    startCpus: 1,
    maxMemory: 1024,
    hourlyBillingFlag: true,
    operatingSystemReferenceCode: 'UBUNTU_LATEST',
    localDiskFlag: false,
    datacenter: { name: 'dal09' },
  });
  console.log(guest.id, guest.fullyQualifiedDomainName);
}
