import type { LoopEvent } from '@pileus/autoscale/loop';

/** One event as a line for people. */
export function eventLine(event: LoopEvent): string {
  return `${event.at} ${sentence(event)}`;
}

function sentence(event: LoopEvent): string {
  switch (event.kind) {
    case 'create': {
      const { nodearray, machineType, placementGroup, asked, nodes, jobs, message } = event;
      const place = placementGroup === undefined ? '' : ` in ${placementGroup}`;
      const fewer = nodes.length < asked ? ` of ${asked} asked for` : '';
      const why = message === undefined ? '' : ` (${message})`;
      const whom = jobs.length === 0 ? '' : ` for ${list(jobs)}`;
      const which = nodes.length === 0 ? '' : `: ${list(nodes)}`;
      return `create ${nodes.length}${fewer} ${nodearray} ${machineType}${place}${whom}${which}${why}`;
    }
    case 'start':
    case 'join':
      return `${event.kind} ${list(event.nodes)}`;
    case 'wait-for-jobs':
      return `wait for the jobs of ${list(event.nodes)}`;
    case 'delete':
      return `delete ${event.node}: ${event.reason}`;
    case 'delete-refused':
      return `delete ${event.node}: refused: ${event.message}`;
    case 'gone':
      return `gone ${event.node}`;
    case 'refused':
      return `create refused: ${event.message}`;
    case 'unplaced':
      return `unplaced ${event.job}: ${event.reason}`;
    case 'missing':
      return `missing ${list(event.nodes)}: the scheduler is told that they are gone`;
    case 'kept':
      return `kept ${list(event.nodes)}: they have KeepAlive`;
    case 'trouble':
      return `trouble at ${event.step}, tried again at the next pass: ${event.message}`;
  }
}

/** Long lists are told by their beginning: the JSON form has all. */
const list = (names: readonly string[]): string =>
  names.length <= 8
    ? names.join(', ')
    : `${names.slice(0, 7).join(', ')} and ${names.length - 7} more`;
