import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../program.js';
import { openTerminal } from '../terminal.js';

let folder: string;
const file = (name: string) => join(folder, name);
const write = (name: string, content: unknown) =>
  writeFileSync(file(name), typeof content === 'string' ? content : JSON.stringify(content));

const bucket = (machineType: string, vcpuCount: number, availableCount: number) => ({
  bucketId: machineType,
  definition: { machineType },
  virtualMachine: {
    vcpuCount,
    pcpuCount: vcpuCount,
    gpuCount: 0,
    memory: 2 * vcpuCount,
    infiniband: false,
  },
  valid: true,
  activeCount: 0,
  activeCoreCount: 0,
  availableCount,
  availableCoreCount: availableCount * vcpuCount,
  maxCount: availableCount,
  maxCoreCount: availableCount * vcpuCount,
  consumedCoreCount: 0,
  quotaCount: 100,
  quotaCoreCount: 400,
  familyConsumedCoreCount: 0,
  familyQuotaCoreCount: 400,
  regionalConsumedCoreCount: 0,
  regionalQuotaCoreCount: 400,
  maxPlacementGroupSize: 4,
  maxPlacementGroupCoreSize: 4 * vcpuCount,
  placementGroups: [],
  lastCapacityFailure: -1,
});

const record = (Name: string, Status: string, TargetState = 'Started') => ({
  Name,
  NodeId: `id-${Name}`,
  Template: 'htc',
  MachineType: 'Standard_F4s_v2',
  Status,
  TargetState,
});

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pileus-autoscale-'));
  const status = {
    maxCount: 100,
    maxCoreCount: 1000,
    nodearrays: [
      {
        name: 'htc',
        nodearray: { Region: 'westus2', SubnetId: 'a/b/c' },
        maxCount: 50,
        maxCoreCount: 500,
        buckets: [bucket('Standard_F4s_v2', 4, 10), bucket('Standard_F16s_v2', 16, 2)],
      },
    ],
    nodes: [record('htc-1', 'Ready'), record('htc-4', 'Failed')],
  };
  write('status.json', status);
  write('nodes.json', { nodes: [...status.nodes, record('htc-2', 'Deallocated', 'Deallocated')] });
  write('jobs.json', [
    { name: 'one', constraints: { ncpus: 1 }, iterations: 14 },
    { name: 'mpi', constraints: { exclusive: true }, 'node-count': 3, colocated: true },
    { name: 'fat', constraints: [{ ncpus: 32 }] },
  ]);
  write(
    'autoscale.yaml',
    'policy: cheapest\ndefault_resources:\n  - {select: {}, name: scratch, value: 50}\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = openTerminal({
    stdout: { write: (text) => out.push(text), columns: 200 },
    stderr: { write: (text) => err.push(text) },
    env: {},
  });
  const code = await runProgram(['autoscale', ...args], terminal, '1.2.3');
  return { code, out: out.join(''), err: err.join('') };
}

const inputs = (...names: string[]) =>
  ['jobs', 'status', 'nodes']
    .filter((name) => !names.includes(name))
    .flatMap((name) => [`--${name}`, file(`${name}.json`)]);

