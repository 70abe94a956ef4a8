import { readFileSync } from 'node:fs';
import type { PlanFile } from '@pileus/autoscale';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterFiles, runAutoscale } from './cluster-files.test.helper.js';

const { file, write, inputs, remove } = clusterFiles();
afterAll(remove);
const read = (name: string) => JSON.parse(readFileSync(file(name), 'utf8'));

describe('plans from files', () => {
  const run = (...args: string[]) => runAutoscale(args);
  const planTo = (name: string, ...args: string[]) =>
    run('plan', ...inputs(), '--out', file(name), ...args);

  it('are shown decision by decision, each with what lost and why', async () => {
    const { code, out, err } = await planTo('plan.json');
    expect(code).toBe(0);
    expect(err).toContain('Next: pileus autoscale apply');
    expect(out).toMatch(/ordered: 5 nodes to make, 1 to start again, 1 in use; \$1\.01 an hour/);
    expect(out).toMatch(/one: 14 placed; {"ncpus":1}/);
    expect(out).toMatch(
      /htc\/Standard_F4s_v2 +chosen +2 new, 1 to start, 1 there +0\.507 +htc-1, htc-2, htc-3, htc-5/,
    );
    expect(out).toMatch(/htc\/Standard_F16s_v2 +possible +- +0\.677 each +it would do; ordered/);
    expect(out).toMatch(/chosen +3 new +Standard_F4s_v2_pg0 +0\.507 +htc-6, htc-7, htc-8/);
    expect(out).toMatch(/fat: 0 of 1 placed/);
    expect(out).toMatch(/fat +1 of 1 +.*ncpus: 32 needed/);
  });

  it('are the same document on standard output and in a file, but for its id and time', async () => {
    const printed = JSON.parse((await run('plan', ...inputs(), '-o', 'json')).out);
    const { id, madeAt, ...plan } = read('plan.json');
    expect(printed).toMatchObject(plan);
    expect(printed.id).not.toBe(id);
    expect(Date.parse(madeAt)).toBeLessThanOrEqual(Date.parse(printed.madeAt));
  });

  it('are weighed by a dry run: what they make, or exit code 5 with what has changed', async () => {
    const weigh = (...files: string[]) => run('apply', file('plan.json'), ...files, '--dry-run');
    const { code, out } = await weigh(...inputs());
    expect({ code, out }).toEqual({
      code: 0,
      out: [
        'create 2 htc Standard_F4s_v2 for one',
        'create 3 htc Standard_F4s_v2 in Standard_F4s_v2_pg0 for mpi',
        'start htc-2\n',
      ].join('\n'),
    });
    const json = JSON.parse((await weigh(...inputs(), '-o', 'json')).out);
    expect(json).toMatchObject({ create: [{ count: 2 }, { count: 3 }], start: ['htc-2'] });
    write('later.json', [{ name: 'one', constraints: { ncpus: 1 }, iterations: 14 }]);
    const stale = await weigh(...inputs('jobs', 'nodes'), '--jobs', file('later.json'));
    expect(stale).toMatchObject({ code: 5, out: '' });
    expect(stale.err).toContain('node htc-2 is gone; job mpi is gone; job fat is gone. Plan again');
  });

  it('differ in groups, in the places of jobs and in cost', async () => {
    await planTo('cheap.json', '--policy', 'cheapest', '--config', file('autoscale.yaml'));
    write('fewer.json', read('jobs.json').slice(0, 1));
    await run('plan', ...inputs('jobs'), '--jobs', file('fewer.json'), '--out', file('small.json'));
    const { code, out } = await run('diff', file('plan.json'), file('small.json'));
    expect(code).toBe(0);
    expect(out).toMatch(/removed +htc +Standard_F4s_v2 +Standard_F4s_v2_pg0 +3 +0/);
    expect(out).toContain('Cost: -$0.51 an hour');
    const same = await run('diff', file('plan.json'), file('plan.json'), '-o', 'json');
    expect(JSON.parse(same.out)).toMatchObject({ groups: [], moved: [], hourlyCost: 0 });
  });

  it.each<[string, (plan: PlanFile) => unknown, RegExp]>([
    [
      'a field that is no number',
      (plan) => ({ ...plan, cost: { hourly: 'much', unpriced: 0 } }),
      /'cost\.hourly'/,
    ],
    [
      'more nodes than it lists',
      ({ groups: [first, ...rest], ...plan }) => ({
        ...plan,
        groups: [{ ...first, count: 9 }, ...rest],
      }),
      /'groups\.0\.count': the group lists 1 nodes, not 9/,
    ],
    ['a field too many', (plan) => ({ ...plan, force: true }), /force/],
    ['nothing of a plan', () => ({ nodes: [] }), /'version'/],
    ['text', () => 'a table', /holds no JSON/],
  ])('with %s are refused, and the field is named', async (_, edit, message) => {
    write('edited.json', edit(read('plan.json')));
    const args = ['apply', file('edited.json'), ...inputs(), '--dry-run'];
    const { code, err } = await runAutoscale(args);
    expect(code).toBe(2);
    expect(err).toContain('edited.json');
    expect(err).toMatch(message);
  });

  it.each([
    [['plan'], /by -c FILE, or by --jobs and --status/],
    [['plan', '--jobs', 'jobs.json'], /both --jobs and --status/],
    [['apply', 'PLAN', ...inputs()], /name a cluster by -c FILE, or add --dry-run/],
    [['diff', 'PLAN', 'nowhere.json'], /nowhere.json cannot be read/],
  ])('%j is refused with exit code 2', async (args, reason) => {
    const named = args.map((arg) => (arg === 'PLAN' ? file('plan.json') : arg));
    const { code, err } = await runAutoscale(named);
    expect(code).toBe(2);
    expect(err).toMatch(reason);
  });
});

