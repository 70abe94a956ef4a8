import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { admin, authorization, buildCommandLine, ChildServer } from './child-server.js';
import { pause } from './wire.js';

const directory = mkdtempSync(join(tmpdir(), 'pileus-secrets-'));
const data = join(directory, 'data');
let server: ChildServer;
let url: string;

/** Every secret that a request has carried; each is unlike any other text. */
const planted: string[] = [admin.password, admin.apiKey];
const plant = (name: string): string => {
  const secret = `Zq7-${name}-${planted.length}-9kX`;
  planted.push(secret);
  return secret;
};

const basic = (user: string, secret: string) =>
  `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}`;

async function send(
  method: string,
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<{ status: number; text: string }> {
  const response = await fetch(`${url}${path}`, {
    method,
    headers: { authorization, 'content-type': 'application/json', ...headers },
    ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  return { status: response.status, text: await response.text() };
}

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? [path, ...filesBelow(path)] : [path];
  });
}

beforeAll(async () => {
  buildCommandLine();
  server = new ChildServer({ args: ['--data', data, '--log-level', 'debug'] });
  url = await server.ready();
}, 60_000);

afterAll(() => {
  server.kill();
  rmSync(directory, { recursive: true, force: true });
});

/** All forms in which a text may have been written down. */
const formsOf = (secret: string): string[] => [
  secret,
  encodeURIComponent(secret),
  // Any run of base64 that has the secret at one of the three offsets.
  ...[0, 1, 2].map((offset) =>
    Buffer.from(`${'\0'.repeat(offset)}${secret}`)
      .toString('base64')
      .slice(offset === 0 ? 0 : 4, -4),
  ),
];

function traces(texts: ReadonlyMap<string, string>): string[] {
  return planted.flatMap((secret) =>
    formsOf(secret).flatMap((form) =>
      [...texts]
        .filter(([, text]) => text.includes(form))
        .map(([where]) => `${secret} in ${where}`),
    ),
  );
}

