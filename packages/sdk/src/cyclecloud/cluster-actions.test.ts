import { describe, expect, it } from 'vitest';
import { connect, script } from './cyclecloud.test.helper.js';

describe('calls that the reference leaves out', () => {
  it.each([
    ['start', '/cloud/actions/startcluster/c%201'],
    ['terminate', '/cloud/actions/terminatecluster/c%201'],
    ['remove', '/cloud/actions/removecluster/c%201'],
    ['retry', '/cloud/actions/retry/c%201'],
  ] as const)('%s is %s', async (method, url) => {
    const answer = { operationId: 'op-1', nodes: ['n-1'] };
    const { client, server } = await connect(() => ({ body: answer }));
    expect(await client.clusters.get('c 1')[method]()).toEqual(answer);
    expect(server.received).toMatchObject([{ method: 'POST', url, body: '' }]);
  });

  it.each(['', 'Cluster started.', '[]', 'null'])('takes the answer %j', async (body) => {
    const { client } = await connect(() => ({ body }));
    expect(await client.clusters.get('c1').start()).toEqual({});
  });

  it('removes by force only when told, and only once', async () => {
    const { client, server } = await connect(script({ body: {} }, 'reset'));
    await client.clusters.get('c1').remove({ force: true });
    expect(server.received[0]?.url).toBe('/cloud/actions/removecluster/c1?force=true');
    await expect(client.clusters.get('c1').remove()).rejects.toMatchObject({ kind: 'connection' });
    expect(server.received).toHaveLength(2);
  });

  it('starts again when the answer was lost', async () => {
    const { client, server } = await connect(script('reset', { body: {} }));
    await client.clusters.get('c1').start();
    expect(server.received).toHaveLength(2);
  });

  it('imports by a form, as the vendor does', async () => {
    const { client, server } = await connect(() => ({ body: { operationId: 'op-1' } }));
    const template = '[cluster lab]\n[[nodearray a]]\nMachineType = x & y = "z"\n';
    const given = { template, parameters: { Region: 'eastus', n: 1 }, force: true };
    await client.importCluster('my lab', { ...given, templateName: 'lab' });
    await client.importCluster('my lab', { template });
    const forms = server.received.map(({ body }) => Object.fromEntries(new URLSearchParams(body)));
    const always = { source: 'standard', cluster: template, parameters_format: 'json' };
    expect(forms).toEqual([
      { ...always, template: 'lab', force: 'true', parameters: '{"Region":"eastus","n":1}' },
      { ...always, force: 'false', parameters: '{}' },
    ]);
    expect(server.received[0]).toMatchObject({
      method: 'POST',
      url: '/cloud/api/import_cluster/my%20lab',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
    });
  });
});

describe('usage', () => {
  it('asks for a timeframe, or for what lies between two times', async () => {
    const { client, server } = await connect(() => ({ body: { usage: [] } }));
    const cluster = client.clusters.get('c1');
    expect(await cluster.usage()).toEqual({ usage: [] });
    await cluster.usage({ timeframe: 'lastMonth', granularity: 'total', expand: 'details' });
    await cluster.usage({ from: new Date('2026-01-01T00:00:00Z'), to: '2026-01-02' });
    expect(server.received.map((request) => request.url)).toEqual([
      '/clusters/c1/usage',
      '/clusters/c1/usage?timeframe=lastMonth&granularity=total&expand=details',
      '/clusters/c1/usage?timeframe=custom&from=2026-01-01T00%3A00%3A00.000Z&to=2026-01-02',
    ]);
  });
});

describe('health reports', () => {
  it('reports and reads', async () => {
    const report = { node: 'n 1', submitted: true, vendorsOwn: 1 };
    const { client, server } = await connect(script({ status: 202, body: '' }, { body: report }));
    const cluster = client.clusters.get('c1');
    const complaint = { category: 'ib', description: 'link down' };
    expect(await cluster.reportHealth('n 1', complaint)).toBeUndefined();
    expect(await cluster.healthReport('n 1')).toEqual(report);
    expect(server.received).toMatchObject([
      { method: 'POST', url: '/clusters/c1/nodes/n%201/ghr?category=ib&description=link%20down' },
      { method: 'GET', url: '/clusters/c1/nodes/n%201/ghr' },
    ]);
  });
});
