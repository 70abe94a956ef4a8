import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import * as clientObjects from '../../examples/cyclecloud/client-objects.js';
import * as clusterObject from '../../examples/cyclecloud/cluster-object.js';
import * as clusterStatus from '../../examples/cyclecloud/cluster-status.js';
import * as createNodes from '../../examples/cyclecloud/create-nodes.js';
import * as deleteNodes from '../../examples/cyclecloud/delete-nodes.js';
import * as deleteNodesByFilter from '../../examples/cyclecloud/delete-nodes-by-filter.js';
import * as directApi from '../../examples/cyclecloud/direct-api.js';
import * as tightlyCoupledNodes from '../../examples/cyclecloud/tightly-coupled-nodes.js';

const folder = new URL('../../examples/cyclecloud/', import.meta.url);
const uuid = expect.stringMatching(/^[0-9a-f-]{36}$/);

/** Every example, in real time: nodes of the demo world boot within a second. */
describe('the examples of CycleCloud', () => {
  let plane: ControlPlane;
  let home: string;
  const password = 'examples; #1 = 100% ok';
  const told: string[][] = [];
  const ran = new Set<string>();

  beforeAll(async () => {
    plane = await startControlPlane({ world: 'demo', admin: { username: 'admin', password } });
    home = mkdtempSync(join(tmpdir(), 'pileus-examples-'));
    mkdirSync(join(home, '.cycle'));
    const ini = `[cyclecloud]\nurl = ${plane.url}\nusername = admin\npassword = ${password}\n`;
    writeFileSync(join(home, '.cycle', 'config.ini'), ini);
  });
  afterAll(async () => {
    rmSync(home, { recursive: true });
    await plane.close();
  });
  beforeEach(() => {
    for (const name of Object.keys(process.env)) {
      if (/^(PILEUS_)?CYCLECLOUD_|^PILEUS_PROFILE|^XDG_CONFIG_HOME/.test(name)) {
        vi.stubEnv(name, undefined);
      }
    }
    vi.stubEnv('HOME', home);
    vi.spyOn(console, 'log').mockImplementation((...words) => {
      told.push(words.map(String));
    });
  });
  afterEach(() => {
    vi.unstubAllEnvs();
    vi.restoreAllMocks();
  });

  const run = async (name: string, example: { main(): Promise<void> }) => {
    ran.add(name);
    told.length = 0;
    await example.main();
    return told;
  };

  it('client-objects', async () => {
    expect(await run('client-objects', clientObjects)).toEqual([
      [plane.url],
      ['https://127.0.0.1:8443'],
      ['https://127.0.0.1:8443'],
    ]);
  });

  it('reads the environment before the file', async () => {
    vi.stubEnv('PILEUS_CYCLECLOUD_URL', 'http://other.test');
    vi.stubEnv('CYCLECLOUD_USERNAME', 'u');
    vi.stubEnv('CYCLECLOUD_PASSWORD', 'p');
    expect((await run('client-objects', clientObjects))[0]).toEqual(['http://other.test']);
  });

  it('cluster-status', async () => {
    expect(await run('cluster-status', clusterStatus)).toEqual([
      ['test-cluster-1: Started, at most 10000 nodes'],
      ['ondemand Standard_F32s_v2: 14 available (cd56af52-c041-435a-a4e7-e6a91ca519a2)'],
      ['ondemand Standard_HC44rs: 10 available (d81e001a-a29e-4208-9754-79815cb7b225)'],
      [expect.stringMatching(/^execute Standard_F2s_v2: \d+ available/)],
    ]);
  });

  it('cluster-object, and delete-nodes-by-filter for what it started', async () => {
    expect(await run('cluster-object', clusterObject)).toEqual([
      ['Started'],
      ['ondemand-3', 'Ready'],
      ['execute-1', 'Ready'],
      ['execute-2', 'Ready'],
      ['execute-3', 'Ready'],
    ]);
    expect(await run('delete-nodes-by-filter', deleteNodesByFilter)).toEqual([
      ['(State === "Started" && Template === "execute")'],
      ['3 nodes terminated'],
    ]);
  });

  it('direct-api', async () => {
    expect(await run('direct-api', directApi)).toEqual([['200', 'Started']]);
  });

  it('create-nodes', async () => {
    const [operation, node, ...progress] = await run('create-nodes', createNodes);
    expect(operation).toEqual([expect.stringMatching(/^operation [0-9a-f-]{36} added 1$/)]);
    expect(node).toEqual(['ondemand-1', uuid, 'Standard_F32s_v2']);
    expect(progress.at(-1)).toEqual(['1 of 1 ready']);
  });

  it('tightly-coupled-nodes', async () => {
    const address = expect.stringMatching(/^172\.16\.0\.\d+$/);
    expect(await run('tightly-coupled-nodes', tightlyCoupledNodes)).toEqual(
      [2, 4, 5, 6].map((index) => [`ondemand-${index}`, 'pg0', address]),
    );
  });

  it('delete-nodes', async () => {
    expect(await run('delete-nodes', deleteNodes)).toEqual([
      ['ondemand-3', '62a1b116-3c4e-4229-b290-b54ea23f1b68', 'OK'],
    ]);
  });

  it('has run every one that there is', () => {
    const files = readdirSync(folder).filter((file) => file.endsWith('.ts'));
    expect([...ran].sort()).toEqual(files.map((file) => file.replace(/\.ts$/, '')).sort());
  });
});
