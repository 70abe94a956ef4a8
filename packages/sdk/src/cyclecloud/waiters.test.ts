import { describe, expect, it } from 'vitest';
import type { Answer } from '../http/loopback.test.helper.js';
import { ManualClock } from '../http/manual-clock.js';
import { connect, node } from './cyclecloud.test.helper.js';
import type { Progress } from './progress.js';
import type { NodeRecord, OperationStatus } from './wire.js';

const documented: OperationStatus = { action: 'create', startTime: '2026-01-01T00:00:00Z' };
const list = (nodes: NodeRecord[], operation: OperationStatus = documented): Answer => ({
  body: { nodes, operation },
});

/** A server that accepts one command and then answers each look from a list; the last repeats. */
function serverOf(accepted: object, looks: Answer[], clock?: ManualClock) {
  let look = 0;
  const answer = (method: string): Answer =>
    method === 'POST'
      ? { status: 202, body: { operationId: 'op-1', ...accepted } }
      : looks[Math.min(look++, looks.length - 1)]!;
  return connect((request) => answer(request.method), clock ? { clock } : {});
}

async function creating(count: number, looks: Answer[], clock?: ManualClock) {
  const fixture = await serverOf({ sets: [{ added: count }] }, looks, clock);
  const cluster = fixture.client.clusters.get('c1');
  const sets = [{ count, nodearray: 'ondemand' }];
  return { ...fixture, operation: await cluster.createNodes({ sets }) };
}

async function terminating(nodes: object[], looks: Answer[]) {
  const fixture = await serverOf({ nodes }, looks);
  const cluster = fixture.client.clusters.get('c1');
  return { ...fixture, operation: await cluster.terminateNodes({ filter: 'true' }) };
}

