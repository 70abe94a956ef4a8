import type { Profile } from '@pileus/sdk/config';
import { basicToken, HttpClient, path, realRandom, uuid } from '@pileus/sdk/http';
import type { Vendor } from './vendors.js';

/** A profile with all that its vendor needs. */
export interface CompleteProfile extends Profile {
  readonly vendor: Vendor;
  readonly username: string;
  readonly password?: string;
  readonly apiKey?: string;
}

/**
 * Asks the server something small that needs credentials and changes nothing.
 *
 * @throws (rejects) the client's own error when it does not answer, or not to this user
 */
export const checkProfile = (profile: CompleteProfile, signal: AbortSignal): Promise<unknown> =>
  checks[profile.vendor](profile, signal);

/** Nothing but the profile counts: no environment, no file. */
const alone = { env: { HOME: '/nonexistent' } };

const checks: Record<Vendor, (profile: CompleteProfile, signal: AbortSignal) => Promise<unknown>> =
  {
    cyclecloud: async ({ url, username, password, timeout, verifyCertificates }, signal) => {
      const { Client } = await import('@pileus/sdk/cyclecloud');
      const options = { ...alone, url, username, password, timeout, verifyCertificates, signal };
      return new Client(options).listOperations({ requestId: uuid(realRandom) });
    },
    softlayer: async ({ url, username, apiKey, timeout, verifyCertificates, proxy }, signal) => {
      const { Client } = await import('@pileus/sdk/softlayer');
      const client = new Client({
        ...alone,
        endpointUrl: url,
        username,
        apiKey,
        timeout,
        signal,
        ...(verifyCertificates !== undefined && { verify: verifyCertificates }),
        ...(typeof proxy === 'string' && { proxy }),
      });
      return client.call('Account', 'getObject', [], { mask: 'id' });
    },
    centurylink: (profile, signal) => {
      const { username, password } = profile;
      return plainClient('CenturyLink', profile, signal).request('login', () => ({
        method: 'POST',
        path: path`/v2/authentication/login`,
        body: { username, password },
        decode: holds('bearerToken'),
      }));
    },
    tutum: (profile, signal) =>
      plainClient('Tutum', profile, signal).request('listServices', () => ({
        method: 'GET',
        path: path`/api/v1/service/`,
        query: { limit: 1 },
        decode: holds('objects'),
      })),
  };

function plainClient(vendor: string, profile: CompleteProfile, signal: AbortSignal): HttpClient {
  const { url = '', username, timeout, verifyCertificates } = profile;
  const secret = profile.apiKey ?? profile.password ?? '';
  const token = basicToken(username, secret);
  return new HttpClient({
    vendor,
    url,
    authorization: `Basic ${token}`,
    secrets: [secret, token],
    timeout,
    verifyCertificates,
    signal,
  });
}

/** What tells this vendor's answer from any other server's. */
const holds = (key: string) => (json: unknown) => {
  if (typeof json !== 'object' || json === null || !(key in json)) {
    throw new Error(`has no ${key}`);
  }
};
