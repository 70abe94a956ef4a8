import { confirm } from '../confirm.js';
import type { Terminal } from '../terminal.js';
import { change } from './change.js';
import type { ChangeFlags } from './options.js';

export interface HealthFlags extends ChangeFlags {
  readonly category?: string;
  readonly description?: string;
}

/** `pileus cycle report-health`: tells the cloud provider that a node is unhealthy; it cannot be taken back. */
export const reportHealth = (
  cluster: string,
  node: string,
  flags: HealthFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client) => {
    const { category, description } = flags;
    await confirm(`Report node ${node} of ${cluster} as unhealthy?`, flags);
    await client.clusters.get(cluster).reportHealth(node, {
      ...(category !== undefined && { category }),
      ...(description !== undefined && { description }),
    });
    terminal.note(`Reported ${node} as unhealthy.`);
  });
