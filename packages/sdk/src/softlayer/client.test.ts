import { createServer } from 'node:http';
import { type AddressInfo, createConnection } from 'node:net';
import { inspect } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ArgumentError } from '../http/argument-error.js';
import { loopback } from '../http/loopback.test.helper.js';
import { Client, type TransportName } from './client.js';
import * as errors from './errors.js';
import { apiKey, connect, fault, success } from './softlayer.test.helper.js';

const transports: TransportName[] = ['xmlrpc', 'rest'];

const head = `<?xml version="1.0" encoding="utf-8"?>\n`;
const login =
  '<member><name>authenticate</name><value><struct><member><name>username</name><value><string>SL1</string></value></member>' +
  `<member><name>apiKey</name><value><string>${apiKey}</string></value></member></struct></value></member>`;

/** The bytes of a request: the method, members of `headers` after the login, further params. */
const request = (method: string, members = '', params = '') =>
  `${head}<methodCall><methodName>${method}</methodName><params><param><value><struct><member><name>headers</name>` +
  `<value><struct>${login}${members}</struct></value></member></struct></value></param>${params}</params></methodCall>`;
const member = (name: string, value: string) =>
  `<member><name>${name}</name><value>${value}</value></member>`;
const struct = (members: string) => `<struct>${members}</struct>`;

describe('a request over XML-RPC', () => {
  const sent = async (...call: Parameters<Client['call']>) => {
    const { client, server } = await connect('xmlrpc', () => success('xmlrpc', []));
    await client.call(...call);
    return server.received[0]!;
  };

  it('is a POST to the service, with the login in its first parameter', async () => {
    const { method, url, headers, body } = await sent('Account', 'getObject');
    expect({ method, url }).toEqual({ method: 'POST', url: '/xmlrpc/v3.1/SoftLayer_Account' });
    expect(headers).toMatchObject({ 'content-type': 'text/xml', accept: 'text/xml' });
    expect(headers).not.toHaveProperty('authorization');
    expect(body).toBe(request('getObject'));
  });

  it('carries id, mask, filter and limit beside the login', async () => {
    const options = {
      id: 12,
      mask: 'operatingSystem.passwords, networkComponents',
      filter: { virtualGuests: { maxCpu: { operation: '> 8' } } },
      limit: 10,
      offset: 0,
    };
    const { body } = await sent('SoftLayer_Account', 'getVirtualGuests', [], options);
    expect(body).toBe(
      request(
        'getVirtualGuests',
        member('SoftLayer_AccountInitParameters', struct(member('id', '<int>12</int>'))) +
          member(
            'SoftLayer_ObjectMask',
            struct(
              member('mask', '<string>mask[operatingSystem[passwords],networkComponents]</string>'),
            ),
          ) +
          member(
            'SoftLayer_AccountObjectFilter',
            struct(
              member(
                'virtualGuests',
                struct(member('maxCpu', struct(member('operation', '<string>&gt; 8</string>')))),
              ),
            ),
          ) +
          member(
            'resultLimit',
            struct(member('limit', '<int>10</int>') + member('offset', '<int>0</int>')),
          ),
      ),
    );
  });

  it('has the arguments as further parameters, and none that are null at the end', async () => {
    const { body } = await sent('Dns_Domain', 'createARecord', ['www', 'é&<', 86400, null], {
      id: '5f2c',
    });
    const param = (value: string) => `<param><value>${value}</value></param>`;
    expect(body).toBe(
      request(
        'createARecord',
        member('SoftLayer_Dns_DomainInitParameters', struct(member('id', '<string>5f2c</string>'))),
        param('<string>www</string>') +
          param('<string>é&amp;&lt;</string>') +
          param('<int>86400</int>'),
      ),
    );
  });
});

