import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock } from '../../../http/manual-clock.js';
import { isReady, type Readiness, type ReadinessProgress, waitUntilReady } from './ready.js';

const provisionDate = '2026-01-01T00:00:00+00:00';
const running = (id: number): Readiness => ({
  activeTransaction: { id, transactionStatus: { friendlyName: 'Assign Host' } },
});

describe('isReady', () => {
  it.each<[string, Readiness, boolean, boolean]>([
    ['is being provisioned', running(1), false, false],
    ['was provisioned', { provisionDate }, true, true],
    ['has another transaction', { provisionDate, ...running(2) }, true, false],
    [
      'is being reloaded',
      { provisionDate, ...running(3), lastOperatingSystemReload: { id: 3 } },
      false,
      false,
    ],
    ['was reloaded', { provisionDate, lastOperatingSystemReload: { id: 3 } }, true, true],
    [
      'was reloaded, and has another transaction',
      { provisionDate, ...running(4), lastOperatingSystemReload: { id: 3 } },
      true,
      false,
    ],
    ['has no date over XML-RPC', { provisionDate: '' }, false, false],
  ])('a device that %s', (_what, device, ready, readyWithoutAny) => {
    expect(isReady(device, false)).toBe(ready);
    expect(isReady(device, true)).toBe(readyWithoutAny);
  });
});

describe('waitUntilReady', () => {
  it('looks until the device is ready, and tells what it saw', async () => {
    const clock = new ManualClock({ skipSleeps: true });
    const looks = [running(1), running(1), { provisionDate }];
    const told: ReadinessProgress[] = [];
    const ready = await waitUntilReady(
      async () => looks.shift() as Readiness,
      { timeout: 60, interval: 5, onProgress: (progress) => told.push(progress) },
      clock,
    );
    expect(ready).toBe(true);
    expect(clock.sleeps).toEqual([5000, 5000]);
    expect(told).toEqual([
      { ready: false, transaction: 'Assign Host', elapsed: 0 },
      { ready: false, transaction: 'Assign Host', elapsed: 5 },
      { ready: true, transaction: undefined, elapsed: 10 },
    ]);
  });

  it('never waits longer than it may, and looks a last time at the end', async () => {
    const seconds = fc.integer({ min: 1, max: 1000 });
    await fc.assert(
      fc.asyncProperty(fc.nat(1000), seconds, async (timeout, interval) => {
        const clock = new ManualClock({ skipSleeps: true });
        const start = clock.now();
        let looks = 0;
        let lastLook = start;
        const look = async () => {
          looks += 1;
          lastLook = clock.now();
          return running(1);
        };
        expect(await waitUntilReady(look, { timeout, interval }, clock)).toBe(false);
        expect(lastLook - start).toBe(timeout * 1000);
        expect(looks).toBe(Math.ceil(timeout / interval) + 1);
      }),
      { numRuns: 30 },
    );
  });

  it('stops when its caller says so', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const { signal } = controller;
    const wait = waitUntilReady(async () => running(1), { timeout: 60, signal }, clock);
    await clock.untilSleeps(1);
    controller.abort(new Error('enough'));
    await expect(wait).rejects.toMatchObject({ name: 'AbortError', cause: new Error('enough') });
    expect(clock.pending).toBe(0);
  });

  it('gives its signal to every look, and lets its error through', async () => {
    const { signal } = new AbortController();
    const look = async (given: AbortSignal | undefined): Promise<Readiness> => {
      expect(given).toBe(signal);
      throw new Error('refused');
    };
    const wait = waitUntilReady(look, { timeout: 60, signal }, new ManualClock());
    await expect(wait).rejects.toThrow('refused');
  });

  it.each([
    [{ timeout: -1 }, 'timeout'],
    [{ timeout: Number.POSITIVE_INFINITY }, 'timeout'],
    [{ timeout: 1, interval: 0 }, 'interval'],
  ])('refuses %j before it looks', async (options, argument) => {
    const look = () => Promise.reject(new Error('looked'));
    const wait = waitUntilReady(look, options, new ManualClock());
    await expect(wait).rejects.toMatchObject({ argument });
  });
});
