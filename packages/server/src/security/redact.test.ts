import { describe, expect, it } from 'vitest';
import { isSecretName, redact, redacted, redactLine, redactText } from './redact.js';

const secret = 'Pl4nted-S3cret';
const base64 = Buffer.from(`demo:${secret}`).toString('base64');

/** One secret in every place where a dialect's requests carry them. */
const planted: Readonly<Record<string, unknown>> = {
  basic: { headers: { authorization: `Basic ${base64}` } },
  apiKeyHeader: { headers: { Authorization: `ApiKey demo:${secret}` } },
  cookie: { headers: { 'set-cookie': [`sid=${secret}`], 'X-Auth-Token': secret } },
  login: { username: 'demo', password: secret },
  server: { sourceServerPassword: secret, PASSWORD: secret },
  softlayer: { authenticate: { username: 'demo', apiKey: secret } },
  portal: { complexType: 'PortalLoginToken', userId: 7, authToken: secret },
  nested: [{ a: { b: [{ credentials: [{ userName: 'root', text: secret }] }] } }],
  userData: { userData: [{ value: secret }] },
  pair: { container_envvars: [{ key: 'DB_PASS', value: secret }] },
  custom: { parameters: { AccessKey: secret, secret_key: secret, clientSecret: [secret, secret] } },
  map: new Map([['apiKey', secret]]),
  error: new Error(`Could not log in with password=${secret} at https://demo:${secret}@host/`),
  cause: new Error('outer', { cause: new Error(`token: ${secret}`) }),
  bytes: Buffer.from(secret),
  url: `/v1/events?user=demo&token=${secret}&auth=ApiKey%20demo:${secret}`,
  json: `{"username":"demo","password":"${secret} with \\" and more","x":1}`,
  nestedJson: { body: JSON.stringify(JSON.stringify({ password: secret })) },
  xml: `<member><name>apiKey</name><value><string>${secret}</string></value></member>`,
  form: `username=demo&password=${secret}`,
  message: `header was Bearer ${secret}, sorry`,
  pem: `-----BEGIN PRIVATE KEY-----\n${secret}\n-----END PRIVATE KEY-----`.replaceAll('-S', 'S'),
};

describe('redact', () => {
  it.each(Object.keys(planted))('takes the secret out of %s', (name) => {
    const text = JSON.stringify(redact(planted[name]));
    expect(text).not.toContain(secret);
    expect(text).not.toContain(secret.replaceAll('-S', 'S'));
    expect(text).not.toContain(base64);
    if (name !== 'bytes') expect(text).toContain(redacted);
  });

  it('takes them out of a line of the log', () => {
    const line = redactLine(`${JSON.stringify({ level: 30, msg: 'x', req: planted.basic })}\n`);
    expect(line).not.toContain(base64);
    expect(JSON.parse(line)).toMatchObject({ level: 30, msg: 'x' });
    expect(line.endsWith('}\n')).toBe(true);
    expect(redactLine(`not json: password=${secret}`)).not.toContain(secret);
  });

  it('leaves everything else, and the original, as they are', () => {
    const value = {
      name: 'web-1',
      publicKey: 'ssh-rsa AAAA',
      nextToken: 'page-2',
      changePassword: true,
      password: null,
      envvars: [{ key: 'PATH', value: '/bin' }],
      at: 5,
      note: 'Authentication is required: send HTTP Basic credentials.',
      url: 'https://api.example.com/v2/servers/DEMO/x?activeOnly=true',
    };
    const before = structuredClone(value);
    expect(redact(value)).toEqual(before);
    expect(value).toEqual(before);
  });

  it('bears circles, depth and anything that is not data', () => {
    const circle: Record<string, unknown> = { a: 1 };
    circle.self = circle;
    let deep: unknown = { password: secret };
    for (let i = 0; i < 1000; i += 1) deep = [deep];
    expect(JSON.stringify(redact([circle, deep]))).not.toContain(secret);
    for (const odd of [undefined, null, 1n, Symbol('x'), () => {}, Number.NaN]) {
      expect(redact(odd)).toBe(odd);
    }
  });

  it('takes a megabyte of anything in one go', () => {
    for (const unit of ['a', 'token', 'password=', '://', '"', 'Basic ', 'http', '\\"', 'A=']) {
      expect(redactText(unit.repeat(1_000_000 / unit.length)).length).toBeGreaterThan(0);
    }
  });
});

describe('isSecretName', () => {
  it.each(['password', 'Passwd', 'TUTUM_PASS', 'x-api-key', 'ApiKey', 'AUTHORIZATION', 'hash'])(
    '%s is one',
    (name) => expect(isSecretName(name)).toBe(true),
  );
  it.each(['passenger', 'bypassed', 'monkey', 'author', 'key', 'sshKey', 'idempotency-key'])(
    '%s is none',
    (name) => expect(isSecretName(name)).toBe(false),
  );
});
