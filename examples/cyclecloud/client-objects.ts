import { Client } from '@pileus/sdk/cyclecloud';

/** The ways to make a client. None of them calls the server. */
export async function main(): Promise<void> {
  // Configuration read from the environment, a profile, or ~/.cycle/config.ini.
  const cl1 = new Client();

  // Configuration held by the program, all of it.
  const config = {
    url: 'https://127.0.0.1:8443',
    username: 'admin',
    password: 'password',
    timeout: 60,
    verifyCertificates: false,
  };
  const cl2 = new Client(config);

  // Only what must be there.
  const cl3 = new Client({
    url: 'https://127.0.0.1:8443',
    username: 'admin',
    password: 'password',
  });

  for (const client of [cl1, cl2, cl3]) console.log(client.url);
}
