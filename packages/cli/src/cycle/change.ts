import { readFile } from 'node:fs/promises';
import type {
  Client,
  Cluster,
  CreationResult,
  ManagementResult,
  NodeSelectors,
  Operation,
} from '@pileus/sdk/cyclecloud';
import { confirm } from '../confirm.js';
import { dryRunStep, wasDryRun } from '../dry-run.js';
import { PartialError, UsageError } from '../failure.js';
import { stopRequests } from '../shutdown.js';
import type { Terminal } from '../terminal.js';
import { connect } from './connect.js';
import type { ChangeFlags, SelectorFlags } from './options.js';
import { waitFor } from './wait.js';

type AnyOperation = Operation<CreationResult | ManagementResult>;

/** Runs a change: as a dry run, or for real, waiting for its end when asked to. */
async function change(
  flags: ChangeFlags,
  terminal: Terminal,
  run: (client: Client, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const stop = stopRequests();
  try {
    const steps = flags.dryRun ? [dryRunStep(terminal)] : [];
    await run(connect(flags, terminal, stop.signal, steps), stop.signal);
  } catch (error) {
    if (!wasDryRun(error)) throw error;
  } finally {
    stop.release();
  }
}

/** Reports an accepted operation, follows it when asked to, and tells whether all of it was granted. */
async function report(
  operation: AnyOperation,
  flags: ChangeFlags,
  terminal: Terminal,
  signal: AbortSignal,
): Promise<void> {
  const { id, requestId, result } = operation;
  const progress = flags.wait
    ? await waitFor(operation, { signal, timeout: flags.timeout }, terminal)
    : undefined;
  if (flags.output === 'json') {
    const nodes = progress?.nodes;
    terminal.write(
      `${JSON.stringify({ operationId: id, requestId, ...result, nodes }, null, 2)}\n`,
    );
  } else {
    terminal.write(`${id ?? requestId}\n`);
    for (const line of summary(result)) terminal.note(line);
    if (progress) terminal.note(`Done: ${progress.done} of ${progress.total} nodes.`);
  }
  const missing = shortfall(result);
  if (missing !== undefined) throw new PartialError(missing);
}

function summary(result: CreationResult | ManagementResult): string[] {
  if ('sets' in result) return result.sets.map(({ added }) => `${added} nodes added.`);
  return result.nodes
    .filter(({ status }) => status !== 'Error')
    .map(({ name }) => `${name}: accepted.`);
}

/** What was asked for and not granted. */
function shortfall(result: CreationResult | ManagementResult): string | undefined {
  const reasons =
    'sets' in result
      ? result.sets.flatMap(({ message }) => message ?? [])
      : result.nodes.flatMap(({ name, status, error }) =>
          status === 'Error' ? [`${name}: ${error}`] : [],
        );
  return reasons.length > 0 ? reasons.join('\n') : undefined;
}

export interface CreateFlags extends ChangeFlags {
  readonly array: string;
  readonly count: number;
  readonly machineType?: string;
  readonly placementGroup?: string;
  readonly nameFormat?: string;
  readonly nameOffset?: number;
  /** JSON object. */
  readonly attributes?: string;
  readonly keepAlive?: boolean;
  readonly fixed?: boolean;
  readonly off?: boolean;
}

export const createNodes = (name: string, flags: CreateFlags, terminal: Terminal): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const attributes = {
      ...jsonObject(flags.attributes, '--attributes'),
      ...(flags.keepAlive && { KeepAlive: true }),
      ...(flags.fixed && { Fixed: true }),
      ...(flags.off && { StartAutomatically: false }),
    };
    const operation = await client.clusters.get(name).createNodes({
      sets: [
        {
          nodearray: flags.array,
          count: flags.count,
          ...(flags.machineType !== undefined && {
            definition: { machineType: flags.machineType },
          }),
          ...(flags.placementGroup !== undefined && { placementGroupId: flags.placementGroup }),
          ...(flags.nameFormat !== undefined && { nameFormat: flags.nameFormat }),
          ...(flags.nameOffset !== undefined && { nameOffset: flags.nameOffset }),
          ...(Object.keys(attributes).length > 0 && { nodeAttributes: attributes }),
        },
      ],
      ...(flags.requestId !== undefined && { requestId: flags.requestId }),
    });
    await report(operation, flags, terminal, signal);
  });

export interface ScaleFlags extends ChangeFlags {
  readonly nodes?: number;
  readonly cores?: number;
}

