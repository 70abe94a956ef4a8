import { randomBytes } from 'node:crypto';
import { startControlPlane } from '@pileus/server';
import { startPostgres } from '@pileus/server/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { auditCounters, auditNodes, everyone, type Store } from './audit.js';
import { admin, buildCommandLine, ChildServer } from './child-server.js';
import { seededRandom } from './seed.js';
import { expectAnswer, until } from './wire.js';

const postgres = await startPostgres();
const key = randomBytes(32).toString('base64');

const nodes = '/clusters/test-cluster-1/nodes';
const scale = '/clusters/test-cluster-1/scale/execute';
const machineType = 'Standard_F32s_v2';

/** What is needed to ask CenturyLink's dialect for a server, and how many its data centre has. */
async function guestsOf(url: string) {
  const get = async (path: string, token: string) =>
    JSON.parse((await expectAnswer(url, 'GET', path, undefined, token)).text);
  const { username, password } = admin;
  const login = await expectAnswer(url, 'POST', '/v2/authentication/login', { username, password });
  const { bearerToken: token } = JSON.parse(login.text) as { bearerToken: string };
  const { links } = (await get('/v2/datacenters/PIL/WA1', token)) as {
    links: { rel: string; id: string }[];
  };
  const root = links.find(({ rel }) => rel === 'group')!.id;
  const { groups } = (await get(`/v2/groups/PIL/${root}`, token)) as {
    groups: { name: string; id: string }[];
  };
  const groupId = groups.find(({ name }) => name === 'Default Group')!.id;
  const { machines } = JSON.parse(
    (await expectAnswer(url, 'GET', '/pileus/v1/machines?limit=1000')).text,
  ) as { machines: { location: string }[] };
  const server = {
    name: 'race',
    groupId,
    sourceServerId: 'CENTOS-6-64-TEMPLATE',
    cpu: 1,
    memoryGB: 1,
  };
  return { token, server, count: machines.filter(({ location }) => location === 'wa1').length };
}

