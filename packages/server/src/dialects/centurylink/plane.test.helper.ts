import type { Group } from '@pileus/sdk/centurylink/wire';
import { ManualClock, WorldClock } from '../../clock.js';
import { SimulatedDriver } from '../../compute/simulated.js';
import { StoredLedger } from '../../engine/capacity-ledger.js';
import { Reconciler } from '../../engine/reconciler.js';
import { buildApp } from '../../http/app.js';
import { Metrics } from '../../http/metrics.js';
import { ensureGroups, ensureNetworks } from '../../inventory/groups.js';
import { Authenticator } from '../../security/authenticator.js';
import { openVault } from '../../security/vault.js';
import { openSqliteStore } from '../../store/sqlite.js';
import { type Scope, type Store, system, type Tx } from '../../store/store.js';
import type { Role } from '../../store/tables.js';
import { centurylink } from './index.js';

export interface Reply<T = unknown> {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly text: string;
  readonly body: T;
}

export interface Sending {
  /** Sent as JSON unless it is a text; then the type must be given. */
  readonly body?: unknown;
  readonly type?: string;
  /** Instead of the token of `altd`; null: none. */
  readonly token?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A plane with the accounts ALTD, KID (below it) and OTHR, and the data centres DE1 (home) and VA1. */
export interface Plane {
  readonly store: Store;
  readonly clock: ManualClock;
  /** The account ALTD. */
  readonly scope: Scope;
  call<T = never>(line: string, sending?: Sending): Promise<Reply<T>>;
  /** A token for `altd`, `othr`, or `altd-reader` and `altd-operator`. */
  tokenOf(username: string): Promise<string>;
  /** The id of a group of a data centre by its name; default the Default Group of DE1. */
  group(name?: string, dc?: string): Promise<string>;
  /** The body of a creation in the Default Group of DE1. */
  server(more?: Readonly<Record<string, unknown>>): Promise<Record<string, unknown>>;
  run(ms: number): Promise<void>;
  close(): Promise<void>;
}

/** Longer than the simulated driver takes for anything. */
export const aWhile = 10 * 60_000;

export const password = 'correct horse';

export async function startPlane(): Promise<Plane> {
  const clock = new ManualClock();
  const store = await openSqliteStore({ clock, realClock: clock });
  const vault = await openVault({});
  const passwordHash = await vault.hashPassword(password);
  await store.command(system, (tx) => fill(tx, passwordHash));
  const scope: Scope = { accountId: 1, actor: 'world', role: 'admin' };
  await store.command(scope, async (tx) => {
    for (const location of await tx.select('location')) {
      await ensureGroups(tx, location);
      await ensureNetworks(tx, location);
    }
  });
  const authenticator = new Authenticator({ store, vault, realClock: clock });
  const plugin = centurylink(new Metrics());
  const app = await buildApp({
    context: {
      store,
      vault,
      authenticator,
      clock: new WorldClock(clock, { real: 0, world: 0, speed: 1 }),
      realClock: clock,
      publicUrl: undefined,
    },
    dialects: [plugin],
    logger: false,
  });
  const reconciler = new Reconciler({
    store,
    driver: new SimulatedDriver(new StoredLedger(store)),
    clock,
    realClock: clock,
    random: () => 0.5,
    owner: 'test',
    onError: (error) => {
      throw error;
    },
  });
  reconciler.start();

  const tokens = new Map<string, string>();
  const tokenOf = async (username: string): Promise<string> => {
    const known = tokens.get(username);
    if (known) return known;
    const { body } = await call<{ bearerToken: string }>('POST /v2/authentication/login', {
      body: { username, password },
      token: null,
    });
    tokens.set(username, body.bearerToken);
    return body.bearerToken;
  };
  const call = async <T>(line: string, sending: Sending = {}): Promise<Reply<T>> => {
    const [method = 'GET', url = '/'] = line.split(' ');
    const token = sending.token === undefined ? await tokenOf('altd') : sending.token;
    const { body } = sending;
    const type = sending.type ?? (body === undefined ? undefined : 'application/json');
    const answered = await app.inject({
      method: method as 'GET',
      url,
      headers: {
        ...(token !== null && { authorization: `Bearer ${token}` }),
        ...(type !== undefined && { 'content-type': type }),
        ...sending.headers,
      },
      ...(body !== undefined && {
        payload:
          typeof body === 'string' && sending.type !== undefined ? body : JSON.stringify(body),
      }),
    });
    const { statusCode: status, headers, body: text } = answered;
    return { status, headers, text, body: (text === '' ? undefined : JSON.parse(text)) as T };
  };
  const group = async (name = 'Default Group', dc = 'de1'): Promise<string> => {
    const { body } = await call<{ links: { rel: string; id: string }[] }>(
      `GET /v2/datacenters/altd/${dc}`,
    );
    const root = body.links.find((link) => link.rel === 'group')!.id;
    const tree = (await call<Group>(`GET /v2/groups/altd/${root}`)).body;
    return [tree, ...tree.groups].find((each) => each.name === name)!.id;
  };
  return {
    store,
    clock,
    scope,
    call,
    tokenOf,
    group,
    server: async (more = {}) => ({
      name: 'web',
      groupId: await group(),
      sourceServerId: 'CENTOS-6-64-TEMPLATE',
      cpu: 1,
      memoryGB: 1,
      ...more,
    }),
    async run(ms) {
      const end = clock.now() + ms;
      await reconciler.quiet();
      for (let next = clock.nextTimer; next !== undefined && next <= end; next = clock.nextTimer) {
        clock.advance(next - clock.now());
        await reconciler.quiet();
      }
      clock.advance(end - clock.now());
      await reconciler.quiet();
    },
    async close() {
      await reconciler.stop();
      await app.close();
      authenticator.close();
      await store.close();
    },
  };
}

async function fill(tx: Tx, passwordHash: string): Promise<void> {
  const location = { provider: 'centurylink', capabilities: { premiumStorage: true } };
  const de1 = await tx.insert('location', {
    ...location,
    code: 'de1',
    title: 'Germany (Frankfurt)',
  });
  await tx.insert('location', { ...location, code: 'va1', title: 'US East (Sterling)' });
  const account = (alias: string, parentId: number | null) =>
    tx.insert('account', {
      alias,
      name: `${alias} Ltd.`,
      parentId,
      domain: 'example.org',
      home: { centurylink: de1 },
      contact: { businessName: 'Alternate Ltd.', city: 'Frankfurt' },
      status: 'active',
    });
  const user = (accountId: number, username: string, role: Role) =>
    tx.insert('user', { accountId, username, role, passwordHash, disabled: false });
  const altd = await account('ALTD', null);
  await account('KID', altd);
  const other = await account('OTHR', null);
  await user(altd, 'altd', 'admin');
  await user(altd, 'altd-reader', 'reader');
  await user(altd, 'altd-operator', 'operator');
  await user(other, 'othr', 'admin');
  const image = async (
    name: string,
    title: string,
    osFamily: string,
    osVersion: string,
    diskGb: number,
  ) => {
    const imageId = await tx.insert('image', {
      accountId: null,
      kind: 'os',
      name: name.toLowerCase(),
      title,
      osFamily,
      osVersion,
      bits: 64,
      diskGb,
    });
    await tx.insertMany('imageName', [
      { imageId, dialect: 'centurylink', name },
      { imageId, dialect: 'centurylink', name: `${name}-OLD` },
    ]);
  };
  await image('CENTOS-6-64-TEMPLATE', 'CentOS 6 64-bit', 'centOS', '6', 17);
  await image(
    'WIN2012R2DTC-64',
    'Windows 2012 R2 Datacenter 64-bit',
    'windows',
    '2012R2DataCenter',
    60,
  );
}
