import type { Role } from '../store/tables.js';

/** The caller is known but may not do this. Dialects answer it in their vendor's form (403 or a fault). */
export class ForbiddenError extends Error {
  override readonly name = 'ForbiddenError';
  constructor(
    readonly need: Role,
    readonly role: Role,
  ) {
    super(`This needs the role ${need}; the caller's role is ${role}.`);
  }
}

/** Each role may do what those before it may: look; work on machines; change users and the world. */
const rank: Readonly<Record<Role, number>> = { reader: 0, operator: 1, admin: 2 };

/** @throws {ForbiddenError} when the caller's role is lower than `need`. */
export function requireRole({ role }: { readonly role: Role }, need: Role): void {
  if (rank[role] < rank[need]) throw new ForbiddenError(need, role);
}
