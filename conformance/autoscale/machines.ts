import type { Cluster } from '@pileus/sdk/cyclecloud';
import type { NodeRecord } from '@pileus/sdk/cyclecloud/wire';

/** What runs on a machine. */
export interface Machine {
  /** At once, as a machine that is switched off. */
  stop(signal: 'SIGKILL'): Promise<void>;
}

/** What a cloud would do: each node that is ready runs something, until it goes. */
export class Machines {
  /** All nodes that ever were, as last seen. */
  readonly seen = new Map<string, NodeRecord>();
  /** Names of machines on which nothing starts. */
  readonly silent = new Set<string>();
  readonly #running = new Map<string, Machine>();
  readonly #stop = new AbortController();
  readonly #cluster: Cluster;
  readonly #boot: (name: string) => Machine;
  #waiting: (() => void)[] = [];
  #alive = new Set<string>();
  #watching: Promise<void> = Promise.resolve();

  constructor(cluster: Cluster, boot: (name: string) => Machine) {
    this.#cluster = cluster;
    this.#boot = boot;
  }

  begin(): void {
    this.#watching = this.#watch().catch((error: unknown) => {
      if (!this.#stop.signal.aborted) throw error;
    });
  }

  async #watch(): Promise<void> {
    const options = { interval: 0.2, signal: this.#stop.signal };
    for await (const { kind, node } of this.#cluster.watch(options)) {
      const { NodeId: id } = node;
      if (kind === 'gone' || node.TargetState !== 'Started') {
        await this.#running.get(id)?.stop('SIGKILL');
        this.#running.delete(id);
      } else if (node.Status === 'Ready' && !this.#running.has(id) && !this.silent.has(node.Name)) {
        this.#running.set(id, this.#boot(node.Name));
      }
      if (kind === 'gone') this.#alive.delete(id);
      else {
        this.#alive.add(id);
        this.seen.set(id, node);
      }
      for (const wake of this.#waiting.splice(0)) wake();
    }
  }

  get names(): string[] {
    return [...this.#alive].map((id) => this.seen.get(id)!.Name).sort();
  }

  /** Resolves once the nodes that exist are so. */
  async until(right: (names: readonly string[]) => boolean): Promise<void> {
    while (!right(this.names)) {
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
  }

  async end(): Promise<void> {
    this.#stop.abort();
    await this.#watching;
    for (const program of this.#running.values()) await program.stop('SIGKILL');
  }
}
