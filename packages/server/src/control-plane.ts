import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { FastifyInstance } from 'fastify';
import { type Clock, realClock as systemClock, WorldClock } from './clock.js';
import type { Driver } from './compute/driver.js';
import { SimulatedDriver } from './compute/simulated.js';
import { gridEvents } from './dialects/cyclecloud/grid-events.js';
import { dialects } from './dialects/index.js';
import { StoredLedger } from './engine/capacity-ledger.js';
import { Pruner } from './engine/pruner.js';
import { Reconciler } from './engine/reconciler.js';
import { postJson } from './engine/webhook-post.js';
import { type WebhookPost, WebhookSender } from './engine/webhooks.js';
import { buildApp } from './http/app.js';
import type { ServerContext } from './http/context.js';
import { Metrics } from './http/metrics.js';
import { rateGate } from './http/rate-gate.js';
import { compareCounters } from './inventory/doctor.js';
import { upsertAdmin } from './security/admin-user.js';
import { Authenticator } from './security/authenticator.js';
import { checkKey } from './security/key-check.js';
import { redactLine } from './security/redact.js';
import { openVault } from './security/vault.js';
import { moveClock, readSetting, readSimulation } from './settings.js';
import { type Store, system } from './store/store.js';
import { applyWorld, readWorld } from './world/load.js';

export interface ControlPlaneOptions {
  /** Default 127.0.0.1. */
  readonly host?: string;
  /** Default 0: a free port. */
  readonly port?: number;
  /** Data directory; absent: everything is kept in memory and goes with the process. */
  readonly data?: string;
  /** `demo`, `empty` or the path of a YAML file, applied to an empty store only. Default `demo`. */
  readonly world?: string;
  /** A PostgreSQL URL, instead of SQLite in the data directory. */
  readonly database?: string;
  /** `auto` makes a certificate authority in the data directory; else PEM files. */
  readonly tls?: { readonly auto: true } | { readonly cert: string; readonly key: string };
  /** The URL under which clients see the server, where that is not the listening address. */
  readonly publicUrl?: string;
  /** The administrator, valid in every dialect. What is left out is generated when there is none yet. */
  readonly admin?: {
    readonly username?: string;
    readonly password?: string;
    readonly apiKey?: string;
  };
  /**
   * How many times as fast as life the world runs, from 0 (it stands still); absent: as fast as it did before, at
   * first 1. Clients that send absolute times need 1.
   */
  readonly speed?: number;
  /** Requests per second of one user or address; absent: no limit. */
  readonly rateLimit?: number;
  /** Default `silent`. Logs go to standard error as JSON lines. */
  readonly logLevel?: 'silent' | 'error' | 'warn' | 'info' | 'debug';
}

/** What tests may replace. */
export interface ControlPlaneParts {
  readonly realClock?: Clock;
  readonly random?: () => number;
  readonly driver?: (store: Store) => Driver;
  /** Sends one webhook delivery. */
  readonly postWebhook?: WebhookPost;
  /** False: nothing is reconciled until `reconciler.start()`. */
  readonly reconcile?: boolean;
  /** False: the application is reached by `app.inject` only. */
  readonly listen?: boolean;
}

export interface ControlPlane {
  /** Where the server listens, for example `http://127.0.0.1:8080`; no final slash. */
  readonly url: string;
  /** Secrets are there only when they were given or have just been generated. */
  readonly admin: {
    readonly username: string;
    readonly password?: string;
    readonly apiKey?: string;
    readonly generated: boolean;
  };
  readonly app: FastifyInstance;
  readonly store: Store;
  readonly clock: WorldClock;
  readonly reconciler: Reconciler;
  readonly webhooks: WebhookSender;
  readonly pruner: Pruner;
  readonly driver: Driver;
  /** Answers what is under way, writes what the drivers have done, and closes. */
  close(): Promise<void>;
}

/**
 * Starts a control plane: store, world, administrator, reconciler, then the port.
 *
 * @throws when the world file is wrong, the data directory is in use, or the port is taken; nothing is left
 * running then.
 */
