import type { Floor } from './floor.js';
import { marks } from './free-index.js';
import type { Job } from './job.js';
import type { Pieces } from './pieces.js';
import { slotsOf } from './portions.js';
import type { Shape } from './shape.js';

/** Jobs that run already: they stay on their hosts, whatever those look like. */
export class Running {
  readonly #floor: Floor;
  readonly #pieces: Pieces;
  readonly #byJob: ReadonlyMap<string, readonly number[]>;
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
    this.#pieces.begin(number);
    for (const node of new Set([...runs, ...hosts.flatMap((host) => this.#find(host) ?? [])])) {
      if (way && !runs.includes(node)) {
        const { indexes, bucketOf, positionOf } = this.#floor;
        const index = indexes[bucketOf[node]!]!;
        const position = positionOf[node]!;
        const taken = Math.min(slots, index.slots(position, way.resources, way.amounts));
        const marked = way.exclusive ? 0 : index.marksOf(position) & ~marks.empty;
        index.take(position, way.resources, way.amounts, taken, marked);
      }
      this.#floor.load[node]!++;
      this.#pieces.put(node, slots, -1);
    }
    this.#pieces.end(number);
    this.#pieces.missing[number] = 0;
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
