import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runProgram } from '../../program.js';
import { openTerminal } from '../../terminal.js';

let folder: string;
const file = (name: string) => join(folder, name);

const world = `
extends: empty
simulation:
  times: { allocate: 10, boot: 50, delete: 20 }
clusters:
  - name: lab
    location: westus2
    maxCount: 10
    maxCoreCount: 80
    arrays:
      - name: htc
        location: westus2
        machineTypes: [Standard_D16s_v3, Standard_D4s_v3]
`;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pileus-simulate-'));
  writeFileSync(file('lab.yaml'), world);
  writeFileSync(file('prices.yaml'), 'prices: { Standard_D4s_v3: 3.6, Standard_D16s_v3: 14.4 }\n');
  const jobs = [
    '; UnixStartTime: 1764547200',
    '1 0 -1 600 4 -1 -1 4 -1 -1 1 -1 -1 -1 -1 -1 -1 -1',
    '2 100 -1 60 2 -1 -1 2 -1 -1 1 -1 -1 -1 -1 -1 -1 -1',
    '3 100 -1 -1 2 -1 -1 2 -1 -1 5 -1 -1 -1 -1 -1 -1 -1',
    '4 100 -1 60 99 -1 -1 99 -1 -1 1 -1 -1 -1 -1 -1 -1 -1',
  ];
  writeFileSync(file('jobs.swf'), `${jobs.join('\n')}\n`);
});
// The command loads them when it runs, which is no part of what is tested.
beforeAll(async () => {
  await import('./simulate.js');
  await import('./page.js');
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(...args: string[]) {
  const out: string[] = [];
  const err: string[] = [];
  const terminal = openTerminal({
    stdout: { write: (text) => out.push(text), columns: 80 },
    stderr: { write: (text) => err.push(text) },
    env: {},
  });
  const code = await runProgram(['autoscale', 'simulate', ...args], terminal, '1.2.3');
  return { code, out: out.join(''), err: err.join('') };
}

const inputs = () => ['--trace', file('jobs.swf'), '--cluster', file('lab.yaml')];
const two = ['--policy', 'cheapest', '--policy', 'ordered'];

describe('pileus autoscale simulate', () => {
  it('prints all that it found out, for scripts', async () => {
    const prices = ['--config', file('prices.yaml')];
    const { code, out, err } = await run(...inputs(), ...two, ...prices, '-o', 'json');
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out);
    expect(report).toMatchObject({
      trace: {
        jobs: 3,
        leftOut: { 'cancelled before it ran': 1 },
        began: '2025-12-01T00:00:00.000Z',
      },
      cluster: { name: 'lab' },
      interval: 15,
      policies: [{ policy: 'cheapest' }, { policy: 'ordered' }],
    });
    const [cheapest, ordered] = report.policies;
    expect(cheapest).toMatchObject({
      spot: 'any',
      cost: {
        machineTypes: [{ machineType: 'Standard_D4s_v3', spot: false, nodes: 2, price: 3.6 }],
      },
      nodes: { started: 2, peak: 2 },
      jobs: { finished: 2, interruptions: 0, neverRan: [{ jobs: 1 }] },
      wait: { mean: 62.5, median: 60, p95: 65, max: 65 },
    });
    // On the large machine the second job finds room at once.
    expect(ordered).toMatchObject({
      cost: { machineTypes: [{ machineType: 'Standard_D16s_v3', nodes: 1 }] },
      nodes: { started: 1 },
      wait: { max: 60, median: 0 },
    });
    expect(ordered.cost.total).toBeGreaterThan(cheapest.cost.total);
    const { at, nodes, ready, waiting, running } = cheapest.series;
    for (const list of [nodes, ready, waiting, running]) expect(list).toHaveLength(at.length);
    expect(Object.keys(cheapest).sort()).toEqual([
      'cost',
      'jobs',
      'makespan',
      'nodes',
      'policy',
      'series',
      'spot',
      'utilisation',
      'wait',
      'wallSeconds',
    ]);
  });

  it('shows the policies side by side, in 80 columns', async () => {
    const all = ['ordered', 'cheapest', 'smallest-fit', 'fastest-start'];
    const { out } = await run(...inputs(), ...all.flatMap((name) => ['--policy', name]));
    const lines = out.split('\n');
    expect(lines[0]).toBe('3 jobs from 2025-12-01 on cluster lab');
    expect(lines[2]).toMatch(/^ +ordered +cheapest +smallest-fit +fastest-start$/);
    expect(out).toMatch(/^jobs finished( +2){4}$/m);
    expect(out).toContain('Left out of the trace: 1 job, cancelled before it ran.');
    expect(out).toContain('Never run by ordered: 1 job,');
    const table = lines.slice(
      0,
      lines.findIndex((line) => line.startsWith('Left out')),
    );
    expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(80);
  });

  it.each(['svg', 'html'])('draws both policies: .%s', async (kind) => {
    const picture = file(`picture.${kind}`);
    expect(await run(...inputs(), ...two, '--picture', picture)).toMatchObject({ code: 0 });
    const text = readFileSync(picture, 'utf8');
    for (const word of ['cheapest', 'ordered', 'Nodes', 'Jobs that wait'])
      expect(text).toContain(word);
    expect(text).toMatch(kind === 'svg' ? /^<svg .*<\/svg>\n$/s : /^<!doctype html>/);
    // Each policy has a line in each of the two panels.
    for (const colour of ['#0072b2', '#d55e00']) {
      const lines = text.match(
        new RegExp(`<path d="M[^"]*" fill="none"[^>]* stroke="${colour}"`, 'g'),
      );
      expect(lines).toHaveLength(2);
    }
    expect(text).not.toMatch(/NaN|undefined/);
  });

  it.each([
    [['--cluster', 'demo', '--trace', 'nowhere.swf'], 'nowhere.swf cannot be read'],
    [['--trace', '@lab.yaml', '--cluster', '@lab.yaml'], 'lab.yaml: line 2: 2 fields'],
    [['--trace', '@jobs.swf', '--cluster', '@jobs.swf'], 'jobs.swf'],
    [['--trace', '@jobs.swf', '--cluster', 'empty'], 'empty: say which cluster by --cluster-name'],
    [
      ['--trace', '@jobs.swf', '--cluster', '@lab.yaml', '--cluster-name', 'no'],
      "no cluster 'no'; it has lab",
    ],
    [
      ['--trace', '@jobs.swf', '--cluster', '@lab.yaml', '--picture', 'a.gif'],
      'the name must end in .svg or .html',
    ],
    [
      ['--trace', '@jobs.swf', '--cluster', '@lab.yaml', '--config', 'nowhere.yaml'],
      'nowhere.yaml',
    ],
    [['--trace', '@jobs.swf', '--cluster', '@lab.yaml', '--policy', 'best'], 'Allowed choices are'],
    [['--trace', '@jobs.swf'], "'--cluster <world>' not specified"],
  ])('refuses %j with exit code 2', async (args, message) => {
    const { code, out, err } = await run(
      ...args.map((arg) => (arg.startsWith('@') ? file(arg.slice(1)) : arg)),
    );
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(message);
  });

  it('ends with 130 when it is interrupted, and writes nothing', async () => {
    const lines = Array.from(
      { length: 20_000 },
      (_, at) => `${at + 1} ${at * 400} -1 300 1 -1 -1 1 -1 -1 1 -1 -1 -1 -1 -1 -1 -1`,
    );
    writeFileSync(file('long.swf'), lines.join('\n'));
    const picture = file('never.svg');
    const args = ['--trace', file('long.swf'), '--cluster', file('lab.yaml'), '--picture', picture];
    const running = run(...args);
    const asked = setInterval(() => {
      if (process.listenerCount('SIGINT') > 0) process.emit('SIGINT');
    }, 50);
    const { code, err } = await running.finally(() => clearInterval(asked));
    expect({ code, err }).toEqual({ code: 130, err: 'pileus: Interrupted.\n' });
    expect(existsSync(picture)).toBe(false);
  });
});