describe('two replicas on one PostgreSQL', () => {
  if ('skipped' in postgres) {
    it.skip(postgres.skipped, () => {});
    return;
  }
  const running: ChildServer[] = [];
  beforeAll(() => {
    process.env.PILEUS_KEY = key;
    buildCommandLine();
  }, 60_000);
  afterEach(() => {
    for (const server of running.splice(0)) server.kill();
  });
  afterAll(() => postgres.stop());

  const start = (database: string) => {
    const server = new ChildServer({ args: ['--database', database], env: { PILEUS_KEY: key } });
    running.push(server);
    return server;
  };

  /** Looks at the database when both are gone. */
  const inspect = async <T>(database: string, look: (store: Store) => Promise<T>): Promise<T> => {
    for (const server of running.splice(0)) {
      server.terminate();
      await server.exited();
    }
    const plane = await startControlPlane({ database }, { reconcile: false, listen: false });
    try {
      return await look(plane.store);
    } finally {
      await plane.close();
    }
  };

  const outcomesOf = async (url: string): Promise<number> => {
    const { text } = await expectAnswer(url, 'GET', '/metrics');
    return Number(/^pileus_outcomes_total (\d+)/m.exec(text)?.[1]);
  };

  const operationEnds = (url: string, requestId: string, withinMs: number) =>
    until('the operation ends', withinMs, async () => {
      const { text } = await expectAnswer(url, 'GET', `/operations/?request_id=${requestId}`);
      const [operation] = JSON.parse(text) as { state: string }[];
      return operation?.state === 'Running' ? undefined : operation?.state;
    });

  it('start at once on an empty database, and agree on the world', async () => {
    const database = await postgres.newDatabase();
    const servers = [start(database), start(database), start(database)];
    const urls = await Promise.all(servers.map((server) => server.ready()));
    const worlds = await Promise.all(
      urls.map(async (url) =>
        JSON.parse((await expectAnswer(url, 'GET', '/pileus/v1/world')).text),
      ),
    );
    for (const world of worlds) expect(world).toMatchObject({ name: 'demo' });
    expect(new Set(worlds.map(({ appliedAt }) => appliedAt)).size).toBe(1);
    const accounts = await inspect(database, async (store) =>
      store.reader(everyone).select('account'),
    );
    expect(new Set(accounts.map(({ alias }) => alias)).size).toBe(accounts.length);
  }, 60_000);

  it('share the work, see each other at once, and one finishes what the other left', async () => {
    const database = await postgres.newDatabase();
    const dying = start(database);
    const first = await dying.ready();
    const second = await start(database).ready();
    const before = [await outcomesOf(first), await outcomesOf(second)];

    const requestId = 'shared-by-two';
    const body = { requestId, sets: [{ count: 500, nodearray: 'execute' }] };
    expect((await expectAnswer(first, 'POST', `${nodes}/create`, body)).status).toBe(202);
    const seen = await expectAnswer(second, 'GET', `${nodes}?request_id=${requestId}`);
    expect(JSON.parse(seen.text).nodes).toHaveLength(500);

    const done = await until('both have done some of it', 20_000, async () => {
      const now = [await outcomesOf(first), await outcomesOf(second)];
      return now.every((count, i) => count > before[i]!) ? now : undefined;
    });
    dying.kill();
    await dying.exited();
    expect(Math.min(...done)).toBeGreaterThan(0);
    // A lease of 15 seconds, and a few more.
    expect(await operationEnds(second, requestId, 25_000)).toBe('Succeeded');
    expect(
      await inspect(database, (store) =>
        auditNodes(store, { array: 'execute', count: 500, requestId }),
      ),
    ).toEqual([]);
  }, 90_000);

  it('reach a total once, however often both are asked to scale to it', async () => {
    const database = await postgres.newDatabase();
    const urls = await Promise.all([start(database).ready(), start(database).ready()]);
    const asks = [...urls, ...urls, ...urls, ...urls];
    await Promise.all(asks.map((url) => expectAnswer(url, 'POST', `${scale}?totalNodeCount=100`)));
    const machines = await inspect(database, async (store) =>
      store.reader(everyone).select('machine'),
    );
    expect(machines.filter(({ name }) => name.startsWith('execute-'))).toHaveLength(100);
  }, 60_000);

  it('never share a name nor exceed a quota, however both are asked at once', async () => {
    const { random } = seededRandom();
    const database = await postgres.newDatabase();
    const urls = await Promise.all([start(database).ready(), start(database).ready()]);
    const put = (body: object) => expectAnswer(urls[0]!, 'PUT', '/pileus/v1/limits', body);
    const family = { location: 'southcentralus', family: 'standardFSv2Family', spot: false };
    // Of CenturyLink's data centre, three more servers and no more.
    const read = await guestsOf(urls[0]!);
    const location = { location: 'wa1', family: '*', spot: false };
    expect((await put({ ...location, cores: null, nodes: read.count + 3 })).status).toBe(200);

    const ask = (i: number) => {
      const url = urls[random() < 0.5 ? 0 : 1]!;
      if (random() < 0.2) {
        return expectAnswer(url, 'POST', '/v2/servers/PIL', read.server, read.token);
      }
      if (random() < 0.2) {
        return expectAnswer(url, 'POST', `${scale}?totalNodeCount=${5 + i}`);
      }
      const small = { nodearray: 'execute', count: 1 + Math.floor(random() * 8) };
      const large = { nodearray: 'ondemand', count: 1, definition: { machineType } };
      return expectAnswer(url, 'POST', `${nodes}/create`, {
        sets: [random() < 0.5 ? small : large],
      });
    };
    const used = async () => {
      const { limits } = JSON.parse(
        (await expectAnswer(urls[0]!, 'GET', '/pileus/v1/limits')).text,
      ) as { limits: { family: string; location: string; used: { cores: number } }[] };
      return limits.find((row) => row.family === family.family && row.location === family.location)!
        .used.cores;
    };
    for (let round = 0; round < 10; round++) {
      const cores = (await used()) + 40;
      expect((await put({ ...family, cores })).status).toBe(200);
      const answers = await Promise.all(Array.from({ length: 16 }, (_, i) => ask(i)));
      const statuses = answers.map(({ status }) => status);
      expect(statuses.filter((status) => ![202, 400, 409].includes(status))).toEqual([]);
      expect(await used()).toBeLessThanOrEqual(cores);
    }

    const { machines, counters } = await inspect(database, async (store) => ({
      machines: await store.reader(everyone).select('machine'),
      counters: await auditCounters(store.reader(everyone)),
    }));
    const inCluster = machines.filter(({ clusterId }) => clusterId !== null);
    expect(new Set(inCluster.map(({ name }) => name)).size).toBe(inCluster.length);
    const addresses = machines.flatMap(({ networkId, privateIp }) =>
      privateIp ? `${networkId} ${privateIp}` : [],
    );
    expect(new Set(addresses).size).toBe(addresses.length);
    const guests = machines.filter(({ serverName }) => serverName?.includes('RACE'));
    expect(guests).toHaveLength(3);
    expect(new Set(guests.map(({ serverName }) => serverName)).size).toBe(3);
    expect(counters).toEqual([]);
  }, 60_000);
});
