import { describe, expect, it } from 'vitest';
import { hashOfNobody, hashPassword, verifyPassword } from './passwords.js';

describe('password hashes', () => {
  it('match their password only', async () => {
    const hash = await hashPassword('correct horse');
    expect(hash).toMatch(/^\$scrypt\$ln=14,r=8,p=1\$[\w+/]{22}\$[\w+/]{43}$/);
    expect(hash).not.toContain('horse');
    expect(await verifyPassword('correct horse', hash)).toBe(true);
    expect(await verifyPassword('correct hors', hash)).toBe(false);
    expect(await verifyPassword('', hash)).toBe(false);
  });

  it('have a salt each', async () => {
    const [one, two] = await Promise.all([hashPassword('same'), hashPassword('same')]);
    expect(one).not.toBe(two);
  });

  it('take composed and decomposed letters as the same', async () => {
    expect(await verifyPassword('u\u0308ber', await hashPassword('\u00fcber'))).toBe(true);
  });

  it('are checked with the parameters they carry', async () => {
    // Of Python: hashlib.scrypt(b'pw', salt=b'0123456789abcdef', n=1024, r=4, p=2, dklen=32)
    const hash = `$scrypt$ln=10,r=4,p=2$MDEyMzQ1Njc4OWFiY2RlZg$hO0K9l9nqvGeEPOISqAqR8TEXnRN3v2CetmFWKFg7hQ`;
    expect(await verifyPassword('pw', hash)).toBe(true);
    expect(await verifyPassword('px', hash)).toBe(false);
  });

  it('match nothing when they cannot be read', async () => {
    for (const hash of ['', 'plain', '$scrypt$ln=99,r=8,p=1$AAAA$AAAA', hashOfNobody]) {
      expect(await verifyPassword('', hash)).toBe(false);
    }
  });

  it('are made in the order of asking, many at once', async () => {
    const order: number[] = [];
    const names = [0, 1, 2, 3, 4, 5];
    await Promise.all(names.map((n) => hashPassword(`${n}`).then(() => order.push(n))));
    expect([...order].sort()).toEqual(names);
    expect(order.indexOf(5)).toBeGreaterThanOrEqual(4);
  });
});
