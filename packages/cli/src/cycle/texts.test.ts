import type { NodeRecord } from '@pileus/sdk/cyclecloud';
import { describe, expect, it } from 'vitest';
import { createPaint } from '../present/paint.js';
import { linesForPeople } from './usage.js';
import { bothFilters } from './vendor.js';
import { written } from './vendor-nodes.js';
import { changeLine } from './watch.js';

const node: NodeRecord = {
  Name: 'n-1',
  NodeId: 'u',
  Template: 'n',
  MachineType: 'm',
  Status: 'Ready',
  TargetState: 'Started',
  Tags: { a: '<b>' },
};
const paint = createPaint(false);

describe('changeLine', () => {
  const previous: NodeRecord = { ...node, Status: 'Preparing' };
  it.each([
    [{ kind: 'appeared', node } as const, 'n-1 Ready'],
    [{ kind: 'changed', node, previous } as const, 'n-1 Preparing -> Ready'],
    [{ kind: 'gone', node } as const, 'n-1 gone'],
    [
      { kind: 'changed', node: { ...node, TargetState: 'Terminated' }, previous: node } as const,
      'n-1 Ready (to be Terminated)',
    ],
    [
      { kind: 'appeared', node: { ...node, Status: 'Failed', StatusMessage: 'no\nroom' } } as const,
      'n-1 Failed: no room',
    ],
  ])('says what happened: %#', (change, line) => {
    expect(changeLine(change, paint)).toBe(line);
  });
});

describe('linesForPeople', () => {
  const interval = (day: number, hours: number, cost: number) => ({
    start: `2026-11-0${day}T00:00:00Z`,
    end: `2026-11-0${day + 1}T00:00:00Z`,
    total: { category: 'cluster', hours, cost },
    breakdown: [{ category: 'nodearray', node: 'execute', hours, cost }],
  });

  it('leaves out intervals without use and ends with the sum', () => {
    const lines = linesForPeople([interval(1, 2, 0.5), interval(2, 0, 0), interval(3, 4, 1)]);
    expect(lines.map(({ start, node: what, hours }) => [start.slice(8, 10), what, hours])).toEqual([
      ['01', 'execute', 2],
      ['01', undefined, 2],
      ['03', 'execute', 4],
      ['03', undefined, 4],
      ['', 'total', 6],
    ]);
    expect(lines.at(-1)?.cost).toBe(1.5);
  });

  it('are none when nothing was used', () => {
    expect(linesForPeople([interval(1, 0, 0)])).toEqual([]);
  });
});

describe('show_nodes', () => {
  it("fills the vendor's output format", () => {
    expect(written([node], { format: 'text', output: '%(Name)s\\t%(Nothing)s%(Tags)s\\n' })).toBe(
      'n-1\t{"a":"<b>"}\n',
    );
  });

  it('shows chosen attributes, as text, JSON or XML', () => {
    const attrs = 'Name, Tags,Missing';
    expect(written([node], { format: 'text', attrs })).toBe(
      'Name = "n-1"\nTags = {"a":"<b>"}\nMissing = null\n',
    );
    expect(JSON.parse(written([node], { format: 'json', attrs }))).toEqual([
      { Name: 'n-1', Tags: { a: '<b>' }, Missing: null },
    ]);
    expect(written([node], { format: 'xml', attrs })).toContain(
      '<Name>n-1</Name>\n    <Tags>{"a":"&lt;b&gt;"}</Tags>\n    <Missing></Missing>',
    );
  });

  it('shows all attributes when asked, and one line a node', () => {
    expect(written([node], { format: 'text', long: true })).toContain('NodeId = "u"');
    expect(written([node, node], { format: 'text', summary: true }).split('\n')).toHaveLength(3);
  });
});

it('lets both filters have their say', () => {
  expect(bothFilters('A == 1 || B == 2', 'C == 3')).toBe('(A == 1 || B == 2) && (C == 3)');
  expect(bothFilters(undefined, 'C == 3')).toBe('C == 3');
  expect(bothFilters(undefined, undefined)).toBeUndefined();
});
