import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { Lockout } from './lockout.js';

const minute = 60_000;

function start(options: { capacity?: number } = {}) {
  const clock = new ManualClock();
  const lockout = new Lockout({ realClock: clock, ...options });
  const note = (times: number, caller = 'a') => {
    for (let i = 0; i < times; i += 1) lockout.note(caller);
  };
  return { clock, lockout, note };
}

describe('Lockout', () => {
  it('locks at the tenth bad attempt, for five minutes from then', () => {
    const { clock, lockout, note } = start();
    note(9);
    expect(lockout.lockedFor('a')).toBe(0);
    clock.advance(minute);
    note(1);
    expect(lockout.lockedFor('a')).toBe(5 * minute);
    expect(lockout.lockedFor('b')).toBe(0);
    clock.advance(5 * minute - 1);
    expect(lockout.lockedFor('a')).toBe(1);
    clock.advance(1);
    expect(lockout.lockedFor('a')).toBe(0);
    note(9);
    expect(lockout.lockedFor('a')).toBe(0);
  });

  it('is not lengthened by attempts while it holds', () => {
    const { clock, lockout, note } = start();
    note(10);
    clock.advance(4 * minute);
    note(50);
    expect(lockout.lockedFor('a')).toBe(minute);
  });

  it('forgets attempts older than five minutes', () => {
    const { clock, lockout, note } = start();
    for (let i = 0; i < 30; i += 1) {
      note(1);
      clock.advance(minute);
    }
    expect(lockout.lockedFor('a')).toBe(0);
  });

  it('forgives after a good attempt, and takes back one that was not judged', () => {
    const { lockout, note } = start();
    note(9);
    lockout.clear('a');
    note(9);
    note(1);
    lockout.withdraw('a');
    expect(lockout.lockedFor('a')).toBe(0);
    note(1);
    expect(lockout.lockedFor('a')).toBeGreaterThan(0);
    note(1, 'b');
    lockout.withdraw('b');
    lockout.withdraw('c');
    expect(lockout.size).toBe(1);
  });

  it('holds a bounded number of callers', () => {
    const { lockout, note } = start({ capacity: 100 });
    for (let i = 0; i < 10_000; i += 1) note(1, `caller ${i}`);
    expect(lockout.size).toBe(100);
  });
});
