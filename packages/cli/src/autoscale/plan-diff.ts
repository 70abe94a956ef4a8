import { diffPlans, type GroupDifference, type PlanDifference } from '@pileus/autoscale';
import type { RecordColumn } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { readPlan } from './files.js';
import { titledTable } from './titled-table.js';

/** Prints what a second plan does otherwise. */
export async function diff(
  before: string,
  after: string,
  flags: { readonly output: 'table' | 'json' },
  terminal: Terminal,
): Promise<void> {
  const difference = diffPlans(await readPlan(before), await readPlan(after));
  if (flags.output === 'json') terminal.write(`${JSON.stringify(difference, null, 2)}\n`);
  else await printDifference(difference, terminal);
}

const groupColumns: readonly RecordColumn<GroupDifference>[] = [
  { name: 'change', value: ({ before, after }) => change(before, after) },
  { name: 'array', value: ({ nodearray }) => nodearray },
  { name: 'machine-type', value: ({ machineType }) => machineType, flexible: true },
  { name: 'group', value: ({ placementGroup }) => placementGroup ?? '-', flexible: true },
  { name: 'before', value: ({ before }) => before, align: 'right' },
  { name: 'after', value: ({ after }) => after, align: 'right' },
];

function change(before: number, after: number): string {
  if (before === 0) return 'added';
  if (after === 0) return 'removed';
  return after > before ? `${after - before} more` : `${before - after} fewer`;
}

async function printDifference(difference: PlanDifference, terminal: Terminal): Promise<void> {
  const { groups, moved, nowPlaced, nowUnplaced, released, reused, hourlyCost } = difference;
  const table = titledTable(terminal);
  await table(`Groups of nodes that differ: ${groups.length}`, groups, groupColumns);
  await table(`Jobs on other nodes: ${moved.length}`, moved, [
    { name: 'job', value: ({ job }) => job },
    { name: 'from', value: ({ from }) => from.join(', '), flexible: true },
    { name: 'to', value: ({ to }) => to.join(', '), flexible: true },
  ]);
  const lists = [
    ['Placed now', nowPlaced],
    ['Not placed any more', nowUnplaced],
    ['Existing nodes not used any more', released],
    ['Existing nodes used now', reused],
  ] as const;
  for (const [title, names] of lists) {
    if (names.length > 0) terminal.write(`${title}: ${names.join(', ')}\n`);
  }
  const sign = hourlyCost < 0 ? '-' : '+';
  terminal.write(`Cost: ${sign}$${Math.abs(hourlyCost).toFixed(2)} an hour\n`);
  if (!difference.sameCapacity) terminal.note('The plans were made from different states.');
}
