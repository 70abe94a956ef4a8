import type { ClusterUsageInterval, ClusterUsageItem } from '@pileus/sdk/cyclecloud';
import { decimal, dollars } from '../present/quantity.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import type { Terminal } from '../terminal.js';
import type { ShowFlags } from './options.js';
import { show } from './show.js';

export interface UsageFlags extends ShowFlags {
  readonly timeframe?: string;
  readonly from?: string;
  readonly to?: string;
  readonly granularity?: string;
}

/** One item of one interval; the last line of a table has no interval of its own. */
interface UsageLine extends ClusterUsageItem {
  readonly start: string;
  readonly end: string;
}

export const showUsage = (name: string, flags: UsageFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client, shownOn) => {
    const { timeframe, from, to, granularity } = flags;
    const usage = await client.clusters.get(name).usage({
      ...(timeframe !== undefined && { timeframe }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(granularity !== undefined && { granularity }),
    });
    const forPeople = flags.output === 'table' || flags.output === 'wide';
    const lines = forPeople ? linesForPeople(usage.usage) : linesOf(usage.usage);
    return renderRecords(
      lines,
      forPeople ? tableColumns : dataColumns,
      { ...flags, empty: `${name} used nothing.`, whole: usage },
      shownOn,
    );
  });

const linesOf = (intervals: readonly ClusterUsageInterval[]): UsageLine[] =>
  intervals.flatMap(({ start, end, total, breakdown }) =>
    [...breakdown, total].map((item) => ({ ...item, start, end })),
  );

/** The intervals in which something was used, and the sum of all. */
export function linesForPeople(intervals: readonly ClusterUsageInterval[]): UsageLine[] {
  const used = intervals.filter(({ total }) => total.hours > 0);
  if (used.length === 0) return [];
  const hours = used.reduce((sum, { total }) => sum + total.hours, 0);
  const cost = used.reduce((sum, { total }) => sum + (total.cost ?? 0), 0);
  return [
    ...linesOf(used),
    { category: 'cluster', node: 'total', hours, cost, start: '', end: '' },
  ];
}

/** A whole day needs no hours. */
const moment = (time: string): string => time.slice(0, 16).replace('T00:00', '').replace('T', ' ');

const tableColumns: readonly RecordColumn<UsageLine>[] = [
  { name: 'from', value: ({ start }) => moment(start) },
  { name: 'to', value: ({ end }) => moment(end), wide: true },
  { name: 'what', value: ({ node }) => node ?? 'cluster', flexible: true },
  { name: 'core-hours', value: ({ hours }) => decimal(hours), align: 'right' },
  {
    name: 'cost',
    value: ({ cost }) => (cost === undefined ? undefined : dollars(cost)),
    align: 'right',
  },
];

const dataColumns: readonly RecordColumn<UsageLine>[] = [
  { name: 'from', value: ({ start }) => start },
  { name: 'to', value: ({ end }) => end },
  { name: 'what', value: ({ node }) => node ?? 'cluster' },
  { name: 'core-hours', value: ({ hours }) => hours },
  { name: 'cost', value: ({ cost }) => cost },
];
