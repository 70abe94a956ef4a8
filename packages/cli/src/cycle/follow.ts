import { UsageError } from '../failure.js';
import type { Terminal } from '../terminal.js';
import { change, report } from './change.js';
import type { ConnectionFlags, OutputFlags } from './options.js';

export interface FollowFlags extends OutputFlags, ConnectionFlags {
  readonly requestId?: string;
}

/** `pileus cycle wait`: waits for an operation that was begun before, and shows its nodes. */
export const follow = (
  name: string,
  id: string | undefined,
  flags: FollowFlags,
  terminal: Terminal,
): Promise<void> =>
  change(flags, terminal, async (client, signal) => {
    const { requestId } = flags;
    if ((id === undefined) === (requestId === undefined)) {
      throw new UsageError('Give one: the id of the operation, or --request-id ID.');
    }
    const known = id !== undefined ? { id } : { requestId: requestId! };
    const operation = client.clusters.get(name).operation(known);
    const changed = { operation, answer: {}, named: [] };
    await report(changed, { ...flags, wait: true }, terminal, signal);
  });
