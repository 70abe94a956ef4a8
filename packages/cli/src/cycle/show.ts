import type { Client, HealthReport, NodeRecord } from '@pileus/sdk/cyclecloud';
import { path } from '@pileus/sdk/http';
import { UsageError } from '../failure.js';
import { createPaint } from '../present/paint.js';
import { count } from '../present/quantity.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import {
  bucketColumns,
  bucketLines,
  clusterColumns,
  nodeColumns,
  operationColumns,
} from './columns.js';
import { connect } from './connect.js';
import type { ShowFlags } from './options.js';

/** Runs one look, or looks again and again, until the user stops it. */
export async function show(
  flags: ShowFlags,
  terminal: Terminal,
  look: (client: Client, terminal: Terminal) => Promise<string>,
): Promise<void> {
  const stop = stopRequests();
  try {
    const client = connect(flags, terminal, stop.signal);
    await repeat((shownOn) => look(client, shownOn), flags.watch, terminal, stop.signal);
  } finally {
    stop.release();
  }
}

export const showClusters = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client, shownOn) =>
    renderRecords(
      await client.listClusters(),
      clusterColumns,
      { ...flags, empty: 'There are no clusters.' },
      shownOn,
    ),
  );

export const showStatus = (name: string, flags: ShowFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client, shownOn) => {
    const status = await client.clusters.get(name).getStatus();
    const empty = `${name} has no node arrays.`;
    const options = { ...flags, empty, whole: status };
    const buckets = await renderRecords(bucketLines(status), bucketColumns, options, shownOn);
    if (flags.output !== 'table' && flags.output !== 'wide') return buckets;
    const { bold } = createPaint(terminal.colour);
    const { state = 'never started', maxCount, maxCoreCount } = status;
    const limits = `at most ${count(maxCount)} nodes, ${count(maxCoreCount)} cores`;
    return `${bold(name)}: ${state}, ${limits}\n\n${buckets}`;
  });

export interface NodesFlags extends ShowFlags {
  readonly operation?: string;
  readonly requestId?: string;
  readonly filter?: string;
  readonly states?: string;
}

export const showNodes = (name: string, flags: NodesFlags, terminal: Terminal): Promise<void> =>
  show(flags, terminal, async (client, shownOn) => {
    const nodes = await nodesOf(client, name, flags);
    const wanted = flags.states?.toLowerCase().split(',');
    const records = wanted
      ? nodes.filter((node) => wanted.includes(String(node.Status).toLowerCase()))
      : nodes;
    const empty = `${name} has no ${records === nodes ? 'nodes' : 'such nodes'}.`;
    return renderRecords(records, nodeColumns, { ...flags, empty }, shownOn);
  });

async function nodesOf(client: Client, name: string, flags: NodesFlags): Promise<NodeRecord[]> {
  const { operation, requestId, filter } = flags;
  if ([operation, requestId, filter].filter((each) => each !== undefined).length > 1) {
    throw new UsageError('Give only one of --operation, --request-id and --filter.');
  }
  if (filter !== undefined) return filteredNodes(client, { cluster: name, filter });
  const { nodes } = await client.clusters.get(name).listNodes({
    ...(operation !== undefined && { operation }),
    ...(requestId !== undefined && { requestId }),
  });
  return nodes;
}

/**
 * `GET /cloud/api/nodes`: nodes of all clusters or of one, as the vendor's own command line lists them (observed;
 * not in the vendor's reference).
 */
export function filteredNodes(
  client: Client,
  query: { readonly cluster?: string | undefined; readonly filter?: string | undefined },
): Promise<NodeRecord[]> {
  return client.session.request('listNodes', () => ({
    method: 'GET',
    path: path`/cloud/api/nodes`,
    query: { ...query, format: 'json' },
    decode: (json) => {
      if (Array.isArray(json)) return json as NodeRecord[];
      throw new Error('is not a list');
    },
  }));
}

export interface OperationsFlags extends ShowFlags {
  readonly requestId?: string;
}

export const showOperations = (
  cluster: string | undefined,
  flags: OperationsFlags,
  terminal: Terminal,
): Promise<void> =>
  show(flags, terminal, async (client, shownOn) => {
    const { requestId } = flags;
    const all = await client.listOperations(requestId === undefined ? {} : { requestId });
    const records = cluster === undefined ? all : all.filter((each) => each.cluster === cluster);
    const columns =
      cluster === undefined
        ? operationColumns
        : operationColumns.map((column) =>
            column.name === 'cluster' ? { ...column, wide: true } : column,
          );
    const empty = 'There are no such operations.';
    return renderRecords(records, columns, { ...flags, empty }, shownOn);
  });

const healthColumns: readonly RecordColumn<HealthReport>[] = [
  { name: 'node', value: ({ node }) => node, flexible: true },
  { name: 'reported', value: ({ submitted }) => (submitted ? 'yes' : 'no') },
  { name: 'category', value: ({ category }) => category, sparse: true },
  { name: 'description', value: ({ description }) => description, flexible: true, sparse: true },
  { name: 'at', value: ({ reportedAt }) => reportedAt, sparse: true },
  { name: 'workload', value: ({ workloadImpact }) => workloadImpact },
];

export const showHealth = (
  cluster: string,
  node: string,
  flags: ShowFlags,
  terminal: Terminal,
): Promise<void> =>
  show(flags, terminal, async (client, shownOn) => {
    const report = await client.clusters.get(cluster).healthReport(node);
    const lines = [{ ...report, node: report.node ?? node }];
    return renderRecords(lines, healthColumns, { ...flags, whole: report }, shownOn);
  });
