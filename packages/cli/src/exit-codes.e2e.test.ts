import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type ControlPlane, startControlPlane } from '@pileus/server/testing';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { type Ended, Launched } from './launched.js';

const stubs: Server[] = [];
afterEach(() => {
  for (const server of stubs.splice(0)) {
    server.closeAllConnections();
    server.close();
  }
});

/** A server that gives every request to `answer`. */
async function stub(answer: (response: ServerResponse, url: string) => void): Promise<string> {
  const server = createServer((request, response) => answer(response, request.url ?? ''));
  stubs.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const cycle = (url: string, args: readonly string[], env = {}): Launched =>
  new Launched(['cycle', ...args], {
    PILEUS_CYCLECLOUD_URL: url,
    PILEUS_CYCLECLOUD_USERNAME: 'admin',
    PILEUS_CYCLECLOUD_PASSWORD: 'a-good-password',
    NO_COLOR: '1',
    ...env,
  });

/** Messages are for people: no stack, nothing on standard output. */
function expectMessage({ out, err }: Ended, message: string | RegExp): void {
  expect(err).toMatch(message);
  expect(err).not.toMatch(/\n\s+at /);
  expect(out).toBe('');
}

const json = (response: ServerResponse, status: number, body: unknown, headers = {}): void => {
  response.writeHead(status, { 'content-type': 'application/json', ...headers });
  response.end(JSON.stringify(body));
};

describe('the exit code of pileus', () => {
  let plane: ControlPlane;
  beforeAll(async () => {
    plane = await startControlPlane({
      world: 'demo',
      admin: { username: 'admin', password: 'a-good-password' },
    });
  });
  afterAll(() => plane?.close());
  const run = (args: readonly string[], env = {}) => cycle(plane.url, args, env).ended();

  it('is 0 when all is done', async () => {
    const { code, out, err } = await run(['clusters']);
    expect(err).toBe('');
    expect(code).toBe(0);
    expect(out).toContain('test-cluster-1');
  });

  it('is 1 when the server cannot be reached, and the message says which and what to do', async () => {
    const ended = await cycle('http://127.0.0.1:1', ['clusters']).ended();
    expect(ended.code).toBe(1);
    expectMessage(ended, /cannot be reached at http:\/\/127\.0\.0\.1:1: .*check the port/);
  });

  it('is 1 when nothing of what was asked for could be done', async () => {
    const args = [
      'create',
      'test-cluster-1',
      '-a',
      'ondemand',
      '-c',
      '1',
      '--keep-alive',
      '--wait',
    ];
    expect((await run([...args, '--name-format', 'kept'])).code).toBe(0);
    const ended = await run(['terminate', 'test-cluster-1', 'kept', '--yes']);
    expect(ended.code).toBe(1);
    expect(ended.err).toMatch(/kept: .*KeepAlive/i);
  });

  it.each([
    [['nodes']],
    [['nodes', 'test-cluster-1', '--columns', 'colour']],
    [['create', 'test-cluster-1', '-a', 'execute', '-c', '0']],
    [['scale', 'test-cluster-1', 'execute']],
    [['restart', 'test-cluster-1']],
    [['copy_cluster', 'a', 'b']],
    [['nonsense']],
  ])('is 2 for %j', async (args) => {
    const ended = await run(args);
    expect(ended.code).toBe(2);
    expectMessage(ended, /\S/);
  });

  it('is 2 when it would have to ask and cannot, and nothing was destroyed', async () => {
    const ended = await run(['terminate', 'test-cluster-1']);
    expect(ended.code).toBe(2);
    expectMessage(ended, 'add --yes');
    expect((await run(['status', 'test-cluster-1'])).out).toContain('test-cluster-1: Started');
  });

  it('is 2 when no server is known', async () => {
    const env = { PILEUS_CYCLECLOUD_PASSWORD: '', HOME: '/nonexistent', USERPROFILE: '' };
    const ended = await run(['clusters'], { ...env, XDG_CONFIG_HOME: '/nonexistent' });
    expect(ended.code).toBe(2);
    expectMessage(ended, 'PILEUS_PASSWORD');
  });

  it.each([
    [['status', 'nowhere']],
    [['terminate', 'test-cluster-1', 'nobody', '--yes']],
    [['wait', 'test-cluster-1', '00000000-0000-4000-8000-000000000000']],
  ])('is 3 for %j', async (args) => {
    const ended = await run(args);
    expect(ended.code).toBe(3);
    expectMessage(ended, /nowhere|nobody|0000/);
  });

  it('is 4 for a wrong password, which is not repeated', async () => {
    const ended = await run(['clusters'], { PILEUS_CYCLECLOUD_PASSWORD: 'planted-secret' });
    expect(ended.code).toBe(4);
    expectMessage(ended, /password/);
    expect(ended.err).not.toContain('planted-secret');
  });

  it('is 5 for a conflict', async () => {
    const ended = await run(['create', 'test-cluster-1', '-a', 'nonsense']);
    expect(ended.code).toBe(5);
    expectMessage(ended, 'nonsense');
  });

  it('is 6 when the time is over', async () => {
    const url = await stub(() => undefined);
    const ended = await cycle(url, ['clusters', '--timeout', '0.2']).ended();
    expect(ended.code).toBe(6);
    expectMessage(ended, /0\.2 s/);
  });

  it('is 7 when only some was done, and shows that', async () => {
    const args = ['create', 'test-cluster-1', '-a', 'ondemand', '-c', '30', '-o', 'csv'];
    const { code, out, err } = await run([...args, '-m', 'Standard_HC44rs', '--columns', 'name']);
    expect(code).toBe(7);
    expect(out).toMatch(/^name\n(ondemand-\d+\n)+$/);
    expect(err).toMatch(/of 30/);
  });

  it('is 8 when the server limits the rate', async () => {
    const url = await stub((response) =>
      json(response, 429, { Message: 'Too many requests' }, { 'retry-after': '0' }),
    );
    const ended = await cycle(url, ['clusters']).ended();
    expect(ended.code).toBe(8);
    expectMessage(ended, 'Too many requests');
  });

  it('is 130 when a wait is interrupted, and says how to go on waiting', async () => {
    const node = {
      Name: 'n-1',
      NodeId: 'u1',
      Template: 'a',
      Status: 'Acquiring',
      MachineType: 'm',
    };
    const url = await stub((response, path) =>
      path.endsWith('/create')
        ? json(response, 202, { operationId: 'op-1', sets: [{ added: 1 }] })
        : json(response, 200, { nodes: [node], operation: { action: 'create', startTime: '' } }),
    );
    const process = cycle(url, ['create', 'c 1', '-a', 'a', '--wait', '--username', 'admin']);
    await process.told(/1 Acquiring/);
    process.signal('SIGINT');
    const ended = await process.ended();
    expect(ended.code).toBe(130);
    expectMessage(ended, "pileus cycle wait 'c 1' op-1 --username admin");
  });

  it('is 130 when a watch is stopped', async () => {
    const process = cycle(plane.url, ['watch', 'test-cluster-1']);
    await process.line(/ondemand-3 Ready/);
    process.signal('SIGINT');
    expect(await process.ended()).toMatchObject({ code: 130, err: 'pileus: Stopped.\n' });
  });

  it('shows where an error comes from only with --debug', async () => {
    const { code, err } = await run(['status', 'nowhere', '--debug']);
    expect(code).toBe(3);
    expect(err).toMatch(/\n\s+at /);
  });
}, 60_000);
