import { readdirSync } from 'node:fs';
import type { TransportName } from '@pileus/sdk/softlayer';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as account from '../../examples/softlayer/account.js';
import * as client from '../../examples/softlayer/client.js';
import * as createDomain from '../../examples/softlayer/create-domain.js';
import * as createInstance from '../../examples/softlayer/create-instance.js';
import * as createInstanceManager from '../../examples/softlayer/create-instance-manager.js';
import * as errorHandling from '../../examples/softlayer/error-handling.js';
import * as listHardware from '../../examples/softlayer/list-hardware.js';
import * as objectMasks from '../../examples/softlayer/object-masks.js';
import * as resultLimits from '../../examples/softlayer/result-limits.js';
import { type ArticleServer, startArticleServer } from './article-server.js';

const folder = new URL('../../examples/softlayer/', import.meta.url);
const told: string[][] = [];
const ran = new Set<string>();

/** What the examples find in the environment. */
function connect(endpointUrl: string, username: string, apiKey: string): void {
  for (const name of Object.keys(process.env)) {
    if (/^(PILEUS_|SL_|SOFTLAYER_)|^XDG_CONFIG_HOME/.test(name)) vi.stubEnv(name, undefined);
  }
  vi.stubEnv('HOME', '/nowhere');
  vi.stubEnv('PILEUS_SOFTLAYER_URL', endpointUrl);
  vi.stubEnv('PILEUS_SOFTLAYER_USERNAME', username);
  vi.stubEnv('PILEUS_SOFTLAYER_API_KEY', apiKey);
}

/** Runs an example; gives what it printed. */
async function run(name: string, example: { main(): Promise<void> }): Promise<string[][]> {
  ran.add(name);
  told.length = 0;
  await example.main();
  return [...told];
}

/** As `run`, for an example that ends with this exit code. */
async function runToExit(code: number, name: string, example: { main(): Promise<void> }) {
  const before = process.exitCode;
  try {
    const printed = await run(name, example);
    expect(process.exitCode).toBe(code);
    return printed;
  } finally {
    process.exitCode = before;
  }
}

beforeEach(() => {
  vi.spyOn(console, 'log').mockImplementation((...words) => {
    told.push(words.map(String));
  });
});
afterEach(() => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
});

const refusal =
  'Unable to retrieve account information faultCode=SoftLayer_Exception, ' +
  'faultString=Invalid API token.';

