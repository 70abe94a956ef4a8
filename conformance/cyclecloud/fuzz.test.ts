import { randomInt } from 'node:crypto';
import { startTestPlane, type TestPlane, testAdmin } from '@pileus/server/testing';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { errorForms } from '../chaos/error-forms.js';

const seed = process.env.PILEUS_FUZZ_SEED
  ? Number(process.env.PILEUS_FUZZ_SEED)
  : randomInt(2 ** 31);
process.stderr.write(`PILEUS_FUZZ_SEED=${seed}\n`);

/** The parser of filters is given 100,000 more, beside its source. */
const total = Number(process.env.PILEUS_FUZZ_RUNS ?? 20_000);

const authorization = `Basic ${Buffer.from(`${testAdmin.username}:${testAdmin.apiKey}`).toString('base64')}`;

/** Texts that mean something somewhere, and texts that mean nothing. */
const text = fc.oneof(
  fc.constantFrom(
    ...['', 'execute', 'ondemand', 'ondemand-3', 'htc-1', 'nope', 'pg0', '%d', 'a-%d', '%', '%03d'],
    ...['Standard_F2s_v2', 'standard_hc44RS', '62a1b116-3c4e-4229-b290-b54ea23f1b68', '10.0.0.1'],
    ...['true', 'TRUE', '0', '-1', '1e9', '99999999999999999999', 'NaN', 'Deallocate', '__proto__'],
    ...['State === "Started"', 'Name in {"a"', '!', 'a.b.c == 1', 'toString()', '\0', '\ud800'],
    ...[
      'monthToDate',
      'custom',
      'hourly',
      'total',
      '2026-01-01T00:00:00Z',
      '0000-00-00',
      'details',
    ],
  ),
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 12 }),
);

const value: fc.Arbitrary<unknown> = fc.oneof(
  { withCrossShrink: true },
  { weight: 4, arbitrary: text },
  {
    weight: 3,
    arbitrary: fc.constantFrom(...[0, 1, 2, -1, 1.5, 1e15, 2 ** 31, -0, 1e308, true, false, null]),
  },
  { weight: 1, arbitrary: fc.constantFrom<unknown>({ toString: 1 }, [], {}, [[]], [null]) },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
);

/** Mostly the wanted shape, sometimes anything. */
const mostly = <T>(wanted: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 6, arbitrary: wanted }, { weight: 1, arbitrary: value });

const record = (fields: Record<string, fc.Arbitrary<unknown>>) =>
  mostly(fc.record(fields, { requiredKeys: [] }));
const list = (of: fc.Arbitrary<unknown>) => mostly(fc.array(of, { maxLength: 3 }));

const count = mostly(fc.constantFrom(1, 1, 1, 2, '1', 0, -1, 50));
const nodeSet = record({
  count,
  nodearray: mostly(fc.constantFrom('execute', 'ondemand', 'nope')),
  definition: record({ machineType: text }),
  nameFormat: text,
  nameOffset: value,
  placementGroupId: text,
  nodeAttributes: record({
    KeepAlive: value,
    Fixed: value,
    StartAutomatically: value,
    ShutdownPolicy: value,
    Configuration: value,
    Name: value,
    Status: value,
  }),
});
const selectors = record({
  requestId: text,
  ids: list(text),
  names: list(text),
  hostnames: list(text),
  ip_addresses: list(text),
  filter: text,
});
const parameters = record({
  cluster: mostly(
    fc
      .array(
        fc.constantFrom(
          ...['[cluster a]', '[[node n]]', '[[nodearray x]]', '[[[configuration]]]', '[', ']'],
          ...['MachineType = Standard_F2s_v2', 'MachineType = $B', 'MaxCount = $A', 'A := $B'],
          ...[
            'Region = eastus',
            'Extends = n',
            'InitialCount = $A',
            // biome-ignore lint/suspicious/noTemplateCurlyInString: the template language has it.
            'X.y = ${A}',
            'Abstract = true',
          ],
        ),
        { maxLength: 8 },
      )
      .map((lines) => ['[cluster a]', ...lines].join('\n')),
  ),
  parameters: mostly(
    fc.dictionary(fc.constantFrom('A', 'B', 'n'), value).map((x) => JSON.stringify(x)),
  ),
  template: text,
  force: value,
  'instance-filter': text,
  filter: text,
});

const query = (...names: string[]) =>
  fc
    .record(Object.fromEntries(names.map((name) => [name, text])), { requiredKeys: [] })
    .map((fields) => {
      const encoded = Object.entries(fields).map(
        // Lone surrogates have no encoding.
        ([name, each]) => `${name}=${encodeURIComponent(Buffer.from(String(each)).toString())}`,
      );
      return encoded.length === 0 ? '' : `?${encoded.join('&')}`;
    });

const nodes = '/clusters/test-cluster-1/nodes';
const verbs = ['deallocate', 'reimage', 'remove', 'restart', 'shutdown', 'start', 'terminate'];
const none = fc.constant<unknown>(undefined);

