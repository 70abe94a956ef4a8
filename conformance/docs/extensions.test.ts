import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Wire } from '../dialects/plane.js';
import { Views } from '../dialects/views.js';
import { pages } from './pages.js';

const { text } = pages.find(({ path }) => path === 'docs/extensions.md')!;

/** The keys that the page names for one kind of object of one vendor. */
function named(vendor: string, where: string): string[] {
  const section = text.split(`## ${vendor}\n`)[1]!.split('\n## ')[0]!;
  const rows = [...section.matchAll(/^\| (`[^|]+`) \| ([^|]+) \|/gm)].filter(
    ([, , place]) => place!.trim() === where,
  );
  return rows.flatMap(([, keys]) => [...keys!.matchAll(/`(\w+)`/g)].map(([, key]) => key!)).sort();
}

const without = (object: Wire, documented: readonly string[]): string[] =>
  Object.keys(object)
    .filter((key) => !documented.includes(key))
    .sort();

describe('what Pileus adds to replies is what docs/extensions.md says', () => {
  let views: Views;
  beforeAll(async () => {
    views = await Views.open();
  });
  afterAll(() => views.close());

  it('of CycleCloud’s operations', async () => {
    const { body } = await views.send('POST', '/clusters/test-cluster-1/nodes/create', {
      requestId: '00000000-0000-4000-8000-000000000001',
      sets: [{ nodearray: 'execute', count: 1 }],
    });
    const operation = await views.get(`/operations/${body.operationId}`);
    expect(without(operation, ['action', 'startTime'])).toEqual(named('CycleCloud', 'operation'));
    expect(Object.keys(body).sort()).toEqual(['operationId', 'sets']);
  });

  it('of CycleCloud’s cluster list and cloud actions', async () => {
    const [cluster] = await views.get('/cloud/clusters');
    const clusters = named('CycleCloud', 'clusters of `/cloud/clusters`');
    expect(without(cluster, ['ClusterName'])).toEqual(clusters);
    const { body } = await views.send('POST', '/cloud/actions/retry/test-cluster-1');
    const actions = named('CycleCloud', 'answers of `/cloud/actions/*` and of an import');
    expect(Object.keys(body).sort()).toEqual(actions);
  });

  it('of CenturyLink’s groups', async () => {
    const { links } = await views.get('/v2/datacenters/PIL/VA1?groupLinks=true');
    const { id } = links.find((link: Wire) => link.rel === 'group');
    // The vendor's reference of a group.
    const documented = [
      ...['id', 'name', 'description', 'locationId', 'type', 'status', 'serversCount'],
      ...['groups', 'links', 'changeInfo', 'customFields'],
    ];
    const group = await views.get(`/v2/groups/PIL/${id}`);
    expect(without(group, documented)).toEqual(named('CenturyLink', 'group'));
  });

  it('of a stored answer, in every API', async () => {
    const send = () =>
      views.plane.app.inject({
        method: 'POST',
        url: '/clusters/test-cluster-1/scale/execute?totalNodeCount=1',
        headers: {
          authorization: `Basic ${Buffer.from('admin:correct horse battery staple').toString('base64')}`,
          'idempotency-key': 'docs',
        },
      });
    const first = await send();
    const second = await send();
    expect(first.headers['idempotency-replayed']).toBeUndefined();
    expect(second.headers['idempotency-replayed']).toBe('true');
    expect(second.body).toBe(first.body);
  });
});