describe('a request over REST', () => {
  const sent = async (...call: Parameters<Client['call']>) => {
    const { client, server } = await connect('rest', () => success('rest', []));
    await client.call(...call);
    const { method, url, headers, body } = server.received[0]!;
    expect(headers.authorization).toBe(`Basic ${Buffer.from(`SL1:${apiKey}`).toString('base64')}`);
    return { method, url: decodeURIComponent(url.replace('/rest/v3.1', '')), body };
  };

  it('is a GET without arguments', async () => {
    expect(await sent('Virtual_Guest', 'deleteObject', [], { id: 5 })).toEqual({
      method: 'GET',
      url: '/SoftLayer_Virtual_Guest/5/deleteObject.json',
      body: '',
    });
  });

  it('is a POST of the parameters with arguments', async () => {
    const template = { hostname: 'a', blockDevices: [{ device: '0' }], notes: undefined };
    expect(await sent('Virtual_Guest', 'createObject', [template])).toEqual({
      method: 'POST',
      url: '/SoftLayer_Virtual_Guest/createObject.json',
      body: '{"parameters":[{"hostname":"a","blockDevices":[{"device":"0"}]}]}',
    });
  });

  it('carries mask, filter and limit in its query', async () => {
    const options = {
      mask: 'id;datacenter.name',
      filter: { a: { operation: 5 } },
      limit: 10,
      offset: 5,
    };
    expect((await sent('Account', 'getHardware', [], options)).url).toBe(
      '/SoftLayer_Account/getHardware.json?objectMask=mask[id,datacenter[name]]' +
        '&objectFilter={"a":{"operation":5}}&resultLimit=5,10',
    );
    expect((await sent('Account', 'getHardware', [], { offset: 5 })).url).toMatch(/=5,0$/);
  });
});

describe('the login', () => {
  const header = async (transport: TransportName, options: object) => {
    const { client, server } = await connect(transport, () => success(transport, 1), options);
    await client.call('Account', 'getObject');
    const { headers, body } = server.received[0]!;
    return { authorization: headers.authorization, inBody: body.includes('authenticate') };
  };
  const basic = (text: string) => `Basic ${Buffer.from(text).toString('base64')}`;
  const portalToken = { userId: 7, authToken: 'f00d' };

  it.each<[TransportName, object, string | undefined, boolean]>([
    ['xmlrpc', {}, undefined, true],
    ['rest', {}, basic(`SL1:${apiKey}`), false],
    ['xmlrpc', { username: 'apikey' }, basic(`apikey:${apiKey}`), false],
    ['rest', { username: 'apikey' }, basic(`apikey:${apiKey}`), false],
    ['xmlrpc', { portalToken }, undefined, true],
    ['rest', { portalToken }, basic('7:f00d'), false],
    ['xmlrpc', { accessToken: 'ey.J' }, 'Bearer ey.J', false],
    ['rest', { accessToken: 'ey.J' }, 'Bearer ey.J', false],
    ['xmlrpc', { anonymous: true }, undefined, false],
    ['rest', { anonymous: true }, undefined, false],
  ])('over %s with %j', async (transport, options, authorization, inBody) => {
    expect(await header(transport, options)).toEqual({ authorization, inBody });
  });

  it('with a portal token is a struct of its kind', async () => {
    const { client, server } = await connect('xmlrpc', () => success('xmlrpc', 1), { portalToken });
    await client.call('Account', 'getObject');
    expect(server.received[0]!.body).toContain(
      '<name>complexType</name><value><string>PortalLoginToken</string></value></member>' +
        '<member><name>userId</name><value><int>7</int></value></member>' +
        '<member><name>authToken</name><value><string>f00d</string></value></member>',
    );
  });

  it('without user or key is an error that names what is missing', () => {
    const env = { HOME: '/nowhere' };
    expect(() => new Client({ env })).toThrow('needs `username`');
    expect(() => new Client({ env, username: 'x' })).toThrow('needs `apiKey`');
  });
});

