/** What becomes of a piece: so many slots of the job on that node, by the shape's way of that number. */
export type Put = (node: number, slots: number, way: number) => void;

/** Arrays of fewer pieces than this are not worth closing up. */
const fewest = 1000;

/**
 * Where jobs lie, without an object for each: a piece is so many slots of a job on a node, and the pieces of one
 * job are next to each other.
 */
export class Pieces {
  /** By piece. */
  readonly node: number[] = [];
  readonly slots: number[] = [];
  /** The way of the constraints; -1: the job runs there already. */
  readonly way: number[] = [];
  /** -1: the piece was moved or taken back. */
  readonly job: number[] = [];
  /** By job. */
  readonly start: number[] = [];
  readonly count: number[] = [];
  /** Slots (of scattered jobs: nodes) that a job did not get. -1: the job is gone. */
  readonly missing: number[] = [];
  #current = 0;

  clear(): void {
    for (const list of [this.node, this.slots, this.way, this.job]) list.length = 0;
    for (const list of [this.start, this.count, this.missing]) list.length = 0;
  }

  addJob(missing: number): void {
    this.start.push(0);
    this.count.push(0);
    this.missing.push(missing);
  }

  /** Lets `put` add pieces of this job. Those that it has move to the end, where more can be added to them. */
  begin(job: number): void {
    this.#current = job;
    const start = this.start[job]!;
    const end = start + this.count[job]!;
    this.start[job] = this.node.length;
    for (let at = start; at < end; at++) {
      this.put(this.node[at]!, this.slots[at]!, this.way[at]!);
      this.job[at] = -1;
    }
  }

  readonly put: Put = (node, slots, way) => {
    this.node.push(node);
    this.slots.push(slots);
    this.way.push(way);
    this.job.push(this.#current);
  };

  end(job: number): void {
    this.count[job] = this.node.length - this.start[job]!;
  }

  /** Forgets the pieces from this one on, which are the last. */
  cut(from: number): void {
    for (const list of [this.node, this.slots, this.way, this.job]) list.length = from;
  }

  /** Forgets all pieces of the job. */
  drop(job: number): void {
    const start = this.start[job]!;
    this.job.fill(-1, start, start + this.count[job]!);
    this.count[job] = 0;
  }

  /** Pieces that were moved or taken back leave gaps; they go once they are as many as the rest. */
  closeGaps(): void {
    const held = this.count.reduce((sum, count) => sum + count, 0);
    if (this.job.length < fewest || this.job.length < 2 * held) return;
    const [nodes, slots, ways] = [[...this.node], [...this.slots], [...this.way]];
    this.cut(0);
    for (let job = 0; job < this.start.length; job++) {
      const start = this.start[job]!;
      this.#current = job;
      this.start[job] = this.node.length;
      for (let at = start; at < start + this.count[job]!; at++)
        this.put(nodes[at]!, slots[at]!, ways[at]!);
    }
  }
}
