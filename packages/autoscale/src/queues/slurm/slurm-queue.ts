import type { ExistingNode } from '../../capacity.js';
import type { NamedNode, NodeDemand, NodeFacts, Queue } from '../queue.js';
import { runCommand } from '../run-command.js';
import { type PowerRequest, readHandedOver } from './handover.js';
import { compressHostlist } from './hostlist.js';
import { groupOf, type LayoutOptions, placeOf, type SlurmLayout, slurmLayout } from './layout.js';
import { inService, parseNodes, type SlurmNode, wantOf } from './node-states.js';
import { parseSqueue } from './squeue.js';

export interface SlurmQueueOptions extends LayoutOptions {
  /** Where `pileus autoscale slurm resume` and its like leave their requests. */
  readonly handover: string;
  /** Of `slurm.conf`. Default what Slurm finds by itself. */
  readonly conf?: string;
  /** Folder of `scontrol` and `squeue`. Default: they are found on the path. */
  readonly bin?: string;
  /**
   * Tells Slurm the address of each node that is ready. Default true. False where names resolve by themselves.
   */
  readonly addresses?: boolean;
}

/** Reasons that this program gives begin so; others are left alone. */
const ours = 'pileus:';

/**
 * Slurm with its power saving: Slurm decides which nodes it needs, and the loop makes those. What counts is the state
 * that Slurm reports at each pass, so a request that got lost is found again; requests that its programs hand over
 * tell, besides, which machine of a name is the old one.
 */
export function slurmQueue(options: SlurmQueueOptions): Queue {
  const env = {
    // Without this, long lists of tasks end in dots.
    SLURM_BITSTR_LEN: '0',
    SLURM_TIME_FORMAT: 'standard',
    ...(options.conf !== undefined && { SLURM_CONF: options.conf }),
  };
  const run = (signal: AbortSignal, command: string, ...args: string[]) => {
    const program = options.bin === undefined ? command : `${options.bin}/${command}`;
    return runCommand({ argv: [program, ...args], env }, signal);
  };
  let known = new Map<string, SlurmNode>();
  const update = async (signal: AbortSignal, nodes: readonly string[], ...settings: string[]) => {
    if (nodes.length === 0) return;
    await run(signal, 'scontrol', 'update', `nodename=${compressHostlist(nodes)}`, ...settings);
  };
  return {
    name: 'slurm',
    async read(signal, capacity): Promise<NodeDemand> {
      // Requests first: Slurm's state is then at least as new as they are.
      const { requests, remove } = await readHandedOver(options.handover);
      const states = parseNodes(
        await run(signal, 'scontrol', 'show', 'nodes', '--oneliner', '--all'),
      );
      const layout = slurmLayout(capacity, options);
      const jobs = parseSqueue(await run(signal, 'squeue', '--json'), layout);
      known = new Map(states.map((node) => [node.name, node]));
      return {
        kind: 'nodes',
        nodes: namedNodes(states, layout, discards(requests)),
        jobs,
        taken: remove,
      };
    },
    async join(nodes: readonly ExistingNode[], signal) {
      if (options.addresses === false) return;
      for (const node of nodes) {
        const { privateIp = node.hostname, hostname = privateIp } = node;
        const state = known.get(node.name);
        if (privateIp === undefined || hostname === undefined || !state) continue;
        if (state.address === privateIp && state.hostname === hostname) continue;
        await update(signal, [node.name], `nodeaddr=${privateIp}`, `nodehostname=${hostname}`);
      }
    },
    async settle({ missing, kept }: NodeFacts, signal) {
      const gone = missing.filter((name) => !known.get(name)?.states.has('POWERING_DOWN'));
      // Takes its jobs back into the queue and makes the name free for a new machine.
      await update(signal, gone, 'state=power_down_force', `reason=${ours} the node is gone`);
      const protectedNodes = kept.filter((name) => !known.get(name)?.states.has('DOWN'));
      await update(signal, protectedNodes, 'state=down', `reason=${ours} kept by KeepAlive`);
    },
  };
}

/** Machines of these names that are older than the request belong to a past life of the name. */
function discards(requests: readonly PowerRequest[]): Map<string, NamedNode['discard']> {
  const found = new Map<string, NamedNode['discard']>();
  for (const { kind, nodes, at } of requests) {
    if (kind === 'resume') continue;
    const reason = kind === 'suspend' ? 'suspended by Slurm' : 'did not join Slurm in time';
    for (const name of nodes) found.set(name, { before: at, reason });
  }
  return found;
}

function namedNodes(
  states: readonly SlurmNode[],
  layout: SlurmLayout,
  discard: ReadonlyMap<string, NamedNode['discard']>,
): NamedNode[] {
  return states.flatMap((node) => {
    const place = placeOf(layout, node.name);
    if (!place) return [];
    const { bucket } = place.partition;
    const placementGroup = groupOf(place.partition, place.number);
    const discarded = discard.get(node.name);
    return [
      {
        name: node.name,
        nodearray: bucket.nodearray,
        machineType: bucket.machineType,
        ...(placementGroup !== undefined && { placementGroup }),
        want: wantOf(node),
        inService: inService(node),
        ...(discarded && { discard: discarded }),
      },
    ];
  });
}