describe.each(transports)('a token over %s', (transport) => {
  const expired = 'SoftLayer_Exception_Account_Authentication_AccessTokenValidation';

  it('from a source is asked for once, and anew when the API says that it has expired', async () => {
    const asked: boolean[] = [];
    const accessToken = (state: { readonly expired: boolean }) => {
      asked.push(state.expired);
      return `token-${asked.length}`;
    };
    const { client, server } = await connect(
      transport,
      ({ headers }) =>
        headers.authorization === 'Bearer token-1' && server.received.length > 2
          ? fault(transport, expired, 'Expired Token')
          : success(transport, true),
      { accessToken },
    );
    await client.call('Virtual_Guest', 'powerOff', [], { id: 1 });
    await client.call('Virtual_Guest', 'powerOff', [], { id: 1 });
    const both = [1, 2].map(() => client.call('Virtual_Guest', 'powerOff', [], { id: 1 }));
    expect(await Promise.all(both)).toEqual([true, true]);
    expect(asked).toEqual([false, true]);
  });

  it('that stays expired is an error, and a source that fails is asked again', async () => {
    let asked = 0;
    const accessToken = async () => {
      asked += 1;
      if (asked === 1) throw new Error('no network');
      return 'old';
    };
    const { client, server } = await connect(
      transport,
      () => fault(transport, expired, 'Expired Token'),
      { accessToken },
    );
    await expect(client.call('Account', 'getObject')).rejects.toThrow('no network');
    await expect(client.call('Account', 'getObject')).rejects.toMatchObject({
      name: 'SoftLayerAuthenticationError',
    });
    expect([server.received.length, asked]).toEqual([2, 3]);
  });

  it('of the portal is got with a password, which no error shows', async () => {
    const env = { HOME: '/nowhere' };
    const token = success(transport, { userId: 7, hash: 'f00d' });
    const server = await loopback((_request, i) =>
      i === 0
        ? token
        : i === 1
          ? success(transport, { id: 1 })
          : fault(transport, 'SoftLayer_Exception', 'Bad hunter22'),
    );
    const endpointUrl = `${server.url}/${transport}/v3.1`;
    const login = { username: 'u', password: 'hunter22' };
    const client = await Client.withPassword(login, { endpointUrl, env });
    expect(server.received[0]!.headers).not.toHaveProperty('authorization');
    expect(server.received[0]!.body).toContain('hunter22');
    expect(server.received[0]!.body).not.toContain('authenticate');
    expect(await client.Account.getObject()).toEqual({ id: 1 });
    const signed = server.received[1]!;
    expect(
      signed.body + Buffer.from(signed.headers.authorization?.slice(6) ?? '', 'base64'),
    ).toContain('f00d');
    const error = await Client.withPassword(login, { endpointUrl, env }).catch((thrown) => thrown);
    expect(inspect(error, { depth: 9 }) + error.toCurl()).not.toContain('hunter22');
    expect(error.faultString).toBe('Bad [redacted]');
  });
});

describe('the endpoint', () => {
  it.each<[string | undefined, TransportName | undefined, string, TransportName]>([
    [undefined, undefined, 'https://api.softlayer.com/rest/v3.1', 'rest'],
    [undefined, 'xmlrpc', 'https://api.softlayer.com/xmlrpc/v3.1', 'xmlrpc'],
    ['http://h.test:81/', undefined, 'http://h.test:81/rest/v3.1', 'rest'],
    ['http://h.test:81', 'xmlrpc', 'http://h.test:81/xmlrpc/v3.1', 'xmlrpc'],
    ['https://h.test/xmlrpc/v3/', undefined, 'https://h.test/xmlrpc/v3', 'xmlrpc'],
    ['https://h.test/rest/v3.1/', undefined, 'https://h.test/rest/v3.1', 'rest'],
    ['https://h.test/anything', undefined, 'https://h.test/anything', 'xmlrpc'],
  ])('%s with transport %s is %s over %s', (endpointUrl, wanted, url, transport) => {
    const options = {
      username: 'u',
      apiKey,
      endpointUrl,
      transport: wanted,
      env: { HOME: '/nowhere' },
    };
    expect(new Client(options)).toMatchObject({ endpointUrl: url, transport });
  });
});

