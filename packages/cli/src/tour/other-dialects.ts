import { basicToken } from '@pileus/sdk/http';
import { type SendJson, succeeded } from './http-json.js';

/** One machine, and how many there are, as a vendor's API tells it. */
export interface Sighting {
  readonly dialect: string;
  /** The request that showed it. */
  readonly request: string;
  /** What this vendor calls the machine. */
  readonly name: string;
  /** The vendor's word for what the machine does. */
  readonly state: string;
}

export interface Visitor {
  readonly url: string;
  readonly username: string;
  readonly password: string;
  readonly send: SendJson;
  readonly signal: AbortSignal;
}

/** Looks for one machine through CenturyLink's API: a token first, then the server by its uid. */
export async function seeByCenturyLink(visitor: Visitor, uid: string): Promise<Sighting> {
  const { url, username, password, send, signal } = visitor;
  const login = 'POST /v2/authentication/login';
  const credentials = { username, password };
  const reply = succeeded(
    login,
    await send(`${url}/v2/authentication/login`, { method: 'POST', body: credentials, signal }),
  );
  const { bearerToken, accountAlias } = reply.body as { bearerToken: string; accountAlias: string };
  const path = `/v2/servers/${accountAlias}/${uid.replaceAll('-', '')}?uuid=true`;
  const headers = { authorization: `Bearer ${bearerToken}` };
  const found = succeeded(`GET ${path}`, await send(url + path, { headers, signal }));
  const server = found.body as { id: string; status: string; details?: { powerState?: string } };
  return {
    dialect: 'CenturyLink',
    request: 'GET servers/{uuid}',
    name: server.id.toUpperCase(),
    state: `${server.status}, ${server.details?.powerState ?? 'no power state'}`,
  };
}

interface VirtualGuest {
  readonly id: number;
  readonly fullyQualifiedDomainName?: string;
  readonly powerState?: { readonly keyName?: string };
}

/** Looks for one machine through SoftLayer's REST API: a filtered list with a limit. */
export async function seeBySoftLayer(visitor: Visitor, uid: string): Promise<Sighting> {
  const path = '/rest/v3.1/SoftLayer_Account/getVirtualGuests.json';
  const query = new URLSearchParams({
    resultLimit: '0,1',
    objectMask: 'mask[id,fullyQualifiedDomainName,powerState[keyName]]',
    objectFilter: JSON.stringify({ virtualGuests: { globalIdentifier: { operation: uid } } }),
  });
  const headers = basic(visitor);
  const { send, signal } = visitor;
  const reply = await send(`${visitor.url}${path}?${query}`, { headers, signal });
  const [guest] = succeeded(`GET ${path}`, reply).body as VirtualGuest[];
  if (guest === undefined) throw new Error(`SoftLayer's list has no guest ${uid}`);
  return {
    dialect: 'SoftLayer',
    request: 'getVirtualGuests',
    name: `${guest.id}, ${guest.fullyQualifiedDomainName ?? 'no name'}`,
    state: guest.powerState?.keyName ?? 'no power state',
  };
}

/** Tutum knows containers, not guests: what its list shows is the services of the same account. */
export async function seeByTutum(visitor: Visitor): Promise<Sighting> {
  const { url, send, signal } = visitor;
  const path = '/api/v1/service/';
  const reply = succeeded(
    `GET ${path}`,
    await send(url + path, { headers: basic(visitor), signal }),
  );
  const list = reply.body as {
    meta: { total_count: number };
    objects: { name: string; state: string }[];
  };
  const [first] = list.objects;
  return {
    dialect: 'Tutum',
    request: 'GET service/',
    name: first ? first.name : 'no service yet',
    state: first ? first.state : '-',
  };
}

const basic = ({ username, password }: Visitor) => ({
  authorization: `Basic ${basicToken(username, password)}`,
});
