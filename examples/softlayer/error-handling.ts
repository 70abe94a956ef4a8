import { Client, SoftLayerApiError } from '@pileus/sdk/softlayer';

/** A key that is wrong: what the API refuses is an error. */
export async function main(): Promise<void> {
  const client = new Client({ username: 'invalid', apiKey: 'invalid' });
  try {
    await client.Account.getObject();
  } catch (error) {
    if (!(error instanceof SoftLayerApiError)) throw error;
    const { faultCode, faultString } = error;
    console.log(
      `Unable to retrieve account information faultCode=${faultCode}, faultString=${faultString}`,
    );
    process.exitCode = 1;
  }
}