describe.each(transports)('an answer over %s', (transport) => {
  it('is the value, and a list knows how many there are in all', async () => {
    const { client } = await connect(transport, () => success(transport, [{ id: 1 }], 250));
    const { data, response } = await client.call('Account', 'getVirtualGuests').withResponse();
    expect(data).toEqual([{ id: 1 }]);
    expect(data).toHaveProperty('total', 250);
    expect(response).toMatchObject({ status: 200, attempts: 1 });
  });

  it('that refuses is an error with the fault of the vendor, and without the key', async () => {
    const { client } = await connect(transport, () =>
      fault(transport, 'SoftLayer_Exception', 'Invalid API token.', 401),
    );
    const error = await client.call('Account', 'getObject').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(errors.SoftLayerAuthenticationError);
    const { faultCode, faultString } = error as errors.SoftLayerApiError;
    expect(`faultCode=${faultCode}, faultString=${faultString}`).toBe(
      'faultCode=SoftLayer_Exception, faultString=Invalid API token.',
    );
    expect(error).toMatchObject({ operation: 'Account.getObject', code: 'SoftLayer_Exception' });
    expect(inspect(error, { depth: 9 })).not.toContain(apiKey);
    expect((error as errors.SoftLayerApiError).toCurl()).not.toContain(apiKey);
  });

  it.each<[string, string, number, keyof typeof errors]>([
    ['-32700', 'parse error. not well formed', 500, 'SoftLayerNotWellFormedError'],
    ['-32701', '', 500, 'SoftLayerUnsupportedEncodingError'],
    ['-32702', '', 500, 'SoftLayerInvalidCharacterError'],
    ['-32600', '', 500, 'SoftLayerSpecViolationError'],
    ['-32601', 'Service does not exist', 500, 'SoftLayerMethodNotFoundError'],
    ['-32602', '', 500, 'SoftLayerInvalidMethodParametersError'],
    ['-32603', '', 500, 'SoftLayerInternalError'],
    ['-32500', '', 500, 'SoftLayerApplicationError'],
    ['-32400', '', 500, 'SoftLayerRemoteSystemError'],
    ['-32300', '', 500, 'SoftLayerTransportError'],
    ['SOAP-ENV:Server', 'Internal Error', 500, 'SoftLayerInternalError'],
    ['SoftLayer_Exception_ObjectNotFound', 'Unable to find', 404, 'SoftLayerNotFoundError'],
    ['SoftLayer_Exception_AccessDenied', 'No', 500, 'SoftLayerPermissionError'],
    ['SoftLayer_Account', 'x', 500, 'SoftLayerAuthenticationError'],
    ['SoftLayer_Exception_WebService_RateLimitExceeded', 'x', 500, 'SoftLayerRateLimitError'],
    [
      'SoftLayer_Exception_Public',
      'Function ("x") is not a valid method for this service.',
      500,
      'SoftLayerMethodNotFoundError',
    ],
    ['SoftLayer_Exception_MissingCreationProperty', 'x', 500, 'SoftLayerApiError'],
  ])('with code %s %j (%i) is a %s', async (code, text, status, name) => {
    const { client } = await connect(transport, () => fault(transport, code, text, status));
    const error = await client.call('Account', 'createObject').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(errors.SoftLayerApiError);
    expect(error).toMatchObject({ name, faultCode: code, faultString: text });
  });

  it('that speaks of the rate limit is asked for again, whatever the method', async () => {
    const busy = fault(transport, 'SoftLayer_Exception_WebService_RateLimitExceeded', 'Rate limit');
    const { client, server, clock } = await connect(transport, (_request, i) =>
      i < 2 ? busy : success(transport, true),
    );
    expect(await client.call('Virtual_Guest', 'powerOff', [], { id: 1 })).toBe(true);
    expect(server.received).toHaveLength(3);
    expect(clock.sleeps).toEqual([250, 500]);
  });

  it('that refuses is not asked for again, nor is an overload when the call changes something', async () => {
    const refuse = await connect(transport, () =>
      fault(transport, 'SoftLayer_Exception_Order', 'x'),
    );
    await expect(refuse.client.call('Account', 'getObject')).rejects.toThrow('x');
    expect(refuse.server.received).toHaveLength(1);
    const overload = () => fault(transport, 'SoftLayer_Exception_Public', 'Internal Error');
    const read = await connect(transport, overload);
    await expect(read.client.call('Account', 'getObject')).rejects.toThrow('Internal Error');
    expect(read.server.received).toHaveLength(4);
    const change = await connect(transport, overload);
    await expect(
      change.client.call('Virtual_Guest', 'deleteObject', [], { id: 1 }),
    ).rejects.toThrow();
    expect(change.server.received).toHaveLength(1);
  });
});

