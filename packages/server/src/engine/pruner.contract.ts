import { afterEach, beforeEach, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { type Store, system } from '../store/store.js';
import { Pruner, type PrunerOptions } from './pruner.js';

const hour = 3_600_000;
const day = 24 * hour;

/** What pruning must do on every store; `open` opens an empty one whose world goes by the clock. */
export function prunerContract(open: (world: ManualClock) => Promise<Store>): void {
  let store: Store;
  let world: ManualClock;
  let real: ManualClock;
  let pruned: Record<string, number>;
  beforeEach(async () => {
    world = new ManualClock();
    real = new ManualClock();
    pruned = {};
    store = await open(world);
  });
  afterEach(() => store.close());

  const prunerWith = (more: Partial<PrunerOptions> = {}) =>
    new Pruner({
      store,
      clock: world,
      realClock: real,
      onPruned: (table, count) => {
        pruned[table] = (pruned[table] ?? 0) + count;
      },
      onError: (error) => {
        throw error;
      },
      ...more,
    });
  const reader = () => store.reader(system);
  const answers = (count: number, at: number, more: object = { status: 200 }) =>
    store.command(system, async (tx) => {
      const ids = await tx.insertMany(
        'idempotency',
        Array.from({ length: count }, (_, i) => ({
          accountId: 1,
          dialect: 'tutum' as const,
          key: `header:${at}-${i}-${JSON.stringify(more)}`,
          at,
          ...more,
        })),
      );
      return ids.length;
    });
  const emit = (count: number) =>
    store.command(system, (tx) => {
      for (let i = 0; i < count; i += 1) {
        tx.emit({ accountId: 1, objectKind: 'tag', objectId: i, kind: 'tag.made' });
      }
    });
  const eventCount = () => reader().count('event');
  const keys = async () => (await reader().select('idempotency')).map(({ key }) => key);

  it('deletes answers after 24 hours of real time, and not a moment sooner', async () => {
    const start = real.now();
    await answers(2, start);
    const pruner = prunerWith();
    real.advance(day - 1);
    await answers(1, real.now());
    await pruner.prune();
    expect(await reader().count('idempotency')).toBe(3);
    real.advance(1);
    await pruner.prune();
    expect(await keys()).toEqual([expect.stringContaining(`header:${start + day - 1}`)]);
    expect(pruned).toEqual({ idempotency: 2 });
  });

  it('does not care how far the world has come when it deletes answers', async () => {
    await answers(1, real.now());
    world.advance(400 * day);
    await prunerWith().prune();
    expect(await reader().count('idempotency')).toBe(1);
  });

  it('keeps request ids for ever: their operations are found by them', async () => {
    await answers(3, real.now(), { operationId: 7 });
    await answers(3, real.now());
    real.advance(400 * day);
    await prunerWith().prune();
    const rows = await reader().select('idempotency');
    expect(rows.map(({ operationId }) => operationId)).toEqual([7, 7, 7]);
  });

  it('deletes events after 30 days of the world, but never the newest', async () => {
    await emit(3);
    world.advance(29 * day);
    await emit(2);
    await prunerWith().prune();
    expect(await eventCount()).toBe(5);
    world.advance(day);
    await prunerWith().prune();
    expect(await eventCount()).toBe(2);
    world.advance(400 * day);
    await prunerWith().prune();
    expect(await eventCount()).toBe(1);
    expect(pruned).toEqual({ event: 4 });
  });

  it('keeps so many events at most, the newest ones', async () => {
    await emit(3);
    await emit(4);
    const all = await reader().select('event');
    const keep = { answersMs: day, eventsMs: 30 * day, events: 5 };
    await prunerWith({ keep }).prune();
    expect(await reader().select('event')).toEqual(all.slice(2));
    await prunerWith({ keep }).prune();
    expect(await eventCount()).toBe(5);
  });

  it('keeps what a webhook has not taken yet, unless it is disabled', async () => {
    await emit(4);
    const [, second] = await reader().select('event');
    const webhook = await store.command(system, (tx) =>
      tx.insert('webhook', {
        accountId: 1,
        kind: 'cyclecloud',
        target: 'https://example.org',
        cursor: second!.id,
      }),
    );
    world.advance(31 * day);
    await prunerWith().prune();
    expect(await eventCount()).toBe(2);
    await store.command(system, (tx) => tx.update('webhook', webhook, { disabled: true }));
    await prunerWith().prune();
    expect(await eventCount()).toBe(1);
  });

  it('is done by two replicas at once', async () => {
    await answers(2000, real.now());
    await emit(2001);
    real.advance(day);
    world.advance(31 * day);
    await Promise.all([prunerWith().prune(), prunerWith().prune()]);
    expect(await reader().count('idempotency')).toBe(0);
    expect(await eventCount()).toBe(1);
  });

  it('takes no more than 500 rows at once, so that commands come in between', async () => {
    await answers(1700, real.now());
    await emit(1201);
    real.advance(day);
    world.advance(31 * day);
    const counts: number[] = [];
    await prunerWith({ onPruned: (_, count) => counts.push(count) }).prune();
    expect(counts).toEqual([500, 500, 500, 200, 500, 500, 200]);
  });

  it('looks a minute after the start, and every ten minutes; and no more once it is stopped', async () => {
    const pruner = prunerWith();
    await answers(1, real.now() - day);
    pruner.start();
    real.advance(59_999);
    await pruner.stop();
    expect(await reader().count('idempotency')).toBe(1);

    const other = prunerWith();
    other.start();
    real.advance(60_000);
    await other.prune();
    expect(await reader().count('idempotency')).toBe(0);
    await answers(1, real.now() - day);
    // It sets its next alarm when the look has ended.
    await new Promise(setImmediate);
    real.advance(600_000);
    await other.prune();
    expect(pruned).toEqual({ idempotency: 2 });
    await other.stop();
    expect(real.nextTimer).toBeUndefined();
  });

  it('stops between two transactions', async () => {
    await answers(2000, real.now());
    real.advance(day);
    const pruner = prunerWith();
    const pruning = pruner.prune();
    await pruner.stop();
    await pruning;
    expect(await reader().count('idempotency')).toBeGreaterThan(0);
  });
}