describe('pileus autoscale', () => {
  it('demand lists new nodes by group, matched, failed and unplaced, for scripts', async () => {
    const { code, out } = await run('demand', ...inputs(), '-o', 'json');
    expect(code).toBe(0);
    const answer = JSON.parse(out);
    const groups = answer.groups.map((group: Record<string, unknown>) => ({
      machineType: group.machineType,
      placementGroup: group.placementGroup,
      start: group.start,
      names: group.names,
    }));
    expect(groups).toEqual([
      { machineType: 'Standard_F4s_v2', placementGroup: null, start: true, names: ['htc-2'] },
      {
        machineType: 'Standard_F4s_v2',
        placementGroup: null,
        start: false,
        names: ['htc-3', 'htc-5'],
      },
      {
        machineType: 'Standard_F4s_v2',
        placementGroup: 'Standard_F4s_v2_pg0',
        start: false,
        names: ['htc-6', 'htc-7', 'htc-8'],
      },
    ]);
    expect(answer.matched).toMatchObject([{ name: 'htc-1', jobs: [{ name: 'one', slots: 4 }] }]);
    expect(answer.failed).toEqual(['htc-4']);
    expect(answer.unplaced).toMatchObject([{ job: 'fat', asked: 1, missing: 1 }]);
    expect(answer.unplaced[0].reason).toContain('32 needed, a machine has 16');
  });

  it('demand reads the bare list of nodes too', async () => {
    write('list.json', [record('htc-9', 'Ready')]);
    const files = [...inputs('nodes'), '--nodes', file('list.json')];
    const { matched, unmatched } = JSON.parse((await run('demand', ...files, '-o', 'json')).out);
    expect([...matched, ...unmatched].map(({ name }) => name).sort()).toEqual(['htc-1', 'htc-9']);
  });

  it('demand prints a table for people', async () => {
    const { out } = await run('demand', ...inputs());
    expect(out).toMatch(/New nodes: 5, \$\d/);
    expect(out).toMatch(/htc +Standard_F4s_v2 +Standard_F4s_v2_pg0 +htc-6 +mpi/);
    expect(out).toMatch(/fat +1 of 1 +.*ncpus: 32 needed/);
  });

  it('demand takes the policy of the configuration, and the flag before it', async () => {
    const policyOf = async (...args: string[]) =>
      JSON.parse((await run('demand', ...inputs(), '-o', 'json', ...args)).out).policy;
    expect(await policyOf()).toBe('ordered');
    expect(await policyOf('--config', file('autoscale.yaml'))).toBe('cheapest');
    expect(await policyOf('--config', file('autoscale.yaml'), '--policy', 'smallest-fit')).toBe(
      'smallest-fit',
    );
  });

  it('explain tells of each bucket why not', async () => {
    const { out } = await run('explain', 'fat', ...inputs(), '-o', 'json');
    expect(JSON.parse(out).buckets).toMatchObject([
      { bucket: 'htc/Standard_F4s_v2', outcome: 'ruled-out', status: 'InsufficientResource' },
      { bucket: 'htc/Standard_F16s_v2', outcome: 'ruled-out', status: 'InsufficientResource' },
    ]);
    expect(await run('explain', 'nobody', ...inputs())).toMatchObject({ code: 2 });
  });

  it('plan is refused by --check once the cluster has changed', async () => {
    const { out } = await run('plan', ...inputs());
    write('plan.json', out);
    expect(await run('plan', ...inputs(), '--check', file('plan.json'))).toMatchObject({ code: 0 });
    const { code, err } = await run('plan', ...inputs('nodes'), '--check', file('plan.json'));
    expect(code).toBe(1);
    expect(err).toContain('stale');
  });

  it('plan --diff tells what another policy changes', async () => {
    const { out } = await run(
      'plan',
      ...inputs(),
      '--policy',
      'cheapest',
      '--diff',
      file('plan.json'),
    );
    expect(JSON.parse(out)).toMatchObject({ sameCapacity: true, nowUnplaced: [] });
  });

  it.each([
    [
      'buckets',
      ['status', '--columns', 'machine-type,available', '-o', 'csv'],
      'Standard_F16s_v2,2',
    ],
    ['limits', ['status', '--columns', 'limit,max', '-o', 'csv'], 'limit of array htc,500'],
    ['nodes', ['status', 'nodes', '--columns', 'name,phase', '-o', 'csv'], 'htc-2,deallocated'],
    ['jobs', ['jobs', 'status', '--columns', 'job,missing', '-o', 'csv'], 'fat,1'],
  ])('%s lists them', async (command, [...args], line) => {
    const files = args.flatMap((arg) =>
      arg in { jobs: 1, status: 1, nodes: 1 } ? [`--${arg}`, file(`${arg}.json`)] : [arg],
    );
    expect((await run(command, ...files)).out.split('\n')).toContain(line);
  });

  it('validate tells every mistake of a queue, with its place', async () => {
    write('wrong.json', [
      { name: 'a', constraints: { 'node.colour': 'red' } },
      { name: 'b', constraints: [{ or: [{ ncpus: 1 }] }] },
    ]);
    const { code, err } = await run('validate', '--jobs', file('wrong.json'));
    expect(code).toBe(2);
    expect(err).toContain("job 'a': constraints.node.colour: a node has no property 'colour'");
    expect(err).toContain("job 'b': constraints[0].or: 'or' needs two");
    expect((await run('validate', '-C', 'ncpus=2')).out).toBe('{\n  "ncpus": 2\n}\n');
  });

  it.each([
    [
      ['demand', '--jobs', 'nowhere.json', '--status', 'nowhere.json'],
      /nowhere.json cannot be read/,
    ],
    [['validate'], /Give --jobs/],
    [['validate', '-C', 'what'], /write JSON, or key=value/],
    [['validate', '-C', '{"ncpus":'], /no JSON/],
  ])('%j is refused with exit code 2', async (args, reason) => {
    const { code, out, err } = await run(...args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toMatch(reason);
  });
});