describe('plans for a live cluster', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    const admin = { username: 'admin', password: 'a-good-password' };
    plane = await startControlPlane({ world: 'demo', admin });
    write('queue.json', [
      { name: 'render', constraints: { ncpus: 1, nodearray: 'execute' }, iterations: 6 },
    ]);
    write('scale.yaml', {
      cluster_name: 'test-cluster-1',
      queue: { type: 'command', command: ['cat', 'queue.json'] },
    });
  });
  afterAll(() => plane?.close());
  const run = (...args: string[]) =>
    runAutoscale([...args, '-c', file('scale.yaml')], {
      PATH: process.env.PATH ?? '',
      PILEUS_CYCLECLOUD_URL: plane.url,
      PILEUS_CYCLECLOUD_USERNAME: 'admin',
      PILEUS_CYCLECLOUD_PASSWORD: 'a-good-password',
    });
  const listed = async () => {
    const { out } = await run('plan', '-o', 'json');
    const { matched, unmatched } = JSON.parse(out);
    return [...matched, ...unmatched].length;
  };

  it('make their nodes once, and are refused with exit code 5 once the cluster has changed', async () => {
    const before = await listed();
    await run('plan', '--out', file('live.json'));
    await run('plan', '--out', file('other.json'));
    expect((await run('apply', file('live.json'), '--dry-run')).out).toContain(
      'create 3 execute Standard_F2s_v2 for render',
    );
    expect(await listed()).toBe(before);

    const first = await run('apply', file('live.json'));
    expect(first).toMatchObject({ code: 0, err: '' });
    expect(first.out).toMatch(/create 3 execute Standard_F2s_v2 for render: execute-1/);
    const again = await run('apply', file('live.json'));
    expect(again).toMatchObject({ code: 0, err: expect.stringContaining('carried out before') });
    expect(await listed()).toBe(before + 3);

    const stale = await run('apply', file('other.json'));
    expect(stale).toMatchObject({ code: 5, out: '' });
    expect(stale.err).toMatch(/The plan is stale: since it was made, .*node execute-1 is new/);
    expect(await listed()).toBe(before + 3);
  }, 30_000);

  it('that get fewer nodes than they ask for end with exit code 7 and the reason', async () => {
    write('queue.json', [
      { name: 'wide', constraints: { ncpus: 44, nodearray: 'ondemand' }, iterations: 30 },
    ]);
    await run('plan', '--out', file('wide.json'));
    const { groups, ...rest } = read('wide.json') as PlanFile;
    const [{ count, nodes, ...group }] = groups as [PlanFile['groups'][number]];
    const extra = { ...nodes[0]!, name: 'ondemand-99' };
    const wider = { ...group, count: count + 1, nodes: [...nodes, extra] };
    write('wide.json', { ...rest, groups: [wider] });
    const { code, out, err } = await run('apply', file('wide.json'));
    expect(code).toBe(7);
    expect(out).toContain(`create ${count} of ${count + 1} asked for ondemand Standard_HC44rs`);
    expect(err).toMatch(
      new RegExp(`Fewer nodes than planned: ${count} of ${count + 1} .*limit`, 'i'),
    );
  });
});
