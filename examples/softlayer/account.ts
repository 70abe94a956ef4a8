import { Client } from '@pileus/sdk/softlayer';

/** Details of the account: the call takes no arguments and no id. */
export async function main(): Promise<void> {
  const client = new Client();
  const account = await client.Account.getObject();
  console.log(account.id, account.companyName);
}
