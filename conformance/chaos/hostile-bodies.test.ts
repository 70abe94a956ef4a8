import { startTestPlane, type TestPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { auditCounters, everyone } from './audit.js';
import { errorForms, isInternal, isRefusal, type Vendor } from './error-forms.js';
import { mutationsOf } from './mutations.js';
import { rawXmlRpc } from './raw-xmlrpc.js';
import {
  authorizationFor,
  basic,
  centurylinkToken,
  machinesAfter,
  newestMachine,
  restrain,
  rowCounts,
  type Target,
  targetsOf,
} from './targets.js';

const plane = await startTestPlane();
await restrain(plane);
const token = await centurylinkToken(plane);
const targets = await targetsOf(plane);
const newest = await newestMachine(plane);

afterAll(() => plane.close());

let counts = await rowCounts(plane);
let accepted = 0;
let asked = 0;

/** An address that nobody has asked from: bad credentials lock their user out of the one that they came from. */
function freshAddress(): string {
  asked += 1;
  return `10.${asked >> 16}.${(asked >> 8) & 255}.${asked & 255}`;
}

/** After an accepted call: what it asked for begins, and machines go before they use the limits up. */
async function goOn(): Promise<void> {
  accepted += 1;
  const made = accepted % 20 === 0 ? await machinesAfter(plane, newest) : [];
  for (const uid of made) {
    await plane.app.inject({
      method: 'POST',
      url: `/pileus/v1/machines/${uid}/delete`,
      headers: { authorization: basic },
      remoteAddress: freshAddress(),
    });
  }
  if (made.length > 0) await plane.run(60_000);
  await plane.settle();
  counts = await rowCounts(plane);
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
type Headers = Readonly<Record<string, string>>;

/** Sends a body; answers what was wrong with how it was refused. Accepted ones are fine. */
async function complaint(
  { vendor, method, path }: Pick<Target, 'vendor' | 'path'> & { readonly method: Method },
  payload: string | Buffer,
  headers: Headers = {},
): Promise<string | undefined> {
  const answer = await plane.app.inject({
    method,
    url: path,
    headers: {
      authorization: authorizationFor(vendor, token),
      'content-type': 'application/json',
      ...headers,
    },
    remoteAddress: freshAddress(),
    payload,
  });
  const { statusCode: status, body: text } = answer;
  const answered = { status, type: String(answer.headers['content-type'] ?? ''), text };
  if (!isRefusal(vendor, answered)) {
    await goOn();
    return undefined;
  }
  if (isInternal(vendor, answered)) return `status ${status}: ${text.slice(0, 200)}`;
  const form = errorForms[vendor](answered);
  if (form !== undefined) return `status ${status}, ${form}`;
  const after = await rowCounts(plane);
  const changed = Object.keys(after).filter((table) => after[table] !== counts[table]);
  return changed.length === 0 ? undefined : `status ${status}, yet it changed ${changed}`;
}

describe('bodies without a mistake', () => {
  for (const target of targets) {
    const { vendor, method, path, call = '', encode = JSON.stringify, body, refused } = target;
    it(`are ${refused ? 'refused' : 'accepted'} at ${method} ${path} ${call}`, async () => {
      const answer = await plane.app.inject({
        method,
        url: path,
        headers: { authorization: authorizationFor(vendor, token) },
        remoteAddress: freshAddress(),
        payload: encode(body),
      });
      const answered = { status: answer.statusCode, type: '', text: answer.body };
      expect({ refused: isRefusal(vendor, answered), body: answer.body }).toEqual({
        refused: refused ?? false,
        body: expect.anything(),
      });
      await goOn();
    });
  }
});

describe('wrong values in any place of a body', () => {
  for (const target of targets) {
    const { vendor, method, path, call } = target;
    it(`are answered by ${vendor} at ${method} ${path}${call ? ` ${call}` : ''}`, async () => {
      const complaints: string[] = [];
      for (const { title, body } of mutationsOf(target.body)) {
        const wrong = await complaint(target, (target.encode ?? JSON.stringify)(body));
        if (wrong !== undefined) complaints.push(`${title}: ${wrong}`);
      }
      expect(complaints).toEqual([]);
    }, 60_000);
  }
});

describe('bodies that are no JSON of the kind asked for', () => {
  const malformed: readonly (readonly [
    title: string,
    payload: string | Buffer,
    headers?: Headers,
  ])[] = [
    ['half of an object', '{"a":'],
    ['two objects', '{}{}'],
    ['a comment', '{/**/}'],
    ['no UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
    ['UTF-16', Buffer.from('{"a":1}', 'utf16le')],
    ['a byte order mark', '\ufeff{"a":1'],
    ['NUL bytes', Buffer.alloc(100)],
    ['a prototype', '{"__proto__":{"a":1},"constructor":{"prototype":{"b":1}}}'],
    ['deep nesting', `${'['.repeat(200_000)}`],
    ['XML', '<a><b></a>', { 'content-type': 'text/xml' }],
    [
      'an XML bomb',
      '<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
      { 'content-type': 'application/xml' },
    ],
    ['half of an XML-RPC call', '<methodCall><methodName>createObject</methodName><params>'],
    ['an XML-RPC call of no method', '<methodCall><methodName/><params/></methodCall>'],
    [
      'an XML-RPC answer',
      '<methodResponse><params><param><value><int>1</int></value></param></params></methodResponse>',
    ],
    ['deep XML', '<methodCall><params>'.repeat(100_000)],
    ['a form', 'a=%ZZ&b[=&=&&', { 'content-type': 'application/x-www-form-urlencoded' }],
    ['a multipart form', '--x\r\n', { 'content-type': 'multipart/form-data; boundary=x' }],
    ['a strange content type', '{', { 'content-type': ';;;=/' }],
    ['a strange encoding', '{', { 'content-encoding': 'br' }],
    ['a number', '42'],
    ['10 MB', Buffer.alloc(10_000_000, 'x')],
  ];
  for (const [title, payload, headers] of malformed) {
    it(`${title}: each call answers its vendor's error`, async () => {
      const complaints: string[] = [];
      for (const target of targets) {
        const wrong = await complaint(target, payload, headers);
        if (wrong !== undefined) complaints.push(`${target.method} ${target.path}: ${wrong}`);
      }
      expect(complaints).toEqual([]);
    }, 60_000);
  }
});

describe('more at once than the limits allow', () => {
  const template = {
    hostname: 'odd',
    domain: 'example.org',
    datacenter: { name: 'dal05' },
    startCpus: 1,
    maxMemory: 1024,
    hourlyBillingFlag: true,
    localDiskFlag: false,
    operatingSystemReferenceCode: 'UBUNTU_LATEST',
  };
  const templates = Array.from({ length: 5000 }, () => template);

  it.each([
    ['softlayer', '/rest/v3.1/SoftLayer_Virtual_Guest/createObjects.json'],
    ['softlayerXml', '/xmlrpc/v3.1/SoftLayer_Virtual_Guest'],
  ] as const)(
    '5000 guests of one call over %s are refused, and none is made',
    async (vendor, url) => {
      const {
        statusCode: status,
        headers,
        body: text,
      } = await plane.app.inject({
        method: 'POST',
        url,
        headers: { authorization: basic },
        remoteAddress: freshAddress(),
        payload:
          vendor === 'softlayer'
            ? JSON.stringify({ parameters: [templates] })
            : rawXmlRpc('createObjects', [{ headers: {} }, templates]),
      });
      const answered = { status, type: String(headers['content-type']), text };
      expect({ refused: isRefusal(vendor, answered), wrong: errorForms[vendor](answered) }).toEqual(
        {
          refused: true,
        },
      );
      expect(text).toContain('SoftLayer_Exception_Public');
      expect(await rowCounts(plane)).toEqual(counts);
    },
  );
});

describe('odd names in paths', () => {
  const names = [
    '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
    '%00',
    '%ZZ',
    '%',
    '%E0%A4%A',
    '\u{1f4a9}',
    '%F0%9F%92%A9',
    'x'.repeat(3000),
    '%0d%0aSet-Cookie:%20a=b',
    '__proto__',
    'constructor',
    "'%20OR%201=1--",
    '-1',
    '0',
    '99999999999999999999',
    'NaN',
    '*',
    '%25',
    ' ',
    'a;b=c',
    'a?b#c',
    '[',
    '%5B%5D',
  ];
  const templates: readonly (readonly [Vendor, string])[] = [
    ['cyclecloud', '/clusters/@/nodes'],
    ['cyclecloud', '/clusters/@/status?nodes=@'],
    ['cyclecloud', '/clusters/test-cluster-1/nodes?operation=@'],
    ['cyclecloud', '/clusters/test-cluster-1/nodes?request_id=@'],
    ['cyclecloud', '/operations/@'],
    ['cyclecloud', '/clusters@'],
    ['centurylink', '/v2/servers/PIL/@'],
    ['centurylink', '/v2/servers/@/WA1PILX01'],
    ['centurylink', '/v2/groups/PIL/@'],
    ['centurylink', '/v2/datacenters/PIL/@?groupLinks=@'],
    ['centurylink', '/v2/operations/PIL/status/@'],
    ['softlayer', '/rest/v3.1/@'],
    ['softlayer', '/rest/v3.1/SoftLayer_Virtual_Guest/@.json'],
    ['softlayer', '/rest/v3.1/SoftLayer_Virtual_Guest/@/getObject?objectMask=@'],
    ['softlayer', '/rest/v3.1/SoftLayer_Account/@'],
    ['softlayer', '/rest/v3.1/SoftLayer_Account/VirtualGuests?objectFilter=@&resultLimit=@'],
    ['softlayer', '/rest/@/SoftLayer_Account'],
    ['softlayerXml', '/xmlrpc/v3.1/@'],
    ['softlayerXml', '/xmlrpc/@/SoftLayer_Account'],
    ['tutum', '/api/v1/service/@/'],
    ['tutum', '/api/v1/service/?name=@&limit=@&offset=@&state=@'],
    ['tutum', '/api/v1/container/@/'],
    ['tutum', '/api/v1/action/?start_date__gte=@&limit=@'],
    ['tutum', '/api/v1/region/@/@/'],
    ['admin', '/pileus/v1/machines/@'],
    ['admin', '/pileus/v1/machines?limit=@&after=@&state=@&cluster=@'],
    ['admin', '/pileus/v1/operations/@'],
    ['admin', '/pileus/v1/users/@'],
  ];
  for (const [vendor, template] of templates) {
    for (const method of ['GET', 'POST', 'DELETE', 'PATCH'] as const) {
      it(`${method} ${template} is refused in ${vendor}'s form`, async () => {
        const complaints: string[] = [];
        for (const name of names) {
          const path = template.replaceAll('@', name);
          const wrong = await complaint({ vendor, method, path }, '{}');
          if (wrong !== undefined) complaints.push(`${name.slice(0, 40)}: ${wrong}`);
        }
        expect(complaints).toEqual([]);
      }, 30_000);
    }
  }
});

describe('bad credentials', () => {
  const b64 = (text: string) => Buffer.from(text).toString('base64');
  const bad: readonly (readonly [title: string, header: string | undefined])[] = [
    ['none', undefined],
    ['an empty header', ''],
    ['Basic alone', 'Basic'],
    ['no base64', 'Basic !!!!'],
    ['no colon', `Basic ${b64('admin')}`],
    ['a wrong password', `Basic ${b64('someone:wrong')}`],
    ['NUL', `Basic ${b64('ad\0min:x')}`],
    ['100 kB', `Basic ${b64(`a:${'x'.repeat(10_000)}`)}`],
    ['two headers in one', `${basic}, ${basic}`],
    ['an unknown scheme', 'Digest username="admin"'],
    ['a broken token', 'Bearer a.b.c'],
    ['an unsigned token', `Bearer ${b64('{"alg":"none"}')}.${b64('{"sub":"admin"}')}.`],
    ['an API key of nobody', `ApiKey someone:${'f'.repeat(40)}`],
  ];
  const paths: readonly (readonly [Vendor, string])[] = [
    ['cyclecloud', '/clusters/test-cluster-1/nodes'],
    ['centurylink', '/v2/datacenters/PIL'],
    ['tutum', '/api/v1/service/'],
    ['admin', '/pileus/v1/machines'],
    ['softlayer', '/rest/v3.1/SoftLayer_Account/getVirtualGuests.json'],
  ];
  for (const [vendor, url] of paths) {
    it(`are refused by ${vendor} with 401 in its form`, async () => {
      for (const [title, authorization] of bad) {
        const {
          statusCode: status,
          headers,
          body,
        } = await plane.app.inject({
          method: 'GET',
          url,
          headers: authorization === undefined ? {} : { authorization },
          remoteAddress: `10.9.8.${bad.findIndex(([each]) => each === title)}`,
        });
        expect({ title, status }).toEqual({ title, status: 401 });
        const type = String(headers['content-type'] ?? '');
        expect({ title, form: errorForms[vendor]({ status, type, text: body }) }).toEqual({
          title,
        });
      }
    });
  }
});

describe('after all that', () => {
  let living: TestPlane;
  beforeAll(async () => {
    living = plane;
    await living.run(60_000);
  });

  it('counters are those of the machines, and the server answers', async () => {
    expect(await auditCounters(living.store.reader(everyone))).toEqual([]);
    const answer = await living.app.inject({ url: '/readyz' });
    expect(answer.statusCode).toBe(200);
    expect(({} as Record<string, unknown>).a).toBeUndefined();
  });
});
