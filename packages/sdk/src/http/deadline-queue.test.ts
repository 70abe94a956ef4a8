import { describe, expect, it } from 'vitest';
import type { Clock } from './clock.js';
import { DeadlineQueue, deadlinesOf } from './deadline-queue.js';
import { ManualClock } from './manual-clock.js';

describe('DeadlineQueue', () => {
  it('expires each deadline at its own time, whatever order they were added in', () => {
    const clock = new ManualClock();
    const queue = new DeadlineQueue(clock);
    const expired: string[] = [];
    queue.add(300, () => expired.push('slow'));
    queue.add(100, () => expired.push('fast'));
    queue.add(200, () => expired.push('middle'));
    clock.advance(100);
    expect(expired).toEqual(['fast']);
    clock.advance(99);
    expect(expired).toEqual(['fast']);
    clock.advance(101);
    expect(expired).toEqual(['fast', 'middle', 'slow']);
    expect(queue.size).toBe(0);
    expect(clock.pending).toBe(0);
  });

  it('sets one timer for a thousand deadlines', () => {
    const clock = new ManualClock();
    let timers = 0;
    const counting: Clock = {
      now: () => clock.now(),
      setTimer(...timer) {
        timers += 1;
        return clock.setTimer(...timer);
      },
    };
    const queue = new DeadlineQueue(counting);
    for (let i = 0; i < 1000; i++) {
      const cancel = queue.add(60_000, () => {});
      clock.advance(1);
      cancel();
    }
    expect(timers).toBe(1);
    expect(clock.pending).toBe(1);
    clock.advance(60_000);
    expect(clock.pending).toBe(0);
  });

  it('does not expire a cancelled deadline, and keeps the one behind it', () => {
    const clock = new ManualClock();
    const queue = new DeadlineQueue(clock);
    const expired: number[] = [];
    const cancel = queue.add(100, () => expired.push(1));
    clock.advance(50);
    queue.add(100, () => expired.push(2));
    cancel();
    clock.advance(50);
    expect(expired).toEqual([]);
    clock.advance(50);
    expect(expired).toEqual([2]);
  });

  it('expires in time although the wall clock was set back', () => {
    let offset = 0;
    const clock = new ManualClock();
    const queue = new DeadlineQueue({
      now: () => clock.now() + offset,
      setTimer: (...timer) => clock.setTimer(...timer),
    });
    let expired = false;
    queue.add(100, () => {
      expired = true;
    });
    offset = -3_600_000;
    clock.advance(100);
    expect(expired).toBe(true);
  });

  it('is one per clock', () => {
    const clock = new ManualClock();
    expect(deadlinesOf(clock)).toBe(deadlinesOf(clock));
    expect(deadlinesOf(clock)).not.toBe(deadlinesOf(new ManualClock()));
  });
});
