import { path } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import type { ChangeFlags, OutputFlags, ShowFlags } from '../cycle/options.js';
import { renderCard } from '../present/card.js';
import { type RecordColumn, renderRecords } from '../present/records.js';
import { repeat } from '../present/repeat.js';
import type { Terminal } from '../terminal.js';
import { instant } from './instant.js';
import { type AdminServer, administer } from './server.js';
import { waitFor } from './wait.js';
import type { ClusterView, Operation, Step } from './wire.js';

const operationColumns: readonly RecordColumn<Operation>[] = [
  { name: 'uid', value: ({ uid }) => uid },
  { name: 'api', value: ({ dialect }) => dialect, spare: true },
  { name: 'action', value: ({ action }) => action, flexible: true },
  { name: 'state', value: ({ state }) => state },
  { name: 'done', value: ({ succeeded, total }) => `${succeeded}/${total}`, align: 'right' },
  { name: 'failed', value: ({ failed }) => failed || '', align: 'right', sparse: true },
  { name: 'by', value: ({ createdBy }) => createdBy, flexible: true, spare: true },
  { name: 'created', value: ({ createdAt }) => instant(createdAt), wide: true },
  { name: 'started', value: ({ startedAt }) => instant(startedAt), wide: true },
  { name: 'ended', value: ({ endedAt }) => instant(endedAt), wide: true },
  { name: 'message', value: ({ message }) => message, wide: true },
];

export interface OperationsFlags extends ShowFlags {
  readonly state?: string;
  readonly limit: number;
}

export const listOperations = (flags: OperationsFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => {
        const rows = await latest(server, flags);
        return renderRecords(rows, operationColumns, flags, terminal);
      },
      flags.watch,
      terminal,
      server.signal,
    ),
  );

const pageSize = 1000;

/** The newest first, page by page. */
async function latest(
  server: AdminServer,
  { state, limit }: Pick<OperationsFlags, 'state' | 'limit'>,
): Promise<Operation[]> {
  const all: Operation[] = [];
  for (;;) {
    const page = Math.min(pageSize, limit - all.length);
    const query = { state, limit: page, before: all.at(-1)?.id };
    const rows = await server.list<Operation>(path`/operations`, 'operations', query);
    all.push(...rows);
    if (rows.length < page || all.length >= limit) return all;
  }
}

const stepColumns: readonly RecordColumn<Step>[] = [
  { name: 'machine', value: ({ machineId }) => machineId, align: 'right' },
  { name: 'verb', value: ({ verb }) => verb },
  { name: 'state', value: ({ state }) => state },
  { name: 'attempts', value: ({ attempts }) => attempts, align: 'right' },
  { name: 'error', value: ({ error }) => error, flexible: true, sparse: true },
];

export const showOperation = (uid: string, flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => {
        type Detailed = Operation & { readonly steps: readonly Step[] };
        const operation = await server.get<Detailed>(path`/operations/${uid}`);
        const card = await renderCard(operation, operationColumns, flags, terminal);
        if (flags.columns !== undefined || !['table', 'wide'].includes(flags.output)) return card;
        if (operation.steps.length === 0) return card;
        return `${card}\n${await renderRecords(operation.steps, stepColumns, flags, terminal)}`;
      },
      flags.watch,
      terminal,
      server.signal,
    ),
  );

export const waitForOperation = (
  uid: string,
  flags: OutputFlags,
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, async (server) => {
    const operation = await waitFor(server, uid, flags.timeout, terminal);
    terminal.write(await renderCard(operation, operationColumns, flags, terminal));
  });

const clusterColumns: readonly RecordColumn<ClusterView>[] = [
  { name: 'name', value: ({ name }) => name, flexible: true },
  { name: 'state', value: ({ state }) => state ?? 'never started' },
  { name: 'target', value: ({ targetState }) => targetState, spare: true },
  { name: 'max-nodes', value: ({ maxCount }) => maxCount, align: 'right' },
  { name: 'max-cores', value: ({ maxCoreCount }) => maxCoreCount, align: 'right' },
  {
    name: 'arrays',
    value: ({ nodeArrays }) => nodeArrays.map(({ name }) => name).join(' '),
    flexible: true,
  },
  { name: 'uid', value: ({ uid }) => uid, wide: true },
];

export const listClusters = (flags: ShowFlags, terminal: Terminal): Promise<void> =>
  administer(flags, terminal, (server) =>
    repeat(
      async () => {
        const clusters = await server.list<ClusterView>(path`/clusters`, 'clusters');
        return renderRecords(clusters, clusterColumns, flags, terminal);
      },
      flags.watch,
      terminal,
      server.signal,
    ),
  );

interface ClusterOutcome {
  readonly cluster: string;
  readonly operation: string;
}

export const changeCluster = (
  verb: 'start' | 'terminate',
  name: string,
  flags: ChangeFlags,
  terminal: Terminal,
): Promise<void> =>
  administer(flags, terminal, async (server) => {
    if (verb === 'terminate') {
      await confirm(`Terminate the cluster ${name} and all of its nodes?`, flags);
    }
    const { operation } = await server.send<{ operation: string }>(
      'POST',
      path`/clusters/${name}/${verb}`,
    );
    const columns: readonly RecordColumn<ClusterOutcome>[] = [
      { name: 'cluster', value: (each) => each.cluster, flexible: true },
      { name: 'operation', value: (each) => each.operation },
    ];
    const outcome = { cluster: name, operation };
    terminal.write(await renderRecords([outcome], columns, { ...flags, whole: outcome }, terminal));
    if (flags.wait) await waitFor(server, operation, flags.timeout, terminal);
  });
