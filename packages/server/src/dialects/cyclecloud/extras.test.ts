import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startTestPlane, type TestPlane, testAdmin } from '../../testing/index.js';

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.password}`).toString('base64')}`;
const hour = 3_600_000;

describe('usage, health reports and cluster actions', () => {
  let plane: TestPlane;
  beforeEach(async () => {
    plane = await startTestPlane();
  });
  afterEach(() => plane.close());

  const send = (method: 'GET' | 'POST', url: string, payload?: string | object, headers = {}) =>
    plane.app.inject({
      method,
      url,
      headers: { authorization, ...headers },
      ...(payload !== undefined && { payload }),
    });
  const cluster = '/clusters/test-cluster-1';
  const scale = (total: number) => send('POST', `${cluster}/scale/execute?totalNodeCount=${total}`);
  const usage = async (query = '') => (await send('GET', `${cluster}/usage${query}`)).json().usage;
  const faults = (payload: object) =>
    plane.app.inject({
      method: 'PATCH',
      url: '/pileus/v1/faults',
      headers: { authorization },
      payload,
    });
  const states = async () => {
    const { nodes } = (await send('GET', `${cluster}/nodes`)).json();
    return Object.fromEntries(
      nodes.map((node: { Name: string; Status: string }) => [node.Name, node.Status]),
    );
  };

  it('bills core-hours and retail cost from Preparing on', async () => {
    await scale(3);
    await plane.run(10 * hour);
    const [total] = await usage('?granularity=total');
    expect(total.total.category).toBe('cluster');
    const execute = total.breakdown.find((item: { node: string }) => item.node === 'execute');
    expect(execute.category).toBe('nodearray');
    expect(execute.hours).toBeGreaterThan(59.9);
    expect(execute.hours).toBeLessThan(60.1);
    expect(execute.details).toBeUndefined();
    const [detailed] = await usage('?granularity=total&expand=details');
    const details = detailed.breakdown.find(
      (item: { node: string }) => item.node === 'execute',
    ).details;
    expect(details).toEqual([
      {
        vm_size: 'Standard_F2s_v2',
        region: 'southcentralus',
        priority: 'Regular',
        os: 'Linux',
        core_count: 2,
        hours: execute.hours,
        cost: execute.cost,
      },
    ]);
    const hours = total.breakdown.reduce(
      (sum: number, item: { hours: number }) => sum + item.hours,
      0,
    );
    expect(total.total.hours).toBeCloseTo(hours, 2);
  });

  it('divides the month so far into days without a gap, empty ones included', async () => {
    await plane.run(3 * 24 * hour);
    const days = await usage();
    expect(days.map((day: { start: string }) => day.start)).toEqual([
      '2026-01-01T00:00:00Z',
      '2026-01-02T00:00:00Z',
      '2026-01-03T00:00:00Z',
      '2026-01-04T00:00:00Z',
    ]);
    expect(days[0].end).toBe(days[1].start);
    const lastMonth = await usage('?timeframe=lastMonth');
    expect(lastMonth).toHaveLength(31);
    expect(lastMonth[0]).toMatchObject({
      start: '2025-12-01T00:00:00Z',
      total: { category: 'cluster', hours: 0 },
      breakdown: [],
    });
    const week = await usage('?timeframe=weekToDate');
    // 2026-01-04 is a Sunday.
    expect(week).toHaveLength(1);
  });

  it('rounds a custom timeframe outwards', async () => {
    const custom = '?timeframe=custom&from=2026-01-01T01:20:00Z&to=2026-01-01T03:10:00Z';
    const [hours, total] = [
      await usage(`${custom}&granularity=hourly`),
      await usage(`${custom}&granularity=total`),
    ];
    expect(hours.map((each: { start: string }) => each.start)).toEqual([
      '2026-01-01T01:00:00Z',
      '2026-01-01T02:00:00Z',
      '2026-01-01T03:00:00Z',
    ]);
    expect(total).toHaveLength(1);
    expect(total[0]).toMatchObject({ start: '2026-01-01T00:00:00Z', end: '2026-01-02T00:00:00Z' });
  });

  it.each([
    ['2026-01-01', '2026-01-03'],
    ['2026-01-01T10:30', '2026-01-02 23:00:00'],
    ['2026-01-01T10:30:00.5Z', '2026-01-02T23:00:00z'],
    ['2026-01-01T10:30:00%2B01:00', '2026-01-03T01:00:00%2B0200'],
    // As it is, a plus sign in a query is a space.
    ['2026-01-01T10:30:00+01:00', '2026-01-02T16:00:00-07:00'],
  ])(
    'takes the ISO 8601 dates %s and %s, and reads all without a zone as UTC',
    async (from, to) => {
      const [whole] = await usage(`?timeframe=custom&granularity=total&from=${from}&to=${to}`);
      expect(whole).toMatchObject({ start: '2026-01-01T00:00:00Z', end: '2026-01-03T00:00:00Z' });
    },
  );

  it.each([
    '?timeframe=custom',
    '?timeframe=custom&from=1&to=2',
    '?timeframe=custom&from=Jan 1 2026&to=Jan 2 2026',
    '?timeframe=custom&from=2026-01-41&to=2026-02-01',
    '?timeframe=custom&from=x&to=y',
    '?timeframe=yesterday',
    '?granularity=monthly',
    '?timeframe=custom&from=2026-02-01&to=2026-01-01',
  ])('answers 400 to %s', async (query) => {
    expect((await send('GET', `${cluster}/usage${query}`)).statusCode).toBe(400);
  });

  it('takes one health report of a node', async () => {
    const path = `${cluster}/nodes/ondemand-3/ghr`;
    const first = await send('POST', `${path}?category=Resource.Hpc.Unhealthy&description=slow`);
    expect([first.statusCode, first.body]).toEqual([202, '']);
    expect((await send('POST', path)).statusCode).toBe(409);
    expect((await send('GET', path)).json()).toMatchObject({
      node: 'ondemand-3',
      submitted: true,
      category: 'Resource.Hpc.Unhealthy',
    });
    expect((await send('POST', `${cluster}/nodes/nobody/ghr`)).statusCode).toBe(404);
  });

  it('retries failed nodes, and tells when a bucket failed last', async () => {
    await faults({ failures: [{ kind: 'capacity', rate: 1, message: 'AllocationFailed' }] });
    await scale(2);
    await plane.run(5000);
    expect(await states()).toMatchObject({ 'execute-1': 'Failed', 'execute-2': 'Failed' });
    const failure = async () => {
      const status = (await send('GET', `${cluster}/status`)).json();
      return status.nodearrays[1].buckets[0].lastCapacityFailure;
    };
    const before = await failure();
    expect(before).toBeGreaterThan(0);
    await plane.run(60_000);
    expect(await failure()).toBeCloseTo(before + 60, 0);
    await faults({ failures: [] });
    expect((await send('POST', '/cloud/actions/retry/test-cluster-1')).statusCode).toBe(200);
    await plane.run(5000);
    expect(await states()).toMatchObject({ 'execute-1': 'Ready', 'execute-2': 'Ready' });
  });

  it('terminates and starts a cluster', async () => {
    await scale(2);
    await plane.run(5000);
    expect(
      (await send('POST', '/cloud/actions/terminatecluster/test-cluster-1', 'recursive=true'))
        .statusCode,
    ).toBe(200);
    const during = (await send('GET', `${cluster}/status`)).json();
    expect(during).toMatchObject({ state: 'Terminating', targetState: 'Terminated' });
    expect((await scale(5)).statusCode).toBe(409);
    await plane.run(5000);
    expect((await send('GET', `${cluster}/status`)).json().state).toBe('Terminated');
    expect(await states()).toEqual({});
    await send('POST', '/cloud/actions/startcluster/test-cluster-1');
    await plane.run(1000);
    expect((await send('GET', `${cluster}/status`)).json().state).toBe('Started');
    expect((await scale(1)).statusCode).toBe(202);
  });

  it('removes a cluster when its nodes are gone, or by force', async () => {
    expect((await send('POST', '/cloud/actions/removecluster/test-cluster-1')).statusCode).toBe(
      409,
    );
    expect(
      (await send('POST', '/cloud/actions/removecluster/test-cluster-1?force=True')).statusCode,
    ).toBe(200);
    expect((await send('GET', `${cluster}/status`)).statusCode).toBe(404);
    await plane.run(5000);
    const machines = await plane.app.inject({
      url: '/pileus/v1/machines?limit=1000',
      headers: { authorization },
    });
    const node = machines
      .json()
      .machines.find((each: { name: string }) => each.name === 'ondemand-3');
    expect(node.state).toBe('deleted');
  });

  it('terminates by an instance filter, in the words that old callers know', async () => {
    const none = await send(
      'POST',
      '/cloud/actions/terminate_node/test-cluster-1?instance-filter=Name%3D%3D%22x%22',
    );
    expect(none.body).toContain('No instances were found matching your query');
    const one = await send(
      'POST',
      '/cloud/actions/terminate_node/test-cluster-1',
      `instance-filter=${encodeURIComponent('Name == "ondemand-3"')}`,
      {
        'content-type': 'application/x-www-form-urlencoded',
      },
    );
    expect(one.statusCode).toBe(200);
    await plane.run(5000);
    expect(await states()).toEqual({});
  });
});
