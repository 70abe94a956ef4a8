import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.js';
import { CredentialCache } from './credential-cache.js';

function start(capacity = 10) {
  const clock = new ManualClock();
  const cache = new CredentialCache<{ userId: number }>({ realClock: clock, capacity });
  return { clock, cache };
}

describe('CredentialCache', () => {
  it('remembers until the time that was given', () => {
    const { clock, cache } = start();
    cache.set('k', { userId: 1 }, clock.now() + 1000);
    clock.advance(999);
    expect(cache.get('k')).toEqual({ userId: 1 });
    clock.advance(1);
    expect(cache.get('k')).toBeUndefined();
    expect(cache.size).toBe(0);
  });

  it('lets go what was used longest ago when it is full', () => {
    const { clock, cache } = start(3);
    const until = clock.now() + 1000;
    for (const key of ['a', 'b', 'c']) cache.set(key, { userId: 1 }, until);
    cache.get('a');
    cache.set('d', { userId: 1 }, until);
    expect(['a', 'b', 'c', 'd'].map((key) => cache.get(key) !== undefined)).toEqual([
      true,
      false,
      true,
      true,
    ]);
  });

  it('does not grow, whatever is put in', () => {
    const { clock, cache } = start(50);
    for (let i = 0; i < 5000; i += 1) cache.set(`k${i}`, { userId: i }, clock.now() + i);
    expect(cache.size).toBe(50);
  });

  it('forgets every credential of a user, and of no other', () => {
    const { clock, cache } = start();
    cache.set('a', { userId: 1 }, clock.now() + 1);
    cache.set('b', { userId: 2 }, clock.now() + 1);
    cache.set('c', { userId: 1 }, clock.now() + 1);
    cache.forgetUser(1);
    expect([cache.get('a'), cache.get('b'), cache.get('c')]).toEqual([
      undefined,
      { userId: 2 },
      undefined,
    ]);
  });
});
