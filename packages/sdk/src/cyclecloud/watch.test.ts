import { describe, expect, it } from 'vitest';
import type { Answer } from '../http/loopback.test.helper.js';
import { connect, node, script } from './cyclecloud.test.helper.js';
import type { NodeChange } from './watch.js';
import type { NodeRecord } from './wire.js';

const list = (...nodes: NodeRecord[]): Answer => ({ body: { nodes } });
const starting = node('n-1', 'Acquiring');
const ready = node('n-1', 'Ready');
const reborn = node('n-1', 'Acquiring', 'Started', { NodeId: 'another' });
const end: Answer = { status: 404, body: { Message: 'No such cluster' } };

const told = ({ kind, node: { Name, Status } }: NodeChange) => `${kind} ${Name} ${Status}`;

describe('watch', () => {
  it('tells what appears, changes and goes, and nothing else', async () => {
    const other = node('n-2', 'Ready');
    const { client } = await connect(
      script(
        list(starting, other),
        list(starting, other),
        list(ready, other),
        list(ready, { ...other, CoreCount: 8 }),
        list({ ...ready, TargetState: 'Terminated' }),
        list(reborn),
        end,
      ),
    );
    const seen: NodeChange[] = [];
    const watching = (async () => {
      for await (const change of client.clusters.get('c1').watch()) seen.push(change);
    })();
    await expect(watching).rejects.toMatchObject({ status: 404 });
    expect(seen.map(told)).toEqual([
      'appeared n-1 Acquiring',
      'appeared n-2 Ready',
      'changed n-1 Ready',
      'gone n-2 Ready',
      'changed n-1 Ready',
      'gone n-1 Ready',
      'appeared n-1 Acquiring',
    ]);
    expect(seen[2]).toEqual({ kind: 'changed', node: ready, previous: starting });
  });

  it('looks less often while nothing happens, up to ten intervals', async () => {
    const quiet = Array<Answer>(9).fill(list(starting));
    const answers = [...quiet, list(ready), list(ready), end];
    const { client, clock } = await connect(script(...answers));
    const watching = (async () => {
      for await (const _ of client.clusters.get('c1').watch({ interval: 2 }));
    })();
    await expect(watching).rejects.toMatchObject({ status: 404 });
    const sleeps = clock.sleeps.map((ms) => Math.round(ms / 100) / 10);
    expect(sleeps).toEqual([2, 3, 4.5, 6.8, 10.1, 15.2, 20, 20, 20, 2, 3]);
  });

  it('survives what passes, and tells of it', async () => {
    const { client } = await connect(
      script(list(starting), 'reset', { status: 503, body: 'restarting' }, list(ready), end),
      { maxAttempts: 1 },
    );
    const errors: string[] = [];
    const seen: string[] = [];
    const onError = (error: Error) => errors.push(error.name);
    const watching = (async () => {
      for await (const change of client.clusters.get('c1').watch({ onError }))
        seen.push(told(change));
    })();
    await expect(watching).rejects.toMatchObject({ status: 404 });
    expect(seen).toEqual(['appeared n-1 Acquiring', 'changed n-1 Ready']);
    expect(errors).toEqual(['ConnectionError', 'CycleCloudError']);
  });

  it('ends when its signal aborts, asleep or under way', async () => {
    const { client, server } = await connect(script(list(starting), 'hang'));
    const controller = new AbortController();
    const changes = client.clusters.get('c1').watch({ signal: controller.signal });
    const iterator = changes[Symbol.asyncIterator]();
    expect((await iterator.next()).value).toMatchObject({ kind: 'appeared' });
    const next = iterator.next();
    await server.untilReceived(2);
    controller.abort();
    await expect(next).rejects.toMatchObject({ kind: 'abort' });

    const aborted = client.clusters.get('c1').watch({ signal: AbortSignal.abort() });
    await expect(aborted[Symbol.asyncIterator]().next()).rejects.toMatchObject({ kind: 'abort' });
  });

  it('stops asking when the loop is left', async () => {
    const { client, server } = await connect(() => list(starting, ready));
    for await (const change of client.clusters.get('c1').watch()) {
      expect(change.kind).toBe('appeared');
      break;
    }
    expect(server.received).toHaveLength(1);
  });

  it('refuses an interval that is no time', async () => {
    const { client, server } = await connect(() => list());
    const changes = client.clusters.get('c1').watch({ interval: 0 });
    await expect(changes[Symbol.asyncIterator]().next()).rejects.toThrow('`interval`');
    expect(server.received).toEqual([]);
  });
});
