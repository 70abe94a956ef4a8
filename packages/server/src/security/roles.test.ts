import { describe, expect, it } from 'vitest';
import { ForbiddenError, requireRole } from './roles.js';

const roles = ['reader', 'operator', 'admin'] as const;

describe('requireRole', () => {
  it('lets each role do what the lower ones may, and nothing above', () => {
    const allowed = roles.map((role) =>
      roles.filter((need) => {
        try {
          requireRole({ role }, need);
          return true;
        } catch (error) {
          expect(error).toBeInstanceOf(ForbiddenError);
          return false;
        }
      }),
    );
    expect(allowed).toEqual([['reader'], ['reader', 'operator'], [...roles]]);
  });
});
