import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Launched } from '../../launched.js';
import type { SimulationReport } from './report.js';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'pileus-simulate-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const world = `
extends: empty
clusters:
  - name: lab
    location: westus2
    maxCount: 10
    maxCoreCount: 80
    arrays:
      - { name: htc, location: westus2, machineTypes: [Standard_D16s_v3, Standard_D4s_v3] }
`;

it('comes to the same for policies in threads of their own as for each alone', async () => {
  const trace = join(folder, 'jobs.json');
  const jobs = Array.from({ length: 30 }, (_, at) => ({
    ...{ submit: at * 90, runtime: 100 + at * 40, constraints: { ncpus: 1 } },
    iterations: 1 + (at % 5),
  }));
  writeFileSync(trace, JSON.stringify(jobs));
  const cluster = join(folder, 'lab.yaml');
  writeFileSync(cluster, world);
  const options = ['--cluster', cluster, '-o', 'json'];
  const simulate = async (...policies: string[]) => {
    const chosen = policies.flatMap((name) => ['--policy', name]);
    const args = ['autoscale', 'simulate', '--trace', trace, ...options, ...chosen];
    const { code, out, err } = await new Launched(args).ended();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const report = JSON.parse(out) as SimulationReport;
    return report.policies.map(({ wallSeconds: _, ...rest }) => rest);
  };
  const both = await simulate('ordered', 'smallest-fit');
  const [alone] = await simulate('smallest-fit');
  expect(both[1]).toEqual(alone);
  expect(both.map(({ policy, jobs }) => [policy, jobs.finished])).toEqual([
    ['ordered', 30],
    ['smallest-fit', 30],
  ]);
  expect(both[0]!.cost).not.toEqual(alone!.cost);
}, 60_000);
