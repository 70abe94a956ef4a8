import type { Floor } from './floor.js';
import type { Job } from './job.js';
import type { Pieces } from './pieces.js';
import { slotsOf } from './portions.js';
import type { Shape, Way } from './shape.js';

/** What a running job takes of a node. */
interface Taken {
  readonly node: number;
  /** Undefined: nothing more than is gone already. */
  readonly way: Way | undefined;
  readonly slots: number;
}

/** Jobs that run already: they stay on their hosts, whatever those look like. */
export class Running {
  readonly #floor: Floor;
  readonly #pieces: Pieces;
  readonly #byJob: ReadonlyMap<string, readonly number[]>;
  readonly #taken = new Map<number, Taken[]>();
  #byHost: Map<string, number> | undefined;

  constructor(floor: Floor, pieces: Pieces) {
    this.#floor = floor;
    this.#pieces = pieces;
    this.#byJob = floor.nodesByJob(({ assignments }) => assignments);
  }

  has({ name, executingHostnames }: Job): boolean {
    return (executingHostnames?.length ?? 0) > 0 || this.#byJob.has(name);
  }

  /** What the job takes is gone already where the node says that it runs there. */
  pin(number: number, job: Job, { ways: [way] }: Shape): void {
    const hosts = job.executingHostnames ?? [];
    const runs = this.#byJob.get(job.name) ?? [];
    const slots = Math.ceil(slotsOf(job) / Math.max(1, hosts.length));
    const taken: Taken[] = [];
    this.#taken.set(number, taken);
    this.#pieces.begin(number);
    for (const node of new Set([...runs, ...hosts.flatMap((host) => this.#find(host) ?? [])])) {
      if (way && !runs.includes(node)) {
        const { indexes, bucketOf, positionOf } = this.#floor;
        const free = indexes[bucketOf[node]!]!;
        const room = free.slots(positionOf[node]!, way.resources, way.amounts);
        taken.push({ node, way, slots: Math.min(slots, room) });
        this.#floor.put(node, way, Math.min(slots, room));
      } else {
        taken.push({ node, way: undefined, slots });
        this.#floor.load[node]!++;
      }
      this.#pieces.put(node, slots, -1);
    }
    this.#pieces.end(number);
    this.#pieces.missing[number] = 0;
  }

  /** Gives back what the job takes. */
  release(number: number): void {
    for (const { node, way, slots } of this.#taken.get(number) ?? []) {
      if (way) this.#floor.takeBack(node, way, slots);
      else this.#floor.load[node]!--;
    }
    this.#taken.delete(number);
  }

  #find(host: string): number | undefined {
    if (!this.#byHost) {
      this.#byHost = new Map();
      for (const [at, node] of this.#floor.source.entries()) {
        if (!node) continue;
        const short = node.hostname?.split('.')[0];
        for (const key of [node.hostname, short, node.name, node.privateIp])
          if (key !== undefined) this.#byHost.set(key, at);
      }
    }
    return this.#byHost.get(host) ?? this.#byHost.get(host.split('.')[0]!);
  }
}
