import { afterAll, describe, expect, it } from 'vitest';
import { clusterFiles, record, runAutoscale } from './cluster-files.test.helper.js';

const { file, write, inputs, remove } = clusterFiles();
afterAll(remove);
const run = (...args: string[]) => runAutoscale(args);

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

  it('validate checks a configuration for planning, and that of the loop with its queue', async () => {
    const validate = (name: string) => run('validate', '--config', file(name));
    expect(await validate('autoscale.yaml')).toMatchObject({
      code: 0,
      out: expect.stringContaining('no mistakes'),
      err: expect.stringContaining('it lacks cluster_name and queue'),
    });
    const queue = { type: 'command', command: ['list-jobs'] };
    const login = { url: 'http://127.0.0.1:1', username: 'ann', password: { env: 'HUSH' } };
    write('loop.yaml', { cluster_name: 'c', queue, ...login, scale_down: 'off' });
    const { code, err } = await validate('loop.yaml');
    expect(code).toBe(2);
    expect(err).toMatch(/loop.yaml: 'scale_down': .*"shutdown"/);
    write('loop.yaml', { cluster_name: 'c', queue, ...login });
    expect((await validate('loop.yaml')).err).toContain("'password': the environment has no HUSH");
    const known = await runAutoscale(['validate', '--config', file('loop.yaml')], { HUSH: 'x' });
    expect(known).toMatchObject({ code: 0, err: '' });
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