/** Every route that takes a body or a query. */
const routes: readonly {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly query: fc.Arbitrary<string>;
  readonly body: fc.Arbitrary<unknown>;
}[] = [
  {
    method: 'POST',
    path: `${nodes}/create`,
    query: fc.constant(''),
    body: record({ requestId: text, sets: list(nodeSet) }),
  },
  ...verbs.map((verb) => ({
    method: 'POST' as const,
    path: `${nodes}/${verb}`,
    query: fc.constant(''),
    body: selectors,
  })),
  { method: 'GET', path: nodes, query: query('operation', 'request_id'), body: none },
  { method: 'GET', path: '/clusters/test-cluster-1/status', query: query('nodes'), body: none },
  {
    method: 'GET',
    path: '/clusters/test-cluster-1/usage',
    query: query('timeframe', 'from', 'to', 'granularity', 'expand'),
    body: none,
  },
  {
    method: 'POST',
    path: '/clusters/test-cluster-1/scale/execute',
    query: query('totalNodeCount', 'totalCoreCount'),
    body: none,
  },
  ...(['GET', 'POST'] as const).map((method) => ({
    method,
    path: `${nodes}/ondemand-3/ghr`,
    query: query('category', 'description'),
    body: none,
  })),
  { method: 'GET', path: '/operations/', query: query('request_id'), body: none },
  {
    method: 'GET',
    path: '/cloud/api/nodes',
    query: query('cluster', 'name', 'format', 'attrs', 'filter', 'summary'),
    body: none,
  },
  {
    method: 'POST',
    path: '/cloud/api/import_cluster/fuzzed',
    query: query('force'),
    body: parameters,
  },
  ...['retry', 'startcluster', 'terminate_node', 'removecluster'].map((action) => ({
    method: 'POST' as const,
    path: `/cloud/actions/${action}/fuzzed`,
    query: query('instance-filter', 'filter', 'force'),
    body: parameters,
  })),
];

/** The newest row of everything that a command writes. Counting them would take longer and longer. */
async function newestRows(plane: TestPlane): Promise<number[]> {
  const reader = plane.store.reader({ accountId: null, actor: 'test', role: 'admin' });
  const newest: number[] = [];
  for (const table of [
    'event',
    'machine',
    'operation',
    'step',
    'idempotency',
    'cluster',
    'nodeArray',
    'bucket',
    'placementGroup',
    'address',
  ] as const) {
    const [row] = await reader.select(table, {
      columns: ['id'],
      orderBy: [{ column: 'id', descending: true }],
      limit: 1,
    });
    newest.push(row?.id ?? 0);
  }
  return newest;
}

describe('whatever CycleCloud is asked', () => {
  let plane: TestPlane;
  beforeAll(async () => {
    plane = await startTestPlane();
    for (const location of ['southcentralus', 'eastus']) {
      await plane.app.inject({
        method: 'PUT',
        url: '/pileus/v1/limits',
        headers: { authorization },
        payload: JSON.stringify({ location, cores: 400, nodes: 40 }),
      });
    }
  });
  afterAll(() => plane.close());

  it(`is answered, ${total} times; what is refused changes nothing`, async () => {
    let newest = await newestRows(plane);
    let asked = 0;
    const refusals = new Map<number, number>();
    /** Machines go, also those that are kept alive, before there are too many for the next thousands. */
    const tidy = async () => {
      const machines = await plane.store
        .reader({ accountId: null, actor: 'test', role: 'admin' })
        .select('machine', { where: { op: 'ne', field: 'state', value: 'deleted' } });
      if (machines.length < 60) return;
      for (const { uid, createdBy } of machines) {
        if (createdBy !== testAdmin.username) continue;
        const url = `/pileus/v1/machines/${uid}`;
        const headers = { authorization };
        const payload = '{"keepAlive":false}';
        await plane.app.inject({ method: 'PUT', url: `${url}/keep-alive`, headers, payload });
        await plane.app.inject({ method: 'POST', url: `${url}/delete`, headers });
      }
      await plane.run(20_000);
    };
    const input = fc.nat(routes.length - 1).chain((i) => {
      const { method, path, query: search, body } = routes[i]!;
      return fc.record({ method: fc.constant(method), path: fc.constant(path), search, body });
    });
    const property = fc.asyncProperty(input, async ({ method, path, search, body }) => {
      asked += 1;
      const answer = await plane.app.inject({
        method,
        url: `${path}${search}`,
        headers: { authorization },
        ...(body !== undefined && { payload: JSON.stringify(body) }),
      });
      const { statusCode: status } = answer;
      refusals.set(status, (refusals.get(status) ?? 0) + 1);
      if (status >= 500) throw new Error(`${status} ${answer.body}`);
      if (status < 400) {
        if (method === 'GET') return;
        await plane.settle();
        if (asked % 50 === 0) await tidy();
        newest = await newestRows(plane);
        return;
      }
      const type = String(answer.headers['content-type']);
      expect(errorForms.cyclecloud({ status, type, text: answer.body })).toBeUndefined();
      if (method === 'POST') expect(await newestRows(plane)).toEqual(newest);
    });
    await fc.assert(property, { numRuns: total, seed, endOnFailure: false });
    process.stderr.write(`${JSON.stringify(Object.fromEntries(refusals))}\n`);
    expect(asked).toBe(total);
    expect(refusals.get(409)).toBeGreaterThan(total / 100);
    expect(refusals.get(202)).toBeGreaterThan(total / 100);
  }, 600_000);
});
