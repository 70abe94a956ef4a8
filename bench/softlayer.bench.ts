import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from '@pileus/sdk/softlayer';
import { decodeResponse, encodeResponse } from '@pileus/sdk/softlayer/xmlrpc';
import { request } from 'undici';
import { faster, importCost, interleaved, median, type Row, remark, slower } from './measure.js';

export const name = 'The SoftLayer client';

const root = join(import.meta.dirname, '../../..');
const guestCount = 500;
const rounds = 7;
const lists = 15;
const calls = 4000;
const login = { username: 'SL1', apiKey: 'f9a7c1d4'.repeat(8), env: {} };

export async function run(): Promise<Row[]> {
  const guests = Array.from({ length: guestCount }, (_, i) => guest(i + 1));
  const xml = encodeResponse(guests);
  const json = JSON.stringify(guests);
  const account = JSON.stringify({ id: 1, companyName: 'Example' });
  const server = createServer((incoming, response) => {
    const isXml = incoming.method === 'POST';
    response.setHeader('content-type', isXml ? 'text/xml' : 'application/json');
    response.setHeader('softlayer-total-items', guestCount);
    response.end(isXml ? xml : incoming.url?.includes('Guests') ? json : account);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const xmlrpc = new Client({ ...login, endpointUrl: `${url}/xmlrpc/v3.1` });
  const rest = new Client({ ...login, endpointUrl: `${url}/rest/v3.1` });
  const authorization = `Basic ${Buffer.from(`${login.username}:${login.apiKey}`).toString('base64')}`;
  const bare = async (path: string) => {
    const response = await request(`${url}/rest/v3.1/${path}`, { headers: { authorization } });
    return JSON.parse(await response.body.text());
  };
  const timed = async (times: number, once: () => Promise<unknown>) => {
    const began = performance.now();
    for (let i = 0; i < times; i++) await once();
    return (performance.now() - began) / times;
  };
  const one = await interleaved(
    rounds,
    () => timed(calls, () => rest.Account.getObject()),
    () => timed(calls, () => bare('SoftLayer_Account/getObject.json')),
  );
  const listed = await interleaved(
    rounds,
    () => timed(lists, () => rest.Account.getVirtualGuests()),
    () => timed(lists, () => bare('SoftLayer_Account/getVirtualGuests.json')),
  );
  const overXml = median(
    await repeated(rounds, () => timed(lists, () => xmlrpc.Account.getVirtualGuests())),
  );
  // Python wants the root of the standard.
  const bytes = Buffer.from(
    xml.replace('<params>', '<methodResponse><params>').concat('</methodResponse>'),
  );
  const decoding = median(
    await repeated(rounds, () => timed(lists, async () => decodeResponse(bytes))),
  );
  server.close();
  server.closeAllConnections();
  const inMicroseconds = { ours: one.ours * 1000, theirs: one.theirs * 1000 };
  const size = `${(Buffer.byteLength(xml) / 1e6).toFixed(1)} MB`;
  return [
    slower('one call over REST', 'us', inMicroseconds, 'undici request + JSON.parse', 1.2),
    slower(`${guestCount} guests over REST`, 'ms', listed, 'undici request + JSON.parse', 1.5),
    ...python(bytes, decoding, size),
    remark(`${guestCount} guests over XML-RPC (${size})`, 'ms', overXml, 'the whole call'),
    importCost('@pileus/sdk/softlayer', 40),
    typeCost(),
  ];
}

async function repeated(times: number, measure: () => Promise<number>): Promise<number[]> {
  const figures: number[] = [];
  for (let i = 0; i <= times; i++) figures.push(await measure());
  return figures.slice(1);
}

/** A guest with the members that a list shows, about 2 kB as XML. */
const guest = (id: number) => ({
  accountId: 278444,
  createDate: '2026-01-13T08:35:14+00:00',
  deviceStatusId: 8,
  domain: 'example.org',
  fullyQualifiedDomainName: `web${id}.example.org`,
  hostname: `web${id}`,
  id: 53_000_000 + id,
  lastPowerStateId: '',
  lastVerifiedDate: '',
  maxCpu: 2,
  maxCpuUnits: 'CORE',
  maxMemory: 4096,
  metricPollDate: '',
  modifyDate: '2026-02-13T08:35:14+00:00',
  notes: 'behind the balancer & <tested>',
  provisionDate: '2026-01-13T09:01:14+00:00',
  startCpus: 2,
  statusId: 1001,
  uuid: `8e6e4e0c-6d3e-4c0d-9b4a-${String(id).padStart(12, '0')}`,
  globalIdentifier: `a6f0f9c3-31b1-4d2c-8f5a-${String(id).padStart(12, '0')}`,
  primaryIpAddress: `169.62.${id >> 8}.${id & 255}`,
  primaryBackendIpAddress: `10.93.${id >> 8}.${id & 255}`,
  datacenter: { id: 138124, longName: 'Dallas 5', name: 'dal05' },
  powerState: { keyName: 'RUNNING', name: 'Running' },
  tagReferences: [{ id: id * 2, tagId: 5, tag: { id: 5, name: 'web' } }],
});

/** The same bytes through the decoder of Python's standard library; nothing where there is no Python. */
function python(bytes: Uint8Array, ours: number, size: string): Row[] {
  const folder = mkdtempSync(join(tmpdir(), 'pileus-bench-'));
  const file = join(folder, 'guests.xml');
  writeFileSync(file, bytes);
  const code = `
import statistics, sys, time, xmlrpc.client
data = open(sys.argv[1], 'rb').read()
times = []
for _ in range(7):
    began = time.perf_counter()
    value, _ = xmlrpc.client.loads(data)
    times.append((time.perf_counter() - began) * 1000)
assert len(value[0]) == ${guestCount}
print(statistics.median(times))`;
  try {
    const theirs = Number(
      execFileSync('python3', ['-c', code, file], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'ignore'],
      }),
    );
    const rates = { ours: 1000 / ours, theirs: 1000 / theirs };
    const what = `decoding ${guestCount} guests of XML-RPC (${size})`;
    return [faster(what, '1/s', rates, "Python's xmlrpc.client.loads", 5)];
  } catch {
    return [];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** Milliseconds of the compiler for a program that shapes one list, with all types of the API in sight. */
function typeCost(): Row {
  const folder = mkdtempSync(join(tmpdir(), 'pileus-bench-'));
  const sdk = join(root, 'packages/sdk/dist/softlayer/index.js');
  const options = { noEmit: true, composite: false, declaration: false, declarationMap: false };
  const typeRoots = [join(root, 'node_modules/@types')];
  const config = {
    extends: join(root, 'tsconfig.base.json'),
    compilerOptions: { ...options, typeRoots },
    files: ['use.ts'],
  };
  writeFileSync(
    join(folder, 'use.ts'),
    `import { Client } from '${sdk}';
     const mask = { hostname: true, datacenter: { name: true } } as const;
     export const guests = await new Client().Account.getVirtualGuests({ mask });`,
  );
  writeFileSync(join(folder, 'package.json'), '{"type": "module"}');
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const tsc = join(root, 'node_modules/typescript/bin/tsc');
  const times = Array.from({ length: 5 }, () => {
    const began = performance.now();
    execFileSync(process.execPath, [tsc, '-p', folder]);
    return performance.now() - began;
  });
  rmSync(folder, { recursive: true });
  return remark('type-check of a program that shapes a list', 'ms', median(times), 'a whole tsc');
}