describe.each<TransportName>(['rest', 'xmlrpc'])('the examples of SoftLayer, %s', (transport) => {
  let server: ArticleServer;
  beforeAll(async () => {
    server = await startArticleServer();
  });
  afterAll(() => server?.close());
  beforeEach(() => {
    connect(`${server.url}/${transport}/v3.1`, server.username, server.apiKey);
    server.received.length = 0;
  });

  it('client, which sends nothing', async () => {
    const own = `${server.url}/${transport}/v3.1`;
    expect(await run('client', client)).toEqual([[own], [own], ['xmlrpc']]);
    expect(server.received).toEqual([]);
  });

  it('account', async () => {
    expect(await run('account', account)).toEqual([['301234', 'Example']]);
    expect(server.received).toEqual([{ call: 'Account.getObject', args: [] }]);
  });

  it('create-instance', async () => {
    expect(await run('create-instance', createInstance)).toEqual([
      ['1854895', 'myhostname.example.org'],
    ]);
    const template = {
      ...{ hostname: 'myhostname', domain: 'example.org', startCpus: 1, maxMemory: 1024 },
      ...{ hourlyBillingFlag: true, localDiskFlag: false, datacenter: { name: 'dal09' } },
      operatingSystemReferenceCode: 'UBUNTU_LATEST',
    };
    expect(server.received).toEqual([{ call: 'Virtual_Guest.createObject', args: [template] }]);
  });

  it('create-domain', async () => {
    expect(await run('create-domain', createDomain)).toEqual([['New A record id: 777']]);
    const resourceRecords = [{ host: '@', data: '127.0.0.1', type: 'a' }];
    expect(server.received).toEqual([
      { call: 'Dns_Domain.createObject', args: [{ name: 'example.org', resourceRecords }] },
      { call: 'Dns_Domain.createARecord', id: 98765, args: ['myhost', '127.0.0.1', 86400] },
    ]);
  });

  it('object-masks, text and tree the same', async () => {
    expect(await run('object-masks', objectMasks)).toEqual([
      ['db01', 'dal05', '2'],
      ['db01', '2'],
    ]);
    const [text, tree] = server.received.map(({ mask }) => mask);
    expect(text).toMatch(
      /operatingSystem[.[]passwords\]?,\s*networkComponents,\s*datacenter,\s*processorCount/,
    );
    expect(tree).toBe(text);
  });

  it('result-limits', async () => {
    expect(await run('result-limits', resultLimits)).toEqual([['10 and 10 of 25'], ['25']]);
    expect(server.received.map(({ limit, offset }) => `${limit} from ${offset}`)).toEqual([
      ...['10 from 0', '10 from 10'],
      ...['10 from 0', '10 from 10', '10 from 20'],
    ]);
  });

  it('error-handling', async () => {
    expect(await runToExit(1, 'error-handling', errorHandling)).toEqual([[refusal]]);
    expect(server.received).toEqual([]);
  });

  it('create-instance-manager', async () => {
    expect(await run('create-instance-manager', createInstanceManager)).toEqual([
      ['1854895', 'myhostname.example.org'],
    ]);
    const template = {
      ...{ hostname: 'myhostname', domain: 'example.org', startCpus: 1, maxMemory: 1024 },
      ...{ hourlyBillingFlag: true, localDiskFlag: false },
      operatingSystemReferenceCode: 'UBUNTU_LATEST',
      supplementalCreateObjectOptions: { bootMode: null },
    };
    expect(server.received).toEqual([{ call: 'Virtual_Guest.createObject', args: [template] }]);
  });

  it('list-hardware', async () => {
    expect(await run('list-hardware', listHardware)).toEqual([['db01.example.org', '64']]);
    const id = { operation: 'orderBy', options: [{ name: 'sort', value: ['ASC'] }] };
    const memoryCapacity = { operation: '> 8' };
    const datacenter = { name: { operation: '_= dal05' } };
    expect(server.received).toMatchObject([
      {
        call: 'Account.getHardware',
        filter: { hardware: { id, memoryCapacity, datacenter } },
        ...{ limit: 100, offset: 0 },
      },
    ]);
  });
});

describe('the examples of SoftLayer against a control plane', () => {
  let plane: ControlPlane;
  const password = 'a-good-password';
  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
  });
  afterAll(() => plane?.close());
  beforeEach(() => connect(plane.url, 'admin', password));

  it('account', async () => {
    expect(await run('account', account)).toEqual([['1', 'Pileus Cap Clouds Inc.']]);
  });

  it('create-instance and create-instance-manager, seen in result-limits', async () => {
    const [, [before] = []] = await run('result-limits', resultLimits);
    const made = [[expect.stringMatching(/^\d+$/), 'myhostname.example.org']];
    expect(await run('create-instance', createInstance)).toEqual(made);
    expect(await run('create-instance-manager', createInstanceManager)).toEqual(made);
    const count = Number(before) + 2;
    expect(await run('result-limits', resultLimits)).toEqual([
      [`${count} and 0 of ${count}`],
      [String(count)],
    ]);
  });

  it('object-masks and list-hardware', async () => {
    const names = ['edge01', 'db01', 'db02', 'hpc01'];
    expect(await run('object-masks', objectMasks)).toEqual([
      ...names.map((name) => [name, 'dal05', '1']),
      ...names.map((name) => [name, '2']),
    ]);
    expect(await run('list-hardware', listHardware)).toEqual([
      ['db01.example.com', '32'],
      ['db02.example.com', '32'],
      ['hpc01.example.com', '64'],
    ]);
  });

  it('error-handling', async () => {
    expect(await runToExit(1, 'error-handling', errorHandling)).toEqual([[refusal]]);
  });
});

it('every example was run', () => {
  const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
  expect([...ran].sort()).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
});
