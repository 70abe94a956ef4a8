import { Client } from '@pileus/sdk/softlayer';

/** The ways to make a client; nothing is sent before its first call. */
export async function main(): Promise<void> {
  // All from the environment, a profile, or ~/.softlayer.
  console.log(new Client().endpointUrl);

  // A user and a key; the endpoint is looked up, and without any it is SoftLayer's own.
  const credentials = { username: 'YOUR_USERNAME', apiKey: 'YOUR_API_KEY' };
  console.log(new Client(credentials).endpointUrl);

  // The endpoint says how to speak: XML-RPC as the vendor's Python client does, or REST.
  const endpointUrl = 'https://api.softlayer.com/xmlrpc/v3.1';
  console.log(new Client({ ...credentials, endpointUrl }).transport);
}
