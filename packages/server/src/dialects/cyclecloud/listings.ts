import { and, eq, ne } from '../../store/predicate.js';
import type { Reader } from '../../store/store.js';
import { findCluster, pictureOf } from './clusters.js';
import { selects } from './filter/evaluate.js';
import { parseFilterOrRefuse } from './requests.js';
import { isRecord, NodeWriter } from './views.js';

/** Undocumented lists that the vendor's command line reads. */

/** `GET /cloud/clusters[/{name}]`: a summary of each cluster. */
export async function clusterSummaries(reader: Reader, name?: string): Promise<unknown[]> {
  const clusters =
    name === undefined ? await reader.select('cluster') : [await findCluster(reader, name)];
  const arrays = await reader.select('nodeArray', { columns: ['clusterId', 'name'] });
  const nodes = await reader.select('machine', {
    columns: ['clusterId', 'state'],
    where: and({ op: 'present', field: 'clusterId' }, ne('state', 'deleted'), ne('state', 'off')),
  });
  return clusters.map((cluster) => ({
    ClusterName: cluster.name,
    State: cluster.state,
    TargetState: cluster.targetState,
    MaxCount: cluster.maxCount,
    MaxCoreCount: cluster.maxCoreCount,
    NodeArrays: arrays.filter((array) => array.clusterId === cluster.id).map((array) => array.name),
    NodeCount: nodes.filter((node) => node.clusterId === cluster.id).length,
  }));
}

export interface NodeQuery {
  readonly name: string | undefined;
  readonly cluster: string | undefined;
  readonly filter: string | undefined;
  /** Attributes to show, separated by commas; default: the common ones. */
  readonly attrs: string | undefined;
  readonly summary: boolean;
}

const commonAttributes = [
  'Name',
  'ClusterName',
  'Template',
  'Status',
  'Hostname',
  'PrivateIp',
  'MachineType',
];

/** `GET /cloud/api/nodes[/{name}]`: node records of all clusters. */
export async function nodeRecords(
  reader: Reader,
  query: NodeQuery,
): Promise<Record<string, unknown>[]> {
  const clusters =
    query.cluster === undefined
      ? await reader.select('cluster')
      : [await findCluster(reader, query.cluster)];
  const filter =
    query.filter === undefined ? undefined : parseFilterOrRefuse(query.filter, 'filter');
  const records: Record<string, unknown>[] = [];
  for (const cluster of clusters) {
    const writer = new NodeWriter(await pictureOf(reader, cluster));
    const rows = await reader.select('machine', {
      where: and(eq('clusterId', cluster.id), ne('state', 'deleted')),
    });
    for (const row of rows) {
      if (query.name !== undefined && row.name !== query.name) continue;
      const record = writer.record(row);
      if (!filter || selects(filter, record)) records.push(record);
    }
  }
  const shown =
    query.attrs?.split(',').map((name) => name.trim()) ??
    (query.summary ? commonAttributes : undefined);
  if (!shown) return records;
  return records.map((record) =>
    Object.fromEntries(shown.map((name) => [name, record[name] ?? null])),
  );
}

/** Formats of the listing, with their content types. */
export const listFormats: Readonly<
  Record<string, { type: string; write(records: readonly Record<string, unknown>[]): string }>
> = {
  json: { type: 'application/json', write: (records) => JSON.stringify(records) },
  csv: {
    type: 'text/csv; charset=utf-8',
    write: (records) => table(records, (cells) => cells.map(csvCell).join(',')),
  },
  tabular: {
    type: 'text/plain; charset=utf-8',
    write: (records) => table(records, (cells) => cells.join('\t')),
  },
  text: {
    type: 'text/plain; charset=utf-8',
    write: (records) =>
      records
        .map((record) =>
          Object.entries(record)
            .map(([key, value]) => `${key} = ${JSON.stringify(value)}\n`)
            .join(''),
        )
        .join('\n'),
  },
  xml: {
    type: 'text/xml; charset=utf-8',
    write: (records) =>
      `<?xml version="1.0" encoding="UTF-8"?>\n<nodes>${records.map((record) => `<node>${members(record)}</node>`).join('')}</nodes>\n`,
  },
};

function table(
  records: readonly Record<string, unknown>[],
  line: (cells: string[]) => string,
): string {
  const columns = [...new Set(records.flatMap((record) => Object.keys(record)))];
  const rows = records.map((record) => columns.map((column) => cell(record[column])));
  return [columns, ...rows].map((cells) => `${line(cells)}\n`).join('');
}

const cell = (value: unknown): string =>
  value === null || value === undefined
    ? ''
    : typeof value === 'object'
      ? JSON.stringify(value)
      : String(value);

const csvCell = (text: string): string =>
  /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const members = (record: Readonly<Record<string, unknown>>): string =>
  Object.entries(record)
    .filter(([key]) => /^[A-Za-z_][\w.-]*$/.test(key))
    .map(
      ([key, value]) =>
        `<${key}>${isRecord(value) ? members(value) : escaped(cell(value))}</${key}>`,
    )
    .join('');

const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