describe('an answer that cannot be trusted', () => {
  const refusal = async (transport: TransportName, body: string, options = {}) => {
    const { client } = await connect(transport, () => ({ body }), options);
    return client.call('Account', 'getObject').then(
      () => 'no error',
      (error: Error) => `${error.name}: ${error.message}`,
    );
  };
  const nested = (depth: number) => '<value><array><data>'.repeat(depth);

  it.each<[string, TransportName, string, string]>([
    [
      'an entity bomb',
      'xmlrpc',
      '<!DOCTYPE a [<!ENTITY b "bb">]><params/>',
      'not readable XML-RPC: line 1',
    ],
    ['deep nesting', 'xmlrpc', `<params><param>${nested(100_000)}`, 'more than 64'],
    ['a part', 'xmlrpc', '<params><param><value><struct>', 'not readable'],
    ['nothing', 'xmlrpc', '', 'not readable'],
    ['a page', 'xmlrpc', '<html><body>Login</body></html>', 'not readable'],
    ['deep nesting', 'rest', '['.repeat(100_000) + ']'.repeat(100_000), 'more than 64'],
    ['a part', 'rest', '[{"id":', 'is not JSON'],
    ['nothing', 'rest', '', 'is not JSON'],
    ['a page', 'rest', '<html><body>Login</body></html>', 'is not JSON'],
  ])('is refused: %s over %s', async (_what, transport, body, words) => {
    const said = await refusal(transport, body);
    expect(said).toMatch(/^ResponseError: SoftLayer's answer to Account.getObject /);
    expect(said).toContain(words);
  });

  it.each(transports)('is refused when it is long, over %s', async (transport) => {
    expect(
      await refusal(transport, 'x'.repeat(2_000_001), { maxResponseBytes: 2_000_000 }),
    ).toContain('more than 2000000 bytes');
  });

  it('may be an error of REST that comes with success', async () => {
    const body = '{"error":"Internal Error","code":"SoftLayer_Exception_Public"}';
    expect(await refusal('rest', body)).toBe('SoftLayerInternalError: Internal Error');
    const { client } = await connect('rest', () => ({ body: '{"error":"x","code":"y","id":1}' }));
    expect(await client.call('Account', 'getObject')).toHaveProperty('id', 1);
  });

  it('may be an error of something else, or in XML', async () => {
    const proxy = await connect('rest', () => ({ status: 418, body: 'tea' }));
    await expect(proxy.client.call('Account', 'getObject')).rejects.toMatchObject({
      name: 'SoftLayerTransportError',
      faultCode: '418',
      faultString: 'tea',
    });
    const xml =
      '<?xml version="1.0"?><root><error>Gone</error><code>SoftLayer_Exception_X</code></root>';
    const server = await connect('rest', () => ({ status: 500, body: xml }));
    await expect(server.client.call('Account', 'getObject')).rejects.toMatchObject({
      faultCode: 'SoftLayer_Exception_X',
      faultString: 'Gone',
    });
  });
});

describe('arguments that cannot be sent', () => {
  const cyclic: unknown[] = [];
  cyclic.push(cyclic);
  it.each<[Parameters<Client['call']>, string]>([
    [['', 'getObject'], '`service`'],
    [['Account', '../getObject'], '`method`'],
    [['Account', 'getObject', [], { id: '' }], '`id`'],
    [['Account', 'getObject', [], { id: 1.5 }], '`id`'],
    [['Account', 'getObject', [], { limit: -1 }], '`limit`'],
    [['Account', 'getObject', [], { offset: Number.NaN }], '`offset`'],
    [['Account', 'getObject', [() => 1]], '`argument 1` holds a function'],
    [['Account', 'getObject', [{ a: Number.NaN }]], '`argument 1.a` holds a number'],
    [['Account', 'getObject', [new Map()]], 'class of its own'],
    [['Account', 'getObject', [cyclic]], 'holds itself'],
    [['Account', 'getObject', ['\u0000']], 'cannot be sent'],
  ])('%j is refused before anything leaves', async (call, words) => {
    const { client, server } = await connect('xmlrpc', () => success('xmlrpc', 1));
    const error = await client.call(...call).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(ArgumentError);
    expect((error as Error).message).toContain(words);
    expect(server.received).toHaveLength(0);
  });
});

describe('a proxy', () => {
  /** A proxy on a free port, and the addresses that it was asked to open tunnels to. */
  const startProxy = async () => {
    const tunnels: string[] = [];
    const proxy = createServer((request, response) => {
      tunnels.push(`forwarded ${request.url}`);
      response.end('1');
    });
    proxy.on('connect', ({ url = '' }, socket) => {
      tunnels.push(url);
      const [host = '', port = ''] = url.split(':');
      const target = createConnection(Number(port), host, () => {
        socket.write('HTTP/1.1 200 OK\r\n\r\n');
        target.pipe(socket).pipe(target);
      });
      target.on('error', () => socket.end('HTTP/1.1 502 Bad Gateway\r\n\r\n'));
      socket.on('error', () => target.destroy());
    });
    await new Promise<void>((resolve) => proxy.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => proxy.closeAllConnections());
    onTestFinished(() => void proxy.close());
    return { tunnels, url: `http://127.0.0.1:${(proxy.address() as AddressInfo).port}` };
  };

  it.each(transports)('carries every call over %s', async (transport) => {
    const { tunnels, url } = await startProxy();
    const { client, server } = await connect(transport, () => success(transport, { id: 1 }), {
      proxy: url,
    });
    expect(await client.Account.getObject()).toEqual({ id: 1 });
    expect(tunnels).toEqual([new URL(server.url).host]);
  });

  it('of the environment is for https, and not for the hosts of no_proxy', async () => {
    const { tunnels, url } = await startProxy();
    const options = { username: 'u', apiKey, endpointUrl: 'https://127.0.0.1:1/rest/v3.1' };
    const env = { HOME: '/nowhere', https_proxy: url };
    const ask = (more: object) =>
      new Client({ ...options, maxAttempts: 1, ...more }).Account.getObject().catch(() => {});
    await ask({ env });
    await ask({ env: { ...env, no_proxy: '127.0.0.1' } });
    await ask({ env, endpointUrl: 'http://127.0.0.1:1/rest/v3.1' });
    expect(tunnels).toEqual(['127.0.0.1:1']);
  });

  it('must be a URL', () => {
    const options = { username: 'u', apiKey, env: { HOME: '/nowhere' } };
    expect(() => new Client({ ...options, proxy: 'proxy' })).toThrow('`proxy` must be the URL');
    expect(() => new Client({ ...options, verify: '/nowhere/ca.pem' })).toThrow('(ENOENT)');
  });
});
