import {
  type BucketVerdict,
  explain,
  type NodeGroup,
  type PlanDocument,
  planDocument,
} from '@pileus/autoscale';
import { UsageError } from '../failure.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import { loadPlan } from './files.js';
import type { FileFlags } from './options.js';
import { titledTable } from './titled-table.js';

interface DemandFlags extends FileFlags {
  readonly output: 'table' | 'json';
}

type Jobs = readonly { readonly name: string; readonly slots: number }[];

const jobList = (jobs: Jobs): string =>
  jobs.map(({ name, slots }) => (slots === 1 ? name : `${name} x${slots}`)).join(', ');

interface NodeLine {
  readonly group: NodeGroup;
  readonly name: string;
  readonly jobs: Jobs;
}

const newColumns: readonly RecordColumn<NodeLine>[] = [
  { name: 'array', value: ({ group }) => group.nodearray },
  { name: 'machine-type', value: ({ group }) => group.machineType, flexible: true },
  { name: 'group', value: ({ group }) => group.placementGroup ?? '-', flexible: true },
  { name: 'node', value: ({ name }) => name },
  { name: 'jobs', value: ({ jobs }) => jobList(jobs), flexible: true },
];

/** Prints what the queue needs: new nodes, matched and unmatched ones, and jobs that get nothing. */
export async function demand(flags: DemandFlags, terminal: Terminal): Promise<void> {
  const plan = planDocument(loadPlan(flags).planner);
  if (flags.output === 'json') {
    terminal.write(`${JSON.stringify(answer(plan), null, 2)}\n`);
    return;
  }
  const part = titledTable(terminal);
  const [made, started] = [
    plan.groups.filter(({ start }) => !start),
    plan.groups.filter(({ start }) => start),
  ];
  await part(`New nodes: ${totals(made)}`, made.flatMap(lines), newColumns);
  await part(`To be started again: ${totals(started)}`, started.flatMap(lines), newColumns);
  await part(`Matched nodes: ${plan.matched.length}`, plan.matched, [
    { name: 'node', value: ({ name }) => name },
    { name: 'bucket', value: ({ bucket }) => bucket, flexible: true },
    { name: 'jobs', value: ({ jobs }) => jobList(jobs), flexible: true },
  ]);
  await part(`Unmatched nodes: ${plan.unmatched.length}`, plan.unmatched, [
    { name: 'node', value: ({ name }) => name },
    { name: 'bucket', value: ({ bucket }) => bucket, flexible: true },
    { name: 'keep', value: ({ keep }) => (keep ? 'yes' : 'no') },
  ]);
  if (plan.failed.length > 0) terminal.write(`Failed nodes: ${plan.failed.join(', ')}\n\n`);
  await part(`Jobs that lack something: ${plan.unplaced.length}`, plan.unplaced, [
    { name: 'job', value: ({ job }) => job },
    { name: 'missing', value: ({ missing, asked }) => `${missing} of ${asked}`, align: 'right' },
    { name: 'reason', value: ({ reason }) => reason },
  ]);
  const nothing =
    plan.groups.length + plan.matched.length + plan.unmatched.length + plan.unplaced.length === 0;
  if (nothing) terminal.write('Nothing is needed, and nothing is there.\n');
}

const lines = (group: NodeGroup): NodeLine[] =>
  group.nodes.map(({ name, jobs }) => ({ group, name, jobs }));

function totals(groups: readonly NodeGroup[]): string {
  const count = groups.reduce((sum, group) => sum + group.count, 0);
  const cost = groups.reduce((sum, group) => sum + (group.hourlyCost ?? 0), 0);
  return cost > 0 ? `${count}, $${cost.toFixed(2)} an hour` : `${count}`;
}

/** The demand for scripts: the plan without its decisions. */
function answer({ policy, cost, groups, matched, unmatched, failed, unplaced }: PlanDocument) {
  return {
    policy,
    cost,
    groups: groups.map(({ nodes, ...group }) => ({
      ...group,
      placementGroup: group.placementGroup ?? null,
      names: nodes.map(({ name }) => name),
      nodes: nodes.map(({ name, jobs }) => ({ name, jobs })),
    })),
    matched,
    unmatched,
    failed,
    unplaced,
  };
}

const verdictColumns: readonly RecordColumn<BucketVerdict>[] = [
  { name: 'bucket', value: ({ bucket }) => bucket, flexible: true },
  { name: 'outcome', value: ({ outcome }) => outcome },
  { name: 'status', value: ({ status }) => status },
  { name: 'reason', value: ({ reason }) => reason },
];

/** Prints why a job is where it is, or nowhere. */
export async function explainJob(
  job: string,
  flags: DemandFlags,
  terminal: Terminal,
): Promise<void> {
  const { planner } = loadPlan(flags);
  if (planner.jobNumber(job) === undefined)
    throw new UsageError(`${flags.jobs} has no job '${job}'.`);
  const explanation = explain(planner, job);
  if (flags.output === 'json') {
    terminal.write(`${JSON.stringify(explanation, null, 2)}\n`);
    return;
  }
  const { asked, missing, reason, nodes, buckets } = explanation;
  const got =
    missing === 0 ? 'it gets all it asks for' : `it lacks ${missing} of ${asked}: ${reason}`;
  terminal.write(`${job}: ${got}\n${nodes.length > 0 ? `Nodes: ${nodes.join(', ')}\n` : ''}\n`);
  terminal.write(await renderRecords(buckets, verdictColumns, { output: 'table' }, terminal));
}
