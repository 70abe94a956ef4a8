import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { capacity, job, node } from './capacity.test.helper.js';
import type { PlanFile } from './document.js';
import { planDemand } from './plan-demand.js';
import { parsePlanFile } from './plan-file.js';

const plan: PlanFile = {
  ...planDemand(
    {
      ...capacity(
        [
          { price: 1, maxPlacementGroupSize: 4 },
          { machineType: 'F8s', vcpuCount: 8 },
        ],
        [],
        [node('htc-1'), node('htc-2', { phase: 'failed', state: 'Failed' })],
      ),
      shared: { matlab: 3 },
    },
    [
      job('a', { or: [{ ncpus: 3 }, { memgb: 2 }] }, { iterations: 9 }),
      job('b', { exclusive: true }, { nodeCount: 2, colocated: true }),
      job('c', { ncpus: 99 }),
    ],
    { policy: 'cheapest' },
  ),
  id: 'f3b0c442-98fc',
  madeAt: '2026-01-01T00:00:00.000Z',
};
const json = () => JSON.parse(JSON.stringify(plan));

it('reads what was written', () => {
  expect(parsePlanFile(json())).toEqual(json());
});

test('whichever field is changed to nonsense or left out, it is named', () => {
  const paths = pathsOf(json());
  expect(paths.length).toBeGreaterThan(100);
  fc.assert(
    fc.property(fc.constantFrom(...paths), fc.constantFrom({}, undefined), (path, nonsense) => {
      const edited = json();
      const key = path.at(-1)!;
      const parent = path.slice(0, -1).reduce((value, each) => value[each], edited);
      const free = path.includes('constraints') || optional.has(String(key));
      if (free || (nonsense === undefined && Array.isArray(parent))) return;
      if (nonsense === undefined) delete parent[key];
      else parent[key] = nonsense;
      expect(() => parsePlanFile(edited)).toThrow(`'${path.join('.')}`);
    }),
    { numRuns: 400 },
  );
});

/** Those that need not be there. */
const optional = new Set(['hourlyCost', 'price', 'ways', 'placementGroup']);

type Path = (string | number)[];

function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? [...value.entries()]
    : Object.entries(value).filter(([key]) => key !== 'options' && key !== 'parts');
  const below = entries.flatMap(([key, item]) => pathsOf(item, [...path, key]));
  return path.length === 0 ? below : [path, ...below];
}
