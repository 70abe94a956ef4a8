import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { onAbort } from './on-abort.js';

describe('onAbort', () => {
  it('uses one listener for a hundred callbacks and calls each once', () => {
    const controller = new AbortController();
    let calls = 0;
    for (let i = 0; i < 100; i++) onAbort(controller.signal, () => calls++);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(1);
    controller.abort();
    expect(calls).toBe(100);
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
  });

  it('takes the listener off with the last cancellation and can start again', () => {
    const controller = new AbortController();
    const called: string[] = [];
    const first = onAbort(controller.signal, () => called.push('first'));
    const second = onAbort(controller.signal, () => called.push('second'));
    first();
    second();
    expect(getEventListeners(controller.signal, 'abort')).toHaveLength(0);
    onAbort(controller.signal, () => called.push('third'));
    first();
    controller.abort();
    expect(called).toEqual(['third']);
  });
});