export const scale = (
  name: string,
  array: string,
  flags: ScaleFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const cluster = client.clusters.get(name);
    const { nodes, cores } = flags;
    if ((nodes === undefined) === (cores === undefined)) {
      throw new UsageError('Give one total: --nodes N or --cores N.');
    }
    const operation =
      nodes !== undefined
        ? await cluster.scaleByNodes(array, nodes)
        : await cluster.scaleByCores(array, cores!);
    await report(operation, flags, terminal, signal);
  });

const verbs = {
  start: (cluster: Cluster) => cluster.startNodes.bind(cluster),
  terminate: (cluster: Cluster) => cluster.terminateNodes.bind(cluster),
  remove: (cluster: Cluster) => cluster.removeNodes.bind(cluster),
  deallocate: (cluster: Cluster) => cluster.deallocateNodes.bind(cluster),
  shutdown: (cluster: Cluster) => cluster.shutdownNodes.bind(cluster),
  restart: (cluster: Cluster) => cluster.restartNodes.bind(cluster),
  reimage: (cluster: Cluster) => cluster.reimageNodes.bind(cluster),
} as const;

export type NodeVerb = keyof typeof verbs;

/** Verbs after which something is gone that does not come back by itself. */
const destructive: ReadonlySet<NodeVerb> = new Set(['terminate', 'remove', 'shutdown', 'reimage']);

export const manage = (
  verb: NodeVerb,
  name: string,
  nodes: readonly string[],
  flags: ChangeFlags & SelectorFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const selectors = selectorsOf(nodes, flags);
    if (destructive.has(verb)) {
      await confirm(`${capital(verb)} ${described(selectors)} in ${name}?`, flags, terminal);
    }
    const operation = await verbs[verb](client.clusters.get(name))(selectors, {
      ...(flags.requestId !== undefined && { requestId: flags.requestId }),
    });
    await report(operation, flags, terminal, signal);
  });

function selectorsOf(nodes: readonly string[], flags: SelectorFlags): NodeSelectors {
  const selectors = {
    ...(nodes.length > 0 && { names: [...nodes] }),
    ...(flags.id && { ids: [...flags.id] }),
    ...(flags.hostname && { hostnames: [...flags.hostname] }),
    ...(flags.ip && { ipAddresses: [...flags.ip] }),
    ...(flags.filter !== undefined && { filter: flags.filter }),
  };
  if (Object.keys(selectors).length > 0) return selectors as NodeSelectors;
  throw new UsageError('Say which nodes: by name, or with --id, --hostname, --ip or --filter.');
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

const described = (selectors: NodeSelectors): string =>
  Object.entries(selectors)
    .map(([kind, value]) => `${kind} ${Array.isArray(value) ? value.join(', ') : String(value)}`)
    .join(' and ');

function jsonObject(text: string | undefined, flag: string): Record<string, unknown> {
  if (text === undefined) return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Record<string, unknown>;
    }
  } catch {
    // Said below, in the words of the command line.
  }
  throw new UsageError(`${flag} takes a JSON object, such as '{"Fixed": true}'.`);
}

export type ClusterVerb = 'start-cluster' | 'terminate-cluster' | 'remove-cluster' | 'retry';

export const manageCluster = (
  verb: ClusterVerb,
  name: string,
  flags: ChangeFlags & { readonly force?: boolean },
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client) => {
    const cluster = client.clusters.get(name);
    switch (verb) {
      case 'start-cluster':
        await cluster.start();
        break;
      case 'terminate-cluster':
        await confirm(`Terminate cluster ${name} and all of its nodes?`, flags, terminal);
        await cluster.terminate();
        break;
      case 'remove-cluster':
        await confirm(`Remove cluster ${name}?`, flags, terminal);
        await cluster.remove({ force: flags.force ?? false });
        break;
      case 'retry':
        await cluster.retry();
        break;
    }
    terminal.note(`${name}: accepted.`);
  });

export interface ImportFlags extends ChangeFlags {
  readonly file: string;
  readonly template?: string;
  /** A JSON file. */
  readonly parameters?: string;
  readonly force?: boolean;
}

export const importCluster = (
  name: string,
  flags: ImportFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client) => {
    const parameters =
      flags.parameters === undefined
        ? {}
        : jsonObject(await readFile(flags.parameters, 'utf8'), '--parameters');
    await client.importCluster(name, {
      template: await readFile(flags.file, 'utf8'),
      parameters,
      force: flags.force ?? false,
      ...(flags.template !== undefined && { templateName: flags.template }),
    });
    terminal.note(
      `Cluster ${name} was imported; start it with: pileus cycle start-cluster ${name}`,
    );
  });
