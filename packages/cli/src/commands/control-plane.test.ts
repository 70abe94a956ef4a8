import { describe, expect, it } from 'vitest';
import { newSecrets } from './control-plane.js';

const admin = { username: 'ann', password: 'pw', apiKey: 'key', generated: true };

describe('newSecrets', () => {
  it('are all of them when none was given', () => {
    expect(newSecrets(admin)).toEqual(admin);
  });

  it('leave out a secret that was given beside one that was generated', () => {
    expect(newSecrets(admin, { password: 'pw' })).toEqual({
      username: 'ann',
      apiKey: 'key',
      generated: true,
    });
  });

  it('are none when the administrator was there before', () => {
    const known = { ...admin, generated: false };
    expect(newSecrets(known, { password: 'pw', apiKey: 'key' })).toEqual({
      username: 'ann',
      generated: false,
    });
  });
});
