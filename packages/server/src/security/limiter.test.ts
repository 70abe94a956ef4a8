import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { RateLimiter } from './limiter.js';

function start(options: { perSecond: number; burst?: number; capacity?: number }) {
  const clock = new ManualClock();
  return { clock, limiter: new RateLimiter({ realClock: clock, ...options }) };
}

describe('RateLimiter', () => {
  it('lets a second of requests through at once, then says how long to wait', () => {
    const { clock, limiter } = start({ perSecond: 4 });
    expect([1, 2, 3, 4, 5].map(() => limiter.take('a'))).toEqual([0, 0, 0, 0, 250]);
    clock.advance(249);
    expect(limiter.take('a')).toBe(1);
    clock.advance(1);
    expect(limiter.take('a')).toBe(0);
    expect(limiter.take('a')).toBe(250);
  });

  it('holds the rate over a minute', () => {
    const { clock, limiter } = start({ perSecond: 5, burst: 1 });
    let served = 0;
    for (let i = 0; i < 6000; i += 1) {
      if (limiter.take('a') === 0) served += 1;
      clock.advance(10);
    }
    expect(served).toBeGreaterThanOrEqual(299);
    expect(served).toBeLessThanOrEqual(301);
  });

  it('serves less than one request a second', () => {
    const { clock, limiter } = start({ perSecond: 0.5 });
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 2000]);
    clock.advance(2000);
    expect(limiter.take('a')).toBe(0);
  });

  it('counts callers apart, and holds a bounded number of them', () => {
    const { limiter } = start({ perSecond: 1, capacity: 100 });
    for (let i = 0; i < 10_000; i += 1) expect(limiter.take(`caller ${i}`)).toBe(0);
    expect(limiter.size).toBe(100);
    expect(limiter.take('caller 9999')).toBeGreaterThan(0);
  });

  it('is not upset by a clock that goes back', () => {
    const { clock, limiter } = start({ perSecond: 2 });
    limiter.take('a');
    clock.advance(-60_000);
    expect([limiter.take('a'), limiter.take('a')]).toEqual([0, 500]);
  });

  it.each([0, -1, Number.NaN, Number.POSITIVE_INFINITY])('refuses a rate of %s', (perSecond) => {
    expect(() => start({ perSecond })).toThrow(/above 0/);
  });
});
