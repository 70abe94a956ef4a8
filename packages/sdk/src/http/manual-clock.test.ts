import { describe, expect, it } from 'vitest';
import { ManualClock } from './manual-clock.js';
import { sleep } from './sleep.js';

describe('ManualClock', () => {
  it('stands still until it is advanced and fires timers in order of time', () => {
    const clock = new ManualClock({ start: 1000 });
    const fired: [string, number][] = [];
    clock.setTimer(20, () => fired.push(['b', clock.now()]));
    clock.setTimer(10, () => {
      fired.push(['a', clock.now()]);
      clock.setTimer(5, () => fired.push(['nested', clock.now()]));
    });
    clock.setTimer(10, () => fired.push(['after a', clock.now()]));
    expect(clock.now()).toBe(1000);
    clock.advance(20);
    expect(fired).toEqual([
      ['a', 1010],
      ['after a', 1010],
      ['nested', 1015],
      ['b', 1020],
    ]);
    expect(clock.now()).toBe(1020);
  });

  it('skips sleeps when asked to, firing background timers on the way', async () => {
    const clock = new ManualClock({ skipSleeps: true });
    const fired: number[] = [];
    clock.setTimer(50, () => fired.push(50), { background: true });
    await sleep(clock, 40);
    expect(fired).toEqual([]);
    await sleep(clock, 40);
    expect(fired).toEqual([50]);
    expect(clock.sleeps).toEqual([40, 40]);
  });
});

describe('sleep', () => {
  it('rejects with the reason of its signal and leaves no timer', async () => {
    const clock = new ManualClock();
    const controller = new AbortController();
    const asleep = sleep(clock, 1000, controller.signal);
    controller.abort('wake up');
    await expect(asleep).rejects.toBe('wake up');
    await expect(sleep(clock, 1000, controller.signal)).rejects.toBe('wake up');
    expect(clock.pending).toBe(0);
  });
});