describe('operation.wait', () => {
  it('resolves when every node is up and tells the progress on the way', async () => {
    const { operation, server } = await creating(2, [
      list([node('ondemand-1', 'Acquiring'), node('ondemand-2', 'Allocating')]),
      list([node('ondemand-1', 'Ready'), node('ondemand-2', 'Preparing')]),
      list([node('ondemand-1', 'Ready'), node('ondemand-2', 'Ready')]),
    ]);
    const seen: Progress[] = [];
    const last = await operation.wait({ onProgress: (progress) => seen.push(progress) });
    expect(
      seen.map(({ total, done, failed, byStatus }) => [total, done, failed, byStatus]),
    ).toEqual([
      [2, 0, 0, { Acquiring: 1, Allocating: 1 }],
      [2, 1, 0, { Ready: 1, Preparing: 1 }],
      [2, 2, 0, { Ready: 2 }],
    ]);
    expect(last).toBe(seen[2]);
    expect(last.nodes.map(({ Name }) => Name)).toEqual(['ondemand-1', 'ondemand-2']);
    expect(server.received[1]?.url).toBe('/clusters/c1/nodes?operation=op-1');
  });

  it('looks often at first and ever less often, with jitter', async () => {
    const looks = Array.from({ length: 9 }, () => list([node('ondemand-1', 'Preparing')]));
    const { operation, clock } = await creating(1, [...looks, list([node('ondemand-1', 'Ready')])]);
    await operation.wait();
    expect(clock.sleeps.map(Math.round)).toEqual([
      200, 300, 450, 675, 1013, 1519, 2000, 2000, 2000,
    ]);
    clock.sleeps.length = 0;
    const other = await creating(1, [looks[0]!, looks[0]!, list([node('ondemand-1', 'Ready')])]);
    await other.operation.wait({ pollInterval: { first: 5, longest: 6 } });
    expect(other.clock.sleeps).toEqual([5000, 6000]);
  });

  it('has nothing to wait for when no node was added', async () => {
    const { operation } = await creating(0, [list([])]);
    expect(await operation.wait()).toMatchObject({ total: 0, finished: true });
  });

  it('rejects with the name and reason of each failed node once all are final', async () => {
    const failed = (name: string, StatusMessage: string) =>
      node(name, 'Failed', 'Started', { StatusMessage });
    const { operation, server } = await creating(4, [
      list([
        failed('ondemand-1', 'No capacity in eastus.'),
        node('ondemand-2', 'Acquiring'),
        node('ondemand-3', 'Acquiring'),
        node('ondemand-4', 'Ready'),
      ]),
      list([
        failed('ondemand-1', 'No capacity in eastus.'),
        node('ondemand-2', 'Unavailable'),
        node('ondemand-4', 'Ready'),
      ]),
    ]);
    await expect(operation.wait()).rejects.toMatchObject({
      name: 'OperationFailedError',
      kind: 'operation',
      vendor: 'CycleCloud',
      operation: 'create',
      message:
        '3 of 4 nodes failed in create: ondemand-1: No capacity in eastus; ' +
        'ondemand-2: Unavailable, without a StatusMessage; ondemand-3: gone before it was ready.',
      failures: [{ name: 'ondemand-1' }, { name: 'ondemand-2' }, { name: 'ondemand-3' }],
      progress: { total: 4, done: 1, failed: 3 },
    });
    expect(server.received).toHaveLength(3);
  });

  it('resolves a termination when the records are gone', async () => {
    const accepted = ['1', '2'].map((n) => ({ id: `id-of-n-${n}`, name: `n-${n}`, status: 'OK' }));
    const { operation } = await terminating(accepted, [
      list([node('n-1', 'Terminating', 'Terminated'), node('n-2', 'Terminated', 'Terminated')]),
      list([node('n-2', 'Terminated', 'Terminated')]),
    ]);
    expect(await operation.wait()).toMatchObject({ total: 2, done: 2, failed: 0 });
  });

  it('rejects with the refusal of each node that the server did not take on', async () => {
    const accepted = [
      { id: 'id-of-n-1', name: 'n-1', status: 'OK' },
      { id: 'id-of-n-2', name: 'n-2', status: 'Error', error: 'the node is kept alive' },
    ];
    const { operation } = await terminating(accepted, [list([node('n-2', 'Ready')])]);
    await expect(operation.wait()).rejects.toMatchObject({
      message: '1 of 2 nodes failed in terminate: n-2: the node is kept alive.',
      progress: { total: 2, done: 1, failed: 1 },
    });
  });

  it("goes by the operation's own state where the server tells it", async () => {
    const running = { ...documented, state: 'Running' } as const;
    const ready = [node('ondemand-1', 'Ready')];
    const { operation, server } = await creating(1, [
      list(ready, running),
      list(ready, { ...documented, state: 'Succeeded' }),
    ]);
    expect(await operation.wait()).toMatchObject({ done: 1, failed: 0 });
    expect(server.received).toHaveLength(3);

    const failing = await creating(1, [list(ready, { ...documented, state: 'Failed' })]);
    await expect(failing.operation.wait()).rejects.toMatchObject({ kind: 'operation' });
  });

  it('asks for the operation itself when the list does not carry it', async () => {
    const { client, server } = await connect((request) => ({
      body: request.url.startsWith('/operations/')
        ? { ...documented, state: 'Succeeded' }
        : { nodes: [node('ondemand-1', 'Ready')] },
    }));
    await client.clusters.get('c1').operation({ id: 'op-9' }).wait();
    expect(server.received.map((request) => request.url)).toEqual([
      '/clusters/c1/nodes?operation=op-9',
      '/operations/op-9',
    ]);
  });

  it('stops after its time-out and tells how far the operation was', async () => {
    const { operation, clock } = await creating(1, [list([node('ondemand-1', 'Preparing')])]);
    const start = clock.now();
    await expect(operation.wait({ timeout: 10 })).rejects.toMatchObject({
      name: 'OperationTimeoutError',
      kind: 'timeout',
      timeout: 10,
      message: 'create was not over after 10 s: 0 of 1 nodes were done.',
      progress: { total: 1, byStatus: { Preparing: 1 } },
    });
    expect(clock.now() - start).toBe(10_000);
  });

  it('stops after its time-out although the server hangs', async () => {
    const clock = new ManualClock();
    const { operation, server } = await creating(1, ['hang'], clock);
    const failure = expect(operation.wait({ timeout: 5 })).rejects.toMatchObject({
      name: 'OperationTimeoutError',
      progress: undefined,
    });
    await server.untilReceived(2);
    clock.advance(5000);
    await failure;
  });

  it('stops when its signal aborts between two looks, and leaves no timer', async () => {
    const clock = new ManualClock();
    const { operation } = await creating(1, [list([node('ondemand-1', 'Preparing')])], clock);
    const controller = new AbortController();
    const waiting = operation.wait({ signal: controller.signal });
    const failure = expect(waiting).rejects.toMatchObject({
      name: 'AbortError',
      operation: 'create',
      cause: 'enough',
    });
    await clock.untilSleeps(1);
    controller.abort('enough');
    await failure;
    clock.advance(3_600_000);
    expect(clock.pending).toBe(0);
  });

  it('stops when its signal aborts during a look', async () => {
    const { operation, server } = await creating(1, ['hang']);
    const controller = new AbortController();
    const waiting = operation.wait({ signal: controller.signal });
    const failure = expect(waiting).rejects.toMatchObject({ name: 'AbortError' });
    await server.untilReceived(2);
    controller.abort();
    await failure;
  });

  it('rejects with the error of a look that fails for good', async () => {
    const { operation } = await creating(1, [
      { status: 404, body: { Message: 'No such cluster' } },
    ]);
    await expect(operation.wait()).rejects.toMatchObject({
      name: 'CycleCloudNotFoundError',
      message: 'No such cluster',
    });
  });

  it('refuses a time-out that is no time', async () => {
    const { operation } = await creating(1, [list([])]);
    await expect(operation.wait({ timeout: 0 })).rejects.toMatchObject({ argument: 'timeout' });
  });
});
