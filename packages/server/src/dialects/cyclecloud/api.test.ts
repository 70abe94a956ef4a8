import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const basic = (password: string = testAdmin.password) =>
  `Basic ${Buffer.from(`${testAdmin.username}:${password}`).toString('base64')}`;

interface NodeView {
  readonly Name: string;
  readonly NodeId: string;
  readonly Status: string;
  readonly State?: string;
  readonly TargetState: string;
  readonly [attribute: string]: unknown;
}

describe("CycleCloud's API", () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const send = (method: 'GET' | 'POST' | 'PUT', url: string, body?: unknown, headers = {}) =>
    plane.app.inject({
      method,
      url,
      headers: { authorization: basic(), ...headers },
      ...(body !== undefined && {
        payload: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    });
  const cluster = '/clusters/test-cluster-1';
  const create = (...sets: Record<string, unknown>[]) =>
    send('POST', `${cluster}/nodes/create`, {
      sets: sets.map((set) => ({ count: 1, nodearray: 'execute', ...set })),
    });
  const nodes = async (query = ''): Promise<NodeView[]> =>
    (await send('GET', `${cluster}/nodes${query}`)).json().nodes;
  const node = async (name: string) => (await nodes()).find((each) => each.Name === name);
  const bucket = async (array: string, position = 0) => {
    const status = (await send('GET', `${cluster}/status?nodes=true`)).json();
    return status.nodearrays.find((each: { name: string }) => each.name === array).buckets[
      position
    ];
  };
  const rows = () =>
    plane.store.reader({ accountId: null, actor: 'test', role: 'admin' }).count('machine');

  it('asks for credentials, in the observed error body', async () => {
    for (const authorization of [undefined, basic('wrong'), 'Bearer x', 'Basic !!!']) {
      const answer = await plane.app.inject({
        url: `${cluster}/nodes`,
        headers: authorization === undefined ? {} : { authorization },
      });
      expect(answer.statusCode).toBe(401);
      expect(answer.headers['www-authenticate']).toBe('Basic realm="CycleCloud"');
      expect(Object.keys(answer.json())).toEqual(['Exception', 'Message', 'Detail']);
      expect(answer.headers['content-type']).toMatch(/^application\/json/);
    }
  });

  it('answers 404 with a message for an unknown cluster', async () => {
    for (const path of ['status', 'nodes']) {
      const answer = await send('GET', `/clusters/nope/${path}`);
      expect(answer.statusCode).toBe(404);
      expect(answer.json().Message).toContain('nope');
    }
  });

  it('decodes cluster names in paths', async () => {
    const answer = await send('GET', '/clusters/my%20cluster%2F1/status');
    expect(answer.json().Message).toContain('my cluster/1');
  });

  it('creates one node as the documented example asks, whatever the Content-Type', async () => {
    const request =
      '{ "requestId" : "463270ca-3345-41c7-98d6-431ee3ef8ed5", "sets" : [ { "count" : 1, "nodearray" : "ondemand" } ] }';
    const answer = await send('POST', `${cluster}/nodes/create`, request, {
      'content-type': 'text/plain',
    });
    expect(answer.statusCode).toBe(202);
    const { operationId, sets } = answer.json();
    expect(operationId).toMatch(
      /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
    );
    expect(sets).toEqual([{ added: 1 }]);
    expect(answer.headers.location).toBe(`/operations/${operationId}`);
    expect(await node('ondemand-1')).toMatchObject({
      Template: 'ondemand',
      MachineType: 'Standard_F32s_v2',
      Status: 'Allocating',
      TargetState: 'Started',
      Hostname: null,
      PrivateIp: null,
    });
    const again = await send('POST', `${cluster}/nodes/create`, request);
    expect(again.statusCode).toBe(409);
    const found = await send(
      'GET',
      `${cluster}/nodes?request_id=463270ca-3345-41c7-98d6-431ee3ef8ed5`,
    );
    expect(found.json().nodes).toHaveLength(1);
    expect(found.json().operation).toMatchObject({
      action: 'create',
      startTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/),
    });
  });

  it('passes a node through Acquiring and Preparing to Ready, with its address by then', async () => {
    await create({ nodearray: 'ondemand' });
    const seen: string[] = [];
    for (let i = 0; i < 40; i++) {
      const { Status, TargetState } = (await node('ondemand-1'))!;
      expect(TargetState).toBe('Started');
      if (seen.at(-1) !== Status) seen.push(Status);
      await plane.run(50);
    }
    expect(seen).toEqual(['Allocating', 'Acquiring', 'Preparing', 'Ready']);
    expect(await node('ondemand-1')).toMatchObject({
      State: 'Started',
      Hostname: 'ondemand-1',
      PrivateIp: expect.stringMatching(/^172\.16\.0\.\d+$/),
      InstanceId: expect.any(String),
    });
  });

  it('counts nodes in their bucket, their family and their region', async () => {
    const before = await bucket('ondemand', 1);
    await create({ nodearray: 'ondemand', definition: { machineType: 'standard_hc44RS' } });
    const after = await bucket('ondemand', 1);
    expect(after.activeCount).toBe(before.activeCount + 1);
    expect(after.availableCount).toBe(before.availableCount - 1);
    expect(after.consumedCoreCount).toBe(before.consumedCoreCount + 44);
    expect(after.activeNodes).toContain('ondemand-1');
    expect((await bucket('ondemand', 0)).regionalConsumedCoreCount).toBe(
      before.regionalConsumedCoreCount + 44,
    );
  });

  it('knows machine types by the spelling of the documented page', async () => {
    await create({ nodearray: 'ondemand', definition: { machineType: 'Standard_Fs32_v2' } });
    expect((await node('ondemand-1'))!.MachineType).toBe('Standard_F32s_v2');
  });

  it('places tightly coupled nodes in one group, which may grow', async () => {
    const group = {
      nodearray: 'ondemand',
      placementGroupId: 'pg0',
      definition: { machineType: 'Standard_Hc44rs' },
    };
    const answer = await create({ ...group, count: 4 });
    expect(answer.json().sets).toEqual([{ added: 4 }]);
    expect((await bucket('ondemand', 1)).placementGroups).toEqual([
      { name: 'pg0', activeCount: 4, activeCoreCount: 176 },
    ]);
    await create({ ...group, count: 2 });
    expect((await bucket('ondemand', 1)).placementGroups[0].activeCount).toBe(6);
    expect((await node('ondemand-1'))!.PlacementGroupId).toBe('pg0');
  });

  it('grants what fits, and says why not more', async () => {
    const { availableCount } = await bucket('ondemand', 0);
    const answer = await create({
      nodearray: 'ondemand',
      count: 100,
      definition: { machineType: 'Standard_F32s_v2' },
    });
    expect(answer.statusCode).toBe(202);
    expect(answer.json().sets[0].added).toBe(availableCount);
    expect(answer.json().sets[0].message).toContain('array "ondemand"');
  });

  it.each([
    ['no sets', { sets: [] }, 'sets'],
    ['sets of another type', { sets: 'all' }, 'sets'],
    ['no count', { sets: [{ nodearray: 'execute' }] }, 'count'],
    ['a count of none', { sets: [{ nodearray: 'execute', count: 0 }] }, 'count'],
    ['a broken count', { sets: [{ nodearray: 'execute', count: 1.5 }] }, 'count'],
    ['an unknown array', { sets: [{ nodearray: 'nope', count: 1 }] }, 'nope'],
    [
      'an unknown machine type',
      { sets: [{ nodearray: 'execute', count: 1, definition: { machineType: 'Standard_X1' } }] },
      'Standard_X1',
    ],
    [
      'a machine type of another array',
      {
        sets: [{ nodearray: 'execute', count: 1, definition: { machineType: 'Standard_HC44rs' } }],
      },
      'Standard_HC44rs',
    ],
    [
      'one good and one bad set',
      {
        sets: [
          { nodearray: 'execute', count: 1 },
          { nodearray: 'execute', count: -1 },
        ],
      },
      'sets[1].count',
    ],
    [
      'an odd group name',
      { sets: [{ nodearray: 'execute', count: 1, placementGroupId: 'a b' }] },
      'placementGroupId',
    ],
    [
      'two places in a name format',
      { sets: [{ nodearray: 'execute', count: 2, nameFormat: '%d-%d' }] },
      'nameFormat',
    ],
    [
      'attributes that are no object',
      { sets: [{ nodearray: 'execute', count: 1, nodeAttributes: [] }] },
      'nodeAttributes',
    ],
  ])('refuses %s with 409 and makes nothing', async (_what, body, word) => {
    const before = await rows();
    const answer = await send('POST', `${cluster}/nodes/create`, body);
    expect(answer.statusCode).toBe(409);
    expect(answer.json().Message).toContain(word);
    expect(await rows()).toBe(before);
  });

  it('answers 400 for a body that is not a JSON object', async () => {
    for (const body of ['not json', '[1]', '"text"', '{"sets":']) {
      expect((await send('POST', `${cluster}/nodes/create`, body)).statusCode).toBe(400);
    }
  });

  it('shows node attributes merged over those of the array', async () => {
    await create({
      nodearray: 'ondemand',
      nodeAttributes: { KeepAlive: true, Configuration: { x: 1 } },
    });
    expect(await node('ondemand-1')).toMatchObject({
      KeepAlive: true,
      Configuration: { x: 1, autoscale: { enabled: true, is_hpc: true } },
      Region: 'southcentralus',
    });
  });

  it('creates nodes that are off, and starts them by name', async () => {
    await create({ nodeAttributes: { StartAutomatically: false }, nameFormat: 'htc-7' });
    await plane.run(5000);
    expect(await node('htc-7')).toMatchObject({ Status: 'Off', TargetState: 'Terminated' });
    expect((await node('htc-7'))!.State).toBeUndefined();
    const status = (await send('GET', `${cluster}/status?nodes=true`)).json();
    expect(status.nodes.map((each: NodeView) => each.Name)).not.toContain('htc-7');
    const answer = await send('POST', `${cluster}/nodes/start`, { names: ['htc-7'] });
    expect(answer.statusCode).toBe(202);
    await plane.run(5000);
    expect((await node('htc-7'))!.Status).toBe('Ready');
  });

  it('terminates the documented node as the example asks', async () => {
    const id = '62a1b116-3c4e-4229-b290-b54ea23f1b68';
    const answer = await send('POST', `${cluster}/nodes/terminate`, { ids: [id] });
    expect(answer.statusCode).toBe(202);
    expect(answer.json().nodes).toEqual([{ name: 'ondemand-3', id, status: 'OK' }]);
    expect(answer.headers.location).toBe(`/operations/${answer.json().operationId}`);
    expect(await node('ondemand-3')).toMatchObject({
      Status: 'Terminating',
      TargetState: 'Terminated',
    });
    expect(await nodes(`?operation=${answer.json().operationId}`)).toHaveLength(1);
    await plane.run(5000);
    expect(await node('ondemand-3')).toBeUndefined();
  });

  it('selects the union of names, ids, short hostnames and addresses', async () => {
    await create({ count: 5 });
    await plane.run(5000);
    const all = await nodes();
    const address = all.find((each) => each.Name === 'execute-4')!.PrivateIp;
    const answer = await send('POST', `${cluster}/nodes/deallocate`, {
      names: ['execute-1'],
      ids: [all.find((each) => each.Name === 'execute-2')!.NodeId],
      hostnames: ['EXECUTE-3'],
      ip_addresses: [address],
    });
    expect(answer.json().nodes.map((each: { name: string }) => each.name)).toEqual([
      'execute-1',
      'execute-2',
      'execute-3',
      'execute-4',
    ]);
    await plane.run(5000);
    expect(await node('execute-3')).toMatchObject({
      State: 'Deallocated',
      Status: 'Deallocated',
      TargetState: 'Deallocated',
    });
    expect((await node('execute-5'))!.Status).toBe('Ready');
  });

  it('selects by filter, and says where a filter is wrong', async () => {
    await create({ count: 3, nodeAttributes: { Configuration: { role: 'worker' } } });
    await plane.run(5000);
    const select = (filter: string) => send('POST', `${cluster}/nodes/deallocate`, { filter });
    const workers = await select('State === "Started" && Configuration.role == "Worker"');
    expect(workers.json().nodes.map((each: { name: string }) => each.name)).toEqual([
      'execute-1',
      'execute-2',
      'execute-3',
    ]);
    const wrong = await select('State = "Started"');
    expect(wrong.statusCode).toBe(409);
    expect(wrong.json().Message).toContain('position 7');
    expect((await node('ondemand-3'))!.Status).toBe('Ready');
  });

  it('starts a deallocated node again under the same name and id', async () => {
    await create({});
    await plane.run(5000);
    const before = await node('execute-1');
    await send('POST', `${cluster}/nodes/deallocate`, { names: ['execute-1'] });
    await plane.run(5000);
    await send('POST', `${cluster}/nodes/start`, { names: ['execute-1'] });
    await plane.run(5000);
    expect(await node('execute-1')).toMatchObject({ Status: 'Ready', NodeId: before!.NodeId });
  });

  it('gives a freed name to a node with a new id', async () => {
    await create({});
    const before = await node('execute-1');
    await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-1'] });
    await plane.run(5000);
    await create({});
    const after = await node('execute-1');
    expect(after!.NodeId).not.toBe(before!.NodeId);
  });

  it('protects nodes that are kept alive, and only them', async () => {
    await create({ nodeAttributes: { KeepAlive: true } }, {});
    await plane.run(5000);
    for (const verb of ['terminate', 'deallocate', 'shutdown', 'remove']) {
      const answer = await send('POST', `${cluster}/nodes/${verb}`, { names: ['execute-1'] });
      expect(answer.statusCode).toBe(202);
      expect(answer.json().nodes[0]).toMatchObject({
        status: 'Error',
        error: expect.stringContaining('kept alive'),
      });
    }
    expect((await node('execute-1'))!.Status).toBe('Ready');
    const restart = await send('POST', `${cluster}/nodes/restart`, { names: ['execute-1'] });
    expect(restart.json().nodes[0].status).toBe('OK');
    expect(await node('execute-1')).toMatchObject({ Status: 'Restarting', TargetState: 'Started' });
  });

  it('keeps the record of a fixed node until it is removed', async () => {
    await create({ nodeAttributes: { Fixed: true } });
    await plane.run(5000);
    await send('POST', `${cluster}/nodes/terminate`, { names: ['execute-1'] });
    await plane.run(5000);
    expect(await node('execute-1')).toMatchObject({
      State: 'Terminated',
      Status: 'Terminated',
      TargetState: 'Terminated',
    });
    await send('POST', `${cluster}/nodes/remove`, { names: ['execute-1'] });
    await plane.run(5000);
    expect(await node('execute-1')).toBeUndefined();
  });

  it('shuts nodes down as their policy says', async () => {
    await create({ nodeAttributes: { ShutdownPolicy: 'Deallocate' } }, {});
    await plane.run(5000);
    await send('POST', `${cluster}/nodes/shutdown`, { names: ['execute-1', 'execute-2'] });
    await plane.run(5000);
    expect((await node('execute-1'))!.Status).toBe('Deallocated');
    expect(await node('execute-2')).toBeUndefined();
  });

  it('answers an empty list when nothing matches, and 409 when nothing selects', async () => {
    const answer = await send('POST', `${cluster}/nodes/terminate`, { names: ['nobody'] });
    expect(answer.statusCode).toBe(202);
    expect(answer.json().nodes).toEqual([]);
    expect((await send('POST', `${cluster}/nodes/terminate`, {})).statusCode).toBe(409);
    expect((await send('POST', `${cluster}/nodes/terminate`)).statusCode).toBe(409);
  });

  it('takes a request id of a management call once', async () => {
    await create({ count: 2 });
    const request = { requestId: 'stop-1', names: ['execute-1'] };
    expect((await send('POST', `${cluster}/nodes/terminate`, request)).statusCode).toBe(202);
    const again = await send('POST', `${cluster}/nodes/terminate`, {
      ...request,
      names: ['execute-2'],
    });
    expect(again.statusCode).toBe(409);
    expect((await node('execute-2'))!.TargetState).toBe('Started');
  });

  it('does not reserve the request id of a refused request', async () => {
    const set = { nodearray: 'execute', count: 1 };
    await send('POST', `${cluster}/nodes/create`, {
      requestId: 'r1',
      sets: [{ ...set, nodearray: 'nope' }],
    });
    const good = await send('POST', `${cluster}/nodes/create`, { requestId: 'r1', sets: [set] });
    expect(good.statusCode).toBe(202);
  });

  it('scales to a total of nodes or cores, once, and never down', async () => {
    const scale = (query: string) => send('POST', `${cluster}/scale/execute?${query}`);
    expect((await scale('totalNodeCount=5')).json().sets).toEqual([{ added: 5 }]);
    expect((await scale('totalNodeCount=5')).json().sets).toEqual([{ added: 0 }]);
    expect((await scale('totalNodeCount=1')).json().sets).toEqual([{ added: 0 }]);
    expect((await scale('totalCoreCount=13')).json().sets).toEqual([{ added: 2 }]);
    for (const query of [
      '',
      'totalNodeCount=1&totalCoreCount=1',
      'totalNodeCount=-1',
      'totalNodeCount=x',
    ]) {
      expect((await scale(query)).statusCode).toBe(409);
    }
    expect((await send('POST', `${cluster}/scale/nope?totalNodeCount=1`)).statusCode).toBe(409);
  });

  it('finds operations by id and by request id', async () => {
    const { operationId } = (await create({})).json();
    const one = await send('GET', `/operations/${operationId}`);
    expect(one.json()).toMatchObject({
      action: 'create',
      cluster: 'test-cluster-1',
      state: 'Running',
      nodeCounts: { total: 1, pending: 1, succeeded: 0, failed: 0 },
    });
    await plane.run(5000);
    expect((await send('GET', `/operations/${operationId}`)).json().state).toBe('Succeeded');
    expect((await send('GET', '/operations/11111111-1111-4111-8111-111111111111')).statusCode).toBe(
      404,
    );
    expect((await send('GET', '/operations/?request_id=unknown')).json()).toEqual([]);
    expect((await send('GET', '/operations')).json()).toHaveLength(1);
    const unknown = await send('GET', `${cluster}/nodes?request_id=unknown`);
    expect(unknown.statusCode).toBe(404);
    expect(unknown.json().Message).toContain('No operation found for request id');
    expect((await send('GET', `${cluster}/nodes?operation=a&request_id=b`)).statusCode).toBe(400);
  });

  it('calls operations by one set of words, whichever call and whichever API asked', async () => {
    await create({});
    await plane.run(5000);
    await send('POST', '/cloud/actions/startcluster/test-cluster-1');
    await send('POST', '/cloud/actions/retry/test-cluster-1');
    const { nodes: all } = (await send('GET', `${cluster}/nodes`)).json();
    const { NodeId } = all.find(({ Name }: { Name: string }) => Name === 'execute-1');
    const asked = await send('POST', `/pileus/v1/machines/${NodeId}/reset`);
    await send('POST', '/cloud/actions/terminatecluster/test-cluster-1');
    await plane.run(5000);
    const listed = (await send('GET', '/operations/')).json();
    expect(listed.map(({ action }: { action: string }) => action)).toEqual([
      'terminate',
      'start',
      'start',
      'create',
    ]);
    for (const operation of listed) {
      expect((await send('GET', `/operations/${operation.id}`)).json()).toEqual(operation);
    }
    const other = await send('GET', `/operations/${asked.json().operation}`);
    expect(other.json().action).toBe('restart');
  });

  it('answers 405 for a known path with another method, and 404 for an unknown path', async () => {
    expect((await send('PUT', `${cluster}/status`)).statusCode).toBe(405);
    expect((await send('PUT', `${cluster}/status`)).headers.allow).toBe('GET');
    expect((await send('GET', '/nothing/here')).statusCode).toBe(404);
    expect((await send('GET', '/clusters/%ZZ/status')).statusCode).toBe(400);
  });

  it('replays the stored answer to a repeated Idempotency-Key', async () => {
    const body = { sets: [{ nodearray: 'execute', count: 1 }] };
    const headers = { 'idempotency-key': 'k1' };
    const first = await send('POST', `${cluster}/nodes/create`, body, headers);
    const second = await send('POST', `${cluster}/nodes/create`, body, headers);
    expect(second.statusCode).toBe(202);
    expect(second.json()).toEqual(first.json());
    expect(second.headers['idempotency-replayed']).toBe('true');
    const other = await send(
      'POST',
      `${cluster}/nodes/create`,
      { sets: [{ nodearray: 'execute', count: 2 }] },
      headers,
    );
    expect(other.statusCode).toBe(409);
    expect((await nodes()).filter((each) => each.Name.startsWith('execute'))).toHaveLength(1);
  });

  it('lets readers look and nothing else', async () => {
    await plane.app.inject({
      method: 'POST',
      url: '/pileus/v1/users',
      headers: { authorization: basic() },
      payload: { username: 'viewer', password: 'look but do not touch', role: 'reader' },
    });
    const authorization = `Basic ${Buffer.from('viewer:look but do not touch').toString('base64')}`;
    const look = await plane.app.inject({ url: `${cluster}/nodes`, headers: { authorization } });
    expect(look.statusCode).toBe(200);
    const touch = await plane.app.inject({
      method: 'POST',
      url: `${cluster}/nodes/terminate`,
      headers: { authorization },
      payload: { names: ['ondemand-3'] },
    });
    expect(touch.statusCode).toBe(403);
    expect(await node('ondemand-3')).toMatchObject({ Status: 'Ready' });
  });
});
