import { EventEmitter } from 'node:events';
import { ManualClock } from '@pileus/sdk/http';
import { expect, it, vi } from 'vitest';
import { listenForShutdown } from './shutdown.js';

function listen() {
  const source = new EventEmitter();
  const clock = new ManualClock();
  const exitNow = vi.fn();
  return { source, clock, exitNow, shutdown: listenForShutdown(source, clock, exitNow) };
}

it('asks for a graceful end at the first signal', async () => {
  const { source, exitNow, shutdown } = listen();
  source.emit('SIGTERM');
  await shutdown.requested;
  expect(shutdown.signal.aborted).toBe(true);
  expect(exitNow).not.toHaveBeenCalled();
});

it('ends at once at a second signal', async () => {
  const { source, clock, exitNow } = listen();
  source.emit('SIGINT');
  await clock.advance(1000);
  source.emit('SIGINT');
  expect(exitNow).toHaveBeenCalledWith(130);
});

it('takes a signal that npm passes on for the same keystroke', async () => {
  const { source, clock, exitNow } = listen();
  source.emit('SIGINT');
  await clock.advance(20);
  source.emit('SIGINT');
  expect(exitNow).not.toHaveBeenCalled();
});

it('gives the signals back', () => {
  const { source, shutdown } = listen();
  shutdown.release();
  expect(source.listenerCount('SIGINT') + source.listenerCount('SIGTERM')).toBe(0);
});
