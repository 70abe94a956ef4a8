import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { callWith, responseWith } from './call.test.helper.js';
import { deadline } from './deadline.js';
import { deadlinesOf } from './deadline-queue.js';
import { ManualClock } from './manual-clock.js';

const never = () => new Promise<never>(() => {});

describe('deadline', () => {
  it('ends a call that never comes back, even when nothing below heeds the signal', async () => {
    const clock = new ManualClock();
    const call = callWith({ timeout: 2500 });
    call.attempts = 2;
    const result = deadline(clock)(call, never);
    clock.advance(2500);
    await expect(result).rejects.toMatchObject({
      name: 'TimeoutError',
      kind: 'timeout',
      timeout: 2.5,
      attempts: 2,
      message: 'Vendor did not answer getThing within 2.5 s (2 attempts).',
    });
  });

  it('leaves nothing behind when the call ends in time', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const call = callWith({ signals: [controller.signal] });
    await deadline(clock)(call, async () => responseWith(200));
    expect(deadlinesOf(clock).size).toBe(0);
    expect(getEventListeners(controller.signal, 'abort')).toEqual([]);
  });

  it('ends a call when any of its signals aborts, with the reason as cause', async () => {
    const clock = new ManualClock();
    const controllers = [new AbortController(), new AbortController()];
    const call = callWith({ signals: controllers.map((controller) => controller.signal) });
    const result = deadline(clock)(call, never);
    controllers[1]!.abort('changed my mind');
    await expect(result).rejects.toMatchObject({
      name: 'AbortError',
      kind: 'abort',
      operation: 'getThing',
      cause: 'changed my mind',
    });
    expect(deadlinesOf(clock).size).toBe(0);
  });

  it('sends nothing when a signal has aborted before', async () => {
    let sent = false;
    const step = deadline(new ManualClock());
    const result = step(callWith({ signals: [AbortSignal.abort()] }), async () => {
      sent = true;
      return responseWith(200);
    });
    await expect(result).rejects.toMatchObject({ kind: 'abort' });
    expect(sent).toBe(false);
  });
});
