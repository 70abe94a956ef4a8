import type { Cluster, NodeSelectors } from '@pileus/sdk/cyclecloud';
import { confirm } from '../confirm.js';
import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { change, managed, report } from './change.js';
import { type ClusterFlags, type ClusterVerb, manageCluster } from './cluster.js';
import type { SelectorFlags } from './options.js';

const nodeVerbs = {
  start: (cluster: Cluster) => cluster.startNodes.bind(cluster),
  terminate: (cluster: Cluster) => cluster.terminateNodes.bind(cluster),
  remove: (cluster: Cluster) => cluster.removeNodes.bind(cluster),
  deallocate: (cluster: Cluster) => cluster.deallocateNodes.bind(cluster),
  shutdown: (cluster: Cluster) => cluster.shutdownNodes.bind(cluster),
  restart: (cluster: Cluster) => cluster.restartNodes.bind(cluster),
  reimage: (cluster: Cluster) => cluster.reimageNodes.bind(cluster),
} as const;

export type NodeVerb = keyof typeof nodeVerbs;

/** Verbs after which something is gone that does not come back by itself. */
const destructive: ReadonlySet<NodeVerb> = new Set(['terminate', 'remove', 'shutdown', 'reimage']);

export interface ManageFlags extends ClusterFlags, SelectorFlags {}

/** `start`, `terminate` and `remove`: of nodes where some are named or selected, else of the cluster. */
export const manage = (
  verb: ClusterVerb & NodeVerb,
  cluster: string,
  nodes: readonly string[],
  flags: ManageFlags,
  terminal: Terminal,
): Promise<void> =>
  selectorsOf(nodes, flags)
    ? manageNodes(verb, cluster, nodes, flags, terminal)
    : manageCluster(verb, cluster, flags, terminal);

/** @throws (rejects) UsageError when no node is named or selected */
export const manageNodes = (
  verb: NodeVerb,
  name: string,
  nodes: readonly string[],
  flags: ManageFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const selectors = selectorsOf(nodes, flags);
    if (!selectors) {
      throw new UsageError('Say which nodes: by name, or with --id, --hostname, --ip or --filter.');
    }
    if (destructive.has(verb)) {
      await confirm(`${capital(verb)} ${described(selectors)} of ${name}?`, flags);
    }
    const operation = await nodeVerbs[verb](client.clusters.get(name))(selectors, {
      ...(flags.requestId !== undefined && { requestId: flags.requestId }),
    });
    await report(managed(operation, nodes), flags, terminal, signal);
  });

function selectorsOf(nodes: readonly string[], flags: SelectorFlags): NodeSelectors | undefined {
  const selectors = {
    ...(nodes.length > 0 && { names: [...nodes] }),
    ...(flags.id && { ids: [...flags.id] }),
    ...(flags.hostname && { hostnames: [...flags.hostname] }),
    ...(flags.ip && { ipAddresses: [...flags.ip] }),
    ...(flags.filter !== undefined && { filter: flags.filter }),
  };
  return Object.keys(selectors).length > 0 ? (selectors as NodeSelectors) : undefined;
}

const capital = (word: string): string => word[0]!.toUpperCase() + word.slice(1);

const kinds: Readonly<Record<string, string>> = {
  names: '',
  ids: 'id ',
  hostnames: 'host ',
  ipAddresses: 'address ',
  filter: 'where ',
};

/** `node execute-1`, `nodes where State === "Failed"` */
function described(selectors: NodeSelectors): string {
  const parts = Object.entries(selectors).map(
    ([kind, value]) => `${kinds[kind]}${Array.isArray(value) ? value.join(', ') : String(value)}`,
  );
  const [only] = Object.values(selectors).flat();
  const single = parts.length === 1 && parts[0]!.endsWith(String(only)) && !('filter' in selectors);
  return `${single ? 'node' : 'nodes'} ${parts.join(' and ')}`;
}
