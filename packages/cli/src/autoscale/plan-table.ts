import type { Decision, PlanFile } from '@pileus/autoscale';
import { createPaint } from '../present/paint.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';

interface Line {
  readonly bucket: string;
  readonly outcome: string;
  readonly nodes: string;
  readonly group: string | undefined;
  readonly hourly: string;
  readonly why: string;
}

const columns: readonly RecordColumn<Line>[] = [
  { name: 'bucket', value: ({ bucket }) => bucket },
  { name: 'outcome', value: ({ outcome }) => outcome },
  { name: 'nodes', value: ({ nodes }) => nodes },
  { name: 'group', value: ({ group }) => group, sparse: true },
  { name: '$/hour', value: ({ hourly }) => hourly, align: 'right' },
  { name: 'why', value: ({ why }) => why },
];

/** Prints each decision of a plan with its alternatives, then the jobs that lack something. */
export async function printPlan(plan: PlanFile, terminal: Terminal): Promise<void> {
  const paint = createPaint(terminal.colour);
  terminal.write(`${summary(plan)}\n\n`);
  const places = placesOf(plan);
  for (const decision of plan.decisions) {
    terminal.write(`${paint.bold(title(decision))}\n`);
    const lines = [...chosen(decision, places), ...lost(decision)];
    terminal.write(`${await renderRecords(lines, columns, { output: 'table' }, terminal)}\n`);
  }
  if (plan.unplaced.length === 0) return;
  terminal.write(`${paint.bold(`Jobs that lack something: ${plan.unplaced.length}`)}\n`);
  const unplaced: readonly RecordColumn<PlanFile['unplaced'][number]>[] = [
    { name: 'job', value: ({ job }) => job },
    { name: 'missing', value: ({ missing, asked }) => `${missing} of ${asked}`, align: 'right' },
    { name: 'reason', value: ({ reason }) => reason },
  ];
  terminal.write(await renderRecords(plan.unplaced, unplaced, { output: 'table' }, terminal));
}

function summary({ id, policy, groups, matched, cost }: PlanFile): string {
  const total = (start: boolean) =>
    groups.reduce((sum, group) => sum + (group.start === start ? group.count : 0), 0);
  const unpriced = cost.unpriced > 0 ? `, and ${cost.unpriced} nodes without a price` : '';
  return [
    `Plan ${id}, ${policy}: ${total(false)} nodes to make, ${total(true)} to start again,`,
    `${matched.length} in use; ${money(cost.hourly)} an hour${unpriced}.`,
  ].join(' ');
}

const money = (dollars: number): string => `$${dollars.toFixed(2)}`;

function title({ jobs, constraints, asked, missing }: Decision): string {
  const names = jobs.length > 4 ? [...jobs.slice(0, 3), `${jobs.length - 3} more`] : jobs;
  const got = missing === 0 ? `${asked}` : `${asked - missing} of ${asked}`;
  return `${names.join(', ')}: ${got} placed; ${JSON.stringify(constraints)}`;
}

interface Place {
  readonly bucket: string;
  readonly group: string | undefined;
  readonly start: boolean | undefined;
  /** US dollars an hour; of existing nodes nothing. */
  readonly price: number | undefined;
  readonly node: string;
}

/** The nodes of each job. */
function placesOf({ groups, matched }: PlanFile): ReadonlyMap<string, readonly Place[]> {
  const places = new Map<string, Place[]>();
  const add = (jobs: readonly { readonly name: string }[], place: Place) => {
    for (const { name } of jobs) {
      const list = places.get(name);
      if (list) list.push(place);
      else places.set(name, [place]);
    }
  };
  for (const { name, bucket, placementGroup: group, jobs } of matched)
    add(jobs, { bucket, group, start: undefined, price: undefined, node: name });
  for (const { bucket, placementGroup: group, start, count, hourlyCost, nodes } of groups) {
    const price = hourlyCost === undefined ? undefined : hourlyCost / count;
    for (const { name, jobs } of nodes) add(jobs, { bucket, group, start, price, node: name });
  }
  return places;
}

/** A line for each bucket and placement group in which the jobs are. */
function chosen({ jobs }: Decision, places: ReadonlyMap<string, readonly Place[]>): Line[] {
  const groups = new Map<string, Map<string, Place>>();
  for (const place of jobs.flatMap((job) => places.get(job) ?? [])) {
    const key = JSON.stringify([place.bucket, place.group]);
    const nodes = groups.get(key) ?? new Map<string, Place>();
    groups.set(key, nodes.set(place.node, place));
  }
  return [...groups.values()].map((nodes) => {
    const all = [...nodes.values()];
    const count = (start: boolean | undefined) => all.filter((node) => node.start === start).length;
    const kinds = [
      [count(false), 'new'],
      [count(true), 'to start'],
      [count(undefined), 'there'],
    ] as const;
    const cost = all.reduce((sum, { price = 0 }) => sum + price, 0);
    const names = [...nodes.keys()];
    const listed = names.length > 4 ? [...names.slice(0, 3), `${names.length - 3} more`] : names;
    return {
      bucket: all[0]!.bucket,
      outcome: 'chosen',
      nodes: kinds.flatMap(([many, kind]) => (many > 0 ? [`${many} ${kind}`] : [])).join(', '),
      group: all[0]!.group,
      hourly: cost > 0 ? cost.toFixed(3) : '-',
      why: listed.join(', '),
    };
  });
}

/** What was not chosen; the price is that of one node. */
const lost = ({ alternatives }: Decision): Line[] =>
  alternatives.map(({ bucket, outcome, price, reason }) => ({
    bucket,
    outcome,
    nodes: '-',
    group: undefined,
    hourly: price === undefined ? '-' : `${price.toFixed(3)} each`,
    why: reason,
  }));
