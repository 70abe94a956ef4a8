import { inspect } from 'node:util';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { ArgumentError } from '../http/argument-error.js';
import { Client } from './client.js';
import type { Cluster } from './cluster.js';
import { connect, password } from './cyclecloud.test.helper.js';

describe('Client', () => {
  const complete = { url: 'http://host.test:8080/', username: 'admin', password: 'pass' };

  it.each(['url', 'username', 'password'])('cannot be made without `%s`', (key) => {
    for (const value of [undefined, '', null]) {
      const options = { ...complete, [key]: value, env: { HOME: '/nonexistent' } };
      const make = () => new Client(options);
      expect(make).toThrow(ArgumentError);
      expect(make).toThrow(`\`${key}\``);
      expect(make).toThrow(expect.objectContaining({ argument: key, vendor: 'CycleCloud' }));
    }
  });

  it('refuses a user name that Basic authentication cannot carry', () => {
    expect(() => new Client({ ...complete, username: 'a:b' })).toThrow(/colon/);
  });

  it('drops the slash at the end of its URL', () => {
    expect(new Client(complete).url).toBe('http://host.test:8080');
    expect(new Client({ ...complete, url: 'http://host.test/cc//' }).url).toBe(
      'http://host.test/cc',
    );
  });

  it('shows no secret when it is printed', () => {
    const shown = inspect(new Client({ ...complete, password }), { depth: 10, showHidden: true });
    expect(shown).not.toContain(password);
    expect(shown).not.toContain(Buffer.from(`admin:${password}`).toString('base64'));
  });

  it('signs every request by HTTP Basic', async () => {
    const { client, server } = await connect(() => ({ body: [] }));
    await client.listOperations();
    const basic = Buffer.from(`admin:${password}`).toString('base64');
    expect(server.received[0]?.headers.authorization).toBe(`Basic ${basic}`);
  });

  it('looks operations up by id and by request id', async () => {
    const operation = { action: 'create', startTime: '2026-01-01T00:00:00Z' };
    const { client, server } = await connect((request) => ({
      body: request.url.includes('?') ? [operation] : operation,
    }));
    expect(await client.getOperation('op 1')).toEqual(operation);
    expect(await client.listOperations({ requestId: 'r&1' })).toEqual([operation]);
    expect(server.received.map((request) => request.url)).toEqual([
      '/operations/op%201',
      '/operations/?request_id=r%261',
    ]);
  });
});

describe('clusters', () => {
  const client = new Client({ url: 'http://host.test', username: 'u', password: 'pass' });

  it('gives a handle for any name without asking the server', () => {
    expect(client.clusters['test-cluster-1']?.name).toBe('test-cluster-1');
    expect(client.clusters.get('get').name).toBe('get');
    expect(client.clusters['a b']?.name).toBe('a b');
  });

  it('is iterable: the clusters that the server lists', async () => {
    const { client, server } = await connect(() => ({
      body: [{ ClusterName: 'keys', State: null }, { ClusterName: 'b c' }],
    }));
    const names: string[] = [];
    for await (const cluster of client.clusters) names.push(cluster.name);
    expect(names).toEqual(['keys', 'b c']);
    expect(await client.clusters.keys()).toEqual(names);
    expect((await client.listClusters())[0]).toEqual({ ClusterName: 'keys', State: null });
    expect(server.received.map((request) => request.url)).toEqual(Array(3).fill('/cloud/clusters'));
  });

  it('is not taken for a promise', async () => {
    expect(await client.clusters).toBe(client.clusters);
  });

  it('is typed by name, its method apart', () => {
    expectTypeOf(client.clusters['c-1']).toEqualTypeOf<Cluster | undefined>();
    expectTypeOf(client.clusters.get).toEqualTypeOf<(name: string) => Cluster>();
    expectTypeOf(client.clusters.keys).toEqualTypeOf<() => Promise<string[]>>();
  });
});
