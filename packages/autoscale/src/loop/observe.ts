import type { Bucket, Capacity, ExistingNode } from '../capacity.js';
import type { ClusterReading } from './cluster-port.js';
import type { LoopState, NodeHistory } from './state.js';

/** Requests of this program are told by it. */
export const requestPrefix = 'pileus-autoscale-';

/** Nodes that were made count as booting for so long while the cluster does not list them. */
const listingDelay = 120_000;

/** What is remembered of nodes that are gone. */
const memory = 7 * 24 * 3600 * 1000;

export interface Observed {
  /** With nodes that the cluster does not list yet. */
  readonly capacity: Capacity;
  /** Ids of requests whose nodes are there. */
  readonly requests: ReadonlySet<string>;
  /** Names of nodes that have gone since the last pass. */
  readonly gone: readonly string[];
}

/** Takes a reading into the history, which it changes. */
export function observe(state: LoopState, reading: ClusterReading, now: number): Observed {
  const { capacity, requests } = reading;
  const buckets = new Map(capacity.buckets.map((bucket) => [bucket.id, bucket]));
  const listed = new Set<string>();
  for (const node of capacity.nodes) {
    listed.add(node.id);
    const made = requests.get(node.id)?.startsWith(requestPrefix) === true;
    const history = state.nodes[node.id] ?? firstSight(node, buckets.get(node.bucket), now);
    state.nodes[node.id] = history;
    history.listed = true;
    if (made) history.own = true;
    delete history.goneAt;
    note(history, node, now);
  }
  const gone: string[] = [];
  const unlisted: ExistingNode[] = [];
  for (const [id, history] of Object.entries(state.nodes)) {
    if (listed.has(id)) continue;
    if (history.goneAt !== undefined) {
      if (now - history.goneAt > memory) delete state.nodes[id];
    } else if (!history.listed && now - history.since < listingDelay) {
      unlisted.push(...notListed(id, history, capacity));
    } else {
      history.goneAt = now;
      gone.push(history.name);
    }
  }
  const nodes = unlisted.length === 0 ? capacity.nodes : [...capacity.nodes, ...unlisted];
  return { capacity: { ...capacity, nodes }, requests: new Set(requests.values()), gone };
}

const firstSight = (node: ExistingNode, bucket: Bucket | undefined, now: number): NodeHistory => ({
  name: node.name,
  nodearray: bucket?.nodearray ?? '',
  machineType: bucket?.machineType ?? '',
  ...(node.placementGroup !== undefined && { placementGroup: node.placementGroup }),
  since: now,
  lastNeeded: now,
});

function note(history: NodeHistory, { phase }: ExistingNode, now: number): void {
  if (phase === 'ready') history.readyAt ??= now;
  // The time that a node takes to boot is no idle time.
  else history.lastNeeded = now;
  if (phase !== 'deallocated') return;
  // It has gone as far as it goes; when it is started again it boots anew.
  history.since = now;
  delete history.doomed;
  delete history.readyAt;
  delete history.joined;
}

function notListed(id: string, history: NodeHistory, { buckets }: Capacity): ExistingNode[] {
  const { name, nodearray, machineType, placementGroup } = history;
  const bucket = buckets.find((b) => b.nodearray === nodearray && b.machineType === machineType);
  if (!bucket) return [];
  return [
    {
      ...{ id, name, bucket: bucket.id, phase: 'booting', state: 'Allocating' },
      ...(placementGroup !== undefined && { placementGroup }),
    },
  ];
}
