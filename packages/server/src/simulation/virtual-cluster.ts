import type {
  ClusterStatus,
  NodeCreationRequest,
  NodeCreationResult,
  NodeList,
  NodeManagementResult,
} from '@pileus/sdk/cyclecloud/wire';
import { ManualClock } from '../clock.js';
import type { Simulation } from '../compute/simulated.js';
import { clusterStatus } from '../dialects/cyclecloud/clusters.js';
import { create, type ManagementVerb, manage, nodeList } from '../dialects/cyclecloud/nodes.js';
import { createRequest, selectors } from '../dialects/cyclecloud/requests.js';
import { StoredLedger } from '../engine/capacity-ledger.js';
import { Reconciler } from '../engine/reconciler.js';
import { readSimulation } from '../settings.js';
import { and, eq, ne } from '../store/predicate.js';
import { openSqliteStore } from '../store/sqlite.js';
import { type Reader, type Scope, type Store, system, type Tx } from '../store/store.js';
import { applyWorld, type World } from '../world/load.js';
import { RepeatableDriver } from './repeatable-driver.js';
import { steadyReader } from './steady-reader.js';

export interface VirtualClusterOptions {
  readonly world: World;
  /** Name of a cluster of the world. */
  readonly cluster: string;
  /** The same seed brings the same chances. Default: the world's. */
  readonly seed?: string;
  /** Times of machines that the world leaves out. Default: those of the server, below a second. */
  readonly times?: Partial<Simulation['times']>;
  /** Milliseconds since 1970 at which it begins. */
  readonly start: number;
}

/** What one machine was billed for without a break. Times are milliseconds since 1970. */
export interface BilledSpan {
  readonly machineType: string;
  readonly spot: boolean;
  readonly from: number;
  /** Absent: it is billed still. */
  readonly to?: number;
}

/**
 * A cluster in virtual time: store, inventory, reconciler and simulated driver as they serve, and the answers of
 * CycleCloud's API, without a port and without anybody who logs in. Time stands still but for `advanceTo`.
 */
export class VirtualCluster {
  /** Grows with every commit: as long as it stays, all readings stay too. */
  revision = 0;
  readonly #name: string;
  readonly #clock: ManualClock;
  readonly #store: Store;
  readonly #scope: Scope;
  readonly #clusterId: number;
  readonly #reconciler: Reconciler;
  readonly #reader: () => Reader;
  #nextEvent: number | undefined;
  #failure: unknown;

