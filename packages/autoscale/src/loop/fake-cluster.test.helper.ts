import { ManualClock } from '@pileus/sdk/http';
import type { ExistingNode, NodePhase } from '../capacity.js';
import { type BucketSketch, capacity } from '../capacity.test.helper.js';
import type { Job } from '../job.js';
import type { Demand, NodeFacts, Queue } from '../queues/queue.js';
import {
  type ClusterPort,
  type CreatedSet,
  type CreateRequest,
  RefusedError,
  type RemoveWay,
} from './cluster-port.js';

/** `before`: the call fails and does nothing. `after`: it does everything, and its answer is lost. */
export type Fault = 'none' | 'before' | 'after';

interface FakeNode {
  readonly id: string;
  readonly name: string;
  readonly bucket: string;
  readonly placementGroup: string | undefined;
  readonly request: string | undefined;
  keepAlive: boolean;
  phase: NodePhase;
  /** When the phase ends by itself. */
  until: number;
}

export const bootTime = 60_000;
export const stopTime = 30_000;

/** A cluster in virtual time. Nodes boot in a minute and stop in half of one. */
export class FakeCluster implements ClusterPort {
  readonly name = 'fake';
  readonly clock: ManualClock;
  readonly nodes = new Map<string, FakeNode>();
  /** Accepted requests by id. */
  readonly requests = new Map<string, readonly CreatedSet[]>();
  /** What happens to the next call. */
  fault: () => Fault = () => 'none';
  /** How many of so many nodes a creation gives. */
  give: (count: number) => number = (count) => count;
  /** Nodes made from now on fail instead of booting. */
  failing = false;
  policy: 'terminate' | 'deallocate' = 'terminate';
  readonly calls: string[] = [];
  #made = 0;
  readonly #sketches: readonly BucketSketch[];

  constructor(sketches: readonly BucketSketch[], clock = new ManualClock()) {
    this.#sketches = sketches;
    this.clock = clock;
  }

  async read() {
    return this.#call('read', () => {
      this.#age();
      const nodes = [...this.nodes.values()];
      const groups = (bucket: string) => {
        const counts = new Map<string, number>();
        for (const node of nodes) {
          if (node.bucket !== bucket || node.placementGroup === undefined) continue;
          counts.set(node.placementGroup, (counts.get(node.placementGroup) ?? 0) + 1);
        }
        return [...counts].map(([name, count]) => ({ name, nodes: count }));
      };
      const made = capacity(this.#sketches, [], nodes.map(existing));
      const active = (bucket: string) =>
        nodes.filter((node) => node.bucket === bucket && node.phase !== 'deallocated').length;
      return {
        capacity: {
          ...made,
          buckets: made.buckets.map((each) => ({ ...each, placementGroups: groups(each.id) })),
          limits: made.limits.map((limit) => ({
            ...limit,
            used: active(limit.id.replace('bucket/', '')),
          })),
        },
        requests: new Map(
          nodes.flatMap(({ id, request }) => (request ? [[id, request] as const] : [])),
        ),
      };
    });
  }

  async create({ requestId, sets }: CreateRequest): Promise<readonly CreatedSet[]> {
    return this.#call('create', () => {
      const known = this.requests.get(requestId);
      if (known) return known;
      if (sets.some(({ nodearray }) => nodearray === 'unknown'))
        throw new RefusedError('No array.');
      const made = sets.map((set): CreatedSet => {
        const count = this.give(set.count);
        const nodes = Array.from({ length: count }, () =>
          this.add(set.nodearray, set.machineType, {
            ...(set.nodeName !== undefined && { name: set.nodeName }),
            placementGroup: set.placementGroup,
            request: requestId,
          }),
        );
        return { nodes, ...(count < set.count && { message: 'There is no more.' }) };
      });
      this.requests.set(requestId, made);
      return made;
    });
  }

  /** A node that somebody made. */
  add(nodearray: string, machineType: string, given: Partial<FakeNode> = {}) {
    const names = new Set([...this.nodes.values()].map(({ name }) => name));
    let number = 1;
    while (names.has(`${nodearray}-${number}`)) number++;
    const name = given.name ?? `${nodearray}-${number}`;
    if (names.has(name)) throw new RefusedError(`There is a node '${name}'.`);
    const node: FakeNode = {
      id: `id-${++this.#made}`,
      bucket: `${nodearray}/${machineType}`,
      placementGroup: undefined,
      request: undefined,
      keepAlive: false,
      phase: this.failing ? 'failed' : 'booting',
      until: this.clock.now() + bootTime,
      ...given,
      name,
    };
    this.nodes.set(node.id, node);
    return node;
  }

  async start(ids: readonly string[]): Promise<void> {
    return this.#call('start', () => {
      for (const id of ids) {
        const node = this.nodes.get(id);
        if (node?.phase !== 'deallocated') continue;
        node.phase = 'booting';
        node.until = this.clock.now() + bootTime;
      }
    });
  }

  async remove(ids: readonly string[], way: RemoveWay): Promise<ReadonlyMap<string, string>> {
    return this.#call(way, () => {
      const refused = new Map<string, string>();
      for (const id of ids) {
        const node = this.nodes.get(id);
        if (!node || node.phase === 'ending') continue;
        if (node.keepAlive) refused.set(id, 'It has KeepAlive.');
        else if (way === 'deallocate' || (way === 'shutdown' && this.policy === 'deallocate')) {
          node.phase = 'deallocated';
        } else {
          node.phase = 'ending';
          node.until = this.clock.now() + stopTime;
        }
      }
      return refused;
    });
  }

  async #call<Answer>(name: string, act: () => Answer): Promise<Answer> {
    const fault = this.fault();
    if (fault === 'before') throw new Error(`${name}: the cluster is away.`);
    this.calls.push(name);
    const answer = act();
    if (fault === 'after') throw new Error(`${name}: the answer is lost.`);
    return answer;
  }

  #age(): void {
    const now = this.clock.now();
    for (const [id, node] of this.nodes) {
      if (node.until > now) continue;
      if (node.phase === 'booting') node.phase = 'ready';
      if (node.phase === 'ending') this.nodes.delete(id);
    }
  }
}

const existing = ({
  until: _,
  request: __,
  placementGroup,
  keepAlive,
  ...node
}: FakeNode): ExistingNode => ({
  ...node,
  state: node.phase === 'failed' ? 'Failed' : node.phase,
  hostname: node.name,
  ...(placementGroup !== undefined && { placementGroup }),
  ...(keepAlive && { keepAlive: true }),
});

/** A queue that says what it is told to. */
export class FakeQueue implements Queue {
  readonly name = 'fake';
  demand: Demand = { kind: 'jobs', jobs: [] };
  readonly joined: string[] = [];
  readonly facts: NodeFacts[] = [];
  /** Names of nodes that have jobs: they may not go. */
  readonly busy = new Set<string>();
  fail = false;

  set jobs(jobs: readonly Job[]) {
    this.demand = { kind: 'jobs', jobs };
  }

  async read(): Promise<Demand> {
    if (this.fail) throw new Error('The queue is away.');
    return this.demand;
  }

  async join(nodes: readonly ExistingNode[]): Promise<void> {
    this.joined.push(...nodes.map(({ name }) => name));
  }

  async settle(facts: NodeFacts): Promise<void> {
    this.facts.push(facts);
  }

  async drain(nodes: readonly ExistingNode[]): Promise<readonly string[]> {
    return nodes.map(({ name }) => name).filter((name) => !this.busy.has(name));
  }
}
