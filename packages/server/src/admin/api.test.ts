import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../testing/index.js';

const basic = (username: string, secret: string) =>
  `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`;

describe('the admin API', () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    body?: object,
    authorization: string = basic(testAdmin.username, testAdmin.password),
  ) => {
    const answer = await plane.app.inject({
      method,
      url: `/pileus/v1${path}`,
      headers: { authorization },
      ...(body && { payload: body }),
    });
    return {
      status: answer.statusCode,
      body: answer.body === '' ? undefined : answer.json(),
      headers: answer.headers,
    };
  };
  const machine = async (name: string) => {
    const { body } = await send('GET', '/machines?limit=1000');
    return body.machines.find((each: { name: string }) => each.name === name);
  };

  it('takes a password, an API key, and a key as bearer token', async () => {
    for (const authorization of [
      basic('admin', testAdmin.password),
      basic('admin', testAdmin.apiKey),
      basic('apikey', testAdmin.apiKey),
      `Bearer ${testAdmin.apiKey}`,
    ]) {
      expect((await send('GET', '/world', undefined, authorization)).status).toBe(200);
    }
    expect((await send('GET', '/world', undefined, 'Bearer no')).status).toBe(401);
    expect((await plane.app.inject('/pileus/v1/world')).statusCode).toBe(401);
  });

  it('shows a machine as it is, and carries out verbs', async () => {
    const node = await machine('ondemand-3');
    expect(node).toMatchObject({
      state: 'running',
      cluster: 'test-cluster-1',
      machineType: 'Standard_F32s_v2',
      location: 'southcentralus',
    });
    const answer = await send('POST', `/machines/${node.uid}/stop`);
    expect(answer).toMatchObject({ status: 202, body: { outcome: 'step' } });
    await plane.run(5000);
    expect((await send('GET', `/machines/${node.uid}`)).body.state).toBe('stopped');
    const operation = await send('GET', `/operations/${answer.body.operation}`);
    expect(operation.body).toMatchObject({ state: 'succeeded', total: 1, succeeded: 1 });
    expect(operation.body.steps).toHaveLength(1);
    const again = await send('POST', `/machines/${node.uid}/pause`);
    expect(again).toMatchObject({ status: 409, body: { error: { code: 'wrong-state' } } });
  });

  it('pages by id', async () => {
    const first = (await send('GET', '/machines?limit=2')).body.machines;
    const second = (await send('GET', `/machines?limit=2&after=${first[1].id}`)).body.machines;
    expect(first).toHaveLength(2);
    expect(second[0].id).toBeGreaterThan(first[1].id);
  });

  it('names every field that is wrong, and changes nothing', async () => {
    const answer = await send('PATCH', '/faults', {
      times: { boot: -1 },
      failures: [{ kind: 'x', rate: 2 }],
    });
    expect(answer.status).toBe(400);
    for (const field of ['body.times.boot', 'body.failures.0.kind', 'body.failures.0.rate']) {
      expect(answer.body.error.message).toContain(field);
    }
    expect((await send('GET', '/faults')).body.failures).toEqual([]);
    expect((await send('GET', '/machines?limit=no')).status).toBe(400);
    expect((await send('GET', '/machines?state=asleep')).status).toBe(400);
  });

  it('makes creates fail while a fault is set', async () => {
    await send('PATCH', '/faults', { failures: [{ kind: 'boot', rate: 1, message: 'No luck.' }] });
    const create = () =>
      plane.app.inject({
        method: 'POST',
        url: '/clusters/test-cluster-1/scale/execute?totalNodeCount=1',
        headers: { authorization: basic('admin', testAdmin.password) },
      });
    await create();
    await plane.run(10_000);
    expect(await machine('execute-1')).toMatchObject({ state: 'failed', reason: 'No luck.' });
    await send('PATCH', '/faults', { failures: [] });
    await send('POST', `/machines/${(await machine('execute-1')).uid}/start`);
    await plane.run(10_000);
    expect(await machine('execute-1')).toMatchObject({ state: 'running', reason: null });
  });

  it('bounds scarce capacity', async () => {
    await send('PATCH', '/faults', {
      capacity: [{ location: 'southcentralus', machineType: 'Standard_F2s_v2', count: 2 }],
    });
    await plane.app.inject({
      method: 'POST',
      url: '/clusters/test-cluster-1/scale/execute?totalNodeCount=3',
      headers: { authorization: basic('admin', testAdmin.password) },
    });
    await plane.run(10_000);
    const { body } = await send('GET', '/machines?cluster=test-cluster-1&limit=1000');
    const states = body.machines.map((each: { state: string }) => each.state).sort();
    expect(states).toEqual(['failed', 'running', 'running', 'running']);
  });

  it('manages users, whose secrets work at once and end at once', async () => {
    const created = await send('POST', '/users', {
      username: 'ops',
      password: 'first password',
      role: 'operator',
    });
    expect(created).toMatchObject({
      status: 201,
      body: { username: 'ops', hasPassword: true, hasApiKey: false },
    });
    expect(JSON.stringify(created.body)).not.toContain('first password');
    const ops = (secret: string) => send('GET', '/machines', undefined, basic('ops', secret));
    expect((await ops('first password')).status).toBe(200);
    expect((await send('GET', '/users', undefined, basic('ops', 'first password'))).status).toBe(
      403,
    );
    const { apiKey } = (await send('POST', '/users/ops/key')).body;
    expect((await ops(apiKey)).status).toBe(200);
    await send('PATCH', '/users/ops', { password: 'second password' });
    expect((await ops('first password')).status).toBe(401);
    expect((await ops('second password')).status).toBe(200);
    await send('PATCH', '/users/ops', { disabled: true });
    expect((await ops('second password')).status).toBe(401);
    expect((await send('DELETE', '/users/ops')).status).toBe(204);
    expect((await send('DELETE', '/users/ops')).status).toBe(404);
    expect((await send('DELETE', '/users/admin')).status).toBe(400);
    expect((await send('POST', '/users', { username: 'admin', password: 'x y' })).status).toBe(409);
  });

  it('takes a key away, which no API knows from then on, nor the tokens that it got', async () => {
    await send('POST', '/users', { username: 'robot', password: 'a good password' });
    const { apiKey } = (await send('POST', '/users/robot/key')).body;
    const login = await plane.app.inject({
      method: 'POST',
      url: '/v2/authentication/login',
      payload: { username: 'robot', password: apiKey },
    });
    const doors: readonly [url: string, authorization: string][] = [
      ['/clusters/test-cluster-1/status', basic('robot', apiKey)],
      ['/rest/v3.1/SoftLayer_Account.json', basic('robot', apiKey)],
      ['/api/v1/nodecluster/', `ApiKey robot:${apiKey}`],
      [`/v2/datacenters/${login.json().accountAlias}`, `Bearer ${login.json().bearerToken}`],
      ['/pileus/v1/world', basic('robot', apiKey)],
      ['/pileus/v1/world', basic('apikey', apiKey)],
      ['/pileus/v1/world', `Bearer ${apiKey}`],
    ];
    const answers = async () => {
      const statuses: number[] = [];
      for (const [url, authorization] of doors) {
        statuses.push((await plane.app.inject({ url, headers: { authorization } })).statusCode);
      }
      return statuses;
    };
    // Known and remembered.
    expect(await answers()).toEqual(doors.map(() => 200));
    expect(await send('DELETE', '/users/robot/key')).toMatchObject({ status: 204 });
    expect(await answers()).toEqual(doors.map(() => 401));
    const { users } = (await send('GET', '/users')).body;
    expect(users.find((user: { username: string }) => user.username === 'robot')).toMatchObject({
      hasPassword: true,
      hasApiKey: false,
    });
    const robot = basic('robot', 'a good password');
    expect((await send('GET', '/world', undefined, robot)).status).toBe(200);
    expect((await send('DELETE', '/users/robot/key')).body.error.message).toBe(
      'The user "robot" has no API key.',
    );
    expect((await send('DELETE', '/users/nobody/key')).status).toBe(404);
    expect((await send('DELETE', '/users/admin/key', undefined, robot)).status).toBe(403);
  });

  it('locks out a caller who guesses, by user and address', async () => {
    for (let i = 0; i < 10; i++) {
      expect((await send('GET', '/world', undefined, basic('admin', `guess ${i}`))).status).toBe(
        401,
      );
    }
    const locked = await send('GET', '/world', undefined, basic('admin', 'guess again'));
    expect(locked).toMatchObject({ status: 401, body: { error: { code: 'locked-out' } } });
    plane.manual.advance(5 * 60_000 + 1);
    expect((await send('GET', '/world')).status).toBe(200);
  });

  it('sets limits that bind every dialect', async () => {
    const { body } = await send('GET', '/limits');
    const family = body.limits.find((each: { family: string }) => each.family !== '*');
    expect(family.used).toEqual({ nodes: expect.any(Number), cores: expect.any(Number) });
    await send('PUT', '/limits', { location: 'southcentralus', family: '*', cores: 80 });
    const create = await plane.app.inject({
      method: 'POST',
      url: '/clusters/test-cluster-1/scale/execute?totalNodeCount=50',
      headers: { authorization: basic('admin', testAdmin.password) },
    });
    expect(create.json().sets[0]).toMatchObject({
      added: 2,
      message: expect.stringContaining('quota of southcentralus (76 of 80 cores'),
    });
  });

  it('lists events by id', async () => {
    const uid = (await machine('ondemand-3')).uid;
    await send('POST', `/machines/${uid}/restart`);
    await plane.run(5000);
    const { events } = (await send('GET', '/events?limit=1000')).body;
    const kinds = events
      .filter((each: { objectUid: string }) => each.objectUid === uid)
      .map((each: { kind: string }) => each.kind);
    expect(kinds).toEqual(['machine.restarting', 'machine.running']);
    const ids = events.map((each: { id: number }) => each.id);
    expect(ids).toEqual([...ids].sort((a, b) => a - b));

    const idsOf = async (query: string) =>
      (await send('GET', `/events?${query}`)).body.events.map(({ id }: { id: number }) => id);
    const newest = await idsOf('order=desc&limit=3');
    expect(newest).toEqual(ids.slice(-3).reverse());
    expect(await idsOf(`order=desc&limit=2&before=${newest[1]}`)).toEqual(
      ids.slice(-4, -2).reverse(),
    );
    expect(await idsOf(`order=desc&after=${newest[1]}`)).toEqual([newest[0]]);
    expect((await send('GET', '/events?order=up')).status).toBe(400);
    expect((await send('GET', '/events?before=5')).body.error.message).toContain('order=desc');
  });

  it('finds a machine by its name, and nothing by a uid that is none', async () => {
    const named = async (name: string) =>
      (await send('GET', `/machines?name=${encodeURIComponent(name)}`)).body.machines.map(
        (each: { name: string }) => each.name,
      );
    expect(await named('ondemand-3')).toEqual(['ondemand-3']);
    expect(await named("ondemand-3' or '1'='1")).toEqual([]);
    for (const uid of ['nonsense', '99999999999999', 'a%00b', 'x'.repeat(200)]) {
      for (const path of [`/machines/${uid}`, `/operations/${uid}`]) {
        expect((await send('GET', path)).status, path).toBe(404);
      }
      expect((await send('DELETE', `/webhooks/${uid}`)).status).toBe(404);
      expect((await send('POST', `/machines/${uid}/evict`)).status).toBe(404);
    }
  });

  it('takes changes of the simulation back to what the world began with', async () => {
    const atFirst = (await send('GET', '/faults')).body;
    await send('PATCH', '/faults', {
      seed: 'another',
      times: { boot: 100 },
      failures: [{ kind: 'boot', rate: 1 }],
      spotEvictionsPerHour: 5,
    });
    expect((await send('GET', '/faults')).body).not.toEqual(atFirst);
    expect(await send('DELETE', '/faults')).toMatchObject({ status: 200, body: atFirst });
    expect((await send('GET', '/faults')).body).toEqual(atFirst);
  });

  it('evicts a spot machine, and no other', async () => {
    const node = await machine('ondemand-3');
    expect((await send('POST', `/machines/${node.uid}/evict`)).status).toBe(409);
    await plane.store.command({ accountId: null, actor: 'test', role: 'admin' }, (tx) =>
      tx.update('machine', node.id, { spot: true }),
    );
    expect((await send('POST', `/machines/${node.uid}/evict`)).status).toBe(202);
    await plane.run(1000);
    expect(await machine('ondemand-3')).toMatchObject({ state: 'deleted', reason: 'SpotEvicted' });
  });

  it('describes itself in OpenAPI, every route of it', async () => {
    const answer = await plane.app.inject('/pileus/v1/openapi.json');
    const document = answer.json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toContain('/pileus/v1/machines/{uid}/{verb}');
    const body =
      document.paths['/pileus/v1/limits'].put.requestBody.content['application/json'].schema;
    expect(body.required).toEqual(['location', 'cores']);
    expect(Object.keys(document.paths['/pileus/v1/users/{username}/key'])).toEqual([
      'post',
      'delete',
    ]);
    const { parameters } = document.paths['/pileus/v1/events'].get;
    expect(parameters.map(({ name }: { name: string }) => name)).toEqual([
      ...['limit', 'order', 'after', 'before'],
    ]);
  });

  it('tells whether the server lives, is ready, and what it does', async () => {
    expect((await plane.app.inject('/healthz')).body).toBe('ok\n');
    expect((await plane.app.inject('/readyz')).body).toBe('ready\n');
    const metrics = await plane.app.inject('/metrics');
    expect(metrics.body).toContain('pileus_machines{state="running"}');
    expect(metrics.body).toMatch(/pileus_http_requests_total\{dialect="admin",route="\/healthz"/);
    const page = await plane.app.inject({ url: '/', headers: { accept: 'text/html' } });
    expect(page.headers['content-type']).toContain('text/html');
    expect((await plane.app.inject('/')).json()).toMatchObject({ name: 'pileus' });
  });
});
