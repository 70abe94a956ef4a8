/** A node as `scontrol show nodes --oneliner` has it, which every version prints. */
export interface SlurmNode {
  readonly name: string;
  /** In capitals: IDLE, CLOUD, POWERED_DOWN, NOT_RESPONDING and so on. */
  readonly states: ReadonlySet<string>;
  readonly address?: string;
  readonly hostname?: string;
  readonly reason?: string;
}

/** Reads the answer; lines that are no nodes are left out. */
export function parseNodes(text: string): SlurmNode[] {
  return text.split('\n').flatMap((line) => {
    const name = /(?:^|\s)NodeName=(\S+)/.exec(line)?.[1];
    const state = /(?:^|\s)State=(\S+)/.exec(line)?.[1];
    if (name === undefined || state === undefined) return [];
    const address = /(?:^|\s)NodeAddr=(\S+)/.exec(line)?.[1];
    const hostname = /(?:^|\s)NodeHostName=(\S+)/.exec(line)?.[1];
    // The reason stands last and holds spaces.
    const reason = /(?:^|\s)Reason=(.*?)\s*(?:\[[^\]]*@[^\]]*\]\s*)?(?:Comment=.*)?$/.exec(
      line,
    )?.[1];
    return [
      {
        name,
        // Older versions add `*` to a state that does not answer.
        states: new Set(state.replaceAll('*', '').toUpperCase().split('+')),
        ...(address !== undefined && { address }),
        ...(hostname !== undefined && { hostname }),
        ...(reason !== undefined && reason !== '' && { reason }),
      },
    ];
  });
}

/** What Slurm wants of a node's machine. */
export function wantOf({ states }: SlurmNode): 'up' | 'down' | 'idle' {
  if (states.has('FUTURE') || !states.has('CLOUD')) return 'idle';
  if (states.has('POWERING_UP')) return 'up';
  if (states.has('POWERED_DOWN') || states.has('POWERING_DOWN')) return 'down';
  return 'up';
}

/** Whether Slurm counts on the machine: it is neither off nor on its way. */
export const inService = (node: SlurmNode): boolean =>
  wantOf(node) === 'up' && !node.states.has('POWERING_UP');