describe('secrets of requests', () => {
  it('are taken, refused and wrong in every place that a client can put one', async () => {
    // Users and keys.
    const password = plant('user');
    const apiKey = plant('userkey').padEnd(40, 'k');
    const made = await send('POST', '/pileus/v1/users', { username: 'vera', password, apiKey });
    expect(made.status).toBe(201);
    await send('POST', '/pileus/v1/users', { username: 'vera', password: plant('again') });
    await send('POST', '/pileus/v1/users', { username: 7, password: plant('wrongtype') });
    await send('POST', '/pileus/v1/users', `{"username":"x","password":"${plant('cut')}"`);
    expect(
      (await send('PATCH', '/pileus/v1/users/vera', { password: plant('changed') })).status,
    ).toBe(200);
    const rotated = await send('POST', '/pileus/v1/users/vera/key');
    planted.push((JSON.parse(rotated.text) as { apiKey: string }).apiKey);

    // Credentials of every form, wrong ones too.
    const paths = [
      '/clusters/test-cluster-1/nodes',
      '/v2/datacenters/PIL',
      '/api/v1/service/',
      '/pileus/v1/machines',
      '/nowhere',
      '/%ZZ',
      '/rest/v3.1/SoftLayer_Account/getObject.json',
    ];
    for (const path of paths) {
      for (const header of [
        basic('vera', plant('basic')),
        `Bearer ${plant('bearer')}`,
        `ApiKey vera:${plant('apikey')}`,
        `Digest response="${plant('digest')}"`,
        plant('bare'),
      ]) {
        await send('GET', path, undefined, { authorization: header });
        await send('POST', path, '{', { authorization: header });
      }
      const query = `user=${plant('queryuser')}&token=${plant('querytoken')}&password=${plant('query')}&api_key=${plant('querykey')}`;
      await send('GET', `${path}?${query}`);
      await send('GET', `${path}?${query}`, undefined, {
        authorization: '',
        cookie: plant('cookie'),
        'x-api-key': plant('x'),
      });
    }

    // CenturyLink.
    const login = await send('POST', '/v2/authentication/login', {
      username: admin.username,
      password: admin.password,
    });
    const { bearerToken } = JSON.parse(login.text) as { bearerToken: string };
    planted.push(bearerToken);
    const token = { authorization: `Bearer ${bearerToken}` };
    await send('POST', '/v2/authentication/login', { username: 'vera', password: plant('login') });
    await send(
      'POST',
      '/v2/authentication/login',
      `{"username":"vera","password":"${plant('logincut')}`,
    );
    const dc = JSON.parse((await send('GET', '/v2/datacenters/PIL/WA1', undefined, token)).text);
    const root = dc.links.find((link: { rel: string }) => link.rel === 'group').id;
    const tree = JSON.parse((await send('GET', `/v2/groups/PIL/${root}`, undefined, token)).text);
    const groupId = tree.groups.find(
      (group: { name: string }) => group.name === 'Default Group',
    ).id;
    const wanted = {
      name: 'sec',
      groupId,
      sourceServerId: 'CENTOS-6-64-TEMPLATE',
      cpu: 1,
      memoryGB: 1,
    };
    const created = await send(
      'POST',
      '/v2/servers/PIL',
      { ...wanted, password: plant('machine'), sourceServerPassword: plant('source') },
      { ...token, 'idempotency-key': 'one' },
    );
    expect(created.status).toBe(202);
    await send(
      'POST',
      '/v2/servers/PIL',
      { ...wanted, cpu: 'many', password: plant('refused') },
      token,
    );
    await send(
      'POST',
      '/v2/servers/PIL',
      { ...wanted, password: { text: plant('nested') } },
      token,
    );

    // Tutum keeps requests and shows them: secrets of the environment are the client's own data, but
    // passwords of registries are not.
    await send('POST', '/api/v1/service/', {
      image: 'tutum/hello-world',
      password: plant('tutum'),
      target_num_containers: -1,
    });
    await send('POST', '/api/v1/image/', {
      name: 'x/y',
      username: 'u',
      password: plant('registry'),
    });

    // SoftLayer: the struct of XML-RPC, and guests' user data.
    const struct = (key: string) =>
      `<?xml version="1.0"?><methodCall><methodName>createObject</methodName><params><param><value><struct><member><name>headers</name><value><struct><member><name>authenticate</name><value><struct><member><name>username</name><value><string>vera</string></value></member><member><name>apiKey</name><value><string>${key}</string></value></member></struct></value></member></struct></value></member></struct></value></param></params></methodCall>`;
    await send('POST', '/xmlrpc/v3.1/SoftLayer_Virtual_Guest', struct(plant('xmlrpc')), {
      'content-type': 'text/xml',
    });
    await send(
      'POST',
      '/xmlrpc/v3.1/SoftLayer_Virtual_Guest',
      struct(plant('xmlcut')).slice(0, -30),
      { 'content-type': 'text/xml' },
    );
    await send('POST', '/rest/v3.1/SoftLayer_Virtual_Guest/createObject.json', {
      parameters: [{ hostname: 'a', domain: 'b', userData: [{ value: plant('userdata') }] }],
    });

    // Answers that are replayed.
    const key = { 'idempotency-key': 'two' };
    const body = {
      requestId: 'r',
      sets: [{ count: 1, nodearray: 'execute' }],
      password: plant('replayed'),
    };
    const first = await send('POST', '/clusters/test-cluster-1/nodes/create', body, key);
    const again = await send('POST', '/clusters/test-cluster-1/nodes/create', body, key);
    expect(again).toEqual(first);
    await pause(1_000);
  }, 60_000);

  it('are in no file of the data directory while it is in use', () => {
    const files = filesBelow(data).filter((path) => statSync(path).isFile());
    expect(files.some((path) => path.endsWith('.db'))).toBe(true);
    expect(files.some((path) => path.endsWith('-wal'))).toBe(true);
    const texts = new Map(files.map((path) => [path, readFileSync(path, 'latin1')]));
    // What is no secret is found there in the same way.
    expect([...texts.values()].some((text) => text.includes('WA1PILSEC01'))).toBe(true);
    expect(traces(texts)).toEqual([]);
  });

  it('leave files that only their owner reads', () => {
    const mode = (path: string) => (statSync(path).mode & 0o777).toString(8);
    expect(mode(data)).toBe('700');
    for (const path of filesBelow(data)) {
      expect(`${path} ${mode(path)}`).toBe(
        `${path} ${statSync(path).isDirectory() ? '700' : '600'}`,
      );
    }
  });

  it('are in no log, and in no file after the end', async () => {
    server.terminate();
    expect(await server.exited()).toBe('0');
    expect(server.output).not.toBe('');
    const files = filesBelow(data).filter((path) => statSync(path).isFile());
    const texts = new Map(files.map((path) => [path, readFileSync(path, 'latin1')]));
    texts.set('the log', server.output);
    expect(traces(texts)).toEqual([]);
  });
});
