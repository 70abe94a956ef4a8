import {
  type Answer,
  type Loopback,
  loopback,
  type Received,
} from '../http/loopback.test.helper.js';
import { ManualClock } from '../http/manual-clock.js';
import { Client, type ClientOptions } from './client.js';
import type { NodeRecord, NodeStatus, TargetState } from './wire.js';

export const password = 'Tr0ub4dor&3';

export interface Fixture {
  readonly client: Client;
  readonly server: Loopback;
  readonly clock: ManualClock;
}

/** A client of a stub server. Sleeps cost no time unless a clock is given. */
export async function connect(
  answer: (request: Received, index: number) => Answer,
  options: Partial<ClientOptions> & { readonly clock?: ManualClock } = {},
): Promise<Fixture> {
  const server = await loopback(answer);
  const clock = options.clock ?? new ManualClock({ skipSleeps: true });
  const random = options.random ?? (() => 0.5);
  const login = { url: server.url, username: 'admin', password };
  return { client: new Client({ ...login, ...options, clock, random }), server, clock };
}

/** A node record as a server sends it. */
export function node(
  name: string,
  Status: NodeStatus,
  TargetState: TargetState = 'Started',
  rest: Partial<NodeRecord> = {},
): NodeRecord {
  const Template = name.replace(/-\d+$/, '');
  const base = { Name: name, NodeId: `id-of-${name}`, Template, MachineType: 'Standard_HC44rs' };
  return { ...base, Status, TargetState, ...rest };
}

/** Answers one request after the other from a list; the last answer repeats. */
export function script(...answers: Answer[]): (request: Received, index: number) => Answer {
  return (_request, index) => answers[Math.min(index, answers.length - 1)]!;
}
