import type { Client, ClusterUsageItem, NodeRecord } from '@pileus/sdk/cyclecloud';
import { createPaint } from '../present/paint.js';
import { dollars } from '../present/quantity.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { bucketColumns, bucketLines, nodeColumns } from './columns.js';
import { connect } from './connect.js';
import type { ShowFlags } from './options.js';

/** Runs one look, or looks again and again, until the user stops it. */
async function show(
  flags: ShowFlags,
  terminal: Terminal,
  look: (client: Client) => Promise<string>,
): Promise<void> {
  const stop = stopRequests();
  try {
    const client = connect(flags, terminal, stop.signal);
    await repeat(() => look(client), flags.watch, terminal, stop.signal);
  } finally {
    stop.release();
  }
}

export const showClusters = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client) => {
    const summaries = await client.listClusters();
    type Summary = (typeof summaries)[number];
    const columns: readonly RecordColumn<Summary>[] = [
      { name: 'name', value: (cluster) => cluster.ClusterName, flexible: true },
      { name: 'state', value: (cluster) => cluster.State ?? 'never started' },
      { name: 'nodes', value: (cluster) => cluster.NodeCount, align: 'right' },
      { name: 'max', value: (cluster) => cluster.MaxCount, align: 'right' },
      { name: 'arrays', value: (cluster) => cluster.NodeArrays?.join(' '), flexible: true },
    ];
    return renderRecords(summaries, columns, flags, terminal);
  });

export const showStatus = (name: string, flags: ShowFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client) => {
    const status = await client.clusters.get(name).getStatus();
    if (flags.output === 'json') return `${JSON.stringify(status, null, 2)}\n`;
    const paint = createPaint(terminal.colour);
    const head =
      flags.output === 'table' || flags.output === 'wide'
        ? `${paint.bold(name)}: ${status.state ?? 'never started'}, at most ${status.maxCount} nodes\n\n`
        : '';
    return head + (await renderRecords(bucketLines(status), bucketColumns, flags, terminal));
  });

export interface NodesFlags extends ShowFlags {
  readonly operation?: string;
  readonly requestId?: string;
  readonly states?: string;
}

export const showNodes = (name: string, flags: NodesFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client) => {
    const { nodes } = await client.clusters.get(name).listNodes({
      ...(flags.operation !== undefined && { operation: flags.operation }),
      ...(flags.requestId !== undefined && { requestId: flags.requestId }),
    });
    const wanted = flags.states?.toLowerCase().split(',');
    const shown: NodeRecord[] = wanted
      ? nodes.filter((node) => wanted.includes(String(node.Status).toLowerCase()))
      : nodes;
    return renderRecords(shown, nodeColumns, flags, terminal);
  });

export interface UsageFlags extends ShowFlags {
  readonly timeframe?: string;
  readonly from?: string;
  readonly to?: string;
  readonly granularity?: string;
}

interface UsageLine extends ClusterUsageItem {
  readonly start: string;
  readonly end: string;
}

export const showUsage = (name: string, flags: UsageFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client) => {
    const { timeframe, from, to, granularity } = flags;
    const usage = await client.clusters.get(name).usage({
      ...(timeframe !== undefined && { timeframe }),
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
      ...(granularity !== undefined && { granularity }),
    });
    if (flags.output === 'json') return `${JSON.stringify(usage, null, 2)}\n`;
    const lines: UsageLine[] = usage.usage.flatMap(({ start, end, total, breakdown }) =>
      [...breakdown, total].map((item) => ({ ...item, start, end })),
    );
    const columns: readonly RecordColumn<UsageLine>[] = [
      { name: 'from', value: (line) => line.start.slice(0, 16) },
      { name: 'to', value: (line) => line.end.slice(0, 16), wide: true },
      { name: 'what', value: (line) => line.node ?? 'cluster', flexible: true },
      { name: 'core-hours', value: (line) => line.hours, align: 'right' },
      {
        name: 'cost',
        value: (line) => (line.cost === undefined ? '' : dollars(line.cost)),
        align: 'right',
      },
    ];
    return renderRecords(lines, columns, flags, terminal);
  });
