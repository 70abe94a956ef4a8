import { Client } from '@pileus/sdk/softlayer';

/** A new zone in the DNS, and another record in it. */
export async function main(): Promise<void> {
  const client = new Client();
  const domain = await client.Dns_Domain.createObject({
    name: 'example.org',
    resourceRecords: [{ host: '@', data: '127.0.0.1', type: 'a' }],
  });

  // Arguments in their order, and the id of the zone beside them.
  const record = await client.Dns_Domain.createARecord('myhost', '127.0.0.1', 86400, {
    id: domain.id,
  });
  console.log(`New A record id: ${record.id}`);
}