export async function startControlPlane(
  options: ControlPlaneOptions = {},
  parts: ControlPlaneParts = {},
): Promise<ControlPlane> {
  const realClock = parts.realClock ?? systemClock;
  const started = realClock.now();
  const clock = new WorldClock(realClock, { real: started, world: started, speed: 1 });
  const closers: (() => Promise<void> | void)[] = [];
  const close = async () => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  if (options.database !== undefined && options.data === undefined && !process.env.PILEUS_KEY) {
    throw new Error(
      'A PostgreSQL database outlives this process, and its secrets need a key that does too: give a data ' +
        'directory (--data) for the key file, or set PILEUS_KEY to 32 random bytes in base64.',
    );
  }
  try {
    const vault = await openVault(options.data ? { file: join(options.data, 'secret.key') } : {});
    const { password } = options.admin ?? {};
    // Where there is nothing to compare with, it is hashed at once: another thread does it, in as long as
    // everything else that follows takes.
    const hashing = password && isFirstStart(options) ? vault.hashPassword(password) : undefined;
    hashing?.catch(() => {});
    const store = await openStore(options, clock, realClock);
    closers.push(() => store.close());
    await checkKey(store, vault);
    const isNew = (await store.reader(system).count('account')) === 0;
    const position = await readSetting(store.reader(system), 'clock');
    if (position) clock.set(position);
    const { speed } = options;
    if (speed !== undefined && speed !== clock.speed) {
      clock.set(await store.command(system, (tx) => moveClock(tx, { speed })));
    }
    if (isNew) await prepareWorld(store, options.world ?? 'demo', vault);
    const authenticator = new Authenticator({ store, vault, realClock });
    closers.push(() => authenticator.close());
    const driver = parts.driver?.(store) ?? new SimulatedDriver(new StoredLedger(store));
    const metrics = new Metrics();
    const context: ServerContext = {
      store,
      vault,
      authenticator,
      clock,
      realClock,
      publicUrl: options.publicUrl,
    };
    const building = buildApp({
      context,
      dialects: dialects(metrics),
      logger: loggerOf(options.logLevel ?? 'silent'),
      ...(options.tls && { https: await certificateOf(options, realClock) }),
      ...(options.rateLimit !== undefined && { admit: rateGate(options.rateLimit, realClock) }),
      onAnswered: (request, reply) => metrics.answered(request, reply),
    });
    closers.push(() =>
      building.then(
        (app) => app.close(),
        () => {},
      ),
    );
    const [admin, app] = await Promise.all([
      upsertAdmin(store, vault, options.admin ?? {}, hashing),
      building,
    ]);
    const reconciler = new Reconciler({
      store,
      driver,
      clock,
      realClock,
      random: parts.random ?? Math.random,
      owner: randomUUID(),
      beforeClaim: async (tx) => {
        const moved = await readSetting(tx, 'clock');
        if (moved) clock.set(moved);
        if (driver instanceof SimulatedDriver) driver.configure(await readSimulation(tx));
      },
      onError: (error) => app.log.error({ err: error }, 'The reconciler could not write'),
      onWritten: (count) => metrics.outcomes(count),
    });
    closers.push(() => reconciler.stop());
    if (parts.reconcile !== false) reconciler.start();
    const webhooks = new WebhookSender({
      store,
      realClock,
      random: parts.random ?? Math.random,
      open: (sealed) => vault.open(sealed),
      translators: { cyclecloud: gridEvents },
      post: parts.postWebhook ?? postJson,
      onError: (error) => app.log.error({ err: error }, 'Webhooks could not be sent'),
    });
    closers.push(() => webhooks.stop());
    webhooks.start();
    const pruner = new Pruner({
      store,
      clock,
      realClock,
      onPruned: (table, count) => metrics.pruned(table, count),
      onError: (error) => app.log.error({ err: error }, 'Old rows could not be deleted'),
    });
    closers.push(() => pruner.stop());
    pruner.start();
    const url =
      parts.listen === false
        ? 'http://in-process.invalid'
        : await app.listen({ host: options.host ?? '127.0.0.1', port: options.port ?? 0 });
    closers.push(checkCounters(store, app.log));
    return { url, admin, app, store, clock, reconciler, webhooks, pruner, driver, close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Compares the counters with the machines, beside the first requests, and logs what is wrong. */
function checkCounters(store: Store, log: FastifyInstance['log']): () => Promise<void> {
  const check = compareCounters(store.reader(system)).then(
    (mismatches) => {
      if (mismatches.length === 0) return;
      log.error(
        { mismatches },
        'Counters do not agree with machines: see POST /pileus/v1/doctor/repair',
      );
    },
    (error) => log.error({ err: error }, 'The counters could not be checked'),
  );
  return () => check;
}

const databaseFile = (data: string): string => join(data, 'pileus.db');

const isFirstStart = ({ data, database }: ControlPlaneOptions): boolean =>
  database === undefined && (data === undefined || !existsSync(databaseFile(data)));

/** Opens the store of a control plane, SQLite in memory where nothing else is said. */
export async function openStore(
  { data, database }: Pick<ControlPlaneOptions, 'data' | 'database'>,
  clock: Clock,
  realClock: Clock,
): Promise<Store> {
  if (database !== undefined) {
    const { openPostgresStore } = await import('./store/postgres.js');
    return openPostgresStore({ url: database, clock, realClock });
  }
  const { openSqliteStore } = await import('./store/sqlite.js');
  return openSqliteStore({ clock, realClock, ...(data && { file: databaseFile(data) }) });
}

async function prepareWorld(
  store: Store,
  name: string,
  vault: Awaited<ReturnType<typeof openVault>>,
): Promise<void> {
  await applyWorld(store, await readWorld(name), {
    name,
    hashPassword: (plain) => vault.hashPassword(plain),
    sealKey: (plain) => ({ enc: vault.seal(plain), mac: vault.mac(plain) }),
  });
}

function loggerOf(level: NonNullable<ControlPlaneOptions['logLevel']>) {
  if (level === 'silent') return false;
  return { level, stream: { write: (line: string) => process.stderr.write(redactLine(line)) } };
}

async function certificateOf(
  { tls, data }: ControlPlaneOptions,
  realClock: Clock,
): Promise<{ key: string; cert: string }> {
  if (tls && 'cert' in tls) {
    return { cert: await readFile(tls.cert, 'utf8'), key: await readFile(tls.key, 'utf8') };
  }
  const { autoCertificate } = await import('./security/tls.js');
  return autoCertificate({ ...(data && { directory: data }), realClock });
}
