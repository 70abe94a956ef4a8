import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readWorld } from './load.js';
import { parseWorld } from './read-file.js';
import { WorldError } from './world-error.js';

/** The issues of a text that cannot be used, as `path: message`. */
async function issuesOf(text: string): Promise<string[]> {
  const error = await parseWorld(text, 'test.yaml').then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof WorldError)) throw error ?? new Error('The world was accepted.');
  return error.issues.map(({ path, message }) => `${path}: ${message}`);
}

const account = 'accounts: [{ alias: ACME, name: Acme, domain: acme.example }]';
const vm = 'vcpus: 1, memoryMb: 1024';

describe('a world file', () => {
  it('fills in defaults', async () => {
    const world = await parseWorld(account, 'test.yaml');
    expect(world.accounts).toEqual([
      {
        alias: 'ACME',
        name: 'Acme',
        domain: 'acme.example',
        home: {},
        contact: {},
        status: 'active',
        ext: {},
      },
    ]);
    expect(world.machines).toEqual([]);
  });

  it('is read from disk', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pileus-world-'));
    try {
      await writeFile(join(folder, 'w.yaml'), `${account}\ntitle: Mine\n`);
      expect((await readWorld(join(folder, 'w.yaml'))).title).toBe('Mine');
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('that is missing is told with the worlds that there are', async () => {
    await expect(readWorld('/nowhere/w.yaml')).rejects.toThrow(/\(demo, empty\).*ENOENT/);
  });

  it.each([
    ['no YAML', 'a: [', /^: .* at line 1/],
    ['a list', '[]', /^: .*expected object/],
    ['nothing', '', /^accounts: /],
    [
      'an unknown section',
      `${account}\nservers: []`,
      /^: Unknown: servers\. Allowed here: title, extends/,
    ],
    [
      'an unknown field',
      'accounts: [{ alias: ACME, name: A, domain: d, nam: A }]',
      /^accounts\[0\]: Unknown: nam\. Allowed here: .*alias/,
    ],
    [
      'an alias in small letters',
      'accounts: [{ alias: acme, name: A, domain: d }]',
      /^accounts\[0\]\.alias: Must be 2 to 4 capital/,
    ],
    [
      'a role that there is not',
      `${account}\nusers: [{ username: a, role: boss }]`,
      /^users\[0\]\.role: .*"reader"\|"operator"\|"admin"/,
    ],
    [
      'an unknown home',
      'accounts: [{ alias: ACME, name: A, domain: d, home: { softlayer: dal99 } }]',
      /^accounts\[0\]\.home\.softlayer: There is no location "dal99"/,
    ],
    [
      'a distribution of no form',
      `${account}\nsimulation: { times: { boot: { max: 1 } } }`,
      /^simulation\.times\.boot/,
    ],
    [
      'an unknown time',
      `${account}\nsimulation: { times: { reboot: 1 } }`,
      /^simulation\.times: Unknown: reboot\. Allowed here: allocate, boot/,
    ],
    [
      'an unknown dialect of an image',
      `${account}\nimages: [{ name: i, title: i, osFamily: x, osVersion: '1', diskGb: 1, names: { aws: y } }]`,
      /^images\[0\]\.names/,
    ],
    [
      'an empty quota',
      `extends: empty\nquotas: [{ location: eastus }]`,
      /^quotas\[0\]: .*cores, nodes or both/,
    ],
  ])('with %s says where and what is allowed', async (_what, text, wanted) => {
    expect(await issuesOf(text)).toEqual([expect.stringMatching(wanted)]);
  });

  it('tells all mistakes of its fields at once', async () => {
    const issues = await issuesOf(
      'accounts: [{ alias: 7, name: A, domain: d }]\nlocations: [{ code: WA1, title: T, provider: p }]',
    );
    expect(issues.map((issue) => issue.split(':')[0])).toEqual([
      'accounts[0].alias',
      'locations[0].code',
    ]);
  });

  it('tells all mistakes of its references at once', async () => {
    const issues = await issuesOf(`
extends: demo
clusters:
  - { name: c2, maxCount: 1, maxCoreCount: 1, arrays: [{ name: a, location: eastus, machineTypes: [Nope, { machineType: Standard_B2s }, standard_b2s] }] }
machines:
  - { name: a, location: mars, ${vm} }
  - { name: b, location: wa1 }
  - { name: c, location: wa1, ${vm}, group: Nobody }
  - { name: d, location: wa1, ${vm}, image: beos }
  - { name: e, location: eastus, cluster: c2, array: z }
  - { name: ondemand-9, location: eastus, cluster: test-cluster-1, array: ondemand }
  - { name: x, ordinal: 3, location: southcentralus, cluster: test-cluster-1, array: ondemand }
  - { name: y, location: southcentralus, cluster: test-cluster-1, array: ondemand, machineType: Standard_B2s }
  - { name: f, location: wa1, ${vm}, serverName: VA1PILWEB01 }
  - { name: g, location: wa1, ${vm}, uid: 62a1b116-3c4e-4229-b290-b54ea23f1b68 }
  - { name: h, location: dal05, machineType: S1270_8GB_2X1TBSATA_NORAID }
  - { name: i, location: wa1, ${vm}, placementGroup: p }
`);
    const paths = issues.map((issue) => issue.slice(0, issue.indexOf(': '))).sort();
    expect(paths).toEqual(
      [
        'clusters[0].arrays[0].machineTypes[0]',
        'clusters[0].arrays[0].machineTypes[2]',
        'machines[0].location',
        'machines[1].memoryMb',
        'machines[1].vcpus',
        'machines[2].group',
        'machines[3].image',
        'machines[4].array',
        'machines[5].location',
        'machines[6].ordinal',
        'machines[7].machineType',
        'machines[8].serverName',
        'machines[9].uid',
        'machines[10].machineType',
        'machines[11].placementGroup',
      ].sort(),
    );
    expect(issues.join('\n')).toContain(
      'There is no group in wa1 "Nobody". There is: Default Group, Archive',
    );
  });

  it('needs a host for its containers', async () => {
    const issues = await issuesOf(`${account}\nservices: [{ name: s, image: i }]`);
    expect(issues).toEqual([expect.stringMatching(/^services\[0\]\.containers: .*"host"/)]);
  });
});

describe('a world file that extends another', () => {
  it('adds entries and changes those of the same name', async () => {
    const world = await parseWorld(
      `extends: demo
locations: [{ code: mars1, title: Mars, provider: softlayer }, { code: wa1, title: Home }]
quotas: [{ location: southcentralus, cores: 5 }]`,
      'test.yaml',
    );
    const titles = new Map(world.locations.map(({ code, title }) => [code, title]));
    expect(titles.get('mars1')).toBe('Mars');
    expect(titles.get('wa1')).toBe('Home');
    expect(world.locations.find(({ code }) => code === 'wa1')!.provider).toBe('centurylink');
    const regional = world.quotas.filter(
      ({ location, family, spot }) => location === 'southcentralus' && family === '*' && !spot,
    );
    expect(regional).toMatchObject([{ cores: 5 }]);
  });

  it('has only its own accounts when it names any', async () => {
    const world = await parseWorld(`extends: empty\n${account}`, 'test.yaml');
    expect(world.accounts.map(({ alias }) => alias)).toEqual(['ACME']);
    expect(world.machines.map(({ name }) => name)).toEqual(['local-1']);
  });

  it('changes single times of the simulation', async () => {
    const text = 'extends: demo\nsimulation: { seed: s, times: { boot: 9 } }';
    const { simulation } = await parseWorld(text, 'test.yaml');
    expect(simulation).toEqual({ seed: 's', times: { allocate: { min: 0.1, max: 0.3 }, boot: 9 } });
  });

  it('tells mistakes by their places in the file, and of the base by its name', async () => {
    const issues = await issuesOf(`
extends: demo
clusters: [{ name: test-cluster-1, arrays: [] }]
locations: [{ code: wa1, provider: 7 }]`);
    expect(issues).toEqual([expect.stringMatching(/^locations\[0\]\.provider: /)]);
    const orphans = await issuesOf(
      'extends: demo\nclusters: [{ name: test-cluster-1, arrays: [] }]',
    );
    expect(orphans).toEqual([expect.stringMatching(/^demo: machines\[\d+\]\.array: .*"ondemand"/)]);
  });
});
