import { Client } from '@pileus/sdk/softlayer';

/** Limits and offsets: a list in pages. */
export async function main(): Promise<void> {
  const client = new Client();
  const page1 = await client.Account.getVirtualGuests({ limit: 10, offset: 0 });
  const page2 = await client.Account.getVirtualGuests({ limit: 10, offset: 10 });
  console.log(`${page1.length} and ${page2.length} of ${page1.total}`);

  // All of them, asked for page by page.
  let count = 0;
  for await (const _guest of client.Account.getVirtualGuests.iterate({ pageSize: 10 })) count++;
  console.log(count);
}
