import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  decodeRequest,
  encodeFault,
  encodeResponse,
  type XmlRpcInput,
} from '@pileus/sdk/softlayer/xmlrpc';

/** A call as it arrived, whatever the transport; what was not given is undefined. */
export interface ArticleCall {
  readonly call: string;
  readonly id: number | undefined;
  readonly args: readonly unknown[];
  readonly mask: string | undefined;
  readonly filter: unknown;
  readonly limit: number | undefined;
  readonly offset: number | undefined;
}

export interface ArticleServer {
  readonly url: string;
  /** The one login that it accepts. */
  readonly username: string;
  readonly apiKey: string;
  /** Every call with that login. */
  readonly received: ArticleCall[];
  close(): Promise<void>;
}

type Properties = Readonly<Record<string, XmlRpcInput>>;

const guests = Array.from({ length: 25 }, (_, i) => ({ id: i + 1, hostname: `guest${i + 1}` }));
const datacenter = { id: 138124, name: 'dal05', longName: 'Dallas 5' };

/** What the API gives for the calls of the article: an object, or a list to take a page of. */
const answers: Readonly<Record<string, (call: ArticleCall) => XmlRpcInput>> = {
  'Account.getObject': () => ({ id: 301234, companyName: 'Example' }),
  'Virtual_Guest.createObject': ({ args: [template] }) => {
    const { hostname, domain, startCpus, maxMemory } = template as Properties;
    const names = { hostname, domain, fullyQualifiedDomainName: `${hostname}.${domain}` };
    return { id: 1854895, ...names, startCpus, maxMemory, maxCpu: startCpus, statusId: 1001 };
  },
  'Dns_Domain.createObject': ({ args: [template] }) => {
    const { name } = template as Properties;
    return { id: 98765, name, serial: 2026010100 };
  },
  'Dns_Domain.createARecord': ({ id, args }) => {
    const [host, data, ttl] = args as XmlRpcInput[];
    return { id: 777, domainId: id, host, data, ttl, type: 'a' };
  },
  'Account.getVirtualGuests': () => guests,
  'Account.getHardware': () => [
    {
      ...{ id: 1, hostname: 'db01', fullyQualifiedDomainName: 'db01.example.org' },
      ...{ memoryCapacity: 64, processorCount: 2, datacenter },
      networkComponents: [{ id: 11 }, { id: 12 }],
      operatingSystem: { id: 5, passwords: [{ username: 'root', password: 'x' }] },
    },
  ],
};

/** The implied methods of REST, by the verb. */
const implied: Readonly<Record<string, string>> = { GET: 'getObject', POST: 'createObject' };

const withoutPrefix = (service = ''): string => service.replace('SoftLayer_', '');

function readRest(verb: string, url: string, body: string): ArticleCall {
  const { pathname, searchParams } = new URL(url, 'http://stub');
  const [service, ...rest] = pathname
    .replace(/\.json$/, '')
    .split('/')
    .slice(3);
  const id = /^\d+$/.test(rest[0] ?? '') ? Number(rest.shift()) : undefined;
  const [offset, limit] = searchParams.get('resultLimit')?.split(',').map(Number) ?? [];
  const filter = searchParams.get('objectFilter');
  return {
    call: `${withoutPrefix(service)}.${rest[0] ?? implied[verb]}`,
    id,
    args: body === '' ? [] : JSON.parse(body).parameters,
    mask: searchParams.get('objectMask') ?? undefined,
    filter: filter === null ? undefined : JSON.parse(filter),
    limit,
    offset,
  };
}

function readXmlRpc(url: string, bytes: Uint8Array): { call: ArticleCall; apiKey: unknown } {
  const { methodName, params } = decodeRequest(bytes);
  const [{ headers }, ...args] = params as [{ headers: Record<string, Properties> }];
  // The members for one service are told by their endings.
  const member = (ending: string) =>
    Object.entries(headers).find(([name]) => name.endsWith(ending))?.[1] ?? {};
  const { limit, offset } = member('resultLimit') as { limit?: number; offset?: number };
  const filter = member('ObjectFilter');
  const call: ArticleCall = {
    call: `${withoutPrefix(url.split('/').at(-1))}.${methodName}`,
    id: member('InitParameters').id as number | undefined,
    args,
    mask: member('ObjectMask').mask as string | undefined,
    filter: Object.keys(filter).length > 0 ? filter : undefined,
    limit,
    offset,
  };
  return { call, apiKey: member('authenticate').apiKey };
}

/** A server that knows the calls of the article "Using the SoftLayer API with python", in both transports. */
export async function startArticleServer(): Promise<ArticleServer> {
  const username = 'SL301234';
  const apiKey = 'f9a7c1d4'.repeat(8);
  const login = `Basic ${Buffer.from(`${username}:${apiKey}`).toString('base64')}`;
  const received: ArticleCall[] = [];
  const answer = (call: ArticleCall): { value: XmlRpcInput; headers: Record<string, string> } => {
    received.push(call);
    const value = answers[call.call]?.(call) ?? null;
    if (!Array.isArray(value)) return { value, headers: {} };
    const { offset = 0, limit = value.length } = call;
    return {
      value: value.slice(offset, offset + limit),
      headers: { 'SoftLayer-Total-Items': String(value.length) },
    };
  };
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk);
    const body = Buffer.concat(chunks);
    const { method = '', url = '' } = request;
    if (url.startsWith('/rest/')) {
      const isSigned = request.headers.authorization === login;
      const refusal = { error: 'Invalid API token.', code: 'SoftLayer_Exception' };
      const { value, headers } = isSigned
        ? answer(readRest(method, url, String(body)))
        : { value: refusal, headers: {} };
      response.writeHead(isSigned ? 200 : 401, { 'content-type': 'application/json', ...headers });
      response.end(JSON.stringify(value));
      return;
    }
    const { call, apiKey: key } = readXmlRpc(url, body);
    if (key !== apiKey) {
      response.writeHead(200, { 'content-type': 'text/xml' });
      response.end(encodeFault('SoftLayer_Exception', 'Invalid API token.'));
      return;
    }
    const { value, headers } = answer(call);
    response.writeHead(200, { 'content-type': 'text/xml', ...headers });
    response.end(encodeResponse(value));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    username,
    apiKey,
    received,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
