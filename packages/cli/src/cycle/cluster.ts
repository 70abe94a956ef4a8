import type { Client, Operation } from '@pileus/sdk/cyclecloud';
import { realClock, sleep } from '@pileus/sdk/http';
import { confirm } from '../confirm.js';
import { InterruptedError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { change, report, showChange } from './change.js';
import type { ChangeFlags } from './options.js';

export type ClusterVerb = 'start' | 'terminate' | 'remove' | 'retry';

export interface ClusterFlags extends ChangeFlags {
  /** Of removing: living nodes are terminated with it. */
  readonly force?: boolean;
}

const questions: Partial<Record<ClusterVerb, (name: string, force: boolean) => string>> = {
  terminate: (name) => `Terminate cluster ${name} and all of its nodes?`,
  remove: (name, force) => `Remove cluster ${name}${force ? ' and terminate its nodes' : ''}?`,
};

/** A verb of a whole cluster. */
export const manageCluster = (
  verb: ClusterVerb,
  name: string,
  flags: ClusterFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const cluster = client.clusters.get(name);
    const { force = false } = flags;
    const question = questions[verb]?.(name, force);
    if (question !== undefined) await confirm(question, flags);
    const { operationId, nodes = [] } = await (verb === 'remove'
      ? cluster.remove({ force })
      : cluster[verb]());
    const named = nodes.map((node) => ({ Name: node }));
    if (operationId == null || (verb === 'retry' && nodes.length === 0)) {
      const empty = verb === 'retry' ? `${name} has no failed nodes.` : `${name}: accepted.`;
      await showChange({ operationId: null, action: verb, nodes: named }, empty, flags, terminal);
    } else if (verb === 'remove') {
      // The cluster is gone, and with it the list of the operation's nodes.
      if (flags.wait) await untilOver(client, operationId, signal);
      const lines = named.map((node) => ({ ...node, Status: flags.wait ? 'gone' : 'Terminating' }));
      await showChange({ operationId, action: verb, nodes: lines }, '', flags, terminal);
      terminal.note(`Removed ${name}.`);
    } else {
      const operation = cluster.operation({ id: operationId });
      const more = flags.wait && verb === 'start' ? await othersOf(client, operation) : [];
      const changed = { operation, answer: { action: verb }, named: [], more };
      await report(changed, flags, terminal, signal);
    }
  });

/** Other operations at work in the cluster: the nodes that arrays begin with come by operations of their own. */
async function othersOf(client: Client, { cluster, id: own }: Operation): Promise<Operation[]> {
  const all = await client.listOperations();
  return all
    .filter((each) => each.cluster === cluster && each.state === 'Running' && each.id !== own)
    .flatMap(({ id }) => (id === undefined ? [] : client.clusters.get(cluster).operation({ id })));
}

const pause = 500;

async function untilOver(client: Client, id: string, signal: AbortSignal): Promise<void> {
  while ((await client.getOperation(id, { signal })).state === 'Running') {
    await sleep(realClock, pause, signal).catch(() => {
      throw new InterruptedError('Interrupted. The removal goes on at the server.');
    });
  }
}