  private constructor(parts: {
    readonly name: string;
    readonly clock: ManualClock;
    readonly store: Store;
    readonly accountId: number;
    readonly clusterId: number;
    readonly driver: RepeatableDriver;
  }) {
    const { clock, store } = parts;
    this.#name = parts.name;
    this.#clock = clock;
    this.#store = store;
    this.#clusterId = parts.clusterId;
    this.#scope = { accountId: parts.accountId, actor: 'simulation', role: 'operator' };
    this.#reader = steadyReader(store, this.#scope);
    store.onCommit(() => {
      this.revision++;
    });
    this.#reconciler = new Reconciler({
      store,
      driver: parts.driver,
      clock,
      realClock: clock,
      random: () => 0.5,
      owner: 'simulation',
      onError: (error) => {
        this.#failure ??= error;
      },
    });
  }

  /** @throws {RangeError} when the world has no such cluster */
  static async open(options: VirtualClusterOptions): Promise<VirtualCluster> {
    const { world, cluster: name, seed, times, start } = options;
    const clock = new ManualClock(start);
    const store = await openSqliteStore({ clock, realClock: clock });
    try {
      // Nobody logs in, so that nothing is hashed or sealed.
      await applyWorld(store, withoutTheRest(world), {
        hashPassword: async () => '',
        sealKey: () => ({ enc: '', mac: '' }),
      });
      const row = await store.reader(system).get('cluster', { name });
      if (!row) throw new RangeError(`The world has no cluster '${name}'.`);
      const simulation = await readSimulation(store.reader(system));
      const driver = new RepeatableDriver(new StoredLedger(store), {
        ...simulation,
        ...(seed !== undefined && { seed }),
        times: { ...simulation.times, ...times, ...world.simulation.times },
      } as Simulation);
      const { id: clusterId, accountId } = row;
      const opened = new VirtualCluster({ name, clock, store, accountId, clusterId, driver });
      opened.#reconciler.start();
      await opened.#settle();
      return opened;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  now(): number {
    return this.#clock.now();
  }

  /** When something happens by itself that can be seen; undefined as long as all is at rest. */
  get nextEvent(): number | undefined {
    return this.#nextEvent;
  }

  /** Lets time pass, from one event to the next. */
  async advanceTo(time: number): Promise<void> {
    for (let next = this.#nextEvent; next !== undefined && next <= time; next = this.#nextEvent) {
      this.#clock.advance(Math.max(0, next - this.#clock.now()));
      await this.#settle();
    }
    const unseen = (this.#clock.nextTimer ?? Number.POSITIVE_INFINITY) <= time;
    this.#clock.advance(time - this.#clock.now());
    if (unseen) await this.#settle();
  }

  /** The answer to `GET status?nodes=true`. */
  async status(): Promise<ClusterStatus> {
    return JSON.parse(await clusterStatus(this.#reader(), this.#name, true)) as ClusterStatus;
  }

  /** The answer to `GET nodes?request_id=`. */
  async nodes(requestId: string): Promise<NodeList> {
    const query = { operation: undefined, requestId };
    return JSON.parse(await nodeList(this.#reader(), this.#name, query)) as NodeList;
  }

  /** `POST nodes/create`. @throws {RefusedError} as the inventory does */
  async createNodes(request: NodeCreationRequest): Promise<NodeCreationResult> {
    const wanted = createRequest({ ...request });
    const { body } = await this.#command((tx) => create(tx, this.#name, wanted));
    return JSON.parse(body!) as NodeCreationResult;
  }

  /** `POST nodes/{verb}`. @throws {RefusedError} as the inventory does */
  async manage(verb: ManagementVerb, ids: readonly string[]): Promise<NodeManagementResult> {
    const wanted = selectors({ ids });
    const { body } = await this.#command((tx) => manage(tx, this.#name, verb, wanted));
    return JSON.parse(body!) as NodeManagementResult;
  }

  /** Everything that nodes of the cluster were billed for. */
  async bill(): Promise<BilledSpan[]> {
    const spans = await this.#reader().select('span', { where: eq('clusterId', this.#clusterId) });
    return spans.map(({ machineType, spot, fromAt, toAt }) => ({
      machineType,
      spot,
      from: fromAt,
      ...(toAt !== null && { to: toAt }),
    }));
  }

  async close(): Promise<void> {
    await this.#reconciler.stop();
    await this.#store.close();
  }

  async #command<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    const answer = await this.#store.command(this.#scope, run);
    await this.#settle();
    return answer;
  }

  async #settle(): Promise<void> {
    await this.#reconciler.quiet();
    if (this.#failure !== undefined) throw this.#failure;
    const [next] = await this.#reader().select('machine', {
      columns: ['dueAt'],
      // The record of a machine that has gone goes later, which nobody sees.
      where: and(ne('state', 'deleted'), { op: 'present', field: 'dueAt' }),
      orderBy: [{ column: 'dueAt' }],
      limit: 1,
    });
    this.#nextEvent = next?.dueAt ?? undefined;
  }
}

/** Without what no cluster and no machine of the world uses: every look at a cluster reads the whole catalogue. */
function withoutTheRest(world: World): World {
  const used = new Set([
    ...world.clusters.flatMap(({ arrays }) =>
      arrays.flatMap(({ machineTypes }) =>
        machineTypes.map((type) => (typeof type === 'string' ? type : type.machineType)),
      ),
    ),
    ...world.machines.flatMap(({ machineType }) => machineType ?? []),
  ]);
  return {
    ...world,
    machineTypes: world.machineTypes.filter(
      ({ name, aliases }) => used.has(name) || aliases.some((alias) => used.has(alias)),
    ),
  };
}
